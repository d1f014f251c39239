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

/** How long to wait: seconds, and a signal whose reason ends it before. */
export interface Patience {
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What `work` ends with; after the patience the error that `late` makes, or the signal's reason.
 */
export function within<T>(
  work: Promise<T>,
  { timeout, signal }: Patience,
  late: () => Error,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => reject(late()), timeout * 1000);
  const onAbort = (): void => reject(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();
  work.then(resolve, reject);
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  });
}

/** The signal of whichever comes first. */
export function anySignal(...signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter(signal => signal !== undefined));
}
