import { randomFrom, shuffled } from '../statistics/random.ts';
import { sha256Hex } from './digest.ts';
import type { Draw } from './pair.ts';

/**
 * For each round the arms' indexes in the order in which they are measured. Two rounds form a pair,
 * the second in the reverse order of the first, so that a steady drift cancels; after `arms` pairs
 * every arm has been twice in every place and twice right after every other one. The seed decides
 * which arm plays which part. Source: E. J. Williams, "Experimental designs balanced for the
 * estimation of residual effects of treatments", 1949.
 */
export function armOrder({
  arms,
  rounds,
  seed,
}: {
  readonly arms: number;
  readonly rounds: number;
  readonly seed: number;
}): number[][] {
  const parts = shuffled(countTo(arms), randomFrom(seed));
  const row = williamsRow(arms);
  const stride = strideFor(arms);
  return countTo(rounds).map(round => {
    const shift = Math.floor(round / 2) * stride;
    const order = row.map(part => parts[(part + shift) % arms] ?? 0);
    return round % 2 === 0 ? order : order.toReversed();
  });
}

/**
 * The same for arms with two sides: head and base of one name are measured next to each other and
 * swap places from round to round (ABBA), so that a drift within a round affects both alike. The
 * seed decides which side begins.
 */
export function sideOrder({ arms, rounds, seed }: SidePlan): number[][] {
  const random = randomFrom(seed);
  const units = unitsOf(arms).map(unit => (random() < 0.5 ? unit : unit.toReversed()));
  return armOrder({ arms: units.length, rounds, seed }).map((order, round) =>
    order.flatMap(unit => (round % 2 === 0 ? units[unit] : units[unit]?.toReversed()) ?? []),
  );
}

/** What the order of arms with sides is drawn from. */
interface SidePlan {
  readonly arms: readonly { readonly name: string; readonly side: string }[];
  readonly rounds: number;
  readonly seed: number;
}

/** Indexes of arms that stay together: head and base of one name; every other arm is alone. */
function unitsOf(arms: SidePlan['arms']): number[][] {
  return arms.flatMap(({ name, side }, index) => {
    const partner = (other: string): number =>
      arms.findIndex(arm => arm.name === name && arm.side === other);
    if (side === 'head') return [partner('base') === -1 ? [index] : [index, partner('base')]];
    return side === 'base' && partner('head') !== -1 ? [] : [[index]];
  });
}

/**
 * Which image file each of `arms`, all of like images, uses in a round: as many files as arms, no
 * file twice. Head and base of one name share a pair of files that they swap every round, and the
 * pairs of files go round among them every second one, so that a file's place on the disk is no
 * side's and no disk's own. The others go round among themselves.
 *
 *     round   a head  a base  b head  b base
 *       0        0       1       2       3
 *       1        1       0       3       2
 *       2        2       3       0       1
 */
export function imageExchange({
  arms,
  round,
}: {
  readonly arms: SidePlan['arms'];
  readonly round: number;
}): number[] {
  const units = unitsOf(arms);
  const pairs = units.filter(unit => unit.length === 2);
  const alone = units.filter(unit => unit.length === 1);
  const files = arms.map(() => 0);
  for (const [place, pair] of pairs.entries()) {
    const first = 2 * ((place + Math.floor(round / 2)) % pairs.length);
    for (const [side, arm] of pair.entries()) files[arm] = first + ((side + round) % 2);
  }
  for (const [place, arm] of alone.flat().entries())
    files[arm] = 2 * pairs.length + ((place + round) % alone.length);
  return files;
}

/**
 * For each round and pair who begins, and whether the two disks exchange slots and places. Any
 * eight rounds in a row have all eight combinations once, so that none of the three is another
 * one's doing. The first four, and the next four, have each choice twice, and each two of them in
 * every combination; the first six differ by at most two, and only in who begins, which matters
 * least since every block has both orders in it. Source: two half fractions of a 2^3 design, the
 * resolution III of Box and Hunter, "The 2^(k-p) fractional factorial designs", 1961.
 */
export function pairDraws({
  pairs,
  rounds,
  seed: randomSeed,
}: {
  readonly pairs: number;
  readonly rounds: number;
  readonly seed: number;
}): Draw[][] {
  const seedOf = (round: number, pair: number): number =>
    offsetSeed({ randomSeed, round, workload: `pair ${pair}` });
  const designs = countTo(pairs).map(pair => designFrom(randomFrom(seedOf(-1, pair))));
  return countTo(rounds).map(round =>
    designs.map((design, pair) => ({
      ...(design[round % design.length] ?? { first: 'head', slots: false, places: false }),
      seed: seedOf(round, pair),
    })),
  );
}

/** The eight combinations in an order that is balanced from early on, drawn from `random`. */
function designFrom(random: () => number): Omit<Draw, 'seed'>[] {
  const [first, slots, places] = countTo(3).map(() => random() < 0.5);
  // As bits: who begins, slots, places. Two neighbours of the second half differ in the latter two.
  const couples = shuffled(
    [
      [7, 4],
      [2, 1],
    ],
    random,
  ).map(couple => shuffled(couple, random));
  return [...shuffled([0, 3, 5, 6], random), ...couples.flat()].map(bits => ({
    first: ((bits & 4) === 0) === first ? 'head' : 'against',
    slots: ((bits & 2) === 0) === slots,
    places: ((bits & 1) === 0) === places,
  }));
}

/**
 * 0 to `count` - 1 with the first of each of `before` ahead of its second, and otherwise as they
 * are. What cannot be, since it goes in a circle, comes last.
 */
export function inOrder(
  count: number,
  before: readonly (readonly [number, number])[],
): readonly number[] {
  const waiting = new Set(countTo(count));
  const ordered: number[] = [];
  while (waiting.size > 0) {
    const isFree = (one: number): boolean =>
      !before.some(([ahead, behind]) => behind === one && waiting.has(ahead));
    const next = [...waiting].find(isFree) ?? Math.min(...waiting);
    waiting.delete(next);
    ordered.push(next);
  }
  return ordered;
}

/**
 * Seed of a workload's random offsets in a round: 0 to 2^32 - 1, fresh each round, the same for the
 * same plan and for every arm, so that all arms of a round meet the same offsets.
 */
export function offsetSeed({
  randomSeed,
  round,
  workload,
}: {
  readonly randomSeed: number;
  readonly round: number;
  readonly workload: string;
}): number {
  return Number.parseInt(sha256Hex(`${randomSeed} ${round} ${workload}`).slice(0, 8), 16);
}

/**
 * 0, 1, n-1, 2, n-2 …: the row whose neighbours differ by every distance, so that its shifts
 * balance who follows whom.
 */
function williamsRow(length: number): number[] {
  return countTo(length).map(place =>
    place % 2 === 1 ? (place + 1) / 2 : (length - place / 2) % length,
  );
}

/**
 * A stride through all shifts that begins with half a turn: runs are short, so early pairs should
 * differ most.
 */
function strideFor(length: number): number {
  let stride = Math.max(1, Math.ceil(length / 2));
  while (greatestCommonDivisor(stride, length) !== 1) stride += 1;
  return stride;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function countTo(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
