import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Mount } from './mount.ts';

/**
 * What kind of drive a mount lies on: `Samsung SSD 990 PRO 2TB (non-rotational)`, `virtio_blk
 * (rotational)`. Model or driver only, never a serial, a volume's name or a path: it goes to a
 * public document. `unknown` where the kernel says nothing (overlay, network and memory
 * filesystems).
 */
export async function describeDevice(mount: Mount): Promise<string> {
  const device = await deviceNumber(mount);
  const drives = device === undefined ? [] : await wholeDrives(join('/sys/dev/block', device));
  const kinds = await Promise.all(drives.map(kindOf));
  return kinds.length === 0 ? 'unknown' : [...new Set(kinds)].sort().join(' + ').slice(0, 500);
}

/**
 * The kernel's names of the whole drives under a mount (`vda`, `nvme0n1`), sorted; none where it
 * knows none.
 */
export async function drivesOf(mount: Mount): Promise<readonly string[]> {
  const device = await deviceNumber(mount);
  const drives = device === undefined ? [] : await wholeDrives(join('/sys/dev/block', device));
  return [...new Set(drives.map(directory => basename(directory)))].sort();
}

/**
 * major:minor of the block device; btrfs and its like have a number of their own, so their source
 * is asked.
 */
async function deviceNumber({ device, source }: Mount): Promise<string | undefined> {
  if (!device.startsWith('0:')) return device;
  if (!source.startsWith('/dev/')) return undefined;
  const facts = await stat(source).catch(() => undefined);
  if (!facts?.isBlockDevice()) return undefined;
  // Linux's encoding of a device number: 12 bits of major above 8 of minor; more minor bits lie
  // above.
  return `${(facts.rdev >> 8) & 0xfff}:${(facts.rdev & 0xff) | ((facts.rdev >> 12) & 0xfff00)}`;
}

/**
 * Directories of the drives at the bottom of a device: those of which a volume or an array is made,
 * or its own.
 */
async function wholeDrives(directory: string): Promise<readonly string[]> {
  const whole = await wholeDisk(directory);
  if (whole === undefined) return [];
  const slaves = await readdir(join(whole, 'slaves')).catch(() => []);
  if (slaves.length === 0) return [whole];
  return (await Promise.all(slaves.map(slave => wholeDrives(join(whole, 'slaves', slave))))).flat();
}

async function kindOf(drive: string): Promise<string> {
  const name =
    (await readText(join(drive, 'device/model'))) ??
    (await linkName(join(drive, 'device/driver'))) ??
    kernelName(drive);
  const rotational = await readText(join(drive, 'queue/rotational'));
  return `${name} (${rotational === '1' ? 'rotational' : 'non-rotational'})`;
}

/** A partition's directory lies in that of its disk. */
async function wholeDisk(directory: string): Promise<string | undefined> {
  const real = await realpath(directory).catch(() => undefined);
  if (real === undefined) return undefined;
  return (await readText(join(real, 'partition'))) === undefined ? real : dirname(real);
}

async function readText(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim().replace(/\s+/g, ' ') || undefined;
}

async function linkName(path: string): Promise<string | undefined> {
  return realpath(path).then(basename, () => undefined);
}

/** `loop` for loop3: the kernel's own kind, without the number. */
function kernelName(directory: string): string {
  return basename(directory).replace(/\d+$/, '');
}
