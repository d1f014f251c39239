import type { Ancestry } from '../../core/ancestry.ts';
import { GateError } from '../../errors.ts';
import { runTool } from '../../process/tool.ts';
import { remoteName } from './remote.ts';
import { createRepository, type RepositoryRequest } from './repository.ts';

/** How far back a baseline is looked for. */
const depth = 300;

/**
 * The commit and its ancestors as the remote knows them: the commits alone, without a tree, into a repository that goes at
 * once. Empty where the remote does not hand them over.
 */
export async function fetchAncestors({
  commit,
  ...request
}: RepositoryRequest & { readonly commit: string }): Promise<Ancestry> {
  await using repository = await createRepository(request);
  const options = ['--filter=tree:0', `--depth=${depth}`, '--no-tags', '--no-write-fetch-head', '--quiet'];
  // Awaited here: the repository goes with this scope.
  return await ancestryOf(commit, async () => {
    await repository.git(['fetch', ...options, remoteName, `${commit}:refs/storage-gate/base`]);
    return (await repository.git(['rev-list', `--max-count=${depth}`, commit])).stdout;
  });
}

/** The same from the clone around `cwd`, which is only read. Of a shallow clone it is what is there. */
export async function ancestorsInClone({
  cwd,
  commit,
  signal,
}: {
  readonly cwd: string;
  readonly commit: string;
  readonly signal?: AbortSignal | undefined;
}): Promise<Ancestry> {
  const argv = ['git', 'rev-list', `--max-count=${depth}`, commit];
  const env = { LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1' };
  return ancestryOf(commit, async () => (await runTool({ argv, cwd, env, signal })).stdout);
}

async function ancestryOf(commit: string, list: () => Promise<string>): Promise<Ancestry> {
  try {
    return { commit, commits: (await list()).trimEnd().split('\n') };
  } catch (error) {
    if (error instanceof GateError && unknown.has(error.code)) return { commit, commits: [] };
    throw error;
  }
}

/** git failed, or is not there. */
const unknown: ReadonlySet<string> = new Set(['tool-failed', 'missing-packages', 'store-unusable']);
