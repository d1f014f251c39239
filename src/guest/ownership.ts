import { lstat, mkdir } from 'node:fs/promises';
import { GateError } from '../errors.ts';

/**
 * Makes a directory that only we can write, where there is none. Refuses one that another user
 * could write: on a persistent runner, the code of a pull request could put there what the default
 * branch then boots and records.
 */
export async function claimDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await refuseForeign(path);
}

/**
 * `guest-build` where `path` is a symbolic link, belongs to neither us nor root, or may be written
 * by its group or all.
 */
export async function refuseForeign(path: string): Promise<void> {
  const stats = await lstat(path);
  const { mode, uid } = stats;
  const user = process.getuid?.() ?? 0;
  const why = stats.isSymbolicLink()
    ? 'it is a symbolic link'
    : uid !== user && uid !== 0
      ? `it belongs to user ${uid}`
      : (mode & 0o022) !== 0
        ? `its mode is ${(mode & 0o7777).toString(8)}`
        : undefined;
  if (why === undefined) return;
  throw new GateError('guest-build', {
    problem: `the guest cache ${path} can be written by another user`,
    why,
    remedy:
      'delete it, or, if you trust what it holds, make it yours alone with chown and chmod go-w',
    path,
  });
}
