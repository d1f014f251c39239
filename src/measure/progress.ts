import type { Caveat } from '../core/reason.ts';

/** What a run is doing, for whoever shows it; values in base units. */
export type Progress =
  /** A phase that may last longer than two seconds begins. */
  | { readonly kind: 'phase'; readonly text: string }
  /** Something that the reader should know at once; it also stands in the run as a caveat. */
  | { readonly kind: 'caveat'; readonly caveat: Caveat }
  /** One workload of one arm begins; `done` of `total` such steps are over. */
  | {
      readonly kind: 'measuring';
      readonly round: number;
      readonly rounds: number;
      readonly arm: string;
      readonly workload: string;
      readonly done: number;
      readonly total: number;
    }
  /**
   * An arm has been measured in this round: throughput in bytes per second by workload; absent
   * where it failed.
   */
  | {
      readonly kind: 'measured';
      readonly round: number;
      readonly arm: string;
      readonly throughput: Readonly<Record<string, number>>;
    }
  /**
   * A round has been measured and counts: where the time of the run went until now, in wall
   * seconds.
   */
  | { readonly kind: 'round'; readonly round: number; readonly timing: Timing }
  /**
   * Where the time of the run went, in wall seconds, and the most memory that node held, in bytes.
   */
  | {
      readonly kind: 'timing';
      readonly boot: number;
      readonly prepare: number;
      readonly measure: number;
      readonly rest: number;
      readonly peakMemory: number;
    };

/** Is told what a run is doing, as it does it. */
export type OnProgress = (progress: Progress) => void;

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
