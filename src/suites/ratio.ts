import type { Run } from '../core/run.ts';
import { type MissingSample, sampleOf, type Values, valuesOf } from '../core/sample.ts';
import { studentTQuantile } from '../statistics/student-t.ts';

/**
 * One arm over another in one workload's throughput, paired by round; `interval` is at 95 % and
 * absent for one round.
 */
export interface Ratio {
  readonly kind: 'ratio';
  readonly ratio: number;
  readonly interval?: { readonly low: number; readonly high: number } | undefined;
  /** Rounds. */
  readonly n: number;
}

/** A ratio, or why there is none. */
export type RatioOutcome = Ratio | MissingSample;

/** Which arms' throughput is compared, by their indexes in the run. */
export interface RatioRequest {
  readonly over: number;
  readonly under: number;
  readonly workload: string;
}

/**
 * The ratio of two arms of one run. Both were measured in every round, so the difference of their
 * logs is taken round by round and what the round did to both cancels; Student's t over the rounds.
 */
export function ratioOf(run: Run, request: RatioRequest): RatioOutcome {
  const unpaired = unpairedRatio(run, request);
  if (unpaired !== undefined) return unpaired;
  const differences = logDifferences(run, request);
  return differences.kind === 'missing' ? differences : intervalOf(differences);
}

/**
 * Where one of the arms was measured in fewer rounds (a matched host job: the first only), the
 * ratio of what the report shows for both. It has no interval: the spread of the fewer ones is not
 * known.
 */
function unpairedRatio(run: Run, { over, under, workload }: RatioRequest): Ratio | undefined {
  const above = sampleOf(run, { armIndex: over, workload, metric: 'throughput' });
  const below = sampleOf(run, { armIndex: under, workload, metric: 'throughput' });
  if (above.kind === 'missing' || below.kind === 'missing' || above.n === below.n) return undefined;
  return { kind: 'ratio', ratio: above.centre / below.centre, n: Math.min(above.n, below.n) };
}

/** The paired log ratios themselves, as a sample. */
export function logDifferences(
  run: Run,
  { over, under, workload }: RatioRequest,
): Values | MissingSample {
  const above = sampleOf(run, { armIndex: over, workload, metric: 'throughput' });
  const below = sampleOf(run, { armIndex: under, workload, metric: 'throughput' });
  if (above.kind === 'missing') return named(run, over, above);
  if (below.kind === 'missing') return named(run, under, below);
  return valuesOf(above.logs.map((log, round) => log - (below.logs[round] ?? Number.NaN)));
}

/** The 95 % t interval of a sample of log ratios. */
export function intervalOf({ logCentre, logDeviation, centre, n }: Values): Ratio {
  if (n < 2) return { kind: 'ratio', ratio: centre, n };
  const half = (studentTQuantile(0.975, n - 1) * logDeviation) / Math.sqrt(n);
  const interval = {
    low: Math.exp(logCentre - half),
    high: Math.exp(Math.min(700, logCentre + half)),
  };
  return { kind: 'ratio', ratio: centre, interval, n };
}

function named(run: Run, armIndex: number, { reason }: MissingSample): MissingSample {
  const arm = run.arms[armIndex]?.name ?? `arm ${armIndex}`;
  return { kind: 'missing', reason: { kind: 'other-arm', arm, reason } };
}
