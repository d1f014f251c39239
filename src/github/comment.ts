import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import { GateError } from '../errors.ts';
import { type Access, type Asked, answerOr, askGithub } from './client.ts';
import type { Forge, GithubFacts } from './environment.ts';
import type { PullRequestFacts } from './event.ts';
import { isLater } from './status.ts';

/** Most characters that GitHub takes in a comment; more is answered with 422. */
export const commentLimit = 65_536;

/**
 * The address of the comment, why it stayed as it was, or why there is none. A refusal never
 * changes the gate's result.
 */
export type CommentOutcome =
  | { readonly url: string }
  | { readonly kept: string }
  | { readonly refused: string };

/** The text of a comment, and the state that it keeps for later runs. */
export interface CommentText {
  readonly state: CommentState;
  /** Markdown of at most the characters that were asked for, with foreign text already escaped. */
  readonly body: string;
}

interface CommentRequest extends Access {
  readonly facts: Access['facts'] & Pick<GithubFacts, 'pullRequest'>;
  /** Tells the comments of several gates apart: 1-100 letters, digits, `.`, `_`, `-`. */
  readonly key: string;
  /**
   * Composes the text from what the comment said before; `limit` is the most characters that the
   * body may have.
   */
  readonly compose: (before: CommentState | undefined, limit: number) => CommentText;
  /** False where only a comment that is already there is to be updated. */
  readonly create: boolean;
  /** Whether one that turns red is posted anew, since an edit notifies nobody. */
  readonly renew?: boolean | undefined;
}

/**
 * Posts a text on the pull request, in place of the comment that an earlier run of the same key
 * left. That one is known by a hidden marker at its start and by its author: a marker can be copied
 * by anybody. It is kept as it is where a later run wrote it, or where the pull request has another
 * head by now. Every attempt looks all of it up anew, so that a comment which was posted although
 * GitHub answered 5xx is not posted twice.
 */
export async function upsertComment(request: CommentRequest): Promise<CommentOutcome> {
  const { facts, key } = request;
  const { pullRequest } = facts;
  if (pullRequest === undefined) return { refused: 'the event has no pull request' };
  if (!/^[\w.-]{1,100}$/.test(key))
    throw new GateError('bug', { problem: `${JSON.stringify(key)} is not a key of a comment` });
  const marker = `<!-- qemu-storage-gate:${key} -->`;
  const outcome = await askGithub('pull-requests: write', request, asked =>
    attemptUpsert(asked, request, pullRequest, marker),
  );
  return 'answer' in outcome ? outcome.answer : outcome;
}

/** Characters that are kept free for the state, which is known only once the body is. */
const mostStateCharacters = 500;

async function attemptUpsert(
  asked: Asked,
  { compose, create, renew = false }: CommentRequest,
  { number, headSha }: PullRequestFacts,
  marker: string,
): Promise<CommentOutcome> {
  const { client, owner, repo } = asked;
  const { data: pull } = await client.rest.pulls.get({ owner, repo, pull_number: number });
  if (pull.head.sha !== headSha) return { kept: `the pull request's head is now ${pull.head.sha}` };
  const all = await findComments(asked, number, marker);
  const existing = all.at(-1);
  const before = readState(existing?.body ?? '');
  const text = compose(before, commentLimit - marker.length - mostStateCharacters);
  // One that measured nothing leaves the word to whoever did.
  if (before !== undefined && before.verdict !== 'error' && isLater(before, text.state))
    return { kept: `run ${before.run}, attempt ${before.attempt}, is later and wrote it` };
  const body = `${marker}\n${encodeState(text.state)}\n${text.body}`;
  if (body.length > commentLimit)
    return {
      refused: `it has ${body.length} characters, and ${asked.forge} takes at most ${commentLimit}`,
    };
  if (existing === undefined && !create)
    return { kept: 'there is no comment yet, and this needs none' };
  const { issues } = client.rest;
  const update = (id: number, whole: string) =>
    issues.updateComment({ owner, repo, comment_id: id, body: whole });
  const isAnew = existing === undefined || (renew && before !== undefined && !before.red);
  const { data } = isAnew
    ? await issues.createComment({ owner, repo, issue_number: number, body })
    : await update(existing.id, body);
  // After the new one, so that a kill in between leaves one too many rather than none.
  for (const old of isAnew ? all : all.slice(0, -1))
    await update(old.id, folded(old.body, data.html_url));
  return { url: data.html_url };
}

/** A comment that another one took the place of: without our marker, and closed. */
function folded(body: string, url: string): string {
  const report = body.replaceAll(/^<!-- .* -->\n/gm, '');
  const lead = `Replaced by [a newer report](${url}).`;
  const whole = `${lead}\n\n<details><summary>An earlier report</summary>\n\n${report}\n\n</details>`;
  return whole.length > commentLimit ? lead : whole;
}

/** The account that the token of a job posts as, where it may not ask for itself (403, 404). */
const jobAccounts: Readonly<Record<Forge, string>> = {
  GitHub: 'github-actions[bot]',
  Gitea: 'gitea-actions',
  Forgejo: 'forgejo-actions',
};

function ownLogin({ client, forge }: Asked): Promise<string> {
  return answerOr(
    jobAccounts[forge],
    [403, 404],
    async () => (await client.rest.users.getAuthenticated()).data.login,
  );
}

/** Ours, oldest first: one, unless a run was killed as it posted anew. */
async function findComments(asked: Asked, number: number, marker: string) {
  const { client, owner, repo } = asked;
  const author = await ownLogin(asked);
  const about = { owner, repo, issue_number: number, per_page: 100 };
  const all = await client.paginate(client.rest.issues.listComments, about);
  return all
    .filter(({ user, body }) => user?.login === author && body?.startsWith(marker))
    .map(({ id, body = '' }) => ({ id, body }));
}

const commit = z.string().regex(/^[0-9a-f]{40,64}$/);
const word = z.string().regex(/^[a-z-]{1,40}$/);

const schema = z.strictObject({
  sha: commit,
  run: z.int().positive(),
  attempt: z.int().positive(),
  verdict: word,
  /** The last red that no green was reported after. */
  red: z.strictObject({ sha: commit, verdict: word }).optional(),
  /** Verdict of the first attempt of the same run. */
  first: word.optional(),
});

/** What a comment says about its run to later runs; hidden in the comment. */
export type CommentState = Readonly<z.infer<typeof schema>>;

/** The state as a line that GitHub hides. */
export function encodeState(state: CommentState): string {
  return `<!-- state ${JSON.stringify(schema.parse(state))} -->`;
}

/**
 * The state in a comment; undefined where it is missing or damaged: anybody who may edit comments
 * may edit it.
 */
export function readState(body: string): CommentState | undefined {
  const [, text] = /^<!-- state (\{.*\}) -->$/m.exec(body) ?? [];
  return text === undefined ? undefined : schema.safeParse(parseJson(text)).data;
}

/**
 * The state of a run that follows `before` on the same pull request. `passed` is undefined where
 * nothing was judged.
 */
export function stateAfter(
  before: CommentState | undefined,
  now: Pick<CommentState, 'sha' | 'run' | 'attempt' | 'verdict'> & {
    readonly passed: boolean | undefined;
  },
): CommentState {
  const { passed, ...own } = now;
  const red = passed === undefined ? before?.red : { sha: now.sha, verdict: now.verdict };
  const isAgain = before !== undefined && before.run === now.run;
  const first = isAgain
    ? (before.first ?? (before.attempt < now.attempt && before.verdict))
    : false;
  return { ...own, ...(passed !== true && red && { red }), ...(first && { first }) };
}
