import { z } from 'zod';
import { accept, type Outcome, reject } from '../core/rejection.ts';
import { type Access, type Answer, type Asked, answerOr, askGithub } from './client.ts';
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
      .filter(
        ({ head: { repo: from, sha } }) =>
          from?.full_name.toLowerCase() === run.headRepository?.toLowerCase() &&
          from !== null &&
          sha === run.headSha,
      )
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

/**
 * The label that lets a known loss pass. GitHub lets only people with triage rights or more set it.
 */
export const acceptedLabel = 'storage-gate-accepted';

/**
 * What a labelled pull request says about its loss: who set the label, and the reason, if it has
 * one.
 */
export interface AcceptedPull {
  readonly number: number;
  readonly by: string;
  readonly reason: string | undefined;
}

/**
 * Whether the loss of a pull request is accepted, by its current label and description: the payload
 * of a job that is run again still has the first ones. Undefined where it has no such label.
 */
export function readAcceptance(
  number: number,
  access: Access,
): Promise<Answer<AcceptedPull | undefined>> {
  return askGithub('pull-requests: read', access, async asked => {
    const { client, owner, repo } = asked;
    const { data } = await client.rest.pulls.get({ owner, repo, pull_number: number });
    return hasLabel(data) ? acceptedPull(data, asked) : undefined;
  });
}

/**
 * The accepted pull requests whose merge is one of `commits`, among the hundred that were closed or
 * changed last.
 */
export function findMergedAcceptances(
  commits: readonly string[],
  access: Access,
): Promise<Answer<readonly AcceptedPull[]>> {
  return askGithub('pull-requests: read', access, async asked => {
    const { client, owner, repo } = asked;
    const newest = { state: 'closed', sort: 'updated', direction: 'desc', per_page: 100 } as const;
    const { data } = await client.rest.pulls.list({ owner, repo, ...newest });
    const merged = data.filter(
      pull => pull.merged_at !== null && commits.includes(pull.merge_commit_sha ?? ''),
    );
    return Promise.all(merged.filter(hasLabel).map(pull => acceptedPull(pull, asked)));
  });
}

function hasLabel({ labels }: { readonly labels: readonly { readonly name?: string }[] }): boolean {
  return labels.some(({ name }) => name === acceptedLabel);
}

async function acceptedPull(
  { number, body }: { readonly number: number; readonly body: string | null },
  asked: Asked,
): Promise<AcceptedPull> {
  const login = await whoLabelled(number, asked);
  return {
    number,
    by: `${login ?? 'someone who may label'} (label on #${number})`,
    reason: reasonIn(body ?? ''),
  };
}

/** Who set the label last; undefined where the server does not say. */
async function whoLabelled(
  number: number,
  { client, owner, repo, forge }: Asked,
): Promise<string | undefined> {
  const about = { owner, repo, issue_number: number, per_page: 100 };
  if (forge !== 'GitHub') {
    const timeline = await client.paginate(client.rest.issues.listEventsForTimeline, about);
    return timeline.flatMap(event => labelledBy(event) ?? []).at(-1);
  }
  const events = await answerOr([], [403, 404], () =>
    client.paginate(client.rest.issues.listEvents, about),
  );
  const setting = events.findLast(
    event => event.event === 'labeled' && 'label' in event && event.label?.name === acceptedLabel,
  );
  return setting?.actor?.login;
}

/** One event of Gitea's or Forgejo's timeline: the body is 1 where a label was set. */
const labelling = z.object({
  type: z.literal('label'),
  body: z.literal('1'),
  label: z.object({ name: z.literal(acceptedLabel) }),
  user: z.object({ login: z.string() }),
});

function labelledBy(event: unknown): string | undefined {
  return labelling.safeParse(event).data?.user.login;
}

/**
 * The line `Storage-gate-accepted: REASON` of a description, outside of hidden comments: a template
 * may hold it there.
 */
export function reasonIn(body: string): string | undefined {
  const visible = body.replaceAll(/<!--[^]*?(?:-->|$)/g, '');
  return /^[ \t]*storage-gate-accepted:[ \t]*(\S.*)$/im.exec(visible)?.[1]?.trim().slice(0, 300);
}
