import {
  access,
  constants,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GateError, hasCode } from '../errors.ts';
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
    return {
      path,
      [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
    };
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
    const writable = await access(parent, constants.W_OK | constants.X_OK).then(
      () => true,
      () => false,
    );
    if (writable) return createScratch({ parent });
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
    // One that another user left, or that another sweep removes at this moment, is not ours to
    // complain about.
    if (await isAbandoned(path).catch(() => false)) {
      const gone = await rm(path, { recursive: true, force: true, maxRetries: 3 }).then(
        () => true,
        () => false,
      );
      if (gone) removed.push(path);
    }
  }
  return removed;
}

async function isAbandoned(path: string): Promise<boolean> {
  const { mtimeMs, uid } = await stat(path);
  // In a shared directory another user could exchange a part of it for a link while we remove it.
  if (uid !== process.getuid?.()) return false;
  const age = (Date.now() - mtimeMs) / 1000;
  const text = await readFile(join(path, ownerFile), 'utf8').catch(() => '');
  const owner = parseOwner(text);
  if (owner === undefined) return age > creationSeconds && (await isBare(path));
  const state = await ownerState(owner);
  return state === 'dead' || (state === 'unknown' && age > unknownOwnerSeconds);
}

/**
 * Without an owner only what was left before anything was put into it: a user's directory may have
 * such a name.
 */
async function isBare(path: string): Promise<boolean> {
  return (await readdir(path)).every(name => name === ownerFile);
}

function unusable(parent: string, cause: NodeJS.ErrnoException): GateError {
  if (hasCode(cause, 'ENOSPC') || hasCode(cause, 'EDQUOT')) {
    return new GateError(
      'no-space',
      {
        problem: `no space left in ${parent}`,
        remedy: 'free some space, or name another --directory',
        path: parent,
      },
      { cause },
    );
  }
  return new GateError(
    'bad-directory',
    {
      problem: `no directory can be made in ${parent} (${cause.code ?? cause.message})`,
      remedy: 'name a directory that exists and that you may write to',
      path: parent,
    },
    { cause },
  );
}
