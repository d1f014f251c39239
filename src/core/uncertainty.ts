import { meanOf, type Values, valuesOf } from './sample.ts';
import { studentTQuantile } from './student-t.ts';

/** Standard deviation between runs, on the log scale, that is assumed until it can be estimated. */
export const assumedBetweenDeviation = 0.1;

/** How many earlier runs it takes to estimate the deviation between runs. */
export const runsToEstimateBetween = 5;

/** Most degrees of freedom that history lends to a cell's variance within runs: the host of long ago is not today's. */
const mostBorrowed = 30;

/** From this multiple of its history's variance on, a head counts as disturbed. */
const disturbedFrom = 2;

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
 * - Within runs, variance w: pooled over the head and the cell's own history, since without a change they are one noise.
 *   A head with more than twice its history's variance was disturbed, and stands for itself with its own few degrees of
 *   freedom: it should end undecided rather than falsely regressed.
 * - Between runs, K < 5: nothing to estimate it from, so an SD of 10 % is assumed: 0.1² (1 + 1/K).
 * - Between runs, K >= 5: the variance S² of the run centres (K-1 degrees of freedom) holds between-run noise and that of
 *   a usual run's rounds: S² (1 + 1/K). Only what the head has beyond a usual run, w/n less the history's, is added.
 *
 * Never across cells: cells differ in noise by a factor of ten, and pooling them turned 1 % false alarms into 6.7 %.
 */
export function errorPartsOf(head: Values, base: readonly Values[]): ErrorPart[] {
  const runs = base.length;
  const history = pool(base.map(varianceOf));
  const noise = noiseOf(varianceOf(head), history);
  const shareOfBase = meanOf(base.map(({ n }) => 1 / n));
  if (runs < runsToEstimateBetween) {
    return [
      ...withinParts(noise, { head: 1 / head.n, base: shareOfBase / runs }),
      { source: 'between runs', variance: assumedBetweenDeviation ** 2 * (1 + 1 / runs), freedom: Infinity },
    ];
  }
  const centres = valuesOf(base.map(({ logCentre }) => logCentre));
  const beyondUsual = Math.max(0, noise.head.variance / head.n - history.variance * shareOfBase);
  return [
    { source: 'within runs', variance: beyondUsual, freedom: noise.head.freedom },
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

/** Variances of one round on either side: one and the same where they were pooled, else independent. */
interface Noise {
  readonly head: Variance;
  readonly base: Variance;
}

function noiseOf(own: Variance, history: Variance): Noise {
  if (history.freedom > 0 && own.variance > disturbedFrom * history.variance) return { head: own, base: history };
  const { variance, freedom } = pool([own, { ...history, freedom: Math.min(history.freedom, mostBorrowed) }]);
  const shared = { variance: Math.max(variance, own.variance), freedom };
  return { head: shared, base: shared };
}

function withinParts({ head, base }: Noise, shares: { readonly head: number; readonly base: number }): ErrorPart[] {
  const source = 'within runs';
  if (head === base) return [{ source, variance: head.variance * (shares.head + shares.base), freedom: head.freedom }];
  return [
    { source, variance: head.variance * shares.head, freedom: head.freedom },
    { source, variance: base.variance * shares.base, freedom: base.freedom },
  ];
}

function varianceOf({ logDeviation, n }: Values): Variance {
  return { variance: logDeviation ** 2, freedom: n - 1 };
}

function pool(variances: readonly Variance[]): Variance {
  const freedom = variances.reduce((sum, one) => sum + one.freedom, 0);
  const weighted = variances.reduce((sum, one) => sum + one.variance * one.freedom, 0);
  return { variance: freedom === 0 ? 0 : weighted / freedom, freedom };
}
