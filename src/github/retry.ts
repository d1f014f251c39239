import { setTimeout as sleep } from 'node:timers/promises';

/** Attempts in all, and the seconds that may be spent waiting between them. */
const mostAttempts = 4;
const patience = 120;

/**
 * Repeats a request that GitHub turned down for the moment: 404 (replicas lag behind), 5xx and rate
 * limits. Waits as long as `retry-after` or `x-ratelimit-reset` ask, else 1, 2 and 4 s; throws the
 * last failure when that takes too long. Source: docs.github.com, "Best practices for using the
 * REST API", "Handle rate limit errors appropriately".
 */
export async function withPatience<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  let waited = 0;
  for (let failures = 0; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      const wait = secondsToWait(error, failures);
      if (wait === undefined || failures + 1 === mostAttempts || waited + wait > patience)
        throw error;
      await sleep(wait * 1000, undefined, { signal });
      waited += wait;
    }
  }
}

/** What octokit throws; a request that found no server is status 500 without a response. */
export interface HttpFailure {
  readonly status: number;
  readonly message: string;
  readonly response?: { readonly headers: Readonly<Record<string, string | number | undefined>> };
}

/** Tells octokit's failures from everything else. */
export function isHttpFailure(error: unknown): error is HttpFailure {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

/** True where GitHub asks to slow down; such a 403 says nothing about permissions. */
export function isRateLimit(error: unknown): boolean {
  if (!isHttpFailure(error)) return false;
  if (error.status === 429) return true;
  const headers = error.response?.headers ?? {};
  const limited =
    headers['retry-after'] !== undefined || String(headers['x-ratelimit-remaining']) === '0';
  return error.status === 403 && (limited || /rate limit/i.test(error.message));
}

function secondsToWait(error: unknown, failures: number): number | undefined {
  if (!isHttpFailure(error)) return undefined;
  const asked = secondsAsked(error.response?.headers ?? {});
  if (isRateLimit(error)) return asked ?? 60;
  return error.status === 404 || error.status >= 500 ? (asked ?? 2 ** failures) : undefined;
}

function secondsAsked(
  headers: Readonly<Record<string, string | number | undefined>>,
): number | undefined {
  const after = Number(headers['retry-after'] ?? Number.NaN);
  if (after >= 0) return after;
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  const exhausted = String(headers['x-ratelimit-remaining']) === '0';
  return exhausted && reset > 0 ? Math.max(0, reset - Date.now() / 1000) : undefined;
}
