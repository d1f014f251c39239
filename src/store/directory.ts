import { lstat, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Run } from '../core/run.ts';
import { GateError, hasCode } from '../errors.ts';
import { parseDocumentName } from './document-name.ts';
import { writeDurably } from './durable-file.ts';
import { readSelected } from './selection.ts';
import type { Store, StoreEntry } from './store.ts';
import {
  type DocumentKind,
  largestDocument,
  mostBytes,
  readStoredFile,
  type StoredFile,
  tooMuchAtOnce,
} from './stored-file.ts';
import { acknowledgementDocument, runDocument, type StoreDocument } from './valid-document.ts';

/**
 * The store in a directory: `runs/<fingerprint>/<start>-<commit>-<digest>.json`, as in a checkout
 * of the `git:` store. A missing directory is an empty store, and is made by the first append.
 */
export async function openDirectoryStore({ path }: { readonly path: string }): Promise<Store> {
  const root = resolve(path);
  const source = { entries: () => guarded(root, 'read', () => documentsIn(root)), read: readFiles };
  const write = (documents: readonly StoreDocument[]): Promise<readonly string[]> =>
    guarded(root, 'written', async () => {
      const paths: string[] = [];
      for (const { folder, ...file } of documents)
        paths.push(await writeDurably({ ...file, directory: join(root, folder) }));
      return paths;
    });
  return Promise.resolve({
    ...source,
    list: query => readSelected(source, query),
    append: async (runs: readonly Run[]) => write(runs.map(runDocument)),
    acknowledge: async acknowledgement =>
      (await write([acknowledgementDocument(acknowledgement)]))[0] ?? '',
    remove: paths =>
      guarded(root, 'written', async () => {
        for (const document of paths) await rm(document, { force: true });
      }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
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

const folderOfKind = { run: 'runs', acknowledgement: 'acknowledgements' } as const;

/** The folders of a store in which its documents lie. */
export const storeFolders: readonly string[] = Object.values(folderOfKind);

/** The places of all documents below a store's directory. */
export async function documentsIn(root: string): Promise<readonly StoreEntry[]> {
  return [...(await documentsOf(root, 'run')), ...(await documentsOf(root, 'acknowledgement'))];
}

/**
 * All of `runs/<fingerprint>/` that ends in .json; files written aside begin with a dot and end
 * otherwise.
 */
async function documentsOf(root: string, kind: DocumentKind): Promise<readonly StoreEntry[]> {
  const top = join(root, folderOfKind[kind]);
  const folders = (await entriesOf(top)).filter(entry => entry.isDirectory());
  const entries = await Promise.all(
    folders.map(async ({ name: fingerprint }) => {
      const files = (await entriesOf(join(top, fingerprint))).filter(({ name }) =>
        name.endsWith('.json'),
      );
      return files.map(({ name }) => ({
        kind,
        path: join(top, fingerprint, name),
        fingerprint,
        name: parseDocumentName(name),
      }));
    }),
  );
  return entries.flat();
}

async function entriesOf(directory: string) {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** What is done to a store's directory; an error of the file system is `store-unusable`. */
export async function guarded<T>(
  root: string,
  verb: 'read' | 'written',
  action: () => Promise<T>,
): Promise<T> {
  try {
    return await action();
  } catch (error) {
    // Node's own errors of the file system have a code such as ENOSPC; anything else is a bug.
    if (error instanceof GateError || !(error instanceof Error && 'code' in error)) throw error;
    throw new GateError(
      'store-unusable',
      {
        problem: `the baseline store ${root} can not be ${verb}`,
        why: error.message,
        remedy: 'check its permissions and free space, or give another --baseline dir:PATH',
        path: root,
      },
      { cause: error },
    );
  }
}
