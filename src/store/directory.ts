import { lstat, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { formatList } from '../core/quantity.ts';
import { GateError, hasCode } from '../errors.ts';
import {
  isLikeDocument,
  kindOfFolder,
  largestDocument,
  mostBytes,
  parseDocumentName,
  readStoredFile,
  runDocument,
  type StoreDocument,
  type StoredFile,
  sideDocument,
  tooMuchAtOnce,
} from './documents.ts';
import { writeDurably } from './durable-file.ts';
import { readSelected } from './selection.ts';
import type { Store, StoreEntry } from './store.ts';

/**
 * The store in a directory: `runs/<fingerprint>/<start>-<commit>-<digest>.json`, as in a checkout
 * of the `git:` store. A missing directory is an empty store, and is made by the first append.
 */
export async function openDirectoryStore({ path }: { readonly path: string }): Promise<Store> {
  const root = resolve(path);
  const source = { entries: () => guarded(root, 'read', () => documentsIn(root)), read: readFiles };
  const write = (documents: readonly StoreDocument[]) =>
    guarded(root, 'written', async () => {
      const paths: string[] = [];
      for (const { folder, ...file } of documents)
        paths.push(await writeDurably({ ...file, directory: join(root, folder) }));
      return paths;
    });
  return {
    ...source,
    list: query => readSelected(source, query),
    append: async runs => write(runs.map(runDocument)),
    keep: async document => (await write([sideDocument(document)]))[0] ?? '',
    remove: paths =>
      guarded(root, 'written', async () => {
        for (const document of paths) await rm(document, { force: true });
      }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function readFiles(entries: readonly StoreEntry[]): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = [];
  let sum = 0;
  for (const { path, kind } of entries) {
    const size = await sizeOf(path);
    // The first is bounded by itself, and may be as large as all.
    const isTooMuch = sum > 0 && sum + size > mostBytes;
    files.push(isTooMuch ? { reason: tooMuchAtOnce } : await readStoredFile(path, kind));
    if (!isTooMuch) sum += size;
  }
  return files;
}

/** Bytes that reading a document takes: none of what is refused unread. */
async function sizeOf(path: string): Promise<number> {
  const facts = await lstat(path).catch(() => undefined);
  return facts?.isFile() === true && facts.size <= largestDocument ? facts.size : 0;
}

/** The places of all documents below a store's directory, and of what may have been one. */
async function documentsIn(root: string): Promise<readonly StoreEntry[]> {
  const entries: StoreEntry[] = [];
  // Of a link to nowhere no folder would tell it.
  await entriesOf(root);
  for (const [folder, kind] of kindOfFolder) {
    const top = join(root, folder);
    for (const environment of await entriesOf(top)) {
      const { name: fingerprint } = environment;
      const path = join(top, fingerprint);
      if (environment.isDirectory())
        for (const { name } of await entriesOf(path)) {
          const place = { kind, path: join(path, name), fingerprint };
          if (isLikeDocument(name)) entries.push({ ...place, name: parseDocumentName(name) });
        }
      else if (environment.isSymbolicLink() || isLikeDocument(fingerprint))
        entries.push({ kind, path, fingerprint, name: undefined });
    }
  }
  return entries;
}

/** What is in a directory; a link to nowhere is no directory that somebody has yet to make. */
async function entriesOf(directory: string) {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    const isThere = await lstat(directory).catch(() => undefined);
    if (hasCode(error, 'ENOENT') && isThere?.isSymbolicLink() !== true) return [];
    throw error;
  }
}

/** What is done to a store's directory; an error of the filesystem is `store-unusable`. */
async function guarded<T>(
  root: string,
  verb: 'read' | 'written',
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    // Node's own errors of the filesystem have a code such as ENOSPC; anything else is a bug.
    if (error instanceof GateError || !(error instanceof Error && 'code' in error)) throw error;
    throw new GateError(
      'store-unusable',
      {
        problem: `the baseline store ${root} cannot be ${verb}`,
        why: error.message,
        remedy: 'check its permissions and free space, or give another --baseline dir:PATH',
        path: root,
      },
      { cause: error },
    );
  }
}

/**
 * Refuses with `bad-argument` a directory that is missing or is not a store: run documents that
 * nobody recorded, a checkout with its runs in a folder, the directory above a store. Each would
 * pass as a history without runs. A directory with nothing but what every store has is a new store;
 * so is any other where a run may begin one, but not inside of a store or right above one.
 */
export async function requireStoreDirectory(path: string, mustExist: boolean): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return undefined;
    // Whatever else keeps us out is told where the store is read.
    return { isDirectory: () => true };
  });
  if (found === undefined && !mustExist) return;
  const root = resolve(path);
  const refusal = (problem: string, why: string, remedy: string): GateError => {
    const facts = { problem: `the baseline dir:${path} ${problem}`, why, remedy, path };
    return new GateError('bad-argument', facts);
  };
  if (found?.isDirectory() !== true)
    throw refusal(
      found === undefined ? 'does not exist' : 'is not a directory',
      `it looked at ${root}`,
      'name a directory into which `storage-gate run` or `record` stored a run, or one document as file:RUN.json',
    );
  await guarded(root, 'read', async () => {
    const documents = await documentsIn(path);
    // What lies beside the folders of environments makes no store.
    if (documents.some(document => basename(document.path) !== document.fingerprint)) return;
    // A folder of an environment is empty where its first run was not written to the end.
    const others = (await entriesOf(path)).filter(({ name }) => !isOfStore(name));
    const misplaced = documents.map(document => relative(path, document.path));
    const strangers = [...others.map(({ name }) => name), ...misplaced];
    if (strangers.length === 0) return;
    const isInside = others.some(({ name }) => isEnvironment(name));
    const stores = isInside ? [`dir:${dirname(root)}`] : await storesBelow(path, mustExist);
    if (!mustExist && stores.length === 0) return;
    throw refusal(
      'is not a baseline store: it contains other files and no recorded run',
      `${root} has ${formatList(strangers, mostNamedEntries)}`,
      stores.length > 0
        ? `name one of ${stores.join(', ')}`
        : '`storage-gate record FILE… --baseline dir:PATH` makes a store of run documents; one of them is file:RUN.json',
    );
  });
}

const mostNamedEntries = 5;

/** Whether a store has such an entry at its top; what is hidden may be anybody's. */
function isOfStore(name: string): boolean {
  return name.startsWith('.') || name === 'README.md' || kindOfFolder.has(name);
}

/** Folders below that look like a store, or are surely one, as `--baseline` takes them. */
async function storesBelow(path: string, isLike: boolean): Promise<readonly string[]> {
  const below = (await entriesOf(path)).filter(entry => entry.isDirectory());
  const found = await Promise.all(
    below.slice(0, mostSearchedEntries).map(async ({ name }) => {
      const names = await readdir(join(path, name, 'runs')).catch(() => undefined);
      return names?.some(one => isLike || isEnvironment(one)) === true
        ? [`dir:${join(path, name)}`]
        : [];
    }),
  );
  return found.flat().toSorted().slice(0, mostNamedEntries);
}

const mostSearchedEntries = 100;

/** Whether a name is that of an environment's folder. */
function isEnvironment(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name);
}
