/** Where a cell's values lie, and how well that is known; on the log scale. */
export interface Centre {
  readonly centre: number;
  /** Of one round: the centre's own variance is this over n. */
  readonly variance: number;
  /** Degrees of freedom of the variance. */
  readonly freedom: number;
  readonly n: number;
}

/** How many of `n` values are set aside at each end. */
export function trimmedOf(n: number): number {
  return Math.floor(n / 12);
}

/**
 * The trimmed mean: of 12 to 23 values the lowest and the highest are set aside, of 24 to 35 two of
 * each. One stalled round then moves nothing, and at normal noise little is lost. Its variance is
 * that of the winsorized values, with the degrees of freedom of the values that stay; below 12
 * values it is the mean with its plain variance. At least one value. `cut` says how many to set
 * aside at each end instead. Source: J. W. Tukey and D. H. McLaughlin, Sankhya A 25, 1963.
 */
export function centreOf(logs: readonly number[], cut = trimmedOf(logs.length)): Centre {
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

/** Levels of two sides that agree with the difference between them. */
export interface SideLevels {
  readonly head: number;
  readonly base: number;
}

/**
 * What a report shows as the levels of head and base, both logs: the centre of the head's rounds,
 * and the same less the centre of the differences (head less base, one a round). So their ratio is
 * the change that is judged, which the centres of both sides, each trimmed for itself, would miss.
 */
export function sideLevelsOf(head: readonly number[], differences: readonly number[]): SideLevels {
  const level = centreOf(head).centre;
  return { head: level, base: level - centreOf(differences).centre };
}
