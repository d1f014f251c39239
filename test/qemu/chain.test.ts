import { spawnSync } from 'node:child_process';
import { appendFile, mkdir, open, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { GateError } from '../../src/errors.ts';
import { runTool } from '../../src/process/tool.ts';
import {
  chainDigest,
  extentsOf,
  mapChain,
  readChain,
  readOwnImage,
  requireSameChain,
} from '../../src/qemu/chain.ts';
import { layOutOwn, ownFiles } from '../../src/qemu/own-image.ts';
import { type MadeHeader, qcow2Header } from '../harness/qcow2-header.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';

const signal = new AbortController().signal;
const mebibyte = 2 ** 20;

/** A chain of three layers, of which the lowest is raw, half of it data. */
async function chainIn(directory: string): Promise<string> {
  const [base, mid, top] = ['base.raw', 'mid.qcow2', 'disk.qcow2'].map(name =>
    join(directory, name),
  );
  await writeFile(base ?? '', Buffer.alloc(4 * mebibyte, 'x'));
  await runTool({ argv: ['truncate', '-s', '8M', base ?? ''] });
  const create = (options: readonly string[]) =>
    runTool({ argv: ['qemu-img', 'create', '-q', '-f', 'qcow2', ...options], cwd: directory });
  await create(['-b', 'base.raw', '-F', 'raw', '-o', 'cluster_size=2M', mid ?? '']);
  await runTool({ argv: ['qemu-io', '-f', 'qcow2', '-c', 'write -P 3 4M 2M', mid ?? ''] });
  await create(['-b', 'mid.qcow2', '-F', 'qcow2', top ?? '']);
  return top ?? '';
}

async function refusalOf(path: string, within: string): Promise<string> {
  const refused = await readChain({ path }, within).then(
    layers => `taken: ${layers.length}`,
    (error: GateError) => `${error.code}: ${error.facts.problem}`,
  );
  return refused;
}

describe('a chain', () => {
  it('is read from the image down, and measured where its data is', async () => {
    await using directory = await temporaryDirectory();
    const path = await chainIn(directory.path);
    const { image, layers, extents } = await readOwnImage(
      { path },
      { within: directory.path, signal },
    );
    expect(layers.map(({ format, header }) => `${format} ${header?.clusterSize ?? 0}`)).toEqual([
      'qcow2 65536',
      'qcow2 2097152',
      'raw 0',
    ]);
    expect(extents).toEqual([{ start: 0, length: 6 * mebibyte }]);
    expect(image).toMatchObject({ data: 6 * mebibyte, used: 6 * mebibyte });
  });

  it('is copied whole with its holes, and its copies name no file of it', async () => {
    await using directory = await temporaryDirectory();
    await using to = await temporaryDirectory();
    const { layers, image } = await readOwnImage(
      { path: await chainIn(directory.path) },
      { within: directory.path, signal },
    );
    const layout = {
      on: 'copy',
      layers,
      path: join(to.path, 'disk0.qcow2'),
      size: 8 * mebibyte,
    } as const;
    const written = await layOutOwn(layout, signal);
    expect(written).toBeGreaterThanOrEqual(image.data);
    expect(written).toBeLessThanOrEqual(image.bytes);
    expect(await mapChain(ownFiles(layout), { signal })).toEqual(
      await mapChain(layers, { signal }),
    );
    const copies = await readChain({ path: layout.path }, to.path);
    expect(copies.map(({ header }) => header?.backing?.name)).toEqual([
      `${layout.path}.1`,
      `${layout.path}.2`,
      undefined,
    ]);
    expect(await chainDigest(layers)).toBe(image.digest);
  });

  it('keeps space that was reserved and never written', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'full.raw');
    await runTool({ argv: ['fallocate', '-l', '4M', path] });
    const layers = await readChain({ path }, directory.path);
    const to = join(directory.path, 'copy.raw');
    expect(
      await layOutOwn({ on: 'copy', layers, path: to, size: 4 * mebibyte }, signal),
    ).toBeGreaterThanOrEqual(4 * mebibyte);
  });

  it('is left as it is below a fresh overlay', async () => {
    await using directory = await temporaryDirectory();
    const { layers, image } = await readOwnImage(
      { path: await chainIn(directory.path) },
      { within: directory.path, signal },
    );
    const layout = {
      on: 'overlay',
      layers,
      path: join(directory.path, 'new'),
      size: 8 * mebibyte,
    } as const;
    expect(await layOutOwn(layout, signal)).toBeLessThan(mebibyte);
    const files = ownFiles(layout);
    expect(files.map(({ path }) => path)).toEqual([layout.path, ...layers.map(({ path }) => path)]);
    await runTool({ argv: ['qemu-io', '-f', 'qcow2', '-c', 'write 0 1M', layout.path] });
    expect(await chainDigest(layers)).toBe(image.digest);
  });

  it('that changes is found by what the host says of its files, and by its digest', async () => {
    await using directory = await temporaryDirectory();
    const { layers, image } = await readOwnImage(
      { path: await chainIn(directory.path) },
      { within: directory.path, signal },
    );
    await requireSameChain(layers);
    const lowest = layers.at(-1)?.path ?? '';
    await using file = await open(lowest, 'r+');
    await file.write('y', 0);
    await expect(requireSameChain(layers)).rejects.toMatchObject({ code: 'host-changed' });
    const path = join(directory.path, 'over');
    const laidOut = layOutOwn({ on: 'copy', layers, path, size: 8 * mebibyte }, signal);
    await expect(laidOut).rejects.toMatchObject({ code: 'host-changed' });
    const again = await readOwnImage(
      { path: join(directory.path, 'disk.qcow2') },
      { within: directory.path, signal },
    );
    expect(again.image.digest).not.toBe(image.digest);
  });
});

describe('an image is refused', () => {
  it.each<[string, MadeHeader, RegExp]>([
    [
      'that rests on a file of the host',
      { backing: '/etc/passwd', format: 'raw' },
      /layer 2 .* outside of the workspace/,
    ],
    [
      'that leads out by a path',
      { backing: '../../x', format: 'raw' },
      /layer 2 .*(outside|is not there)/,
    ],
    ['that rests on a device', { backing: '/dev/null', format: 'raw' }, /outside of the workspace/],
    [
      'that rests on a network',
      { backing: 'nbd://h/x', format: 'raw' },
      /layer 2 .* would be "nbd:/,
    ],
    [
      'that rests on a description',
      { backing: 'json:{"driver":"nbd"}', format: 'raw' },
      /layer 2 .* would be "json:/,
    ],
    ['that rests on itself', { backing: 'disk', format: 'qcow2' }, /layer of itself/],
    [
      'that rests on what is not there',
      { backing: 'gone', format: 'raw' },
      /layer 2 .*is not there/,
    ],
    ['that rests on a pipe', { backing: 'pipe', format: 'raw' }, /layer 2 .*not a regular file/],
    [
      'that rests on a directory',
      { backing: 'sub', format: 'raw' },
      /layer 2 .*not a regular file/,
    ],
    ['that rests on a link out', { backing: 'link', format: 'raw' }, /outside of the workspace/],
    [
      'that rests on an encrypted one',
      { backing: 'crypt', format: 'qcow2' },
      /layer 2 .* is encrypted/,
    ],
    [
      'that rests on a damaged one',
      { backing: 'torn', format: 'qcow2' },
      /layer 2 .* damaged header/,
    ],
    [
      'that rests on one without a written format',
      { backing: 'torn' },
      /nobody says to be raw or qcow2/,
    ],
    [
      'that rests on one of another driver',
      { backing: 'torn', format: 'vmdk' },
      /nobody says to be raw or qcow2/,
    ],
    ['that is encrypted', { crypt: 1 }, /is encrypted/],
    ['that keeps its data elsewhere', { dataFile: '/etc/shadow' }, /external data file/],
    ['whose size is no whole sector', { size: 1000 }, /has 1000 bytes/],
  ])('%s', async (_, header, words) => {
    await using directory = await temporaryDirectory({ name: plainName });
    const within = join(directory.path, 'work');
    await mkdir(join(within, 'sub'), { recursive: true });
    spawnSync('mkfifo', [join(within, 'pipe')]);
    await symlink('/etc/passwd', join(within, 'link'));
    await writeFile(join(within, 'crypt'), qcow2Header({ crypt: 2 }));
    await writeFile(join(within, 'torn'), qcow2Header({ clusterBits: 40 }));
    await writeFile(join(within, 'disk'), qcow2Header(header));
    expect(await refusalOf('disk', within)).toMatch(words);
    expect(await refusalOf('disk', within)).toMatch(/^bad-config: /);
  });

  test('of 40 layers, by the first that is too many', async () => {
    await using directory = await temporaryDirectory({ name: plainName });
    for (let layer = 0; layer < 40; layer += 1)
      await writeFile(
        join(directory.path, `l${layer}`),
        qcow2Header({ backing: `l${layer + 1}`, format: 'qcow2' }),
      );
    expect(await refusalOf('l0', directory.path)).toMatch(/more than 16 layers/);
  });

  it.each(['pipe', '/dev/zero', 'gone', '../out', 'vm.vmdk'])('that is %s itself', async path => {
    await using directory = await temporaryDirectory({ name: plainName });
    const within = join(directory.path, 'work');
    await mkdir(within);
    spawnSync('mkfifo', [join(within, 'pipe')]);
    await writeFile(join(directory.path, 'out'), qcow2Header());
    await writeFile(join(within, 'vm.vmdk'), `KDMV${'x'.repeat(1020)}`);
    expect(await refusalOf(path, within)).toMatch(/^bad-config: the image /);
  });

  test('that only qemu-img sees to be damaged', async () => {
    await using directory = await temporaryDirectory();
    const path = await chainIn(directory.path);
    await using file = await open(path, 'r+');
    // Its refcount table lies in the second cluster.
    await file.write(Buffer.alloc(65_536, 0xff), 0, 65_536, 65_536);
    const read = readOwnImage({ path }, { within: directory.path, signal });
    await expect(read).rejects.toMatchObject({ code: 'bad-config' });
    await appendFile(path, '');
  });
});

test('requests are made in the longest ranges of data, whole blocks of 64 KiB', () => {
  const block = 65_536;
  const map = [
    { start: 0, length: 3 * block, data: false },
    { start: 3 * block, length: block, data: true },
    { start: 4 * block, length: 2 * block + 512, data: true },
    { start: 7 * block + 512, length: block, data: true },
  ];
  expect(extentsOf(map)).toEqual([{ start: 3 * block, length: 3 * block }]);
  const many = Array.from({ length: 600 }, (_, index) => ({
    start: 4 * index * block,
    length: (1 + (index % 2)) * block,
    data: true,
  }));
  const found = extentsOf(many);
  expect(found).toHaveLength(256);
  expect(found.every(({ length }) => length === 2 * block)).toBe(true);
});
