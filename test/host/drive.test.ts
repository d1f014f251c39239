import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  blockDevicesUnder,
  readDiskstats,
  sampleDrive,
  sharesDrives,
} from '../../src/host/drive.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

// As Linux 6.1 prints it: a drive, its partition, and another drive.
const diskstats = `   7       0 loop0 180 0 1260 6 30 0 20 30 0 24 67 0 0 0 0 30 30
 254       0 vda 1538862 37271 97767986 813879 2625821 82106 191837762 1291912 0 373352 2204889 0 0 0 0 0 0
 254       1 vda1 100 0 2000 1 200 0 4000 1 0 1 1 0 0 0 0 0 0
`;

test('sectors of 512 bytes are summed over the drives that were asked for', () => {
  expect(readDiskstats(diskstats, new Set(['vda']))).toEqual({
    read: 97767986 * 512,
    written: 191837762 * 512,
  });
  const both = readDiskstats(diskstats, new Set(['vda', 'loop0']));
  expect(both).toEqual({ read: (97767986 + 1260) * 512, written: (191837762 + 20) * 512 });
});

test('a drive that is not listed, or a line that is no line, is not known', () => {
  expect(readDiskstats(diskstats, new Set(['vda', 'sda']))).toBeUndefined();
  expect(readDiskstats(' 8 0 sda 1 2', new Set(['sda']))).toBeUndefined();
});

test('a filesystem without a drive has no activity', async () => {
  expect(await sampleDrive('/proc')).toBeUndefined();
});

test('a directory lies on block devices that the kernel has, or on none', async () => {
  expect(await blockDevicesUnder('/proc')).toEqual([]);
  await using directory = await temporaryDirectory();
  const devices = await blockDevicesUnder(directory.path);
  const listed = (await readFile('/proc/diskstats', 'utf8')).replaceAll(
    /^ *(\d+) +(\d+) .*/gm,
    '$1:$2',
  );
  expect(listed.split('\n')).toEqual(expect.arrayContaining([...devices]));
});

test('every name that is given for a directory is in /proc/diskstats', async () => {
  const activity = await sampleDrive('/');
  const names = activity?.name.split(' + ') ?? [];
  const listed = await readFile('/proc/diskstats', 'utf8');
  expect(names.filter(name => !listed.includes(` ${name} `))).toEqual([]);
});

test('a directory shares the drives of one on the same filesystem, also by a link, and none with one that has no drive', async context => {
  await using directory = await temporaryDirectory();
  const known = (await sampleDrive(directory.path)) !== undefined;
  expect(await sharesDrives(directory.path, [])).toBe(true);
  expect(await sharesDrives(directory.path, ['/proc'])).toBe(false);
  expect(await sharesDrives('/proc', [directory.path])).toBe(false);
  if (!known) context.skip('no block device under the temporary directory');
  const link = join(directory.path, 'link');
  await symlink(directory.path, link);
  expect(await sharesDrives(directory.path, [link, directory.path])).toBe(true);
  expect(await sharesDrives(directory.path, [link, '/proc'])).toBe(false);
});
