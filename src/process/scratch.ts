import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { GateError, hasCode, messageOf, toldOf } from '../errors.ts';
import { readBounded } from './bounded-file.ts';
import { currentOwner, ownerState, parseOwner } from './owner.ts';

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
 * Seconds after which a scratch counts as abandoned whose owner we can't see: that of another host,
 * boot or pid namespace.
 */
const unknownOwnerSeconds = 24 * 3600;

const unremoved: string[] = [];

/** What the system said of what could not be removed since this was asked last. */
export function takeUnremoved(): readonly string[] {
  return unremoved.splice(0);
}

/**
 * Makes a directory below `parent` that only we may enter and whose owner is known. That it can't
 * be removed at its end ends nothing else (`takeUnremoved`).
 */
export async function createScratch({ parent }: { readonly parent: string }): Promise<Scratch> {
  const path = await mkdtemp(join(await realpath(parent), '.storage-gate-'));
  const scratch = {
    path,
    [Symbol.asyncDispose]: () =>
      removeScratch(path).catch((error: unknown) => void unremoved.push(messageOf(error))),
  };
  await using resources = new AsyncDisposableStack();
  resources.use(scratch);
  await writeFile(join(path, ownerFile), JSON.stringify(await currentOwner()), { mode: 0o600 });
  resources.move();
  return scratch;
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
 * of a living owner stay. Abandoned socket scratches go with them. `tell` hears of those of which
 * nobody here can say whether their owner lives.
 */
export async function removeAbandonedScratch(
  parent: string,
  tell: (text: string) => void = () => undefined,
): Promise<readonly string[]> {
  for (const sockets of socketParents()) if (sockets !== parent) await sweep(sockets, tell);
  return sweep(parent, tell);
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

async function sweep(parent: string, tell: (text: string) => void): Promise<readonly string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  const removed: string[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory() || !namePattern.test(entry.name)) continue;
    const path = join(parent, entry.name);
    try {
      if (!(await isAbandoned(path, tell))) continue;
      await removeScratch(path);
      removed.push(path);
    } catch {
      // One that another user left, or that another sweep removes at this moment, is not ours to
      // complain about.
    }
  }
  return removed;
}

async function isAbandoned(path: string, tell: (text: string) => void): Promise<boolean> {
  const { mtimeMs, uid } = await stat(path);
  // In a shared directory another user could exchange a part of it for a link while we remove it.
  if (uid !== process.getuid?.()) return false;
  const age = (Date.now() - mtimeMs) / 1000;
  const text = ownerTextIn(path);
  const owner = parseOwner(text);
  if (owner === undefined) return age > creationSeconds && (await isBare(path));
  const state = await ownerState(owner);
  if (state !== 'unknown') return state === 'dead';
  if (age > unknownOwnerSeconds) return true;
  tell(`left alone for a day: ${path}, of another host, boot or container (${text})`);
  return false;
}

function ownerTextIn(path: string): string {
  try {
    return readBounded(join(path, ownerFile), { most: 4096 }).toString();
  } catch {
    return '';
  }
}

/**
 * Without an owner only what was left before anything was put into it: a user's directory may have
 * such a name.
 */
async function isBare(path: string): Promise<boolean> {
  return (await readdir(path)).every(name => name === ownerFile);
}

/**
 * Writes a file whole or not at all: until then it stays what it was. A pipe, a device or a file in
 * a directory that we may not write is written as it is.
 */
export async function writeWhole(path: string, text: string, mode?: number): Promise<void> {
  const real = await realpath(path).catch(() => path);
  const before = await stat(real).catch(() => undefined);
  const parent = dirname(real);
  await removeAbandonedScratch(parent);
  const scratch =
    before?.isFile() === false ? undefined : await createScratch({ parent }).catch(() => undefined);
  if (scratch === undefined) return writeFile(real, text);
  await using _scratch = scratch;
  const aside = join(scratch.path, 'whole');
  await writeFile(aside, text, { flush: true, mode: mode ?? before?.mode ?? 0o666 });
  await rename(aside, real);
}

/**
 * Makes a directory and those above it; whether any was made. One by one: node's own `recursive`
 * never ends where a filesystem answers ENOENT to mkdir (procfs).
 */
export async function makeDirectories(directory: string, mode = 0o777): Promise<boolean> {
  try {
    await mkdir(directory, mode);
    return true;
  } catch (error) {
    const [isThere, parent] = [hasCode(error, 'EEXIST'), dirname(directory)];
    if (isThere && (await stat(directory)).isDirectory()) return false;
    if (!hasCode(error, 'ENOENT') || parent === directory) throw error;
    await makeDirectories(parent, mode);
    await mkdir(directory, mode).catch(cause => {
      if (!hasCode(cause, 'EEXIST')) throw cause;
    });
    return true;
  }
}

/** Makes the directory of a cache; where its place is unknown or unusable, says what to set. */
export async function makeCache(path: string): Promise<void> {
  const remedy =
    'set XDG_CACHE_HOME (in the action RUNNER_TOOL_CACHE, RUNNER_TEMP) to a directory that this user may write';
  if (!isAbsolute(path)) {
    const problem = 'there is no place for the cache: HOME names none';
    throw new GateError('bad-directory', { problem, remedy });
  }
  await makeDirectories(path, 0o700).catch((cause: unknown) => {
    throw toldOf(cause, { remedy, path });
  });
}

/**
 * Makes a directory that only we can write, where there is none. Refuses one that another user
 * could write: on a persistent runner, the code of a pull request could put there what the default
 * branch then boots and records.
 */
export async function claimDirectory(path: string): Promise<void> {
  await makeCache(path);
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
