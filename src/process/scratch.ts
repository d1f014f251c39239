import { lstat, mkdir, mkdtemp, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GateError, hasCode } from '../errors.ts';
import { readBounded } from './bounded-file.ts';
import { currentOwner, type Owner, ownerState, parseOwner } from './owner.ts';

/** A directory of ours alone, removed with all that is in it when it is disposed of. */
export interface Scratch extends AsyncDisposable {
  readonly path: string;
}

const ownerFile = '.owner.json';
const namePattern = /^\.storage-gate-[A-Za-z0-9]{6}$/;

/**
 * Seconds after which a scratch without a readable owner is no longer one that is just being made.
 */
const creationSeconds = 60;
/**
 * Seconds after which a scratch counts as abandoned whose owner lived in a pid namespace that we
 * can't see into.
 */
const unknownOwnerSeconds = 24 * 3600;

/**
 * Makes a directory below `parent` that only we may enter and whose owner is known;
 * `bad-directory`, `no-space`.
 */
export async function createScratch({ parent }: { readonly parent: string }): Promise<Scratch> {
  try {
    const path = await mkdtemp(join(await realpath(parent), '.storage-gate-'));
    await writeFile(join(path, ownerFile), JSON.stringify(await currentOwner()), { mode: 0o600 });
    return { path, [Symbol.asyncDispose]: () => removeScratch(path) };
  } catch (cause) {
    throw unusable(parent, cause as NodeJS.ErrnoException);
  }
}

/**
 * A scratch for unix sockets, whose paths may be 107 bytes long: the usual scratch may lie deep
 * (RUNNER_TEMP), so this one is made in the first short directory of the user's runtime directory,
 * the system's temporary directory and /tmp.
 */
export async function createSocketScratch(): Promise<Scratch> {
  for (const parent of socketParents()) {
    const scratch = await createScratch({ parent }).catch(() => undefined);
    if (scratch !== undefined) return scratch;
  }
  return createScratch({ parent: '/tmp' });
}

/**
 * Removes the scratches below `parent` whose owner no longer lives, and returns their paths; those
 * of a living owner stay. Abandoned socket scratches go with them.
 */
export async function removeAbandonedScratch(parent: string): Promise<readonly string[]> {
  for (const sockets of socketParents()) if (sockets !== parent) await sweep(sockets);
  return sweep(parent);
}

/** The owner goes last: of what is left by one who is killed meanwhile it tells that it may go. */
async function removeScratch(path: string): Promise<void> {
  const names = await readdir(path).catch(() => []);
  for (const name of [...names.filter(each => each !== ownerFile), ''])
    await rm(join(path, name), { recursive: true, force: true, maxRetries: 3 });
}

function socketParents(): readonly string[] {
  const candidates = [process.env['XDG_RUNTIME_DIR'], tmpdir(), '/tmp'];
  // "/.storage-gate-XXXXXX/agent" is 28 bytes long.
  const short = candidates.filter(
    path => path?.startsWith('/') && Buffer.byteLength(path) <= 107 - 28,
  );
  return [...new Set(short)].filter(path => path !== undefined);
}

async function sweep(parent: string): Promise<readonly string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  const removed: string[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory() || !namePattern.test(entry.name)) continue;
    const path = join(parent, entry.name);
    try {
      if (!(await isAbandoned(path))) continue;
      await removeScratch(path);
      removed.push(path);
    } catch {
      // One that another user left, or that another sweep removes at this moment, is not ours to
      // complain about.
    }
  }
  return removed;
}

async function isAbandoned(path: string): Promise<boolean> {
  const { mtimeMs, uid } = await stat(path);
  // In a shared directory another user could exchange a part of it for a link while we remove it.
  if (uid !== process.getuid?.()) return false;
  const age = (Date.now() - mtimeMs) / 1000;
  const owner = ownerIn(path);
  if (owner === undefined) return age > creationSeconds && (await isBare(path));
  const state = await ownerState(owner);
  return state === 'dead' || (state === 'unknown' && age > unknownOwnerSeconds);
}

function ownerIn(path: string): Owner | undefined {
  try {
    return parseOwner(readBounded(join(path, ownerFile), { most: 4096 }).toString());
  } catch {
    return undefined;
  }
}

/**
 * Without an owner only what was left before anything was put into it: a user's directory may have
 * such a name.
 */
async function isBare(path: string): Promise<boolean> {
  return (await readdir(path)).every(name => name === ownerFile);
}

function unusable(path: string, cause: NodeJS.ErrnoException): GateError {
  const why = cause.code ?? cause.message;
  const isFull = hasCode(cause, 'ENOSPC') || hasCode(cause, 'EDQUOT');
  const problem = isFull
    ? `no space left in ${path}`
    : `no directory can be made in ${path} (${why})`;
  const remedy = isFull
    ? 'free some space, or name another --directory'
    : 'name a directory that exists and that you may write to';
  return new GateError(isFull ? 'no-space' : 'bad-directory', { problem, remedy, path }, { cause });
}

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
  const why = [
    stats.isSymbolicLink() && 'it is a symbolic link',
    uid !== user && uid !== 0 && `it belongs to user ${uid}`,
    (mode & 0o022) !== 0 && `its mode is ${(mode & 0o7777).toString(8)}`,
  ].find(fault => fault !== false);
  if (why === undefined) return;
  const problem = `the guest cache ${path} is writable by other users`;
  const remedy =
    'delete it, or, if you trust its content, make it yours alone with chown and chmod go-w';
  throw new GateError('guest-build', { problem, why, remedy, path });
}
