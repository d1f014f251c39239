import type { Metric } from './metric.ts';
import { meanOf, type Values, valuesOf } from './sample.ts';
import { type ErrorPart, errorPartsOf, halfWidthOf } from './uncertainty.ts';

/** Probability that a loss beyond the tolerance is certified as unchanged, for each cell (the second error budget). */
const certifyingError = 0.05;

/** Power at which the minimum detectable effect is stated: nine times in ten. */
const statedPower = 0.9;

/** What a cell's comparison is made with. */
export interface ComparisonTerms {
  readonly better: Metric['better'];
  /** The smallest change worth acting on, as a fraction. */
  readonly tolerance: number;
  /** The cell's share of the false-alarm budget: the error on each side of the blocking interval. */
  readonly errorShare: number;
}

/** Head against base, as relative changes towards better: -0.1 is 10 % worse whatever the metric's direction. */
export interface Comparison {
  readonly change: number;
  /** Each end is wrong with the probability of the cell's error share at most. */
  readonly blocking: { readonly low: number; readonly high: number };
  /** The loss that is excluded at 5 %: non-inferiority is decided by it. */
  readonly certifyingLow: number;
  /** Smallest loss that would have read regressed nine times in ten, as a positive fraction. */
  readonly mde: number;
  readonly parts: readonly ErrorPart[];
}

/**
 * Compares on the log scale, where effects are ratios: mean of the head's rounds less the mean of the base runs' centres.
 * Needs at least one base run and two rounds of the head.
 */
export function compare(head: Values, base: readonly Values[], terms: ComparisonTerms): Comparison {
  const difference = head.logCentre - meanOf(base.map(({ logCentre }) => logCentre));
  return describeDifference(difference, errorPartsOf(head, base), terms);
}

/**
 * Compares with a base that was measured in the same rounds: the mean of the rounds' own differences. What a round, a boot
 * or a day did to both sides cancels, so there is no error between runs. Needs two rounds, the same on both sides.
 */
export function comparePaired(head: Values, base: Values, terms: ComparisonTerms): Comparison {
  const differences = valuesOf(head.logs.map((log, round) => log - (base.logs[round] ?? Number.NaN)));
  const { logCentre, logDeviation, n } = differences;
  const rounds: ErrorPart = { source: 'within runs', variance: logDeviation ** 2 / n, freedom: n - 1 };
  return describeDifference(logCentre, [rounds], terms);
}

function describeDifference(difference: number, parts: readonly ErrorPart[], terms: ComparisonTerms): Comparison {
  const estimate = terms.better === 'higher' ? difference : -difference;
  const half = halfWidthOf(parts, terms.errorShare);
  // A loss is caught where the estimate is beyond the tolerance and the interval excludes 0; the estimate itself strays.
  const caught = Math.max(half, -Math.log1p(-terms.tolerance)) + halfWidthOf(parts, 1 - statedPower);
  return {
    change: changeOf(estimate),
    blocking: { low: changeOf(estimate - half), high: changeOf(estimate + half) },
    certifyingLow: changeOf(estimate - halfWidthOf(parts, certifyingError)),
    mde: -Math.expm1(-caught),
    parts,
  };
}

/** A difference of logs as a relative change; kept finite, since a document has no infinity. */
function changeOf(logRatio: number): number {
  return Math.expm1(Math.min(logRatio, 700));
}
