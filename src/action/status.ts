import type { GithubFacts } from '../github/environment.ts';
import { type CommitStatus, type StatusOutcome, setStatus } from '../github/status.ts';

interface StatusRequest {
  readonly facts: GithubFacts;
  readonly status: Pick<CommitStatus, 'state' | 'description'>;
  readonly policy: 'always' | 'never';
  readonly signal: AbortSignal;
}

/**
 * Sets the commit status `storage-gate` on the head of a pull request or of a merge queue's group;
 * undefined elsewhere, where there is nothing to block, and where the policy wants none.
 */
export async function postStatus({
  facts,
  status,
  policy,
  signal,
}: StatusRequest): Promise<StatusOutcome | undefined> {
  const sha = facts.pullRequest?.headSha ?? facts.mergeGroup?.headSha;
  if (sha === undefined || policy === 'never') return undefined;
  return setStatus({ facts, status: { ...status, sha, context: statusContext(facts) }, signal });
}

/**
 * Each leg of a matrix has a context of its own: sharing one, the last leg to end would hide the
 * red of another. A rule that requires `storage-gate` then waits for the final job, which is red
 * rather than green by accident.
 */
export function statusContext({ matrix }: Pick<GithubFacts, 'matrix'>): string {
  return matrix.length === 0 ? 'storage-gate' : `storage-gate (${matrix.join(', ').slice(0, 100)})`;
}
