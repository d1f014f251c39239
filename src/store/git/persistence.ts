import { setTimeout as sleep } from 'node:timers/promises';
import { GateError } from '../../errors.ts';
import type { RefPlace } from './ref-name.ts';
import type { Remote } from './remote.ts';
import { isPassing, storeTrouble, wasKilled } from './trouble.ts';

/** Whom we speak to, and how long we go on. */
export interface Persistence {
  readonly place: RefPlace;
  readonly remote: Remote;
  readonly signal?: AbortSignal | undefined;
  readonly verb: 'read' | 'written';
}

/** How often a remote that does not answer is asked. */
const asked = 3;

/**
 * Does something with the remote; asks again where it did not answer, and ends with
 * `store-unusable` where it never does.
 */
export async function persist<T>(context: Persistence, action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof GateError) || error.code !== 'tool-failed') throw error;
      if (attempt >= asked || wasKilled(error) || !isPassing(error.facts.stderrTail ?? ''))
        throw storeTrouble({ ...context, error });
      await pauseAfter({ attempt, lasted: 0.5, signal: context.signal });
    }
  }
}

/** A pause between two attempts. */
export interface Pause {
  /** How many attempts there were before this one's. */
  readonly attempt: number;
  /** Seconds that the last attempt took: on a slow host all that the others do takes longer too. */
  readonly lasted: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Waits a random time in units of what an attempt takes, so that writers who collided do not do so
 * again and again. It grows little: each collision is somebody's success, so that a queue shortens,
 * and a pause of minutes would outlast it.
 */
export async function pauseAfter({ attempt, lasted, signal }: Pause): Promise<void> {
  const longest = Math.min(60, Math.max(0.1, lasted) * Math.min(8, 3 * 1.1 ** attempt));
  try {
    await sleep(1000 * longest * Math.random(), undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
