import { spawnSync } from 'node:child_process';
import { chmod, open, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { GateError } from '../../src/errors.ts';
import {
  claimDevice,
  holdDevice,
  inspectDevice,
  isSameDevice,
  namedDevices,
} from '../../src/host/scratch-device.ts';
import { layOutImages } from '../../src/qemu/image.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';

const signal = new AbortController().signal;
const mebibyte = 2 ** 20;

function run(...argv: readonly string[]) {
  const [file = '', ...args] = argv;
  const { status, stdout } = spawnSync(file, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** A loop device over a file of its own; undefined where this host has none to give. */
async function loopDevice({ size = 256 * mebibyte, readOnly = false, fill = '' } = {}) {
  const directory = await temporaryDirectory({ name: plainName });
  const file = join(directory.path, 'backing');
  await writeFile(file, fill);
  await truncate(file, size);
  const flags = readOnly ? ['--read-only'] : [];
  const path = run('losetup', '--find', '--show', ...flags, file);
  return {
    path: path ?? '',
    file,
    directory: directory.path,
    [Symbol.asyncDispose]: async () => {
      if (path !== undefined) run('losetup', '--detach', path);
      await directory[Symbol.asyncDispose]();
    },
  };
}

const hasLoops = await (async () => {
  await using device = await loopDevice({ size: mebibyte });
  return device.path !== '';
})();

const claim = (path: string, isWorthless = false) =>
  inspectDevice(path, signal)
    .then(device => claimDevice(device, { isWorthless }))
    .then(
      () => 'claimed',
      (error: GateError) => error.facts.problem,
    );

// Loop devices need root and a kernel that gives them.
describe.runIf(hasLoops)('a loop device', () => {
  it('is looked at without being written to, and claimed where nothing is on it', async () => {
    await using device = await loopDevice();
    const before = await inspectDevice(device.path, signal);
    expect(before).toMatchObject({
      refusals: [],
      mark: 'none',
      isBlank: true,
      size: 256 * mebibyte,
    });
    expect((await readFile(device.file)).every(byte => byte === 0)).toBe(true);
    expect(await claim(device.path)).toBe('claimed');
    expect(await inspectDevice(device.path, signal)).toMatchObject({ refusals: [], mark: 'ours' });
    const marked = (await readFile(device.file)).subarray(0, 4096);
    expect(await claim(device.path)).toBe('claimed');
    expect((await readFile(device.file)).subarray(0, 4096)).toEqual(marked);
    expect(marked.toString()).not.toContain((await readFile('/etc/machine-id', 'utf8')).trim());
  });

  it.each([
    ['a file system', ['mke2fs', '-q', '-F'], /a signature: .*ext/],
    ['swap', ['mkswap'], /a signature: .*swap/],
    ['a volume manager', ['pvcreate', '-qq'], /a signature: .*LVM/],
  ])('with %s is refused', async (_, tool, words) => {
    await using device = await loopDevice();
    // A host without LVM can't make one, and the device is as good as new.
    const isMade = run(...tool, device.path) !== undefined;
    expect(isMade || tool[0] === 'pvcreate').toBe(true);
    expect(await claim(device.path, true)).toMatch(isMade ? words : 'claimed');
  });

  it('with a partition table is refused', async () => {
    await using device = await loopDevice();
    const table = Buffer.alloc(512);
    table.set([0x80, 0, 2, 0, 0x83, 0, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0], 446);
    table.set([0x55, 0xaa], 510);
    await using file = await open(device.path, 'r+');
    await file.write(table, 0, 512, 0);
    await file.sync();
    await file.close();
    expect(await claim(device.path, true)).toMatch(/a signature: .*dos/);
  });

  it('that is mounted is refused', async () => {
    await using device = await loopDevice();
    expect(run('mke2fs', '-q', '-F', device.path)).toBeDefined();
    const at = join(device.directory, 'm');
    run('mkdir', at);
    const isMounted = run('mount', device.path, at) !== undefined;
    const said = await claim(device.path, true);
    run('umount', at);
    const why = isMounted ? /it is mounted.*it can't be opened alone/ : /signature/;
    expect(said).toMatch(why);
  });

  it('that somebody has open alone is refused', async () => {
    await using device = await loopDevice();
    await using _other = await open(device.path, 0o200 | 2);
    expect(await claim(device.path)).toMatch(/it can't be opened alone: EBUSY/);
  });

  it('that is read-only is refused', async () => {
    await using device = await loopDevice({ readOnly: true });
    expect(await claim(device.path)).toMatch(/it is read-only/);
  });

  it('that is too small is refused with what is needed', async () => {
    await using device = await loopDevice({ size: 64 * mebibyte });
    expect(await claim(device.path)).toMatch(/it has 64 MiB, and 129 MiB are needed/);
  });

  it('with the mark of another host is refused', async () => {
    await using device = await loopDevice({ fill: 'qemu-storage-gate scratch 1\nid\nother\n' });
    expect(await inspectDevice(device.path, signal)).toMatchObject({ mark: 'of another host' });
    expect(await claim(device.path, true)).toMatch(/the mark of another host/);
  });

  it('that holds data of no known kind is claimed only where that is said to be worthless', async () => {
    await using device = await loopDevice({ fill: 'a database without a signature' });
    expect(await claim(device.path)).toMatch(/its first bytes are not zero/);
    expect(await claim(device.path, true)).toBe('claimed');
  });

  it('is refused by a link to it that nobody but its maker follows', async () => {
    await using device = await loopDevice();
    const link = join(device.directory, 'link');
    await symlink(device.path, link);
    expect(await claim(link, true)).toMatch(/it is a link outside of/);
  });

  it('with our mark is held alone, written to in its part only, and missed when it is gone', async () => {
    await using device = await loopDevice();
    expect(await holdDevice(device.path, signal)).toMatch(/does not carry the mark of this host/);
    await claim(device.path);
    const held = await holdDevice(device.path, signal);
    if (typeof held === 'string') throw new Error(held);
    expect(held).toMatchObject({ size: 256 * mebibyte, kind: expect.stringMatching(/^loop/) });
    await expect(open(device.path, 0o200 | 2)).rejects.toThrow('EBUSY');
    const master = join(device.directory, 'master');
    await writeFile(master, Buffer.alloc(mebibyte, 'x'));
    const mode = { format: 'raw', size: mebibyte } as const;
    const request = { master, path: device.path, mode, begin: 2 * mebibyte };
    expect(await layOutImages([request], { direct: true, signal })).toBe(mebibyte);
    await using read = await open(device.path);
    const { buffer } = await read.read(Buffer.alloc(4 * mebibyte), 0, 4 * mebibyte, 0);
    expect([1, 2, 3].map(at => buffer[at * mebibyte])).toEqual([0, 'x'.charCodeAt(0), 0]);
    expect(await isSameDevice(held, signal)).toBe(true);
    expect(await isSameDevice({ ...held, number: '7:99' }, signal)).toBe(false);
    await held[Symbol.asyncDispose]();
    await read.close();
    run('losetup', '--detach', device.path);
    expect(await isSameDevice(held, signal)).toBe(false);
  });

  it('that vanishes is an error, and no claim', async () => {
    await using device = await loopDevice();
    const seen = await inspectDevice(device.path, signal);
    run('losetup', '--detach', device.path);
    await expect(claimDevice(seen, { isWorthless: true })).rejects.toThrow(/\S/);
  });
});

test.each([
  ['/etc/passwd', 'it is not a block device'],
  ['/dev/null', 'it is not a block device'],
  ['/dev/no-such-device', 'there is nothing of that name'],
])('%s is never claimed, and nothing is said of what was not read', async (path, why) => {
  expect(await claim(path)).toBe(`${path} is not claimed: ${why}`);
});

test('names of devices are those of a file that root alone may write to', async () => {
  await using directory = await temporaryDirectory({ name: plainName });
  const path = join(directory.path, 'devices');
  expect(await namedDevices(path)).toEqual(new Map());
  await writeFile(path, '# ours\nscratch /dev/disk/by-id/x\n\nfast  /dev/mapper/y\n', {
    mode: 0o644,
  });
  const isRoot = process.getuid?.() === 0;
  const named = await namedDevices(path).then(
    found => [...found],
    (error: unknown) => (error as { code: string }).code,
  );
  const both = [
    ['scratch', '/dev/disk/by-id/x'],
    ['fast', '/dev/mapper/y'],
  ];
  expect(named).toEqual(isRoot ? both : 'bad-config');
  await chmod(path, 0o666);
  await expect(namedDevices(path)).rejects.toThrow(/others than root/);
  await chmod(path, 0o644);
  await writeFile(path, 'scratch relative\n');
  await expect(namedDevices(path)).rejects.toMatchObject({ code: 'bad-config' });
});
