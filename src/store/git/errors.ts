import { setTimeout as sleep } from 'node:timers/promises';
import { GateError } from '../../errors.ts';
import table from './meanings.json' with { type: 'json' };
import { describeRefPlace, type RefPlace } from './ref.ts';
import { otherFormat, type Remote, withoutPasswords } from './repository.ts';

/** An action on the remote: its place, and its deadline. */
export interface RemoteTask {
  readonly place: RefPlace;
  readonly remote: Remote;
  readonly verb: 'read' | 'written';
  readonly signal?: AbortSignal | undefined;
}

/**
 * The `store-unusable` error that explains git's failure, with a remedy. `words` are git's own, if
 * they are not in `error`.
 */
export function storeTrouble(
  { place, remote, verb }: RemoteTask,
  { words, error }: { readonly words?: string; readonly error?: unknown },
): GateError {
  const facts = error instanceof GateError ? error.facts : undefined;
  const said = withoutPasswords(words ?? facts?.stderrTail ?? '');
  const { why, remedy = unknownRemedy, toRecord = '' } = meaningOf(said) ?? {};
  return new GateError(
    'store-unusable',
    {
      problem: `the baseline store ${describeRefPlace(place)} at ${addressOf(remote)} cannot be ${verb}`,
      why: why ?? facts?.problem,
      remedy: verb === 'written' ? `${remedy}${toRecord}` : remedy,
      exitCode: facts?.exitCode,
      stderrTail: said === '' ? undefined : said,
    },
    { cause: error },
  );
}

function addressOf({ url, clone }: Remote): string {
  const pushed =
    clone === undefined || clone.pushUrl === url ? '' : `, pushed to ${clone.pushUrl},`;
  return withoutPasswords(`${url}${pushed}`);
}

/** Whether a retry may help: another writer was faster, or the remote did not answer. */
export function isPassing(words: string): boolean {
  return meaningOf(words)?.passes === true;
}

/** Addresses and names in quotes are nobody's words. */
function meaningOf(words: string): Meaning | undefined {
  const bare = words.replaceAll(/'[^'\n]*'/g, "''");
  return meanings.find(({ pattern }) => pattern.test(bare));
}

/** Whether git was killed for taking too long; a retry would take as long. */
export function wasKilled(error: unknown): boolean {
  return error instanceof GateError && error.facts.signal !== undefined;
}

/**
 * Whether another ref prevents this one: `a` and `a/b` exclude each other, so a retry does not
 * help.
 */
export function isInTheWay(words: string): boolean {
  return meaningOf(words)?.isInTheWay === true;
}

interface Meaning {
  readonly pattern: RegExp;
  readonly why?: string;
  readonly remedy?: string;
  /** Whether another try may succeed. */
  readonly passes?: boolean;
  readonly isInTheWay?: boolean;
  /** What follows it where a run document was to be stored. */
  readonly toRecord?: string;
}

const unknownRemedy =
  'see what git says, try the same with `git fetch` and `git push`, or give --baseline dir:PATH';

/**
 * Words of git, ssh, libcurl and GitHub, in the order in which they are looked for: a fault that
 * lasts ends with words of one that passes ("hung up"). runTool ends a program that says more than
 * anybody keeps (`maxBuffer`): only the list of the tree can be as long.
 */
const meanings: readonly Meaning[] = [
  { pattern: otherFormat, why: 'it names its objects by another algorithm', passes: true },
  ...table.map(({ words, ...meaning }) => ({ ...meaning, pattern: RegExp(words.join('|'), 'i') })),
];

/** How often a remote that does not answer is asked. */
const mostAttempts = 3;

/**
 * The result of an action on the remote. It is retried while the remote does not answer, and in the
 * end fails with `store-unusable`.
 */
export async function withRetries<T>(task: RemoteTask, action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof GateError) || error.code !== 'tool-failed') throw error;
      if (attempt >= mostAttempts || wasKilled(error) || !isPassing(error.facts.stderrTail ?? ''))
        throw storeTrouble(task, { error });
      await backOff({ attempt, lasted: 0.5, signal: task.signal });
    }
  }
}

/**
 * Waits a random time in units of what an attempt takes, so that writers who collided do not do so
 * again and again. It grows little: each collision is somebody's success, so that a queue shortens,
 * and a pause of minutes would outlast it.
 */
async function backOff({
  attempt,
  lasted,
  signal,
}: {
  /** How many attempts there were before this one's. */
  readonly attempt: number;
  /** Seconds that the last attempt took: on a slow host all that the others do takes longer too. */
  readonly lasted: number;
  readonly signal: AbortSignal | undefined;
}): Promise<void> {
  const longest = Math.min(60, Math.max(0.1, lasted) * Math.min(8, 3 * 1.1 ** attempt));
  try {
    await sleep(1000 * longest * Math.random(), undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/** Why a push was refused, and whether another try may succeed. */
export interface Refused {
  readonly words: string;
  readonly mayPass: boolean;
}

/** Repeats what ends with a push until it arrived; `store-unusable` where it never will. */
export async function byLease<T>(
  task: RemoteTask & { readonly patience: number },
  attemptOnce: () => Promise<{ readonly done: T } | Refused>,
): Promise<T> {
  const { patience, signal } = task;
  const deadline = performance.now() + patience * 1000;
  let doubts = 0;
  for (let attempt = 0; ; attempt += 1) {
    const begin = performance.now();
    const outcome = await attemptOnce();
    if ('done' in outcome) return outcome.done;
    const { words, mayPass } = outcome;
    // Another writer on top of our commit is one; without an end they are a remote that keeps none.
    if (words === notThere) doubts += 1;
    if (!mayPass || doubts === mostAttempts || performance.now() > deadline)
      throw storeTrouble(task, { words });
    await backOff({ attempt, lasted: (performance.now() - begin) / 1000, signal });
  }
}

/** What is said of a push that git calls done, and that the remote does not show. */
export const notThere = 'git push ended with 0, and the remote does not have the commit';
