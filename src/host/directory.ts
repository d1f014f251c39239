import { access, constants, open, realpath, stat, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { formatBytes } from '../core/quantity.ts';
import { GateError, hasCode, messageOf } from '../errors.ts';
import { describeDevice } from './drive.ts';
import { mountOf } from './mount.ts';

/** A directory that can be measured, and the drive under it. Bytes. */
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
  /** Whether files in it will be opened with O_DIRECT. */
  readonly direct?: boolean | undefined;
}

/**
 * Checks the directories of one run, in the order of the needs. Those on one filesystem must
 * together fit into its free space. `bad-directory`.
 */
export async function checkDirectories<const N extends readonly DirectoryNeed[]>(
  needs: N,
): Promise<{ readonly [K in keyof N]: MeasuredDirectory }> {
  const checked: CheckedNeed[] = [];
  for (const need of needs) {
    const directory = await checkDirectory(need);
    checked.push({ need, directory, filesystem: (await stat(directory.path)).dev });
  }
  for (const sharing of Map.groupBy(checked, ({ filesystem }) => filesystem).values())
    checkSharedSpace(sharing);
  // One for each need: the type says of the array what the loop above does.
  return checked.map(({ directory }) => directory) as {
    readonly [K in keyof N]: MeasuredDirectory;
  };
}

interface CheckedNeed {
  readonly need: DirectoryNeed;
  readonly directory: MeasuredDirectory;
  /** Number of the device, as stat(2) has it. */
  readonly filesystem: number;
}

function checkSharedSpace(sharing: readonly CheckedNeed[]): void {
  const needed = sharing.reduce((sum, { need }) => sum + need.bytesNeeded, 0);
  const free = Math.min(...sharing.map(({ directory }) => directory.freeBytes));
  if (free >= needed) return;
  const paths = sharing.map(({ need }) => need.path);
  throw badDirectory(paths[0] ?? '', {
    problem: `the directories ${paths.join(' and ')} share a filesystem with ${formatBytes(free)} free, together they need ${formatBytes(needed)}`,
    remedy:
      'free some space, give one of them on another filesystem, or make the disks smaller (size=)',
  });
}

/**
 * The directory as it will be measured. Throws `bad-directory` where it is missing, not a
 * directory, not writable, in memory (without `allowTmpfs`), too small, or without the O_DIRECT
 * that is needed.
 */
export async function checkDirectory(need: DirectoryNeed): Promise<MeasuredDirectory> {
  const { path, bytesNeeded, allowTmpfs, direct = false } = need;
  const real = await resolveDirectory(path);
  await checkWritable(real);
  const mount = await mountOf(real);
  if (memoryFilesystems.has(mount.filesystem) && !allowTmpfs) {
    throw badDirectory(path, {
      problem: `the directory ${path} is on ${mount.filesystem}, which is memory, not a drive`,
      remedy: 'give another --directory, or --allow-tmpfs to measure memory',
    });
  }
  if (direct) await requireDirect(path, mount.filesystem);
  const facts = await statfs(real);
  const freeBytes = facts.bavail * facts.bsize;
  if (freeBytes < bytesNeeded) {
    throw badDirectory(path, {
      problem: `the directory ${path} has ${formatBytes(freeBytes)} free, ${formatBytes(bytesNeeded)} are needed`,
      remedy: 'free some space, give another --directory, or make the disks smaller (size=)',
    });
  }
  return {
    path: real,
    filesystem: mount.filesystem,
    device: await describeDevice(mount),
    freeBytes,
  };
}

const memoryFilesystems: ReadonlySet<string> = new Set(['tmpfs', 'ramfs']);

async function resolveDirectory(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    if ((await stat(real)).isDirectory()) return real;
  } catch (error) {
    const missing = hasCode(error, 'ENOENT');
    throw badDirectory(path, {
      problem: `the directory ${path} ${missing ? 'does not exist' : 'cannot be opened'}`,
      why: missing ? undefined : messageOf(error),
      remedy: missing ? 'create it, or give another --directory' : 'give another --directory',
      cause: error,
    });
  }
  throw badDirectory(path, {
    problem: `${path} is not a directory`,
    remedy: 'give a directory as --directory',
  });
}

/** access(2) also tells a read-only mount and the immutable attribute, which stop even root. */
async function checkWritable(path: string): Promise<void> {
  try {
    await access(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    const readOnly = hasCode(error, 'EROFS');
    throw badDirectory(path, {
      problem: `the directory ${path} ${readOnly ? 'is on a read-only filesystem' : 'is not writable by this user'}`,
      why: readOnly ? undefined : messageOf(error),
      remedy: 'give another --directory, or change its permissions',
      cause: error,
    });
  }
}

async function requireDirect(path: string, filesystem: string): Promise<void> {
  const why = await directRefusal(path);
  if (why === undefined) return;
  throw badDirectory(path, {
    problem: `the directory ${path} is on ${filesystem}, where files can't be opened with O_DIRECT`,
    why,
    remedy:
      'give another directory, such as one on ext4 or xfs, or leave out cache=none, directsync and host-direct',
  });
}

/**
 * Why a file in a directory can't be opened with O_DIRECT, as cache=none, directsync and aio=native
 * need it; undefined where it can. `bad-directory` where no file can be made at all.
 */
export async function directRefusal(path: string): Promise<string | undefined> {
  const probe = join(path, `.storage-gate-probe-${process.pid}`);
  const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL | (constants.O_DIRECT ?? 0);
  try {
    await using _file = await open(probe, flags, 0o600);
    return undefined;
  } catch (cause) {
    const lacksIt = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].some(code => hasCode(cause, code));
    if (lacksIt) return messageOf(cause);
    const problem = `no file can be made in the directory ${path}`;
    throw badDirectory(path, {
      problem,
      why: messageOf(cause),
      remedy: 'give another --directory',
      cause,
    });
  } finally {
    // Linux makes the file before it refuses the flag.
    await unlink(probe).catch(() => undefined);
  }
}

function badDirectory(
  path: string,
  facts: { problem: string; why?: string | undefined; remedy: string; cause?: unknown },
): GateError {
  const { cause, ...rest } = facts;
  return new GateError('bad-directory', { ...rest, path }, { cause });
}
