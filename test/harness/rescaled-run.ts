import type { Measurement, Run } from '../../src/core/run.ts';

/**
 * A run as it would have been so many seconds before, with disks so much faster (`factorOf`, above
 * 1) or slower: bytes, metrics and times still agree with each other.
 */
export function rescaledRun(
  run: Run,
  { earlier, factorOf }: { earlier: number; factorOf: (one: Measurement) => number },
): Run {
  const moved = (moment: string): string =>
    new Date(Date.parse(moment) - earlier * 1000).toISOString();
  const rescaled = (one: Measurement): Measurement => {
    const bytes = Math.round(one.bytes * factorOf(one));
    const factor = bytes / one.bytes;
    const value = one.metric.startsWith('latency') ? one.value / factor : one.value * factor;
    return { ...one, bytes, value, startedAt: moved(one.startedAt) };
  };
  return {
    ...run,
    startedAt: moved(run.startedAt),
    rounds: run.rounds.map(round => ({
      ...round,
      measurements: round.measurements.map(rescaled),
    })),
  };
}
