import { mkdir, readdir, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Run } from '../../src/core/run.ts';
import { defaultRef } from '../../src/store/git/ref.ts';
import { remoteWithToken } from '../../src/store/git/repository.ts';
import { openStore, requireStore } from '../../src/store/location.ts';
import { git } from '../harness/git.ts';

/** An empty bare repository that allows filters, as GitHub does. */
export async function makeRepository(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
  await git(path, 'init', '--quiet', '--bare');
  await git(path, 'config', 'uploadpack.allowFilter', 'true');
}

/** Cuts every document in the ref of the default store, as nobody may. */
export async function cutStored(root: string): Promise<void> {
  const clone = join(root, 'cut');
  const url = join(root, 'Codertocat/Hello-World');
  await git(root, 'init', '--quiet', clone);
  await git(clone, 'pull', '--quiet', url, defaultRef);
  for (const path of await readdir(clone, { recursive: true }))
    if (path.endsWith('.json')) await truncate(join(clone, path), 1000);
  await git(clone, 'commit', '--quiet', '--all', '--message=x');
  await git(clone, 'push', '--quiet', url, `HEAD:${defaultRef}`);
}

interface Stored {
  /** Directory that holds the repository of the events. */
  readonly root: string;
  /** Folder in the ref of the default store. */
  readonly folder: string;
  readonly runs: readonly Run[];
}

/** Stores runs of the default branch in the repository of the events, past its server. */
export async function storeRuns({ root, folder, runs }: Stored): Promise<void> {
  const location = requireStore(`git:${defaultRef}:${folder}`);
  const clone = remoteWithToken({ url: join(root, 'Codertocat/Hello-World'), token: undefined });
  await using store = await openStore(location, { cacheDirectory: join(root, 'cache'), clone });
  await store.append(runs);
}
