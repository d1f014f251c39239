/** Where a cell's values lie, and how well that is known; on the log scale. */
export interface Centre {
  readonly centre: number;
  /** Of one round: the centre's own variance is this over n. */
  readonly variance: number;
  /** Degrees of freedom of the variance. */
  readonly freedom: number;
  readonly n: number;
}

/** Of so many values one is set aside at each end. */
const perTrimmed = 12;

/**
 * The trimmed mean: of 12 to 23 values the lowest and the highest are set aside, of 24 to 35 two of
 * each. One stalled round then moves nothing, and at normal noise little is lost. Its variance is
 * that of the winsorized values, with the degrees of freedom of the values that stay; below 12
 * values it is the mean with its plain variance. At least one value. `cut` says how many to set aside
 * at each end instead. Source: J. W. Tukey and D. H. McLaughlin, Sankhya A 25, 1963.
 */
export function centreOf(
  logs: readonly number[],
  cut = Math.floor(logs.length / perTrimmed),
): Centre {
  const n = logs.length;
  const sorted = cut === 0 ? logs : logs.toSorted((a, b) => a - b);
  const kept = sorted.slice(cut, n - cut);
  const centre = mean(kept);
  // The values that were set aside count as their nearest neighbour that stays.
  const [low, high] = [kept[0] ?? 0, kept.at(-1) ?? 0];
  const middle = (centre * kept.length + cut * (low + high)) / n;
  const isFlat = kept.every(log => log === low);
  const ends = cut * ((low - middle) ** 2 + (high - middle) ** 2);
  const squares = isFlat ? 0 : kept.reduce((sum, log) => sum + (log - middle) ** 2, ends);
  const h = kept.length;
  return { centre, variance: h < 2 ? 0 : (n * squares) / (h * (h - 1)), freedom: h - 1, n };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
