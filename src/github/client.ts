import { messageOf } from '../errors.ts';
import type { GithubFacts } from './environment.ts';
import { isHttpFailure, isRateLimit, withPatience } from './retry.ts';

/** Octokit on the server, the repository and the token of a job. */
export type Client = Awaited<ReturnType<typeof connect>>;

/** What a question is asked with, and of which repository. */
export interface Asked {
  readonly client: Client;
  readonly owner: string;
  readonly repo: string;
}

/** What GitHub answered, or why there is no answer: one sentence without a full stop. */
export type Answer<T> = { readonly answer: T } | { readonly refused: string };

interface Question {
  readonly facts: Pick<GithubFacts, 'apiUrl' | 'repository' | 'token'>;
  /** Named where GitHub says 403: `pull-requests: write`. */
  readonly permission: string;
  readonly signal: AbortSignal;
}

/**
 * Asks GitHub for something, with patience: `ask` is repeated as a whole, so it must look up anew
 * what it relies on. A refusal is an answer and not an error, since what GitHub does not let us say
 * never changes the gate's result.
 */
export async function askGithub<T>(
  { facts, permission, signal }: Question,
  ask: (asked: Asked) => Promise<T>,
): Promise<Answer<T>> {
  const { token, apiUrl, repository } = facts;
  if (token === undefined) return { refused: 'the input github-token is empty' };
  const { owner, name: repo } = repository;
  try {
    const attempt = async () =>
      ask({ client: await connect({ token, apiUrl }, signal), owner, repo });
    return { answer: await withPatience(attempt, signal) };
  } catch (error) {
    signal.throwIfAborted();
    return { refused: refusalOf(error, permission) };
  }
}

/** Seconds for one attempt, after which a server that does not answer is given up. */
const attemptTimeout = 30;

/**
 * Imported late: @actions/github reads the event's payload while it loads, and throws where that is
 * malformed.
 */
async function connect({ token, apiUrl }: { token: string; apiUrl: string }, signal: AbortSignal) {
  const { getOctokit } = await import('@actions/github');
  return getOctokit(token, {
    baseUrl: apiUrl,
    request: { signal: AbortSignal.any([signal, AbortSignal.timeout(attemptTimeout * 1000)]) },
    // What a server says must not reach the log unescaped.
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

function silent(): void {}

/** Whatever kept a question from being answered. */
function refusalOf(error: unknown, permission: string): string {
  if (!isHttpFailure(error)) {
    const said = messageOf(error);
    return `what answered is not GitHub's API: ${oneLine(said)}`;
  }
  const answer =
    error.response === undefined
      ? 'GitHub could not be reached'
      : `GitHub answered ${error.status}`;
  const hint =
    error.status === 403 && !isRateLimit(error)
      ? `; the job needs \`permissions: ${permission}\`, and pull requests from forks and Dependabot never get it`
      : '';
  return `${answer}: ${oneLine(error.message)}${hint}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 300);
}
