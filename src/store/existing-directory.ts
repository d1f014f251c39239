import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { GateError } from '../errors.ts';
import { documentsIn, guarded, storeFolders } from './directory.ts';

/**
 * Refuses, as `bad-argument`, a directory that is missing, and one of something else: run documents
 * that nobody recorded, a checkout whose runs lie in a folder, the directory above a store. Each
 * would pass as a history without runs. One that is empty, but for what every store has, is a new
 * store.
 */
export async function requireStoreDirectory(path: string): Promise<void> {
  await requireDirectory(path);
  await guarded(resolve(path), 'read', async () => {
    if ((await documentsIn(path)).length > 0) return;
    const strangers = await strangersIn(path);
    if (strangers.length > 0) throw notAStore(path, { strangers, stores: await storesBelow(path) });
  });
}

async function requireDirectory(path: string): Promise<void> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    // Whatever else keeps us out is told where the store is read.
    return { isDirectory: () => true };
  });
  if (facts?.isDirectory() === true) return;
  throw new GateError('bad-argument', {
    problem: `the baseline dir:${path} ${facts === undefined ? 'does not exist' : 'is no directory'}`,
    why: `${resolve(path)} was looked at`,
    remedy:
      'name a directory that `storage-gate run` or `record` stored into, or one document as file:RUN.json',
    path,
  });
}

/**
 * What lies in a directory that has no document in its place, and is none of a store's own; hidden
 * names apart.
 */
async function strangersIn(path: string): Promise<readonly string[]> {
  const names = (await readdir(path)).filter(name => !name.startsWith('.'));
  const own = names.filter(name => storeFolders.includes(name));
  const inOwn = await Promise.all(
    own.map(async name => (await filesIn(join(path, name))).map(file => `${name}/${file}`)),
  );
  return [...names.filter(name => !own.includes(name) && name !== 'README.md'), ...inOwn.flat()];
}

/**
 * A folder there is that of an environment, empty where its first run was not written to the end.
 */
async function filesIn(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  return entries.filter(entry => !entry.isDirectory()).map(({ name }) => name);
}

/** Folders below that look like a store, as `--baseline` takes them. */
async function storesBelow(path: string): Promise<readonly string[]> {
  const names = (await readdir(path, { withFileTypes: true })).filter(entry => entry.isDirectory());
  const found = await Promise.all(
    names.slice(0, mostLookedAt).map(async ({ name }) => {
      const isStore = (await namesIn(join(path, name))).includes('runs');
      return isStore ? [`dir:${join(path, name)}`] : [];
    }),
  );
  return found.flat().toSorted().slice(0, mostNamed);
}

function namesIn(path: string): Promise<readonly string[]> {
  return readdir(path).catch(() => []);
}

const mostLookedAt = 100;
const mostNamed = 5;

function notAStore(
  path: string,
  {
    strangers,
    stores,
  }: { readonly strangers: readonly string[]; readonly stores: readonly string[] },
): GateError {
  const shown = strangers.slice(0, mostNamed).join(', ');
  const record =
    '`storage-gate record FILE… --baseline dir:PATH` makes a store of run documents; one of them is file:RUN.json';
  return new GateError('bad-argument', {
    problem: `the baseline dir:${path} is no store: it holds other things, and no run that was recorded`,
    why: `${resolve(path)} has ${shown}${strangers.length > mostNamed ? ` and ${strangers.length - mostNamed} more` : ''}`,
    remedy: stores.length > 0 ? `name one of ${stores.join(', ')}` : record,
    path,
  });
}
