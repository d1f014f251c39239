import { type ErrorPart, halfWidthOf } from './uncertainty.ts';

/** Power at which the minimum detectable effect is stated: nine times in ten. */
const statedPower = 0.9;

/** The one-sided levels of the two intervals, and what they are held against. */
export interface ComparisonTerms {
  /** The smallest change worth acting on, as a fraction. */
  readonly tolerance: number;
  /** Error on each side of the blocking interval. */
  readonly blocking: number;
  /** Error of the certifying interval. */
  readonly certifying: number;
}

/**
 * A difference of logs towards better, with its errors: those that block are told more cautiously
 * than those that certify.
 */
export interface Difference {
  readonly estimate: number;
  readonly blocking: readonly ErrorPart[];
  readonly certifying: readonly ErrorPart[];
}

/**
 * Head against base, as relative changes towards better: -0.1 is 10 % worse whatever the metric's
 * direction.
 */
export interface Comparison {
  readonly change: number;
  /** Each end is wrong with the probability of the cell's error share at most. */
  readonly blocking: { readonly low: number; readonly high: number };
  /** The loss that is excluded by the certifying interval: non-inferiority is decided by it. */
  readonly certifyingLow: number;
  /** Smallest loss that would have read regressed nine times in ten, as a positive fraction. */
  readonly mde: number;
  /**
   * Share of the variance of the estimate that comes from differences between runs; 0 within one
   * run.
   */
  readonly betweenShare: number;
}

/** Puts both intervals around a difference; on the log scale, where effects are ratios. */
export function comparisonOf(
  { estimate, blocking, certifying }: Difference,
  terms: ComparisonTerms,
): Comparison {
  const half = halfWidthOf(blocking, terms.blocking);
  // A loss is caught where the estimate is beyond the tolerance and the interval excludes 0; the
  // estimate itself strays.
  const caught =
    Math.max(half, -Math.log1p(-terms.tolerance)) + halfWidthOf(blocking, 1 - statedPower);
  return {
    change: changeOf(estimate),
    blocking: { low: changeOf(estimate - half), high: changeOf(estimate + half) },
    certifyingLow: changeOf(estimate - halfWidthOf(certifying, terms.certifying)),
    mde: -Math.expm1(-caught),
    betweenShare: betweenShareOf(blocking),
  };
}

function betweenShareOf(parts: readonly ErrorPart[]): number {
  // What the runs' spread covers of the rounds' noise is counted once, as the rounds'.
  const within = parts.reduce(
    (sum, { source, variance }) => sum + (source === 'within runs' ? variance : 0),
    0,
  );
  const covered = parts.reduce((sum, part) => sum + (part.covered?.variance ?? 0), 0);
  const spread = parts.reduce(
    (sum, { source, variance }) => sum + (source === 'between runs' ? variance : 0),
    0,
  );
  const between = Math.max(0, spread - covered);
  const total = within + between;
  return total === 0 ? 0 : between / total;
}

/** A difference of logs as a relative change; kept finite, since a document has no infinity. */
export function changeOf(logRatio: number): number {
  return Math.expm1(Math.min(logRatio, 700));
}
