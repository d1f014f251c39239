import { type Access, type Answer, type Asked, askGithub } from './client.ts';
import type { Job } from './environment.ts';
import type { PullRequestFacts, WorkflowRunFacts } from './event.ts';

/** A pull request as GitHub has it now. */
export interface FoundPullRequest extends PullRequestFacts {
  /**
   * The merge that GitHub made of it to try it; undefined where there is none, as for conflicts.
   */
  readonly mergeSha: string | undefined;
}

/**
 * The open pull requests that a workflow may have run for: by head repository, branch and commit,
 * since the event names none for forks, and a number in an artifact is whatever its author wrote. A
 * head has several where it is to be merged into several branches, and none where it is no head any
 * more.
 */
export function findPullRequests(
  run: WorkflowRunFacts,
  access: Access,
): Promise<Answer<readonly FoundPullRequest[]>> {
  return askGithub('pull-requests: write', access, async ({ client, owner, repo }) => {
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
        labels: found.labels.map(({ name }) => name),
        label: undefined,
      }));
  });
}

function isSame(name: string | undefined, { headRepository }: WorkflowRunFacts): boolean {
  return name !== undefined && name.toLowerCase() === headRepository?.toLowerCase();
}

/**
 * The commit that a pull request or a merge queue's group is to be compared with; undefined for
 * other events. A pull request is measured as its merge with the base branch of now, so its base is
 * that merge's first parent: the base that the payload names goes stale. Where the head itself was
 * checked out (which is also what Gitea and Forgejo do) it is the merge base. `checkedOut` is the
 * commit of the work tree; undefined where it is not known.
 */
export async function findBaseCommit(
  checkedOut: string | undefined,
  job: Job,
): Promise<Answer<string> | undefined> {
  const { pullRequest, mergeGroup, sha } = job.facts;
  if (mergeGroup !== undefined) return { answer: mergeGroup.baseSha };
  if (pullRequest === undefined) return undefined;
  const { headSha, baseSha } = pullRequest;
  const isHead = (checkedOut ?? sha) === headSha;
  return askGithub('contents: read', job, asked =>
    isHead ? mergeBase(asked, `${baseSha}...${headSha}`) : firstParent(asked, sha),
  );
}

async function mergeBase({ client, owner, repo }: Asked, basehead: string): Promise<string> {
  const { data } = await client.rest.repos.compareCommitsWithBasehead({ owner, repo, basehead });
  return data.merge_base_commit.sha;
}

async function firstParent({ client, owner, repo }: Asked, sha: string): Promise<string> {
  const { data } = await client.rest.git.getCommit({ owner, repo, commit_sha: sha });
  const [first] = data.parents;
  if (first !== undefined) return first.sha;
  throw new Error(`the commit ${sha} has no parent`);
}
