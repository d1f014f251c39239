import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';
import { openGitStore } from '../../../src/store/git/git-store.ts';
import type { RefPlace } from '../../../src/store/git/ref.ts';
import { remoteOfClone } from '../../../src/store/git/repository.ts';
import { bareRemote, cloneWithCommits, git } from '../../harness/git.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';
import { smallRun } from '../run-document.ts';

const usual: RefPlace = { ref: 'refs/heads/baselines', folder: '' };

/** The store of the clone around a directory. */
export async function openFrom(cwd: string, home: string, place = usual) {
  const remote = await remoteOfClone(cwd);
  return openGitStore({ remote, place, cacheDirectory: join(home, 'cache'), patience: 5 });
}

/** Appends a run from a clone; what it ends with where that fails. */
export async function record(
  cwd: string,
  home: string,
  randomSeed = 1,
  place = usual,
): Promise<unknown> {
  try {
    await using store = await openFrom(cwd, home, place);
    return await store.append([smallRun({ randomSeed })]);
  } catch (error) {
    return error;
  }
}

/** A bare repository, and a clone of it with two commits. */
export async function prepared() {
  const home = await temporaryDirectory();
  const bare = await bareRemote(home.path);
  const { path: clone } = await cloneWithCommits(home.path, { remote: bare, count: 2 });
  return { home: home.path, bare, clone, [Symbol.asyncDispose]: () => home[Symbol.asyncDispose]() };
}

/** How many runs a repository has in the ref. */
export async function runsIn(bare: string, ref = 'refs/heads/baselines'): Promise<number> {
  const names = await git(bare, 'for-each-ref', ref);
  if (names === '') return 0;
  return (await git(bare, 'ls-tree', '-r', '--name-only', ref, 'runs')).split('\n').length;
}

/** A file of the user's configuration, which is the one for every git that the test starts. */
export async function configure(home: string, settings: readonly (readonly [string, string])[]) {
  const file = join(home, 'gitconfig');
  await writeFile(file, '');
  for (const [key, value] of settings)
    await git(home, 'config', '--file', file, '--add', key, value);
  vi.stubEnv('GIT_CONFIG_GLOBAL', file);
}
