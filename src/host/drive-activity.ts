import { readFile, realpath } from 'node:fs/promises';
import { drivesOf } from './block-device.ts';
import { mountOf } from './mount.ts';

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
  const names = await drivesOf(await mountOf(directory));
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
  const own = new Set(await drivesOf(await mountOf(directory)));
  for (const other of others) {
    const names = await drivesOf(await mountOf(await realpath(other)));
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
