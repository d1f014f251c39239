import { valuesOf } from '../core/sample.ts';
import { changeOf } from '../statistics/comparison.ts';
import { studentTQuantile } from '../statistics/student-t.ts';
import { trendLimit, trendOf } from '../statistics/trend.ts';

/** A round that stands out from the others of its cell. */
export interface Outlier {
  /** From 1. */
  readonly round: number;
  /** Against the mean of the rounds that do not stand out, as a fraction. */
  readonly change: number;
}

/** Share of cells in which noise alone makes a round stand out. */
const byChance = 0.001;

/** At most one round in so many stands out: of more it is not known which are the usual ones. */
const perOutlier = 6;

/**
 * The rounds whose values (logs, one a round) are too far from the others to be their noise, in the
 * order of rounds. Below six rounds none can be told. Source: the generalized extreme Studentized
 * deviate, B. Rosner, Technometrics 25, 1983, which finds two stalls where each would hide the
 * other.
 */
export function outliersOf(logs: readonly number[]): Outlier[] {
  let rest = logs.map((log, index) => ({ log, round: index + 1 }));
  let usual = rest;
  for (let out = 0; out < Math.floor(logs.length / perOutlier); out += 1) {
    const { logCentre, logDeviation, n } = valuesOf(rest.map(({ log }) => log));
    const distance = (log: number): number => Math.abs(log - logCentre);
    const farthest = rest.reduce((far, one) => (distance(one.log) > distance(far.log) ? one : far));
    rest = rest.filter(one => one !== farthest);
    if (distance(farthest.log) > farthestByChance(n) * logDeviation) usual = rest;
  }
  const { logCentre } = valuesOf(usual.map(({ log }) => log));
  const kept = new Set(usual.map(({ round }) => round));
  return logs.flatMap((log, index) =>
    kept.has(index + 1) ? [] : [{ round: index + 1, change: changeOf(log - logCentre) }],
  );
}

/**
 * How many standard deviations the farthest of `n` normal values is from their mean, but for the
 * share `byChance`.
 */
export function farthestByChance(n: number): number {
  const t = studentTQuantile(1 - byChance / (2 * n), n - 2);
  return ((n - 1) * t) / Math.sqrt((n - 2 + t * t) * n);
}

/**
 * Doubts that the rounds of a cell raise themselves: some stand out, or all rise or fall from the
 * first to the last, by more than the tolerance. Of the changes round by round where there is a
 * live base, since what meets both sides is no doubt, else of the head's values.
 */
export function roundDoubts(
  series: readonly number[],
  tolerance: number,
): { readonly outliers?: readonly Outlier[]; readonly drift?: number } {
  if (series.length < 2) return {};
  const outliers = outliersOf(series).filter(({ change }) => Math.abs(change) > tolerance);
  const { slope, z } = trendOf(series);
  const drift = changeOf(slope * (series.length - 1));
  return {
    ...(outliers.length > 0 && { outliers }),
    ...(Math.abs(z) > trendLimit && Math.abs(drift) > tolerance && { drift }),
  };
}
