import { access, constants, realpath, stat, statfs } from 'node:fs/promises';
import { GateError } from '../errors.ts';
import { describeDevice } from './block-device.ts';
import { mountOf } from './mount.ts';

/** A directory in which can be measured, and what lies under it. Bytes. */
export interface MeasuredDirectory {
  /** The real path, without links. */
  readonly path: string;
  /** `ext4`, `xfs`, `overlay` ... as the kernel names it. */
  readonly filesystem: string;
  /** Model or driver and rotational flag of the drive; never a serial. */
  readonly device: string;
  /** What we may still write. */
  readonly freeBytes: number;
}

/** What a directory must offer. */
export interface DirectoryNeed {
  readonly path: string;
  readonly bytesNeeded: number;
  readonly allowTmpfs: boolean;
}

/**
 * The directory as it will be measured. Throws `bad-directory` where it is missing, no directory, not writable, in
 * memory (without `allowTmpfs`) or too small.
 */
export async function checkDirectory({ path, bytesNeeded, allowTmpfs }: DirectoryNeed): Promise<MeasuredDirectory> {
  const real = await resolveDirectory(path);
  await checkWritable(real);
  const mount = await mountOf(real);
  if (memoryFilesystems.has(mount.filesystem) && !allowTmpfs) {
    throw badDirectory(path, {
      problem: `the directory ${path} is on ${mount.filesystem}, which is memory and no drive`,
      remedy: 'give another --directory, or --allow-tmpfs to measure memory',
    });
  }
  const facts = await statfs(real);
  const freeBytes = facts.bavail * facts.bsize;
  if (freeBytes < bytesNeeded) {
    throw badDirectory(path, {
      problem: `the directory ${path} has ${inMebibytes(freeBytes)} free, ${inMebibytes(bytesNeeded)} are needed`,
      remedy: 'free some space, give another --directory, or make the disks smaller (size=)',
    });
  }
  return { path: real, filesystem: mount.filesystem, device: await describeDevice(mount), freeBytes };
}

const memoryFilesystems: ReadonlySet<string> = new Set(['tmpfs', 'ramfs']);

async function resolveDirectory(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    if ((await stat(real)).isDirectory()) return real;
  } catch (error) {
    const missing = isErrno(error, 'ENOENT');
    throw badDirectory(path, {
      problem: `the directory ${path} ${missing ? 'does not exist' : 'can not be opened'}`,
      why: missing ? undefined : messageOf(error),
      remedy: missing ? 'create it, or give another --directory' : 'give another --directory',
      cause: error,
    });
  }
  throw badDirectory(path, { problem: `${path} is not a directory`, remedy: 'give a directory as --directory' });
}

/** access(2) also tells a read-only mount and the immutable attribute, which stop even root. */
async function checkWritable(path: string): Promise<void> {
  try {
    await access(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const readOnly = isErrno(error, 'EROFS');
    throw badDirectory(path, {
      problem: `the directory ${path} ${readOnly ? 'is on a read-only filesystem' : 'is not writable for us'}`,
      why: readOnly ? undefined : messageOf(error),
      remedy: 'give another --directory, or change its permissions',
      cause: error,
    });
  }
}

function badDirectory(
  path: string,
  facts: { problem: string; why?: string | undefined; remedy: string; cause?: unknown },
): GateError {
  const { cause, ...rest } = facts;
  return new GateError('bad-directory', { ...rest, path }, { cause });
}

function inMebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
