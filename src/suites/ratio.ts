import type { Run } from '../core/run.ts';
import {
  type MissingSample,
  type Sample,
  sampleOf,
  type Values,
  valuesOf,
} from '../core/sample.ts';
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
 * Where one of them was measured in fewer rounds (a matched host job: the first only), it is that
 * of what the report shows for both, without an interval: the spread of the fewer is not known.
 */
export function ratioOf(run: Run, request: RatioRequest): RatioOutcome {
  const [above, below] = samplesOf(run, request);
  if (above.kind === 'missing' || below.kind === 'missing' || above.n === below.n) {
    const differences = logDifferences(run, request);
    return differences.kind === 'missing' ? differences : intervalOf(differences);
  }
  return { kind: 'ratio', ratio: above.centre / below.centre, n: Math.min(above.n, below.n) };
}

function samplesOf(run: Run, { over, under, workload }: RatioRequest): readonly [Sample, Sample] {
  const of = (armIndex: number) => sampleOf(run, { armIndex, workload, metric: 'throughput' });
  return [of(over), of(under)];
}

/** The paired log ratios themselves, as a sample. */
export function logDifferences(run: Run, request: RatioRequest): Values | MissingSample {
  const [above, below] = samplesOf(run, request);
  if (above.kind === 'missing') return named(run, request.over, above);
  if (below.kind === 'missing') return named(run, request.under, below);
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
