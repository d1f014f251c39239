import { type Answer, type Asked, askGithub } from './client.ts';
import type { GithubFacts } from './environment.ts';

interface BaseRequest {
  readonly facts: Pick<
    GithubFacts,
    'apiUrl' | 'repository' | 'token' | 'sha' | 'pullRequest' | 'mergeGroup'
  >;
  /** Commit of the work tree; undefined where it is not known. */
  readonly checkedOut: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * The commit that a pull request or a merge queue's group is to be compared with; undefined for
 * other events. A pull request is measured as its merge with the base branch of now, so its base is
 * that merge's first parent: the base that the payload names goes stale. Where the head itself was
 * checked out (which is also what Gitea and Forgejo do) it is the merge base.
 */
export async function findBaseCommit({
  facts,
  checkedOut,
  signal,
}: BaseRequest): Promise<Answer<string> | undefined> {
  const { pullRequest, mergeGroup, sha } = facts;
  if (mergeGroup !== undefined) return { answer: mergeGroup.baseSha };
  if (pullRequest === undefined) return undefined;
  const { headSha, baseSha } = pullRequest;
  const isHead = (checkedOut ?? sha) === headSha;
  return askGithub({ facts, permission: 'contents: read', signal }, asked =>
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
