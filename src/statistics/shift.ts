import { randomFrom, shuffled } from './random.ts';

/** How shifts are looked for. */
export interface ShiftSearch {
  /** Draws the permutations: the same for the same seed. */
  readonly seed: number;
  /** Fewest values on either side of a shift. */
  readonly least: number;
  /** Share of histories without any shift in which one is found by chance. */
  readonly probability: number;
}

/** Permutations by which chance is judged: enough to tell a probability of 0.1 %. */
const permutations = 1999;

/**
 * Where the level of a series changed: indices of the first value after each shift, ascending.
 * E-divisive: the split whose two sides differ most by the energy statistic counts if so large a
 * difference is rare among orders of the same values; then each side is searched in the same way.
 * The right side may end before the series does, so that a level that came back is found too.
 * Nothing is assumed of the distribution but that neighbours are independent. Source: D. S.
 * Matteson and N. A. James, JASA 109, 2014.
 */
export function findShifts(values: readonly number[], search: ShiftSearch): readonly number[] {
  if (values.length < 2 * search.least) return [];
  const best = largestSplit(values, search.least);
  if (!isRare(best.statistic, { values, search })) return [];
  const left = findShifts(values.slice(0, best.index), search);
  const right = findShifts(values.slice(best.index), search);
  return [...left, best.index, ...right.map(index => index + best.index)];
}

/**
 * The split of a series whose sides differ most: index of the first value on the right, and the
 * energy statistic of it.
 */
export function largestSplit(values: readonly number[], least: number): Split {
  return bestSplit(indexesOf(values), searchOf(values, least));
}

function indexesOf(values: readonly number[]): number[] {
  return values.map((_, index) => index);
}

function searchOf(values: readonly number[], least: number): SplitSearch {
  const { length } = values;
  const distances = new Float64Array(length ** 2);
  for (const [row, a] of values.entries())
    for (const [column, b] of values.entries()) distances[row * length + column] = Math.abs(a - b);
  return {
    distances,
    least,
    toLeft: new Float64Array(length),
    pairs: new Float64Array(length + 1),
  };
}

interface Split {
  readonly index: number;
  readonly statistic: number;
}

interface SplitSearch {
  /** Row by row. */
  readonly distances: Float64Array;
  readonly least: number;
  /** Room to reckon in, the same for thousands of orders. */
  readonly toLeft: Float64Array;
  readonly pairs: Float64Array;
}

/**
 * The best split of all beginnings of the series that are long enough, by mn/(m+n) times
 * (2 mean|X-Y| - mean|X-X'| - mean|Y-Y'|), the means over pairs. Value by value joins the left
 * side, and for each the right side grows: every sum is that of the step before and one more.
 */
function bestSplit(
  order: readonly number[],
  { distances, least, toLeft, pairs }: SplitSearch,
): Split {
  const n = order.length;
  // By place: the pairs in all values before it; then the distances to all values on the left.
  for (let end = 0; end < n; end += 1) {
    const row = n * (order[end] ?? 0);
    let sum = pairs[end] ?? 0;
    for (let i = 0; i < end; i += 1) sum += distances[row + (order[i] ?? 0)] ?? 0;
    pairs[end + 1] = sum;
  }
  let [index, most] = [0, Number.NEGATIVE_INFINITY];
  toLeft.fill(0);
  for (let left = 1; left <= n - least; left += 1) {
    const row = n * (order[left - 1] ?? 0);
    for (let i = left; i < n; i += 1)
      toLeft[i] = (toLeft[i] ?? 0) + (distances[row + (order[i] ?? 0)] ?? 0);
    if (left < least) continue;
    const within = pairs[left] ?? 0;
    const meanWithin = within / pairsOf(left);
    let between = 0;
    for (let end = left + 1; end <= n; end += 1) {
      between += toLeft[end - 1] ?? 0;
      const right = end - left;
      if (right < least) continue;
      const beyond = ((pairs[end] ?? 0) - within - between) / pairsOf(right);
      const energy = (2 * between) / (left * right) - meanWithin - beyond;
      const statistic = ((left * right) / end) * energy;
      if (statistic > most) [index, most] = [left, statistic];
    }
  }
  return { index, statistic: most };
}

function pairsOf(count: number): number {
  return Math.max(1, (count * (count - 1)) / 2);
}

/**
 * Ends as soon as too many orders have so large a statistic: where nothing shifted that is after a
 * few.
 */
function isRare(
  statistic: number,
  { values, search }: { readonly values: readonly number[]; readonly search: ShiftSearch },
): boolean {
  // Values that are all alike have a statistic of nothing but rounding errors.
  if (!(statistic > 1e-12)) return false;
  const splits = searchOf(values, search.least);
  const order = indexesOf(values);
  const random = randomFrom(search.seed);
  const allowed = search.probability * (permutations + 1) - 1;
  let asLarge = 0;
  for (let drawn = 0; drawn < permutations && asLarge <= allowed; drawn += 1) {
    const other = bestSplit(shuffled(order, random), splits);
    if (other.statistic >= statistic - 1e-12) asLarge += 1;
  }
  return asLarge <= allowed;
}
