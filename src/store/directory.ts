import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { describeRejection } from '../core/rejection.ts';
import { decodeRun, encodeRun, type Run } from '../core/run.ts';
import { GateError } from '../errors.ts';
import { publishFile, syncDirectory } from './publication.ts';
import { documentName, largestDocument, readStoredFile } from './stored-file.ts';

/** A run that the store holds, and the file it is in. */
interface StoredRun {
  readonly run: Run;
  readonly path: string;
}

/** A file of the store that holds no readable run; it is told, skipped and never touched. */
export interface DamagedRun {
  readonly path: string;
  readonly reason: string;
}

/** Everything in a store: runs newest first by when they started. */
interface StoreContent {
  readonly runs: readonly StoredRun[];
  readonly damaged: readonly DamagedRun[];
}

/** Where runs are kept: append-only, one file for each run, none ever overwritten. Trouble is `store-unusable`. */
export interface Store {
  list(): Promise<StoreContent>;
  /** Keeps a run durably and returns its file; one that is there already stays the only one of its kind. */
  append(run: Run): Promise<string>;
}

/**
 * The store in a directory: `runs/<fingerprint>/<start>-<digest>.json`. A missing directory is an empty store, and is
 * made by the first append.
 */
export async function openDirectoryStore({ path }: { readonly path: string }): Promise<Store> {
  const root = resolve(path);
  return Promise.resolve({
    list: () => guarded(root, 'read', () => listRuns(root)),
    append: async (run: Run) => {
      const content = encodeValid(run);
      return guarded(root, 'written', () => appendRun(root, { run, content }));
    },
  });
}

async function listRuns(root: string): Promise<StoreContent> {
  const runs: StoredRun[] = [];
  const damaged: DamagedRun[] = [];
  for (const path of await documentPaths(root)) {
    const file = await readStoredFile(path);
    if ('run' in file) runs.push({ run: file.run, path });
    else damaged.push({ path, reason: file.reason });
  }
  return { runs: runs.sort(newestFirst), damaged };
}

/** All of `runs/<fingerprint>/` that ends in .json; files written aside begin with a dot and end otherwise. */
async function documentPaths(root: string): Promise<readonly string[]> {
  const runs = join(root, 'runs');
  const folders = (await entriesOf(runs)).filter(entry => entry.isDirectory());
  const paths = await Promise.all(
    folders.map(async ({ name }) => {
      const entries = await entriesOf(join(runs, name));
      return entries.filter(entry => entry.name.endsWith('.json')).map(entry => join(runs, name, entry.name));
    }),
  );
  return paths.flat().sort();
}

async function entriesOf(directory: string) {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  }
}

function newestFirst(a: StoredRun, b: StoredRun): number {
  return Date.parse(b.run.startedAt) - Date.parse(a.run.startedAt) || (a.path < b.path ? 1 : -1);
}

async function appendRun(root: string, { run, content }: { run: Run; content: string }): Promise<string> {
  const directory = join(root, 'runs', run.fingerprint);
  const made = await makeDirectories(directory);
  const path = await publishFile({ directory, name: documentName(run.startedAt, content), content });
  // The new directories are entries in their parents, which must survive a crash as well.
  if (made) for (const parent of [join(root, 'runs'), root, join(root, '..')]) await syncDirectory(parent);
  return path;
}

/**
 * Makes a directory and those above it; whether any was made. One by one: node's own `recursive` never ends where a
 * filesystem answers ENOENT to mkdir (procfs).
 */
async function makeDirectories(directory: string): Promise<boolean> {
  try {
    await mkdir(directory);
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST') && (await stat(directory)).isDirectory()) return false;
    const parent = dirname(directory);
    if (!isErrno(error, 'ENOENT') || parent === directory) throw error;
    await makeDirectories(parent);
    await mkdir(directory).catch(async cause => {
      if (!isErrno(cause, 'EEXIST')) throw cause;
    });
    return true;
  }
}

/** What is appended must be readable again, by its names too: the fingerprint becomes a path. */
function encodeValid(run: Run): string {
  const content = encodeRun(run);
  const decoded = decodeRun(JSON.parse(content));
  if (!decoded.ok) {
    const [first] = decoded.rejections;
    throw new GateError('bad-document', {
      problem: `the run to be recorded is no valid document: ${first === undefined ? 'unknown' : describeRejection(first)}`,
    });
  }
  if (Buffer.byteLength(content) > largestDocument) {
    throw new GateError('bad-document', {
      problem: `the run to be recorded has ${Buffer.byteLength(content)} bytes, at most ${largestDocument} can be stored`,
      remedy: 'measure fewer rounds',
    });
  }
  return content;
}

async function guarded<T>(root: string, verb: 'read' | 'written', action: () => Promise<T>): Promise<T> {
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

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
