import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Ancestry } from '../../core/commit.ts';
import { GateError, hasCode } from '../../errors.ts';
import { runGit } from './environment.ts';
import { withRetries } from './errors.ts';
import { createRepository, type Remote, type RepositoryRequest, remoteName } from './repository.ts';

/** How far back a baseline is looked for. */
const mostCommits = 300;

/**
 * A commit and its ancestors according to the remote. It fetches commits without trees into a
 * temporary repository. Empty where the remote does not provide them.
 */
export async function fetchAncestors({
  commit,
  ...request
}: RepositoryRequest & { readonly commit: string }): Promise<Ancestry> {
  const format = commit.length === 64 ? 'sha256' : 'sha1';
  await using repository = await createRepository({ ...request, format });
  const options = ['--filter=tree:0', '--no-tags', '--no-write-fetch-head', '--quiet'];
  const wanted = `${commit}:refs/storage-gate/base`;
  // Awaited here: the repository goes with this scope.
  return await ancestryOf(commit, async () => {
    const place = { ref: commit, folder: '' };
    await withRetries({ ...request, place, verb: 'read' }, () =>
      repository.git(['fetch', ...options, `--depth=${mostCommits}`, remoteName, wanted]),
    );
    return (await repository.git(['rev-list', `--max-count=${mostCommits}`, commit])).stdout;
  });
}

interface CloneQuery {
  readonly cwd: string;
  readonly commit: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A commit and its ancestors in the clone around `cwd`, which is only read. For a shallow clone the
 * result is marked as incomplete.
 */
export async function ancestorsInClone({ cwd, commit, signal }: CloneQuery): Promise<Ancestry> {
  const git = async (...args: readonly string[]): Promise<string> =>
    (await runGit({ args, cwd, env: { GIT_NO_LAZY_FETCH: '1' }, signal })).stdout;
  const ancestry = await ancestryOf(commit, () =>
    git('rev-list', `--max-count=${mostCommits}`, commit),
  );
  if (ancestry.commits.length === 0 || ancestry.commits.length === mostCommits) return ancestry;
  const shallow = resolve(cwd, (await git('rev-parse', '--git-path', 'shallow')).trimEnd());
  const boundary = await shallowBoundary(shallow);
  const isIncomplete = ancestry.commits.some(known => boundary.has(known));
  return isIncomplete ? { ...ancestry, isIncomplete } : ancestry;
}

/**
 * The commit of the work tree `cwd`, whoever owns it; undefined where git knows none, or is not
 * there.
 */
export async function headOfClone(cwd: string, signal: AbortSignal): Promise<string | undefined> {
  const args = ['-c', 'safe.directory=*', 'rev-parse', '--verify', 'HEAD^{commit}'];
  const { commits } = await ancestryOf('HEAD', async () => {
    return (await runGit({ args, cwd, signal })).stdout;
  });
  return commits[0];
}

/**
 * Commits whose parents a shallow clone lacks; none where the clone is whole. Source: git's
 * shallow.txt.
 */
async function shallowBoundary(path: string): Promise<ReadonlySet<string>> {
  try {
    return new Set((await readFile(path, 'utf8')).split('\n'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return new Set();
    throw error;
  }
}

/**
 * The ancestors in the clone, or, where those are incomplete and `remote` is given, according to
 * that; the clone's where it does not know the commit either. Undefined where nobody does.
 */
export async function findAncestors({
  remote,
  cacheDirectory,
  ...query
}: CloneQuery & {
  readonly remote: (() => Promise<Remote>) | undefined;
  readonly cacheDirectory: string;
}): Promise<Ancestry | undefined> {
  const ancestry = await ancestorsInClone(query);
  const known = ancestry.commits.length > 0 ? ancestry : undefined;
  if (remote === undefined || (known !== undefined && known.isIncomplete !== true)) return known;
  const fetched = await fetchAncestors({ ...query, remote: await remote(), cacheDirectory });
  return fetched.commits.length > 0 ? fetched : known;
}

async function ancestryOf(commit: string, list: () => Promise<string>): Promise<Ancestry> {
  try {
    return { commit, commits: (await list()).trimEnd().split('\n') };
  } catch (error) {
    if (error instanceof GateError && ancestryErrors.has(error.code))
      return { commit, commits: [] };
    throw error;
  }
}

/** git failed, or is not there. */
const ancestryErrors: ReadonlySet<string> = new Set(['tool-failed', 'store-unusable']);
