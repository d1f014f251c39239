import { meanOf, type Values, valuesOf } from './sample.ts';
import { studentTQuantile } from './student-t.ts';

/** Standard deviation between runs, on the log scale, that is assumed until it can be estimated. */
export const assumedBetweenDeviation = 0.1;

/** How many earlier runs it takes to estimate the deviation between runs. */
export const runsToEstimateBetween = 5;

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
 * - The head's rounds: their own variance over n, with n-1 degrees of freedom. Nothing is borrowed from history for it: on
 *   real hosts runs differ in their noise, and a head that is noisier than its history would read regressed too often
 *   (with 3 rounds and 1.4 times the SD, 3 % of runs in place of 1 %).
 * - Base, K < 5: the rounds of the base runs, and an SD of 10 % between runs, assumed: 0.1² (1 + 1/K).
 * - Base, K >= 5: the variance S² of the run centres, K-1 degrees of freedom, as in a prediction interval: S² (1 + 1/K). It
 *   holds the noise of a usual run's rounds too, which the head's own part counts once more: wide, but never too narrow.
 *
 * Never across cells: cells differ in noise by a factor of ten, and pooling them turned 1 % false alarms into 6.7 %.
 */
export function errorPartsOf(head: Values, base: readonly Values[]): ErrorPart[] {
  const runs = base.length;
  const own: ErrorPart = { source: 'within runs', variance: head.logDeviation ** 2 / head.n, freedom: head.n - 1 };
  if (runs >= runsToEstimateBetween) {
    const centres = valuesOf(base.map(({ logCentre }) => logCentre));
    const variance = centres.logDeviation ** 2 * (1 + 1 / runs);
    return [own, { source: 'between runs', variance, freedom: runs - 1 }];
  }
  return [
    own,
    withinBase(base),
    { source: 'between runs', variance: assumedBetweenDeviation ** 2 * (1 + 1 / runs), freedom: Infinity },
  ];
}

/** The base runs' rounds, their variance pooled over the runs: the few that there are were made on one quiet host. */
function withinBase(base: readonly Values[]): ErrorPart {
  const freedom = base.reduce((sum, { n }) => sum + n - 1, 0);
  const squares = base.reduce((sum, { logDeviation, n }) => sum + logDeviation ** 2 * (n - 1), 0);
  const share = meanOf(base.map(({ n }) => 1 / n)) / base.length;
  return { source: 'within runs', variance: freedom === 0 ? 0 : (squares / freedom) * share, freedom };
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
