import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a number of seconds; throws the signal's own reason if it is cancelled meanwhile. */
export async function pause(seconds: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(seconds * 1000, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
