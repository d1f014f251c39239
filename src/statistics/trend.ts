/** How a series rises or falls over its whole length. */
export interface Trend {
  /**
   * Change from one value to the next: median of the slopes of all pairs. Source: P. K. Sen, JASA
   * 63, 1968.
   */
  readonly slope: number;
  /**
   * Pairs that rise minus pairs that fall, in standard deviations of what independent values would
   * give; its sign is the direction. Source: M. G. Kendall, Rank Correlation Methods, 1948, with
   * the correction for ties.
   */
  readonly z: number;
}

/** `z` beyond which a trend is no accident: one series in a thousand, both directions. */
export const trendLimit = 3.29;

/**
 * The trend of a series, of which there are at least two values; one value that stalled does not
 * make a trend.
 */
export function trendOf(values: readonly number[]): Trend {
  const slopes: number[] = [];
  let score = 0;
  for (const [later, value] of values.entries()) {
    for (const [earlier, other] of values.slice(0, later).entries()) {
      slopes.push((value - other) / (later - earlier));
      score += Math.sign(value - other);
    }
  }
  const deviation = Math.sqrt(varianceOfScore(values));
  return { slope: median(slopes), z: deviation === 0 ? 0 : score / deviation };
}

/** Ties take from it what the values in each of them could have contributed. */
function varianceOfScore(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const part = (n: number): number => n * (n - 1) * (2 * n + 5);
  const ties = [...counts.values()].reduce((sum, count) => sum + part(count), 0);
  return (part(values.length) - ties) / 18;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
