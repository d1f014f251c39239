import { trimmedOf } from './centre.ts';
import { randomFrom } from './random.ts';

/**
 * Up to so many rounds every way of setting the signs is gone through, beyond it as many by lot.
 */
const enumerated = 16;

/** Rounds beyond those are turned together, in so many blocks at most. */
const mostBlocks = 24;

/** Looks that were declared, and what may be spent up to each. */
export interface SignLooks {
  /** Numbers of rounds, ascending. */
  readonly at: readonly number[];
  /** Probabilities, ascending. */
  readonly spent: readonly number[];
}

/**
 * Whether a loss is more than the toss of a coin in each round, look by look: exact, whatever the
 * noise. Where nothing differs, each round's difference had the other sign as likely as not. So of
 * all ways of setting the signs (2^n; the size of each difference stays) those with the lowest sums
 * are set apart at each look, as many as `spent` allows and earlier looks left. The loss is shown
 * from the look on at which the observed signs are among them. However the looks depend on each
 * other and whatever ends a run, a series without a loss is among them with probability
 * `spent.at(-1)` at most. Undefined where no look that `series` reaches shows a loss.
 *
 * From the 17th round on there are 65,536 ways: each of the first 16 rounds, with signs drawn for
 * the later ones, but those observed in the observed one. That keeps the probability exact. Later
 * rounds share their signs in blocks, and are looked at where one ends, so that a long run costs
 * little more.
 *
 * @param series differences towards better, one a round
 *
 * Sources: E. J. G. Pitman, Suppl. J. R. Statist. Soc. 4, 1937; drawn signs: M. Dwass, Ann. Math.
 * Statist. 28, 1957; spending as K. K. G. Lan and D. L. DeMets, Biometrika 70, 1983.
 */
export function lossShownAt(
  series: readonly number[],
  { at, spent }: SignLooks,
): number | undefined {
  const planned = at.at(-1) ?? 0;
  const block = Math.max(1, Math.ceil((planned - enumerated) / mostBlocks));
  let crossed: Crossed = { ways: new Uint8Array(1), count: 0 };
  for (const [index, look] of at.entries()) {
    if (look > series.length) break;
    if (look > enumerated && look < planned && (look - enumerated) % block !== 0) continue;
    const ways = 2 ** Math.min(look, enumerated);
    crossed = widened(crossed, ways);
    const allowed = Math.floor((spent[index] ?? 0) * ways + rounding) - crossed.count;
    if (allowed > 0)
      crossed = further(crossed, signedSums(unitsOf(series.slice(0, look), block)), allowed);
    if (crossed.ways[0] === 1) return look;
  }
  return undefined;
}

/** The ways that earlier looks set apart. */
interface Crossed {
  readonly ways: Uint8Array;
  readonly count: number;
}

/** A share of a power of two that is a whole number must not fall below it. */
const rounding = 1e-6;

/**
 * What is turned at once: each of the first rounds, then blocks. As many sizes as the centre sets
 * aside at an end count as the next one, so that a stall decides nothing.
 */
function unitsOf(series: readonly number[], block: number): number[] {
  const sizes = series.map(Math.abs).toSorted((a, b) => b - a);
  const most = sizes[trimmedOf(series.length)] ?? 0;
  const units: number[] = [];
  for (const [round, value] of series.entries()) {
    const unit = round < enumerated ? round : enumerated + Math.floor((round - enumerated) / block);
    units[unit] = (units[unit] ?? 0) + Math.sign(value) * Math.min(Math.abs(value), most);
  }
  return units;
}

/**
 * The sum for each way of turning signs around: bit i of the place says whether round i is turned,
 * so that the observed one stands at 0.
 */
function signedSums(units: readonly number[]): Float64Array {
  const own = Math.min(units.length, enumerated);
  const sums = new Float64Array(2 ** own);
  sums[0] = units.reduce((sum, value) => sum + value, 0);
  for (let unit = 0; unit < own; unit += 1) {
    const ways = 2 ** unit;
    const turned = 2 * (units[unit] ?? 0);
    for (let way = 0; way < ways; way += 1) sums[ways + way] = (sums[way] ?? 0) - turned;
  }
  for (let unit = own; unit < units.length; unit += 1) {
    const turns = (drawnTurns[unit] ??= drawTurns(unit));
    const turned = 2 * (units[unit] ?? 0);
    for (let way = 1; way < sums.length; way += 1)
      sums[way] = (sums[way] ?? 0) - turned * (turns[way] ?? 0);
  }
  return sums;
}

/**
 * The same for every series, which leaves the test exact: an observed way is anywhere among them.
 */
const drawnTurns: Uint8Array[] = [];

function drawTurns(seed: number): Uint8Array {
  const random = randomFrom(seed);
  return Uint8Array.from({ length: 2 ** enumerated }, () => (random() < 0.5 ? 1 : 0));
}

/** A way that was set apart stays so however its later rounds go. */
function widened({ ways, count }: Crossed, length: number): Crossed {
  const wide = new Uint8Array(length);
  for (let start = 0; start < length; start += ways.length) wide.set(ways, start);
  return { ways: wide, count: (count * length) / ways.length };
}

/**
 * Sets apart the `allowed` lowest sums; of equal ones all or none, and none less than a deviation
 * below the middle.
 */
function further({ ways, count }: Crossed, sums: Float64Array, allowed: number): Crossed {
  let squares = 0;
  for (let way = 0; way < ways.length; way += 1) squares += (sums[way] ?? 0) ** 2;
  const deviation = Math.sqrt(squares / sums.length);
  // Two deviations below the middle there are nearly always enough, and few to sort.
  const far = openBelow(-2 * deviation, { ways, sums });
  const isEnough = far.length > allowed;
  const open = isEnough ? far : openBelow(-deviation, { ways, sums });
  const lowest = open.sort().subarray(0, allowed);
  const next = open[allowed] ?? Number.POSITIVE_INFINITY;
  const most = lowest.findLast(sum => sum < next - 1e-9 * deviation);
  if (most === undefined) return { ways, count };
  let added = 0;
  for (let way = 0; way < ways.length; way += 1) {
    if ((sums[way] ?? 0) > most || ways[way] === 1) continue;
    ways[way] = 1;
    added += 1;
  }
  return { ways, count: count + added };
}

/** The sums up to `bound` of the ways that are not set apart yet. */
function openBelow(
  bound: number,
  { ways, sums }: { readonly ways: Uint8Array; readonly sums: Float64Array },
): Float64Array {
  const found = new Float64Array(sums.length);
  let length = 0;
  for (let way = 0; way < sums.length; way += 1) {
    const sum = sums[way] ?? 0;
    if (sum > bound || ways[way] === 1) continue;
    found[length] = sum;
    length += 1;
  }
  return found.subarray(0, length);
}
