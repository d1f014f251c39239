import type { Estimate } from './uncertainty.ts';

/** Power at which the minimum detectable effect is stated: nine times in ten. */
const statedPower = 0.9;

/** The one-sided levels by which a difference is told, and what it is compared with. */
export interface ComparisonTerms {
  /** The smallest change worth acting on, as a fraction. */
  readonly tolerance: number;
  /** Error at each end of the interval that is shown. */
  readonly interval: number;
  /** Error of the certifying bound. */
  readonly certifying: number;
  /** What may be spent on a loss by the last look; 0 where no loss could be shown. */
  readonly blocking: number;
}

/**
 * Head against base, as relative changes towards better: -0.1 is 10 % worse whatever the metric's
 * direction.
 */
export interface Comparison {
  readonly change: number;
  /** Each end is wrong with the probability of the run's false-alarm budget. */
  readonly interval: { readonly low: number; readonly high: number };
  /** The loss that is excluded: non-inferiority is decided by it. */
  readonly certifyingLow: number;
  /**
   * Smallest loss that reads regressed nine times in ten by the last look, as a positive fraction;
   * 1 where none does.
   */
  readonly mde: number;
  /** Share of the variance of the estimate that comes from differences between runs. */
  readonly betweenShare: number;
}

/** Puts intervals around a difference; on the log scale, where effects are ratios. */
export function comparisonOf(
  { value, halfWidth, finalHalfWidth, betweenShare }: Estimate,
  { tolerance, interval, certifying, blocking }: ComparisonTerms,
): Comparison {
  const half = halfWidth(interval);
  // A loss is caught where it is shown and beyond the tolerance; the estimate itself strays.
  const caught =
    Math.max(finalHalfWidth(blocking), -Math.log1p(-tolerance)) + finalHalfWidth(1 - statedPower);
  return {
    change: changeOf(value),
    interval: { low: changeOf(value - half), high: changeOf(value + half) },
    certifyingLow: changeOf(value - halfWidth(certifying)),
    mde: -Math.expm1(-caught),
    betweenShare,
  };
}

/** A difference of logs as a relative change; kept finite, since a document has no infinity. */
export function changeOf(logRatio: number): number {
  return Math.expm1(Math.min(logRatio, 700));
}
