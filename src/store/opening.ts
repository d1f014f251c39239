import { openDirectoryStore } from './directory.ts';
import { requireStoreDirectory } from './existing-directory.ts';
import { openFileStore } from './file.ts';
import { openGitStore } from './git/git-store.ts';
import type { RefPlace } from './git/ref-name.ts';
import { type Remote, remoteOfClone } from './git/remote.ts';
import type { StoreLocation } from './location.ts';
import type { Store } from './store.ts';

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
