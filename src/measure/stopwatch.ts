/** Wall seconds of a run by phase; what none of them covers is `rest`. */
export interface Timing {
  readonly boot: number;
  readonly prepare: number;
  readonly measure: number;
  readonly rest: number;
}

type Phase = keyof Timing;

/**
 * Adds up the wall time of phases. A phase inside another one pauses it, so that every second
 * counts once.
 */
export interface Stopwatch {
  /** Seconds since the start. */
  elapsed(): number;
  time<T>(phase: Phase, work: () => Promise<T>): Promise<T>;
  timing(): Timing;
}

/** A stopwatch that starts now. `now` gives seconds. */
export function startStopwatch(now: () => number = () => performance.now() / 1000): Stopwatch {
  const started = now();
  const seconds: Record<Phase, number> = { boot: 0, prepare: 0, measure: 0, rest: 0 };
  const phases: Phase[] = ['rest'];
  let since = started;
  const settle = (): void => {
    seconds[phases.at(-1) ?? 'rest'] += now() - since;
    since = now();
  };
  return {
    elapsed: () => now() - started,
    async time(phase, work) {
      settle();
      phases.push(phase);
      try {
        return await work();
      } finally {
        settle();
        phases.pop();
      }
    },
    timing() {
      settle();
      return { ...seconds };
    },
  };
}
