import { setTimeout as sleep } from 'node:timers/promises';
import { GateError } from '../../errors.ts';
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
  return obstructionPattern.test(words);
}

const obstructionPattern = /exists; cannot create|directory file conflict/i;

interface Meaning {
  readonly pattern: RegExp;
  readonly why?: string;
  readonly remedy?: string;
  /** Whether another try may succeed. */
  readonly passes?: true;
  /** What follows it where a run document was to be stored. */
  readonly toRecord?: string;
}

const unknownRemedy =
  'see what git says, try the same with `git fetch` and `git push`, or give --baseline dir:PATH';

/**
 * Words of git, ssh, libcurl and GitHub, in the order in which they are looked for: a fault that
 * lasts ends with words of one that passes ("hung up").
 */
const meanings: readonly Meaning[] = [
  {
    // runTool ends a program that says more than anybody keeps: only the list of the tree can be as
    // long.
    pattern: /maxBuffer exceeded/,
    why: 'its tree has more entries than a store can have',
    remedy: 'find out who writes to this ref, reset it to an earlier commit, or name another ref',
  },
  { pattern: otherFormat, why: 'it names its objects by another algorithm', passes: true },
  {
    pattern: obstructionPattern,
    why: 'another ref is in its way',
    remedy: 'name a ref that is neither above nor below an existing one',
  },
  {
    pattern: /protected branch|GH006|GH013|hook declined|rule violations/i,
    why: 'the remote refuses pushes to this ref: it is protected, or a hook declined',
    remedy:
      'let the account of the gate push to it (on GitHub: exempt it in the branch rules), or name another ref',
  },
  {
    pattern:
      /Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|Permission (?:to .* )?denied|(?:HTTP|error:) 40[13]|Write access to repository not granted|insufficient permission|not permitted|service not enabled|not allowed to|access denied|marked as read only|Host key verification failed/i,
    why: 'the remote denied access: the credentials are missing or lack the permission',
    remedy:
      'in a workflow give the job `permissions: contents: write`; elsewhere use credentials that `git push` accepts',
  },
  {
    pattern:
      /(?:repository|project) .*not (?:be )?found|(?:repository|project) not found|does not appear to be a git repository|does not exist/i,
    why: 'there is no such repository, or it is hidden from these credentials',
    remedy: "check the remote's address (`git remote -v`) and the credentials",
  },
  {
    pattern:
      /Name or service not known|(?:HTTP|error:|code|response) 4(?!08|25|29)\d\d\b|not support|command not found|No space left|quota exceeded/i,
  },
  {
    pattern:
      /stale info|fetch first|cannot lock ref|failed to (?:update ref|lock)|Unable to create '': File exists|incorrect old value|non-fast-forward|reference already exists|remote ref updated|transaction failed/i,
    passes: true,
    why: 'other writers were faster at every push, or a stale lock file blocked it',
    remedy:
      'look for a stale lock file of this ref in the remote, and run `storage-gate record` with the run document again',
  },
  { pattern: /not our ref|bad object|missing (?:blob|object)|did not send|corrupt/i },
  {
    pattern:
      /(?:HTTP|error:|code|response) [45]\d\d\b|Could not resolve|Temporary failure|Connection (?:refused|reset|closed|aborted|timed|was)|Connection to \S+ closed|(?:Failed|Couldn't|unable to) connect|time(?:d |d-|-)?out|too slow|Broken pipe|is (?:unreachable|down)|No route to host|hung up|(?:early|unexpected) EOF|unexpected disconnect|RPC failed|Empty reply|transfer closed|not closed cleanly|HTTP\/?2|SSL_ERROR_SYSCALL|non-properly terminated|pull function|(?:Recv|Send) failure|CONNECT aborted|Internal Server Error|Service Unavailable|Bad Gateway|Too Many Requests|try again|failed to report status|commit_refs/i,
    passes: true,
    why: 'the remote does not answer',
    remedy: "check the network and the remote's address (`git remote -v`)",
    toRecord: ', and run `storage-gate record` with the run document later',
  },
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
