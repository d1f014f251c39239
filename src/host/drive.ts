import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { GateError } from '../errors.ts';

/**
 * What kind of drive a mount lies on: `Samsung SSD 990 PRO 2TB (non-rotational)`, `virtio_blk
 * (rotational)`. Model or driver only, never a serial, a volume's name or a path: it goes to a
 * public document. `unknown` where the kernel says nothing (overlay, network and memory
 * filesystems).
 */
export async function describeDevice(mount: Pick<Mount, 'device' | 'source'>): Promise<string> {
  const drives = (await devicesOf(mount)).filter(({ isDrive }) => isDrive);
  const kinds = await Promise.all(drives.map(({ directory }) => kindOf(directory)));
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
  const diskstats = await readFile('/proc/diskstats', 'utf8').catch(() => '');
  const counts = readDiskstats(diskstats, new Set(names));
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
  const devices = await devicesOf(await mountOf(path));
  const names = devices.flatMap(({ directory, isDrive }) => (isDrive ? basename(directory) : []));
  return [...new Set(names)].sort();
}

/**
 * major:minor of every block device on the way from a real path to its drives, volumes and arrays
 * among them: a limit may stand on any of them. None where the kernel knows none.
 */
export async function blockDevicesUnder(path: string): Promise<readonly string[]> {
  const devices = await devicesOf(await mountOf(path));
  const numbers = devices.map(({ directory }) => readText(join(directory, 'dev')));
  return (await Promise.all(numbers)).filter(number => number !== undefined);
}

/** A block device's directory in sysfs; a drive is made of no others. */
interface BlockDevice {
  readonly directory: string;
  readonly isDrive: boolean;
}

async function devicesOf(mount: Pick<Mount, 'device' | 'source'>): Promise<readonly BlockDevice[]> {
  const device = await deviceNumber(mount);
  return device === undefined ? [] : devicesAt(join('/sys/dev/block', device));
}

/** A device and all that it is made of, such as the drives of a volume or an array. */
async function devicesAt(path: string): Promise<readonly BlockDevice[]> {
  const real = await realpath(path).catch(() => undefined);
  if (real === undefined) return [];
  // A partition's directory lies in that of its disk.
  const isPart = (await readText(join(real, 'partition'))) !== undefined;
  const directory = isPart ? dirname(real) : real;
  const slaves = await readdir(join(directory, 'slaves')).catch(() => []);
  const below = slaves.map(slave => devicesAt(join(directory, 'slaves', slave)));
  return [{ directory, isDrive: slaves.length === 0 }, ...(await Promise.all(below)).flat()];
}

/**
 * major:minor of the block device; btrfs and its like have a number of their own, so their source
 * is asked.
 */
async function deviceNumber({
  device,
  source,
}: Pick<Mount, 'device' | 'source'>): Promise<string | undefined> {
  if (!device.startsWith('0:')) return device;
  if (!source.startsWith('/dev/')) return undefined;
  const facts = await stat(source).catch(() => undefined);
  return facts?.isBlockDevice() ? numberOf(facts.rdev) : undefined;
}

/** A device's number in Linux's encoding: 12 bits of major above 8 of minor, more minor above. */
export function numberOf(rdev: number): string {
  const minor = (rdev & 0xff) | (Math.floor(rdev / 2 ** 12) & 0xfff00);
  return `${(rdev >> 8) & 0xfff}:${minor}`;
}

async function kindOf(drive: string): Promise<string> {
  const name =
    (await readText(join(drive, 'device/model'))) ??
    (await realpath(join(drive, 'device/driver')).then(basename, () => undefined)) ??
    // `loop` for loop3: the kernel's own kind, without the number.
    basename(drive).replace(/\d+$/, '');
  const rotational = await readText(join(drive, 'queue/rotational'));
  return `${name} (${rotational === '1' ? 'rotational' : 'non-rotational'})`;
}

async function readText(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim().replace(/\s+/g, ' ') || undefined;
}

/** The mount that holds a path. */
export interface Mount {
  /** Where it is mounted. */
  readonly target: string;
  /** `ext4`, `xfs`, `overlay`, `tmpfs`, as the kernel names it. */
  readonly filesystem: string;
  /** `/dev/vda1`, or a name without meaning where no block device is mounted. */
  readonly source: string;
  /**
   * major:minor, as under /sys/dev/block; major 0 where the filesystem has no block device of its
   * own.
   */
  readonly device: string;
  /** What of the filesystem is mounted there. */
  readonly root: string;
  /** Those of the filesystem, after commas. */
  readonly options: string;
}

/** The mount that holds `path`, which must be real (no links, absolute). */
export async function mountOf(path: string): Promise<Mount> {
  return selectMount(await readFile('/proc/self/mountinfo', 'utf8'), path);
}

/** The mount of a /proc/PID/mountinfo that holds `path`. */
export function selectMount(mountinfo: string, path: string): Mount {
  const holding = mountsIn(mountinfo).filter(
    ({ target }) => path === target || path.startsWith(target === '/' ? target : `${target}/`),
  );
  // The deepest holds it; of several at one place the last covers the others.
  const longest = Math.max(...holding.map(({ target }) => target.length));
  const mount = holding.findLast(({ target }) => target.length === longest);
  if (mount !== undefined) return mount;
  const [problem, remedy] = [`no mount holds ${path}`, 'give another --directory'];
  throw new GateError('bad-directory', { problem, remedy, path });
}

/** The mounts of a /proc/PID/mountinfo. Source: proc_pid_mountinfo(5). */
export function mountsIn(mountinfo: string): readonly Mount[] {
  const lines = mountinfo.split('\n').filter(Boolean);
  return lines.map(line => {
    const [before = '', after = ''] = line.split(' - ');
    const [, , device = '', root = '', target = ''] = before.split(' ').map(unescapeOctal);
    const [filesystem = '', source = '', options = ''] = after.split(' ').map(unescapeOctal);
    return { target, filesystem, source, device, root, options };
  });
}

/** As mountinfo has it: space, tab, newline and backslash as \040, \011, \012 and \134. */
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
