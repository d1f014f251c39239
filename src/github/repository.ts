import { accept, type Outcome, reject } from '../core/rejection.ts';
import { type Access, type Answer, type Asked, answerOr, askGithub, everyPage } from './client.ts';
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
    if (run.pullNumber !== undefined && run.headRepository === undefined) {
      const { data } = await client.rest.pulls.get({ owner, repo, pull_number: run.pullNumber });
      return data.state === 'open' && data.head.sha === run.headSha ? [foundOf(data)] : [];
    }
    const head = `${run.headRepository?.split('/')[0] ?? owner}:${run.headBranch}`;
    const about = { owner, repo, state: 'open', head, per_page: 100 } as const;
    const pulls = await client.paginate(client.rest.pulls.list, about);
    return pulls
      .filter(
        ({ head: { repo: from, sha } }) =>
          from?.full_name.toLowerCase() === run.headRepository?.toLowerCase() &&
          from !== null &&
          sha === run.headSha,
      )
      .map(foundOf);
  });
}

interface ListedPull {
  readonly number: number;
  readonly head: { readonly sha: string };
  readonly base: { readonly sha: string };
  readonly merge_commit_sha: string | null;
  readonly labels: readonly { readonly name: string }[];
}

function foundOf({ number, head, base, merge_commit_sha, labels }: ListedPull): FoundPullRequest {
  return {
    number,
    headSha: head.sha,
    baseSha: base.sha,
    mergeSha: merge_commit_sha ?? undefined,
    labels: labels.map(({ name }) => name),
    changedLabels: undefined,
  };
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
  if (mergeGroup === undefined && pullRequest === undefined) return undefined;
  return askGithub('contents: read', job, async asked => {
    if (pullRequest !== undefined && (checkedOut ?? sha) === pullRequest.headSha)
      return mergeBaseOf(pullRequest, asked);
    // Also asked for a group: a file that may not be read would pass for one that is not there.
    const [first] = await parentsOf(sha, asked);
    const base = mergeGroup?.baseSha ?? first;
    if (base === undefined) throw new Error(`the commit ${sha} has no parent`);
    return base;
  });
}

/** Where a pull request's branch left the base branch. */
async function mergeBaseOf(
  { number, baseSha, headSha }: PullRequestFacts,
  { client, owner, repo, forge }: Asked,
): Promise<string> {
  if (forge === 'GitHub') {
    const about = { owner, repo, basehead: `${baseSha}...${headSha}` };
    return (await client.rest.repos.compareCommitsWithBasehead(about)).data.merge_base_commit.sha;
  }
  // The others' answer to that has no merge base, but their pull requests have.
  const { data } = await client.rest.pulls.get({ owner, repo, pull_number: number });
  if ('merge_base' in data && typeof data.merge_base === 'string') return data.merge_base;
  throw new Error(`the pull request #${number} has no merge base`);
}

async function parentsOf(sha: string, { client, owner, repo }: Asked): Promise<readonly string[]> {
  const { data } = await client.rest.git.getCommit({ owner, repo, commit_sha: sha });
  return data.parents.map(parent => parent.sha);
}

/**
 * Whether a pull request edits any workflow, for servers that do not say which file measures; false
 * in a job on GitHub, which says it unless the file is another repository's.
 */
export function editsWorkflows({ facts, signal }: Job): Promise<Answer<boolean>> {
  const { pullRequest, workflowRun, forge } = facts;
  const isOwn = forge === 'GitHub' && workflowRun === undefined;
  if (pullRequest === undefined || isOwn) return Promise.resolve({ answer: false });
  return askGithub('pull-requests: read', { facts, signal }, async ({ client, owner, repo }) => {
    const about = { owner, repo, pull_number: pullRequest.number };
    const files = await everyPage(page => client.rest.pulls.listFiles({ ...about, page }));
    return files.some(({ filename, previous_filename: before = '' }) =>
      [filename, before].some(name => /^\.(gitea|forgejo|github)\/workflows\//.test(name)),
    );
  });
}

/**
 * When the first attempt of a workflow's run began, in milliseconds since 1970; not a number where
 * the server does not have it, or the token may not see it.
 */
export function readRunStart(run: number, access: Access): Promise<Answer<number>> {
  return askGithub('actions: read', access, ({ client, owner, repo }) =>
    answerOr(Number.NaN, [403, 404], async () => {
      const { data } = await client.rest.actions.getWorkflowRun({ owner, repo, run_id: run });
      return Date.parse(data.created_at);
    }),
  );
}

/** The parents of a commit; none where GitHub does not have it. */
export function readParents(sha: string, access: Access): Promise<Answer<readonly string[]>> {
  return askGithub('contents: read', access, asked =>
    answerOr([], [404, 422], () => parentsOf(sha, asked)),
  );
}

/**
 * Text of a file at a commit; undefined where that commit has nothing of the name, and a rejection
 * of anything else that it may have there. It is read from GitHub, never from the work tree, and
 * follows a symlink that stays in the repository. `path` is relative to the top of the repository.
 */
export function readRepositoryFile(
  path: string,
  ref: string,
  access: Access,
): Promise<Answer<Outcome<string> | undefined>> {
  return askGithub('contents: read', access, ({ client, owner, repo }) =>
    // Not asked again, as other questions are: that a file is not there is the usual answer.
    answerOr(undefined, [404], async () => {
      const { data } = await client.rest.repos.getContent({ owner, repo, path, ref });
      const refused = (what: string) =>
        reject(`${path} at ${ref.slice(0, 12)}`, `is ${what}`, 'keep it as a regular file of text');
      if (Array.isArray(data)) return refused('a directory');
      // GitHub follows a symlink that leads to a file of the repository.
      if (data.type !== 'file') return refused(`a ${data.type}`);
      // Beyond 1 MB GitHub leaves the content out.
      if (data.encoding !== 'base64') return refused(`too large, with ${data.size} bytes`);
      try {
        return accept(utf8.decode(Buffer.from(data.content, 'base64')));
      } catch {
        return refused('no text in UTF-8');
      }
    }),
  );
}

/** A byte order mark is for the reader to see. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
