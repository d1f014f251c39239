import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Mount, mountOf } from './mount.ts';

/**
 * What kind of drive a mount lies on: `Samsung SSD 990 PRO 2TB (non-rotational)`, `virtio_blk
 * (rotational)`. Model or driver only, never a serial, a volume's name or a path: it goes to a
 * public document. `unknown` where the kernel says nothing (overlay, network and memory
 * filesystems).
 */
export async function describeDevice(mount: Mount): Promise<string> {
  const kinds = await Promise.all((await driveDirectories(mount)).map(kindOf));
  return kinds.length === 0 ? 'unknown' : [...new Set(kinds)].sort().join(' + ').slice(0, 500);
}

/** Bytes that were moved. */
export interface TrafficCount {
  readonly read: number;
  readonly written: number;
}

/** What the drives under a directory have moved since boot, whoever asked for it. */
export interface DriveActivity extends TrafficCount {
  /** The kernel's names of the drives: to be shown on the terminal, never kept. */
  readonly name: string;
}

/**
 * Reads /proc/diskstats for the whole drives under a real path; undefined where the kernel knows
 * none.
 */
export async function sampleDrive(directory: string): Promise<DriveActivity | undefined> {
  const names = await drivesUnder(directory);
  if (names.length === 0) return undefined;
  const counts = readDiskstats(await readFile('/proc/diskstats', 'utf8'), new Set(names));
  return counts === undefined ? undefined : { name: names.join(' + '), ...counts };
}

/**
 * Whether all that is done in `others` reaches the drives under a real path and no further one.
 * Only then is what we do in them part of what those drives move: the kernel counts the traffic of
 * a process over all drives at once.
 */
export async function sharesDrives(directory: string, others: readonly string[]): Promise<boolean> {
  const own = new Set(await drivesUnder(directory));
  for (const other of others) {
    const names = await drivesUnder(await realpath(other));
    // Where the kernel names none (overlay, tmpfs, network), nobody knows which one it is.
    if (names.length === 0 || !names.every(name => own.has(name))) return false;
  }
  return true;
}

/** /proc/diskstats counts sectors of 512 bytes, whatever the drive's own. */
const sector = 512;

/**
 * The sum over some drives; undefined where one of them is not listed. Source:
 * Documentation/admin-guide/iostats.rst.
 */
export function readDiskstats(
  diskstats: string,
  names: ReadonlySet<string>,
): TrafficCount | undefined {
  const rows = diskstats
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(fields => names.has(fields[2] ?? ''));
  if (rows.length !== names.size) return undefined;
  const bytes = (field: number): number =>
    rows.reduce((sum, row) => sum + Number(row[field]) * sector, 0);
  const traffic = { read: bytes(5), written: bytes(9) };
  return Number.isFinite(traffic.read + traffic.written) ? traffic : undefined;
}

/**
 * The kernel's names of the whole drives under a real path (`vda`, `nvme0n1`), sorted; none where
 * it knows none.
 */
async function drivesUnder(path: string): Promise<readonly string[]> {
  const directories = await driveDirectories(await mountOf(path));
  return [...new Set(directories.map(directory => basename(directory)))].sort();
}

/**
 * major:minor of every block device on the way from a real path to its drives, volumes and arrays
 * among them: a limit may stand on any of them. None where the kernel knows none.
 */
export async function blockDevicesUnder(path: string): Promise<readonly string[]> {
  const device = await deviceNumber(await mountOf(path));
  return device === undefined ? [] : stackedOn(join('/sys/dev/block', device));
}

async function stackedOn(directory: string): Promise<readonly string[]> {
  const whole = await wholeDisk(directory);
  if (whole === undefined) return [];
  const slaves = await readdir(join(whole, 'slaves')).catch(() => []);
  const below = await Promise.all(slaves.map(slave => stackedOn(join(whole, 'slaves', slave))));
  return [(await readText(join(whole, 'dev'))) ?? [], below.flat()].flat();
}

async function driveDirectories(mount: Mount): Promise<readonly string[]> {
  const device = await deviceNumber(mount);
  return device === undefined ? [] : wholeDrives(join('/sys/dev/block', device));
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
