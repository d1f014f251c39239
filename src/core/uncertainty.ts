import { meanOf, type Values, valuesOf } from './sample.ts';
import { studentTQuantile } from './student-t.ts';

/** Standard deviation between runs, on the log scale, that is assumed until it can be estimated. */
export const assumedBetweenDeviation = 0.1;

/** How many earlier runs it takes to estimate the deviation between runs. */
export const runsToEstimateBetween = 5;

/** Most degrees of freedom that history lends to a cell's variance within runs: the host of long ago is not today's. */
const mostBorrowed = 30;

/** One independent source of error of an estimate: its variance on the log scale, and how well that is known. */
export interface ErrorPart {
  readonly source: 'within runs' | 'between runs';
  readonly variance: number;
  /** Degrees of freedom of the variance; Infinity where it is assumed, 0 where nothing was learnt about it. */
  readonly freedom: number;
}

/**
 * The sources of error of "mean of the head's logs minus mean of the base runs' centres", K base runs.
 *
 * - Within runs, variance w: pooled over the head and the cell's own history, since without a change they are one noise;
 *   a head noisier than that is taken at its own word, so that a disturbed run does not read as a regressed one.
 * - Between runs, K < 5: nothing to estimate it from, so an SD of 10 % is assumed: 0.1² (1 + 1/K).
 * - Between runs, K >= 5: the variance S² of the run centres (K-1 degrees of freedom) holds between-run noise and that of
 *   a usual run's rounds: S² (1 + 1/K). Only what the head has beyond a usual run, w/n less the history's, is added.
 *
 * Never across cells: cells differ in noise by a factor of ten, and pooling them turned 1 % false alarms into 6.7 %.
 */
export function errorPartsOf(head: Values, base: readonly Values[]): ErrorPart[] {
  const runs = base.length;
  const history = pooledVariance(base);
  const pooled = pool([varianceOf(head), { ...history, freedom: Math.min(history.freedom, mostBorrowed) }]);
  const within = Math.max(pooled.variance, head.logDeviation ** 2);
  const ofBaseRounds = meanOf(base.map(({ n }) => 1 / n));
  if (runs < runsToEstimateBetween) {
    return [
      {
        source: 'within runs',
        variance: within / head.n + (pooled.variance * ofBaseRounds) / runs,
        freedom: pooled.freedom,
      },
      { source: 'between runs', variance: assumedBetweenDeviation ** 2 * (1 + 1 / runs), freedom: Infinity },
    ];
  }
  const centres = valuesOf(base.map(({ logCentre }) => logCentre));
  const beyondUsual = Math.max(0, within / head.n - history.variance * ofBaseRounds);
  return [
    { source: 'within runs', variance: beyondUsual, freedom: pooled.freedom },
    { source: 'between runs', variance: centres.logDeviation ** 2 * (1 + 1 / runs), freedom: runs - 1 },
  ];
}

/**
 * Half the width of an interval that excludes the truth on one side with probability `probability` at most, for normal
 * errors whatever the true variances: the root of the sum of t² x variance over the parts. Welch and Satterthwaite's single
 * t is narrower, but not safe at few degrees of freedom and small probabilities. NaN where a part that has variance has no
 * degrees of freedom. Source: S. Banerjee, Sankhya 22, 1960.
 */
export function halfWidthOf(parts: readonly ErrorPart[], probability: number): number {
  const squares = parts
    .filter(({ variance, freedom }) => variance > 0 || freedom === 0)
    .map(({ variance, freedom }) => studentTQuantile(probability, freedom) ** 2 * variance);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}

interface Variance {
  readonly variance: number;
  readonly freedom: number;
}

function varianceOf({ logDeviation, n }: Values): Variance {
  return { variance: logDeviation ** 2, freedom: n - 1 };
}

function pooledVariance(samples: readonly Values[]): Variance {
  return pool(samples.map(varianceOf));
}

function pool(variances: readonly Variance[]): Variance {
  const freedom = variances.reduce((sum, one) => sum + one.freedom, 0);
  const weighted = variances.reduce((sum, one) => sum + one.variance * one.freedom, 0);
  return { variance: freedom === 0 ? 0 : weighted / freedom, freedom };
}
