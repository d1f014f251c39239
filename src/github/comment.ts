import { GateError } from '../errors.ts';
import type { GithubFacts } from './environment.ts';
import { isHttpFailure, isRateLimit, withPatience } from './retry.ts';

/** Most characters that GitHub takes in a comment; more is answered with 422. */
export const commentLimit = 65_536;

/** Where the comment stands, or why there is none; a refusal never changes the gate's result. */
export type CommentOutcome = { readonly url: string } | { readonly refused: string };

interface CommentRequest {
  readonly facts: Pick<GithubFacts, 'apiUrl' | 'repository' | 'pullRequest' | 'token'>;
  /** Tells the comments of several gates apart: 1-100 letters, digits, `.`, `_`, `-`. */
  readonly key: string;
  /** Markdown, with foreign text already escaped. */
  readonly body: string;
  /** False where only a comment that is already there is to be updated. */
  readonly create: boolean;
  readonly signal: AbortSignal;
}

/** Characters that `upsertComment` adds to a body of this key. */
export function markerLength(key: string): number {
  return markerOf(key).length + 1;
}

/**
 * Posts `body` on the pull request, in place of the comment that an earlier run of the same key left. That one is known
 * by a hidden marker at its start and by its author: a marker can be copied by anybody. Every attempt looks it up anew,
 * so that a comment which was posted although GitHub answered 5xx is not posted twice. Undefined where there was none to
 * update and none was to be created.
 */
export async function upsertComment(request: CommentRequest): Promise<CommentOutcome | undefined> {
  const { facts, key, create, signal } = request;
  const body = `${markerOf(key)}\n${request.body}`;
  if (facts.pullRequest === undefined) return { refused: 'the event has no pull request' };
  if (facts.token === undefined) return { refused: 'the input github-token is empty' };
  if (body.length > commentLimit) {
    return { refused: `it has ${body.length} characters, and GitHub takes at most ${commentLimit}` };
  }
  const target = { ...facts, number: facts.pullRequest.number, token: facts.token };
  try {
    return await withPatience(() => attemptUpsert({ target, key, body, create, signal }), signal);
  } catch (error) {
    signal.throwIfAborted();
    return { refused: refusalOf(error) };
  }
}

function markerOf(key: string): string {
  if (!/^[\w.-]{1,100}$/.test(key)) {
    throw new GateError('bug', { problem: `${JSON.stringify(key)} is not a key of a comment` });
  }
  return `<!-- qemu-storage-gate:${key} -->`;
}

interface Target {
  readonly apiUrl: string;
  readonly repository: { readonly owner: string; readonly name: string };
  readonly number: number;
  readonly token: string;
}

interface Attempt extends Pick<CommentRequest, 'key' | 'body' | 'create' | 'signal'> {
  readonly target: Target;
}

async function attemptUpsert({ target, key, body, create, signal }: Attempt): Promise<CommentOutcome | undefined> {
  const client = await connect(target, signal);
  const { owner, name: repo } = target.repository;
  const existing = await findComment({ client, target, marker: markerOf(key), author: await ownLogin(client) });
  if (existing === undefined && !create) return undefined;
  const { data } =
    existing === undefined
      ? await client.rest.issues.createComment({ owner, repo, issue_number: target.number, body })
      : await client.rest.issues.updateComment({ owner, repo, comment_id: existing, body });
  return { url: data.html_url };
}

type Client = Awaited<ReturnType<typeof connect>>;

/** Seconds for one attempt, after which a server that does not answer is given up. */
const attemptTimeout = 30;

/** Imported late: @actions/github reads the event's payload while it loads, and throws where that is malformed. */
async function connect({ token, apiUrl }: Target, signal: AbortSignal) {
  const { getOctokit } = await import('@actions/github');
  return getOctokit(token, {
    baseUrl: apiUrl,
    request: { signal: AbortSignal.any([signal, AbortSignal.timeout(attemptTimeout * 1000)]) },
    // What a server says must not reach the log unescaped.
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

function silent(): void {}

/** The account that the token posts as. GITHUB_TOKEN may not ask (403), and posts as github-actions[bot]. */
async function ownLogin(client: Client): Promise<string> {
  try {
    return (await client.rest.users.getAuthenticated()).data.login;
  } catch (error) {
    if (isHttpFailure(error) && error.status === 403 && !isRateLimit(error)) return 'github-actions[bot]';
    throw error;
  }
}

interface Lookup {
  readonly client: Client;
  readonly target: Target;
  readonly marker: string;
  readonly author: string;
}

async function findComment({ client, target, marker, author }: Lookup): Promise<number | undefined> {
  const pages = client.paginate.iterator(client.rest.issues.listComments, {
    owner: target.repository.owner,
    repo: target.repository.name,
    issue_number: target.number,
    per_page: 100,
  });
  for await (const { data } of pages) {
    const own = data.find(({ user, body }) => user?.login === author && body?.startsWith(marker));
    if (own !== undefined) return own.id;
  }
  return undefined;
}

/** Whatever kept the comment from being posted: it never changes the gate's result. */
function refusalOf(error: unknown): string {
  if (!isHttpFailure(error)) {
    const said = error instanceof Error ? error.message : String(error);
    return `what answered is not GitHub's API: ${said.replace(/\s+/g, ' ').slice(0, 300)}`;
  }
  const answer = error.response === undefined ? 'GitHub could not be reached' : `GitHub answered ${error.status}`;
  const hint =
    error.status === 403 && !isRateLimit(error)
      ? '; the job needs `permissions: pull-requests: write`, and pull requests from forks and Dependabot never get it'
      : '';
  return `${answer}: ${error.message.replace(/\s+/g, ' ').slice(0, 300)}${hint}`;
}
