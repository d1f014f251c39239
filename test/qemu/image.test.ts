import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { defaultDiskMode, diskModeKey } from '../../src/disk/fields.ts';
import type { DiskMode } from '../../src/disk/mode.ts';
import { residentShare } from '../../src/host/page-cache.ts';
import { runTool, startProgram } from '../../src/process/tool.ts';
import { unallocatedBytes } from '../../src/qemu/chain.ts';
import { createImage, layOutImages, makeFilesystem } from '../../src/qemu/image.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const size = 8 * 2 ** 20;

test('a new image is as long as asked, really allocated, and does not compress', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'x.raw');
  await createImage({ path, size: size + 512 });
  const content = await readFile(path);
  expect(content).toHaveLength(size + 512);
  expect(await unallocatedBytes({ path, format: 'raw' })).toBe(0);
  expect(gzipSync(content, { level: 1 }).length).toBeGreaterThan(size * 0.999);
});

test('holes and extents that were never written are not allocated', async () => {
  await using directory = await temporaryDirectory();
  const [sparse, reserved] = [join(directory.path, 'sparse'), join(directory.path, 'reserved')];
  await using file = await open(sparse, 'w');
  await file.truncate(size);
  await runTool({ argv: ['fallocate', '-l', String(size), reserved] });
  // The first block is read, and so counted, to find out how the file must be aligned.
  for (const path of [sparse, reserved]) {
    expect(await unallocatedBytes({ path, format: 'raw' })).toBeGreaterThanOrEqual(size - 4096);
  }
});

test('an image is full even where what it begins with has holes, and has its space reserved first where that is asked', async () => {
  await using directory = await temporaryDirectory();
  const [master, path] = [join(directory.path, 'from'), join(directory.path, 'to')];
  await writeFile(master, Buffer.concat([Buffer.alloc(2 ** 20, 'x'), Buffer.alloc(2 ** 20)]));
  await runTool({ argv: ['fallocate', '--dig-holes', master] });
  expect(await unallocatedBytes({ path: master, format: 'raw' })).toBe(2 ** 20);
  const raw = { format: 'raw', size: 2 ** 21 } as const;
  const modes = [raw, { ...raw, preallocation: 'falloc' }, { ...raw, format: 'qcow2' }] as const;
  for (const [index, mode] of modes.entries()) {
    const image = `${path}${index}`;
    await layOutImages([{ master, path: image, mode }], { direct: false });
    expect(await unallocatedBytes({ path: image, format: mode.format })).toBe(0);
    const { stdout } = await runTool({
      argv: ['qemu-img', 'compare', '-f', 'raw', '-F', mode.format, master, image],
    });
    expect(stdout).toBe('Images are identical.\n');
  }
});

test('a filesystem has the blocks that its disk needs', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'x.raw');
  await createImage({ path, size: 64 * 2 ** 20 });
  await makeFilesystem({ path, blockSize: 4096 });
  expect((await runTool({ argv: ['/sbin/dumpe2fs', '-h', path] })).stdout).toMatch(
    /Block size: +4096/,
  );
  expect(await unallocatedBytes({ path, format: 'raw' })).toBe(0);
});

test('a filesystem image is a clean ext4 with every block allocated', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'x.raw');
  await createImage({ path, size: 64 * 2 ** 20 });
  await makeFilesystem({ path });
  expect(await unallocatedBytes({ path, format: 'raw' })).toBe(0);
  const { stdout } = await runTool({ argv: ['/sbin/e2fsck', '-fn', path] });
  expect(stdout).toMatch(/\d+\/\d+ files/);
  expect((await runTool({ argv: ['/sbin/dumpe2fs', '-h', path] })).stdout).toMatch(
    /Filesystem features:.* extent/,
  );
});

test('images are laid out alike, each full and with the options of its mode, and none is in memory', async ({
  skip,
}) => {
  await using directory = await temporaryDirectory();
  const master = join(directory.path, 'master');
  await createImage({ path: master, size });
  const raw = defaultDiskMode(size);
  const qcow2 = { ...raw, format: 'qcow2' } as const;
  const modes: readonly DiskMode[] = [
    raw,
    raw,
    { ...raw, preallocation: 'falloc' },
    { ...raw, size: size / 2 },
    { ...qcow2, clusterSize: 4096, lazyRefcounts: true },
    { ...qcow2, preallocation: 'metadata' },
    { ...qcow2, preallocation: 'full' },
  ];
  const requests = modes.map((mode, index) => {
    return { master, path: join(directory.path, `x${index}`), mode };
  });
  const bytes = await layOutImages(requests, { direct: true });
  if ((await residentShare(requests[0]?.path ?? '')) > 0)
    skip('the temporary directory is memory, which has nothing to drop');
  expect(bytes).toBeGreaterThan(7.5 * size);
  expect(bytes).toBeLessThan(7.7 * size);
  const content = await readFile(master);
  for (const { path, mode } of requests) {
    expect(await residentShare(path), diskModeKey(mode)).toBe(0);
    expect(await unallocatedBytes({ path, format: mode.format })).toBe(0);
    const { stdout } = await runTool({ argv: ['qemu-img', 'info', '--output=json', path] });
    const { clusterSize = 65_536, lazyRefcounts = false } = mode;
    const ofQcow2 = {
      'cluster-size': clusterSize,
      'format-specific': { data: { 'lazy-refcounts': lazyRefcounts } },
    };
    expect(JSON.parse(stdout)).toMatchObject({
      'virtual-size': mode.size,
      ...(mode.format === 'qcow2' && ofQcow2),
    });
    const guestSees = `${path}.content`;
    await runTool({ argv: ['qemu-img', 'convert', '-f', mode.format, path, guestSees] });
    expect((await readFile(guestSees)).equals(content.subarray(0, mode.size))).toBe(true);
  }
});

test('a master that is too small, and a file that is there, are refused, and nothing is left', async () => {
  await using directory = await temporaryDirectory();
  const [master, path] = [join(directory.path, 'master'), join(directory.path, 'x')];
  await createImage({ path: master, size });
  await expect(
    layOutImages([{ master, path, mode: defaultDiskMode(2 * size) }], { direct: true }),
  ).rejects.toMatchObject({ code: 'tool-failed' });
  expect(existsSync(path)).toBe(false);
  await expect(
    layOutImages([{ master, path: master, mode: defaultDiskMode(size) }], { direct: true }),
  ).rejects.toMatchObject({ code: 'bad-directory', facts: { path: master } });
  const stopped = layOutImages([{ master, path, mode: defaultDiskMode(size) }], {
    direct: true,
    signal: AbortSignal.abort(new Error('stop')),
  });
  await expect(stopped).rejects.toThrow('stop');
  expect(existsSync(path)).toBe(false);
});

test('a directory that is missing is named', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'missing/x.raw');
  await expect(createImage({ path, size })).rejects.toMatchObject({
    code: 'bad-directory',
    facts: { path },
  });
});

test('what stands at the path of a new image is neither written to nor removed', async () => {
  await using directory = await temporaryDirectory();
  const [from, to] = [join(directory.path, 'from'), join(directory.path, 'to')];
  await writeFile(from, 'an image');
  await writeFile(to, 'a thesis');
  const makings = [
    () => createImage({ path: to, size }),
    () => layOutImages([{ master: from, path: to, mode: defaultDiskMode(512) }], { direct: false }),
  ];
  for (const make of makings) {
    await expect(make()).rejects.toMatchObject({ code: 'bad-directory', facts: { path: to } });
  }
  expect(await readFile(to, 'utf8')).toBe('a thesis');
});

// A small filesystem in a mount namespace of its own, which is gone with its process.
const mountsPrivately = spawnSync('unshare', ['-rm', 'true']).status === 0;
test.runIf(mountsPrivately)(
  'a disk that is full is said to be full, and no part of an image is left',
  async () => {
    await using directory = await temporaryDirectory();
    const module = JSON.stringify(new URL('../../src/qemu/image.ts', import.meta.url).href);
    const [from, small] = [join(directory.path, 'from'), join(directory.path, 'small')];
    await createImage({ path: from, size });
    await mkdir(small);
    const script = `
    const { createImage, layOutImages } = await import(${module});
    const { readdirSync } = await import('node:fs');
    const [from, small] = process.argv.slice(1);
    const to = small + '/x';
    const codes = [];
    for (const make of [() => createImage({ path: to, size: ${size} }), ...['raw', 'qcow2'].map(format => () => layOutImages([{ master: from, path: to, mode: { format, size: ${size} } }], { direct: false }))]) {
      codes.push(await make().then(() => 'made', error => error.code));
    }
    console.log(JSON.stringify({ codes, left: readdirSync(small) }));`;
    const inside = 'mount -t tmpfs -o size=2m none "$1" && shift && exec "$@"';
    const node = [process.execPath, '--input-type=module', '-e', script, from, small];
    const { stdout } = await runTool({
      argv: ['unshare', '-rm', 'sh', '-c', inside, 'sh', small, ...node],
    });
    expect(JSON.parse(stdout)).toEqual({ codes: ['no-space', 'no-space', 'no-space'], left: [] });
  },
);

test('a cancelled image is removed', async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'x.raw');
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(createImage({ path, size, signal })).rejects.toThrow('stop');
  expect(existsSync(path)).toBe(false);
});

test('an image that a QEMU has open for writing is said to be in use', async () => {
  await using directory = await temporaryDirectory();
  const [path, other] = [join(directory.path, 'x.raw'), join(directory.path, 'y.qcow2')];
  await createImage({ path, size });
  const node = JSON.stringify({
    driver: 'raw',
    'node-name': 'x',
    file: { driver: 'file', filename: path },
  });
  const argv = [
    'qemu-storage-daemon',
    '--blockdev',
    node,
    '--export',
    'nbd,id=e,node-name=x,writable=on',
  ];
  const socket = join(directory.path, 'nbd').replaceAll(',', ',,');
  const server = ['--nbd-server', `addr.type=unix,addr.path=${socket}`];
  await using _holder = await startProgram({
    argv: [...argv.slice(0, 3), ...server, ...argv.slice(3)],
  });
  while (!existsSync(join(directory.path, 'nbd')))
    await new Promise(resolve => setTimeout(resolve, 20));
  const request = { master: path, path: other, mode: defaultDiskMode(size) };
  await expect(layOutImages([request], { direct: false })).rejects.toMatchObject({
    code: 'qemu-failed',
    facts: { problem: expect.stringContaining('is in use by another process') },
  });
  expect((await stat(path)).size).toBe(size);
});
