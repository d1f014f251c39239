import { changeOf } from '../statistics/comparison.ts';
import { trendLimit, trendOf } from '../statistics/trend.ts';
import type { CellJudgement } from './judgement.ts';
import { outliersOf } from './outlier.ts';

/**
 * Doubts that the rounds of a cell raise themselves: some stand out, or all rise or fall from the
 * first to the last, by more than the tolerance. Of the changes round by round where there is a
 * live base, since what meets both sides is no doubt, else of the head's values.
 */
export function roundDoubts(
  series: readonly number[],
  tolerance: number,
): Pick<CellJudgement, 'outliers' | 'drift'> {
  if (series.length < 2) return {};
  const outliers = outliersOf(series).filter(({ change }) => Math.abs(change) > tolerance);
  const { slope, z } = trendOf(series);
  const drift = changeOf(slope * (series.length - 1));
  return {
    ...(outliers.length > 0 && { outliers }),
    ...(Math.abs(z) > trendLimit && Math.abs(drift) > tolerance && { drift }),
  };
}
