import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import { plainText } from '../plain-text.ts';
import type { GithubFacts } from './environment.ts';

/** Octokit on the server, the repository and the token of a job. */
type Client = Awaited<ReturnType<typeof connect>>;

/** The client for a question, and the repository that it is about. */
export interface Asked {
  readonly client: Client;
  readonly owner: string;
  readonly repo: string;
  readonly forge: GithubFacts['forge'];
}

/** What GitHub answered, or why there is no answer: one sentence without a full stop. */
export type Answer<T> = { readonly answer: T } | { readonly refused: string };

/** Whose server is asked, as whom, and until when. */
export interface Access {
  readonly facts: Pick<GithubFacts, 'forge' | 'apiUrl' | 'repository' | 'token'>;
  readonly signal: AbortSignal;
}

/**
 * Asks GitHub, with retries: `ask` is repeated as a whole, so it must look up anew what it relies
 * on. A refusal is an answer and not an error, because it never changes the gate's result. Where
 * the token lacks `permission`, the answer names it.
 */
export async function askGithub<T>(
  permission: string,
  { facts, signal }: Access,
  ask: (asked: Asked) => Promise<T>,
): Promise<Answer<T>> {
  const { token, apiUrl, repository, forge } = facts;
  if (token === undefined)
    return { refused: 'the input github-token is empty; leave it at its default' };
  const { owner, name: repo } = repository;
  try {
    const attempt = async () =>
      ask({ client: await connect({ token, apiUrl }, signal), owner, repo, forge });
    return { answer: await withPatience(attempt, signal) };
  } catch (error) {
    signal.throwIfAborted();
    return { refused: refusalOf(error, { permission, forge }) };
  }
}

/** Seconds for one attempt, after which a server that does not answer is given up. */
const attemptTimeoutSeconds = 30;

/**
 * Imported late: @actions/github reads the event's payload while it loads, and throws where that is
 * malformed.
 */
async function connect({ token, apiUrl }: { token: string; apiUrl: string }, signal: AbortSignal) {
  const { getOctokit } = await import('@actions/github');
  const octokit = getOctokit(token, {
    baseUrl: apiUrl,
    // What a server says must not reach the log unescaped.
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  const until = AbortSignal.any([signal, AbortSignal.timeout(attemptTimeoutSeconds * 1000)]);
  // The option `request` would replace the proxy that getOctokit takes from the environment.
  octokit.hook.before('request', options => {
    options.request = { ...options.request, signal: until };
  });
  return octokit;
}

function silent(): void {}

interface AskedOf {
  readonly permission: string;
  readonly forge: GithubFacts['forge'];
}

/** Whatever kept a question from being answered, in the server's own words first. */
function refusalOf(error: unknown, about: AskedOf): string {
  const { forge } = about;
  const words = plainText(messageOf(error)).slice(0, 300);
  if (!isHttpFailure(error)) return `the answer does not come from the API of ${forge}: ${words}`;
  if (error.response === undefined)
    return `${forge} could not be reached: ${words}; see whether the runner reaches GITHUB_API_URL, and what https_proxy and no_proxy say`;
  return `${forge} answered ${error.status}: ${words}${hintOf(error, about)}`;
}

/** What helps, only against a cause that the answer shows. */
function hintOf({ status, message }: HttpFailure, { permission: github, forge }: AskedOf): string {
  // The others know no permission for statuses: what writes code writes them.
  const permission = forge === 'GitHub' ? github : github.replace('statuses', 'contents');
  if (status === 401) return '; leave the input github-token at its default, or give a valid one';
  if (status === 404)
    return `; so it also answers where the token may not see a private repository, which takes \`permissions: ${permission}\``;
  const isDenied = forge !== 'GitHub' || message.startsWith('Resource not accessible by ');
  if (status !== 403 || !isDenied) return '';
  const never = ', and pull requests from forks and Dependabot never get it';
  return `; the job needs \`permissions: ${permission}\`${permission.endsWith('write') ? never : ''}`;
}

/** Attempts in all, and the seconds that may be spent waiting between them. */
const mostAttempts = 4;
const mostWaitSeconds = 120;

/**
 * Repeats a request that GitHub turned down for the moment: 404 (replicas lag behind), 5xx and rate
 * limits. Waits as long as `retry-after` or `x-ratelimit-reset` ask, else 1, 2 and 4 s; throws the
 * last failure when that takes too long. Source: docs.github.com, "Best practices for using the
 * REST API", "Handle rate limit errors appropriately".
 */
async function withPatience<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  let waited = 0;
  for (let failures = 0; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      const wait = secondsToWait(error, failures);
      if (wait === undefined || failures + 1 === mostAttempts || waited + wait > mostWaitSeconds)
        throw error;
      await sleep(wait * 1000, undefined, { signal });
      waited += wait;
    }
  }
}

/** What octokit throws; a request that found no server is status 500 without a response. */
interface HttpFailure {
  readonly status: number;
  readonly message: string;
  readonly response?: { readonly headers: Readonly<Record<string, string | number | undefined>> };
}

/** Tells octokit's failures from everything else. */
function isHttpFailure(error: unknown): error is HttpFailure {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

/**
 * What `ask` gives, or `instead` where GitHub answers one of `statuses`, which are then no trouble.
 * A rate limit always is: it says nothing about permissions.
 */
export async function answerOr<T>(
  instead: T,
  statuses: readonly number[],
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (isHttpFailure(error) && statuses.includes(error.status) && !isRateLimit(error))
      return instead;
    throw error;
  }
}

/** A whole list of Gitea or Forgejo, where its pages have no links to the next one. */
export async function everyPage<T>(
  ask: (page: number) => Promise<{ readonly data: readonly T[] | null }>,
): Promise<readonly T[]> {
  const all: T[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const { data } = await ask(page);
    // After the last entry some give an empty list, and some null.
    if (data === null || data.length === 0) break;
    all.push(...data);
  }
  return all;
}

/** A server that ignores the number of the page must not keep us for ever. */
const mostPages = 100;

/** True where GitHub asks to slow down. */
function isRateLimit(error: HttpFailure): boolean {
  const isLimited = error.response?.headers['retry-after'] !== undefined || isExhausted(error);
  return (
    error.status === 429 ||
    (error.status === 403 && (isLimited || /rate limit|abuse/i.test(error.message)))
  );
}

function isExhausted(error: HttpFailure): boolean {
  return headerOf(error, 'x-ratelimit-remaining') === 0;
}

/** A header's number; NaN where there is none. */
function headerOf({ response }: HttpFailure, name: string): number {
  return Number(response?.headers[name] ?? Number.NaN);
}

function secondsToWait(error: unknown, failures: number): number | undefined {
  if (!isHttpFailure(error)) return undefined;
  const asked = secondsAsked(error);
  if (isRateLimit(error)) return asked ?? 60;
  return error.status === 404 || error.status >= 500 ? (asked ?? 2 ** failures) : undefined;
}

function secondsAsked(error: HttpFailure): number | undefined {
  const after = headerOf(error, 'retry-after');
  if (after >= 0) return after;
  const reset = headerOf(error, 'x-ratelimit-reset');
  return isExhausted(error) && reset > 0 ? Math.max(0, reset - Date.now() / 1000) : undefined;
}
