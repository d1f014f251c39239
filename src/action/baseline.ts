import { isAbsolute, join } from 'node:path';
import type { Ancestry } from '../core/commit.ts';
import { GateError } from '../errors.ts';
import type { GithubFacts } from '../github/environment.ts';
import { fetchAncestors, findAncestors } from '../store/git/ancestors.ts';
import { type Remote, remoteWithToken } from '../store/git/remote.ts';
import { requireStore, type StoreLocation } from '../store/location.ts';
import type { OpeningContext } from '../store/store.ts';
import { gateKey } from './gate-key.ts';
import { noticeOnce } from './notice.ts';

/** The branch in which runs are kept if nobody names a place. */
export const defaultRef = 'refs/heads/storage-gate-baselines';

/**
 * Where the runs of the default branch are kept: what input or config name, else a branch of the
 * repository, in it a folder for each gate (workflow, job and leg of a matrix): two gates measure
 * other arms, and each would miss its own in the other's runs. A relative directory is
 * `bad-argument`: checkout's `git clean` would delete it before the next run.
 */
export function baselineLocation(
  named: string | undefined,
  facts: Pick<GithubFacts, 'workflow' | 'job' | 'matrix'>,
): StoreLocation {
  if (named === undefined) return { kind: 'git', ref: defaultRef, folder: gateKey(facts) };
  const location = requireStore(named, 'input baseline');
  if (location.kind === 'git') return location;
  if (location.kind === 'file') {
    throw new GateError('bad-argument', {
      problem: `the baseline ${named} can't take the runs of the default branch`,
      remedy:
        'write `git:` and a branch, or leave baseline out for the branch storage-gate-baselines',
    });
  }
  if (isAbsolute(location.path)) return location;
  throw new GateError('bad-argument', {
    problem: `the baseline ${named} is relative, so the next checkout would delete it`,
    remedy: 'write `git:` and a branch, or `dir:` and an absolute path that outlives the job',
  });
}

/**
 * What it takes to open a store in a job: `git:` speaks to the job's own repository, with its
 * token. No clone is needed.
 */
export function openingContext(
  facts: GithubFacts,
  signal: AbortSignal,
): OpeningContext & { readonly clone: Remote } {
  const { serverUrl, repository, token, runnerTemp } = facts;
  const clone = remoteWithToken({
    url: `${serverUrl}/${repository.owner}/${repository.name}`,
    token,
  });
  return {
    cacheDirectory: join(runnerTemp, 'storage-gate-store'),
    clone,
    signal,
    onNotice: noticeOnce,
  };
}

export interface AncestryRequest {
  readonly location: StoreLocation;
  /** The base commit of what is judged; that commit itself on the default branch. */
  readonly commit: string;
  readonly facts: GithubFacts;
  readonly signal: AbortSignal;
}

/**
 * What lies before a commit: asked of the remote where the runs come from it. Otherwise of the work
 * tree's clone, and where that is shallow, as checkout makes it, of the remote too; undefined where
 * neither knows the commit.
 */
export async function ancestryOfJob(request: AncestryRequest): Promise<Ancestry | undefined> {
  const { location, commit, facts, signal } = request;
  const { clone, cacheDirectory } = openingContext(facts, signal);
  if (location.kind === 'git')
    return fetchAncestors({ remote: clone, cacheDirectory, commit, signal });
  const remote = () => Promise.resolve(clone);
  const ancestry = await findAncestors({
    cwd: facts.workspace,
    commit,
    remote,
    cacheDirectory,
    signal,
  });
  return ancestry.commits.length === 0 ? undefined : ancestry;
}
