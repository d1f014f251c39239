import { accept, describeFaults, type Outcome, reject } from '../core/rejection.ts';
import { GateError } from '../errors.ts';
import { openDirectoryStore, requireStoreDirectory } from './directory.ts';
import { readRunFile, readStoredFile } from './documents.ts';
import { openGitStore } from './git/git-store.ts';
import { describeRefPlace, parseRefPlace, type RefPlace } from './git/ref.ts';
import { type Remote, remoteOfClone } from './git/remote.ts';
import type { Store } from './store.ts';

/**
 * Where a baseline store is: a directory that grows by a file for each run, one document that is
 * only read, or a ref.
 */
export type StoreLocation =
  /** The path is as written: relative ones are the caller's to resolve or refuse. */
  { readonly kind: 'dir' | 'file'; readonly path: string } | ({ readonly kind: 'git' } & RefPlace);

/**
 * `dir:PATH`, `file:PATH`, `git:REF` or `git:REF:FOLDER` as a location; `path` names the input in
 * the rejection.
 */
export function parseStore(text: string, path = '--baseline'): Outcome<StoreLocation> {
  const [, kind, rest] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  if (kind === 'git' && rest !== undefined) {
    const place = parseRefPlace(rest, path);
    return place.ok ? accept({ kind, ...place.value }) : place;
  }
  if ((kind !== 'dir' && kind !== 'file') || rest === undefined) {
    const remedy = `use git:REF, dir:PATH, for instance dir:${text || '.storage-gate'}, or file:RUN.json`;
    return reject(path, `"${text}" is not a kind of store`, remedy);
  }
  if (rest === '')
    return reject(
      path,
      `"${kind}:" has no path`,
      'for instance dir:.storage-gate or file:run.json',
    );
  if (rest.includes('\0'))
    return reject(path, 'the path of a store cannot contain a NUL character', 'name another');
  return accept({ kind, path: rest });
}

/** A location as it is written: the same text gives the same store again. */
export function describeStore(location: StoreLocation): string {
  return location.kind === 'git' ? describeRefPlace(location) : `${location.kind}:${location.path}`;
}

/** The same; throws `bad-argument` where it is none. */
export function requireStore(text: string, path?: string): StoreLocation {
  const location = parseStore(text, path);
  if (location.ok) return location.value;
  throw new GateError('bad-argument', describeFaults(location.rejections, 'settings'));
}

/** What it takes to open a store beside its location. */
export interface OpeningContext {
  /** Where the `git:` store has its own repository while it is open. */
  readonly cacheDirectory: string;
  /** A directory in the clone whose remote `git:` speaks to, or that remote itself. */
  readonly clone: string | Remote;
  readonly signal?: AbortSignal | undefined;
  /** Is told what a user should know of a remote. */
  readonly onNotice?: ((notice: string) => void) | undefined;
}

/** The store at a location; `store-unusable` where it can't be had. It is closed with its scope. */
export async function openStore(location: StoreLocation, context: OpeningContext): Promise<Store> {
  switch (location.kind) {
    case 'dir':
      return openDirectoryStore({ path: location.path });
    case 'file':
      return openFileStore({ path: location.path });
    case 'git':
      return openRef(location, context);
    default:
      return location satisfies never;
  }
}

/**
 * The same, for reading what a user named: a directory or a ref that is missing, or holds something
 * else, is `bad-argument`.
 */
export async function openExistingStore(
  location: StoreLocation,
  context: OpeningContext,
): Promise<Store> {
  if (location.kind === 'git') return openRef(location, { ...context, mustExist: true });
  if (location.kind === 'dir') await requireStoreDirectory(location.path);
  return openStore(location, context);
}

async function openRef(
  place: RefPlace,
  context: OpeningContext & { readonly mustExist?: boolean },
): Promise<Store> {
  const { clone, signal } = context;
  const remote = typeof clone === 'string' ? await remoteOfClone(clone, signal) : clone;
  return openGitStore({ ...context, place, remote });
}

/** One run document as a baseline: two documents are compared without a directory. */
function openFileStore({ path }: { readonly path: string }): Store {
  const refuse = async (): Promise<never> => {
    const problem = `the baseline file:${path} is a single run and can't take another one`;
    throw new GateError('bad-argument', { problem, remedy: 'record into dir:PATH', path });
  };
  return {
    entries: async () => [
      { kind: 'run', path, fingerprint: (await readRunFile(path)).fingerprint, name: undefined },
    ],
    read: entries => Promise.all(entries.map(entry => readStoredFile(entry.path))),
    list: async () => ({
      runs: [{ run: await readRunFile(path), path }],
      acknowledgements: [],
      damaged: [],
    }),
    append: refuse,
    acknowledge: refuse,
    remove: refuse,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
