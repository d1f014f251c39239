import { type Centre, centreOf } from './centre.ts';
import type { Noise } from './noise-history.ts';
import { studentTQuantile } from './student-t.ts';

/** Standard deviation between runs, on the log scale, that is assumed until it can be estimated. */
export const assumedBetweenDeviation = 0.1;

/** How many earlier runs it takes to estimate the deviation between runs. */
export const runsToEstimateBetween = 5;

/**
 * One independent source of error of an estimate: its variance on the log scale, and how well that
 * is known.
 */
export interface ErrorPart {
  readonly source: 'within runs' | 'between runs';
  readonly variance: number;
  /**
   * Degrees of freedom of the variance; Infinity where it is assumed, 0 where nothing was learnt
   * about it.
   */
  readonly freedom: number;
  /** What of it another part already holds: only the width beyond that comes on top. */
  readonly covered?: { readonly variance: number; readonly freedom: number } | undefined;
}

/** What earlier runs say of a cell's level. */
export interface History {
  /** Mean of the runs' centres, on the log scale; NaN without runs. */
  readonly level: number;
  readonly runs: number;
  /** Variance of a run's own centre that its rounds explain, in the mean over the runs. */
  readonly roundsShare: number;
  /** Error of the level as a prediction for a new run. */
  readonly parts: readonly ErrorPart[];
  /**
   * Where no earlier run shows the noise of its rounds, having one only: by what part of that of
   * one round the level errs.
   */
  readonly unknownShare?: number | undefined;
}

/**
 * The level of K earlier runs, given by their logs, for a head of `rounds` rounds, and the sources
 * of error of "head's centre minus that level" but for the head's own rounds.
 *
 * - K < 5: the rounds of the earlier runs, and an SD of 10 % between runs, assumed: 0.1² (1 + 1/K);
 *   where their centres differ by more than that, S² (1 + 1/K) with K-1 degrees of freedom.
 * - K >= 5: the variance S² of the run centres, K-1 degrees of freedom, as in a prediction
 *   interval: S² (1 + 1/K). Each run counts by as many of its first rounds as the head has, so that
 *   S² holds the noise of a usual run of this length, however its rounds depend on each other.
 *
 * Never across cells: cells differ in noise by a factor of ten, and pooling them turned 1 % false
 * alarms into 6.7 %.
 */
export function historyOf(runs: readonly (readonly number[])[], rounds: number): History {
  const K = runs.length;
  const known = K >= runsToEstimateBetween;
  const centres = runs.map(logs => centreOf(known ? logs.slice(0, rounds) : logs));
  const { mean, variance } = spreadOf(centres.map(({ centre }) => centre));
  const roundsShare = pooledVariance(centres) * meanInverse(centres);
  const common = { level: mean, runs: K, roundsShare };
  const spread = betweenRuns(variance, K);
  const between = {
    source: 'between runs',
    variance: spread.variance * (1 + 1 / K),
    freedom: spread.freedom,
  } as const;
  if (known) return { ...common, parts: [between] };
  const freedom = centres.reduce((sum, run) => sum + run.freedom, 0);
  if (freedom === 0) return { ...common, parts: [between], unknownShare: meanInverse(centres) / K };
  return {
    ...common,
    parts: [{ source: 'within runs', variance: roundsShare / K, freedom }, between],
  };
}

/**
 * The variance between runs, on the log scale, and how well it is known, from the variance of the
 * centres of K runs. Too few runs to estimate it may yet show that it is larger than is assumed.
 */
export function betweenRuns(variance: number, K: number): Pick<ErrorPart, 'variance' | 'freedom'> {
  const assumed = assumedBetweenDeviation ** 2;
  if (K >= runsToEstimateBetween || variance > assumed) return { variance, freedom: K - 1 };
  return { variance: assumed, freedom: Number.POSITIVE_INFINITY };
}

/**
 * The error of the head's own rounds, beside that of the history. From five earlier runs on their
 * spread already holds the noise of a usual run's rounds; only what this run may have beyond it
 * comes on top: all the more, the less is known of it. Earlier rounds that show no spread of their
 * own are taken to be as noisy as the head's.
 */
export function ownPart(
  own: Noise,
  { n, history }: { readonly n: number; readonly history: History },
): ErrorPart {
  const rounds = 1 / n + (history.unknownShare ?? 0);
  const part = {
    source: 'within runs',
    variance: own.variance * rounds,
    freedom: own.freedom,
  } as const;
  if (history.runs < runsToEstimateBetween) return part;
  return {
    ...part,
    covered: { variance: history.roundsShare, freedom: Math.max(own.freedom, history.runs - 1) },
  };
}

function pooledVariance(runs: readonly Centre[]): number {
  const freedom = runs.reduce((sum, run) => sum + run.freedom, 0);
  return freedom === 0
    ? 0
    : runs.reduce((sum, run) => sum + run.variance * run.freedom, 0) / freedom;
}

function meanInverse(runs: readonly Centre[]): number {
  return runs.reduce((sum, { n }) => sum + 1 / n, 0) / runs.length;
}

/** Untrimmed: a slow run is as much a run as any other. */
function spreadOf(centres: readonly number[]): {
  readonly mean: number;
  readonly variance: number;
} {
  const mean = centres.reduce((sum, centre) => sum + centre, 0) / centres.length;
  const isFlat = centres.every(centre => centre === centres[0]);
  const squares = isFlat ? 0 : centres.reduce((sum, centre) => sum + (centre - mean) ** 2, 0);
  return { mean, variance: centres.length < 2 ? 0 : squares / (centres.length - 1) };
}

/**
 * Half the width of an interval that excludes the truth on one side with probability `probability`
 * at most, for normal errors whatever the true variances: the root of the sum of t² x variance over
 * the parts. Welch and Satterthwaite's single t is narrower, but not safe at few degrees of freedom
 * and small probabilities. NaN where a part that has variance has no degrees of freedom. Source: S.
 * Banerjee, Sankhya 22, 1960.
 */
export function halfWidthOf(parts: readonly ErrorPart[], probability: number): number {
  const squares = parts
    .filter(({ variance, freedom }) => variance > 0 || freedom === 0)
    .map(({ variance, freedom, covered }) => {
      const square = quantile(probability, freedom) ** 2 * variance;
      if (covered === undefined) return square;
      return Math.max(0, square - quantile(probability, covered.freedom) ** 2 * covered.variance);
    });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}

/** Looks ask for the same few quantiles for every cell. */
const known = new Map<number, Map<number, number>>();

function quantile(probability: number, freedom: number): number {
  const row = known.get(probability) ?? new Map<number, number>();
  const found = row.get(freedom) ?? studentTQuantile(probability, freedom);
  if (known.size > 10_000) known.clear();
  known.set(probability, row.set(freedom, found));
  return found;
}
