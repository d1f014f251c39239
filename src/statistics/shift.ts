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
  return bestSplit(indexesOf(values), { distances: distancesOf(values), least });
}

function indexesOf(values: readonly number[]): number[] {
  return values.map((_, index) => index);
}

function distancesOf(values: readonly number[]): readonly Float64Array[] {
  return values.map(a => Float64Array.from(values, b => Math.abs(a - b)));
}

interface Split {
  readonly index: number;
  readonly statistic: number;
}

interface SplitSearch {
  readonly distances: readonly Float64Array[];
  readonly least: number;
}

/** The best split of all beginnings of the series that are long enough. */
function bestSplit(order: readonly number[], search: SplitSearch): Split {
  let best: Split = { index: 0, statistic: Number.NEGATIVE_INFINITY };
  let pairsOfAll = 0;
  for (let end = 1; end <= order.length; end += 1) {
    for (let i = 0; i < end - 1; i += 1)
      pairsOfAll += at(search.distances, order[i], order[end - 1]);
    if (end < 2 * search.least) continue;
    const split = splitOf(order, { ...search, end, pairsOfAll });
    if (split.statistic > best.statistic) best = split;
  }
  return best;
}

/**
 * mn/(m+n) times (2 mean|X-Y| - mean|X-X'| - mean|Y-Y'|), the means over pairs. Value by value
 * moves from the right to the left side, which changes only the sums of its own distances.
 */
function splitOf(
  order: readonly number[],
  {
    distances,
    least,
    end,
    pairsOfAll,
  }: SplitSearch & { readonly end: number; readonly pairsOfAll: number },
): Split {
  let [within, between, beyond] = [0, 0, pairsOfAll];
  let best: Split = { index: 0, statistic: Number.NEGATIVE_INFINITY };
  for (let left = 1; left < end; left += 1) {
    const moved = order[left - 1];
    let [toLeft, toRight] = [0, 0];
    for (let i = 0; i < left - 1; i += 1) toLeft += at(distances, moved, order[i]);
    for (let i = left; i < end; i += 1) toRight += at(distances, moved, order[i]);
    within += toLeft;
    beyond -= toRight;
    between += toRight - toLeft;
    const right = end - left;
    if (left < least || right < least) continue;
    const energy = (2 * between) / (left * right) - within / pairs(left) - beyond / pairs(right);
    const statistic = ((left * right) / end) * energy;
    if (statistic > best.statistic) best = { index: left, statistic };
  }
  return best;
}

function at(distances: readonly Float64Array[], a = 0, b = 0): number {
  return distances[a]?.[b] ?? 0;
}

function pairs(count: number): number {
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
  const distances = distancesOf(values);
  const order = indexesOf(values);
  const random = randomFrom(search.seed);
  const allowed = search.probability * (permutations + 1) - 1;
  let asLarge = 0;
  for (let drawn = 0; drawn < permutations && asLarge <= allowed; drawn += 1) {
    const other = bestSplit(shuffled(order, random), { distances, least: search.least });
    if (other.statistic >= statistic - 1e-12) asLarge += 1;
  }
  return asLarge <= allowed;
}
