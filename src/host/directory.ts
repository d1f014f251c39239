import { access, constants, open, realpath, stat, statfs, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { formatBytes } from '../core/quantity.ts';
import { GateError, hasCode, messageOf } from '../errors.ts';
import { describeDevice, mountOf } from './drive.ts';

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

type AtLeastOne<T> = readonly [T, ...T[]];

/**
 * Checks the directories of one run, in the order of the needs. Those on one filesystem must
 * together fit into its free space. `bad-directory`.
 */
export async function checkDirectories(
  needs: AtLeastOne<DirectoryNeed>,
): Promise<AtLeastOne<MeasuredDirectory>> {
  const directories: MeasuredDirectory[] = [];
  const sharing = new Map<number, DirectoryNeed[]>();
  for (const need of needs) {
    const directory = await checkDirectory(need);
    directories.push(directory);
    const { dev } = await stat(directory.path);
    const together = [...(sharing.get(dev) ?? []), need];
    sharing.set(dev, together);
    const needed = together.reduce((sum, { bytesNeeded }) => sum + bytesNeeded, 0);
    if (directory.freeBytes >= needed) continue;
    const paths = together.map(({ path }) => path).join(' and ');
    throw refusal(
      need.path,
      `the directories ${paths} share a filesystem with ${formatBytes(directory.freeBytes)} free, together they need ${formatBytes(needed)}`,
      'free some space, give one of them on another filesystem, or make the disks smaller (size=)',
    );
  }
  return directories as unknown as AtLeastOne<MeasuredDirectory>;
}

/**
 * The directory as it will be measured. Throws `bad-directory` where it is missing, not a
 * directory, not writable, in memory (without `allowTmpfs`), too small, or without the O_DIRECT
 * that is needed.
 */
export async function checkDirectory({
  path,
  bytesNeeded,
  allowTmpfs,
  direct = false,
}: DirectoryNeed): Promise<MeasuredDirectory> {
  const real = await resolveDirectory(path);
  await checkWritable(real);
  const mount = await mountOf(real);
  const { filesystem } = mount;
  if (['tmpfs', 'ramfs'].includes(filesystem) && !allowTmpfs) {
    const problem = `the directory ${path} is on ${filesystem}, which is memory, not a drive`;
    throw refusal(path, problem, 'give another --directory, or --allow-tmpfs to measure memory');
  }
  const noDirect = direct ? await directRefusal(path) : undefined;
  if (noDirect !== undefined) {
    const remedy =
      'give another directory, such as one on ext4 or xfs, or leave out cache=none, directsync and host-direct';
    const problem = `the directory ${path} is on ${filesystem}, where files can't be opened with O_DIRECT`;
    throw refusal(path, problem, remedy, noDirect);
  }
  const facts = await statfs(real);
  const freeBytes = facts.bavail * facts.bsize;
  if (freeBytes >= bytesNeeded)
    return { path: real, filesystem, device: await describeDevice(mount), freeBytes };
  throw refusal(
    path,
    `the directory ${path} has ${formatBytes(freeBytes)} free, ${formatBytes(bytesNeeded)} are needed`,
    'free some space, give another --directory, or make the disks smaller (size=)',
  );
}

async function resolveDirectory(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    if ((await stat(real)).isDirectory()) return real;
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) {
      const remedy = 'create it, or give another --directory';
      throw refusal(path, `the directory ${path} does not exist`, remedy);
    }
    const problem = `the directory ${path} cannot be opened`;
    throw refusal(path, problem, 'give another --directory', cause);
  }
  throw refusal(path, `${path} is not a directory`, 'give a directory as --directory');
}

/** access(2) also tells a read-only mount and the immutable attribute, which stop even root. */
async function checkWritable(path: string): Promise<void> {
  await access(path, constants.W_OK | constants.X_OK).catch((cause: unknown) => {
    const what = hasCode(cause, 'EROFS')
      ? 'is on a read-only filesystem'
      : 'is not writable by this user';
    const remedy = 'give another --directory, or change its permissions';
    throw refusal(path, `the directory ${path} ${what}`, remedy, cause);
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
    throw refusal(path, problem, 'give another --directory', cause);
  } finally {
    // Linux makes the file before it refuses the flag.
    await unlink(probe).catch(() => undefined);
  }
}

/** The cause, an error or a text, is why. */
function refusal(path: string, problem: string, remedy: string, cause?: unknown): GateError {
  const why = cause === undefined ? undefined : messageOf(cause);
  return new GateError('bad-directory', { problem, why, remedy, path }, { cause });
}
