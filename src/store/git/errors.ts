import { setTimeout as sleep } from 'node:timers/promises';
import { GateError } from '../../errors.ts';
import { describeRefPlace, type RefPlace } from './ref.ts';
import { type Remote, withoutPasswords } from './repository.ts';

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
  const {
    why,
    remedy,
    toRecord = '',
  } = meanings.find(({ pattern }) => pattern.test(said)) ?? unknownMeaning;
  return new GateError(
    'store-unusable',
    {
      problem: `the baseline store ${describeRefPlace(place)} at ${withoutPasswords(remote.url)} cannot be ${verb}`,
      why: why ?? facts?.problem,
      remedy: verb === 'written' ? `${remedy}${toRecord}` : remedy,
      exitCode: facts?.exitCode,
      stderrTail: said === '' ? undefined : said,
    },
    { cause: error },
  );
}

/** Whether a retry may help: another writer was faster, or the remote did not answer. */
export function isPassing(words: string): boolean {
  return passingPattern.test(words);
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

const passingPattern =
  /stale info|fetch first|non-fast-forward|failed to (?:update ref|lock)|cannot lock ref|incorrect old value|reference already exists|remote ref updated|atomic transaction failed|Internal Server Error|try again|(?:early|unexpected) EOF|hung up|unexpected disconnect|timed out|Connection (?:refused|reset)|HTTP 5\d\d|RPC failed/i;

interface Meaning {
  readonly pattern: RegExp;
  readonly why?: string;
  readonly remedy: string;
  /** What follows it where a run document was to be stored. */
  readonly toRecord?: string;
}

const unknownMeaning: Omit<Meaning, 'pattern'> = {
  remedy:
    'see what git says, try the same with `git fetch` and `git push`, or give --baseline dir:PATH',
};

/** git's and GitHub's own words, in the order in which they are looked for. */
const meanings: readonly Meaning[] = [
  {
    // runTool ends a program that says more than anybody keeps: only the list of the tree can be as
    // long.
    pattern: /maxBuffer exceeded/,
    why: 'its tree has more entries than a store can have',
    remedy: 'find out who writes to this ref, reset it to an earlier commit, or name another ref',
  },
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
      /Authentication failed|could not read (?:Username|Password)|terminal prompts disabled|Permission (?:to .* )?denied|The requested URL returned error: 40[13]|Write access to repository not granted|insufficient permission|not permitted|service not enabled|access denied/i,
    why: 'the remote denied access: the credentials are missing or lack the permission',
    remedy:
      'in a workflow give the job `permissions: contents: write`; elsewhere use credentials that `git push` accepts',
  },
  {
    pattern:
      /not found|does not appear to be a git repository|No such file or directory|does not exist/i,
    why: 'there is no such repository, or it is hidden from these credentials',
    remedy: "check the remote's address (`git remote -v`) and the credentials",
  },
  {
    pattern:
      /Could not resolve host|Connection (?:refused|reset|timed out)|unable to access|hung up|early EOF|Network is unreachable|HTTP 5\d\d/i,
    why: 'the remote does not answer',
    remedy: "check the network and the remote's address (`git remote -v`)",
    toRecord: ', and run `storage-gate record` with the run document later',
  },
  {
    pattern:
      /stale info|fetch first|cannot lock ref|failed to update ref|incorrect old value|non-fast-forward/i,
    why: 'other writers were faster at every push, or a stale lock file blocked it',
    remedy:
      'look for a stale lock file of this ref in the remote, and run `storage-gate record` with the run document again',
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
export async function backOff({
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
