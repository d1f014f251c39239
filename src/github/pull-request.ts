import { type Answer, askGithub } from './client.ts';
import type { GithubFacts } from './environment.ts';
import type { PullRequestFacts, WorkflowRunFacts } from './event.ts';

/** A pull request as GitHub has it now. */
export interface FoundPullRequest extends PullRequestFacts {
  /**
   * The merge that GitHub made of it to try it; undefined where there is none, as for conflicts.
   */
  readonly mergeSha: string | undefined;
}

interface PullRequestQuery {
  readonly facts: Pick<GithubFacts, 'apiUrl' | 'repository' | 'token'>;
  readonly run: Pick<WorkflowRunFacts, 'headSha' | 'headBranch' | 'headRepository'>;
  readonly signal: AbortSignal;
}

/**
 * The open pull requests that a workflow may have run for: by head repository, branch and commit,
 * since the event names none for forks, and a number in an artifact is whatever its author wrote. A
 * head has several where it is to be merged into several branches, and none where it is no head any
 * more.
 */
export function findPullRequests({
  facts,
  run,
  signal,
}: PullRequestQuery): Promise<Answer<readonly FoundPullRequest[]>> {
  return askGithub(
    { facts, permission: 'pull-requests: write', signal },
    async ({ client, owner, repo }) => {
      const head = `${run.headRepository?.split('/')[0] ?? owner}:${run.headBranch}`;
      const about = { owner, repo, state: 'open', head, per_page: 100 } as const;
      const pulls = await client.paginate(client.rest.pulls.list, about);
      return pulls
        .filter(pull => isSame(pull.head.repo?.full_name, run) && pull.head.sha === run.headSha)
        .map(found => ({
          number: found.number,
          headSha: found.head.sha,
          baseSha: found.base.sha,
          mergeSha: found.merge_commit_sha ?? undefined,
          fromFork: !isSame(found.base.repo.full_name, run),
          labels: found.labels.map(({ name }) => name),
          label: undefined,
        }));
    },
  );
}

function isSame(name: string | undefined, { headRepository }: PullRequestQuery['run']): boolean {
  return name !== undefined && name.toLowerCase() === headRepository?.toLowerCase();
}
