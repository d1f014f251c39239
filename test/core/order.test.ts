import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { armOrder, imageExchange, sideOrder } from '../../src/core/order.ts';

const sizes = fc.record({ arms: fc.integer({ min: 1, max: 12 }), seed: fc.integer() });

test('every round measures every arm once, and the same seed gives the same order', () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 20 }), (size, rounds) => {
      const order = armOrder({ ...size, rounds });
      expect(order).toHaveLength(rounds);
      for (const round of order) expect(round.toSorted((a, b) => a - b)).toEqual([...round.keys()]);
      expect(armOrder({ ...size, rounds })).toEqual(order);
    }),
  );
});

test('after each pair of rounds all arms have the same mean place, so a steady drift cancels', () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 5 }), (size, pairs) => {
      const order = armOrder({ ...size, rounds: 2 * pairs });
      for (let arm = 0; arm < size.arms; arm += 1) {
        const places = order.map(round => round.indexOf(arm));
        expect(places.reduce((sum, place) => sum + place, 0)).toBe(pairs * (size.arms - 1));
      }
    }),
  );
});

test('after as many pairs as arms each arm was twice in each place and twice right after each other arm', () => {
  fc.assert(
    fc.property(sizes, size => {
      const order = armOrder({ ...size, rounds: 2 * size.arms });
      const places = order.flatMap(round => round.map((arm, place) => `${arm} at ${place}`));
      const followers = order.flatMap(round =>
        round.slice(1).map((arm, i) => `${round[i]} then ${arm}`),
      );
      expect([...counts(places).values()]).toEqual(Array.from({ length: size.arms ** 2 }, () => 2));
      expect([...counts(followers).values()]).toEqual(
        Array.from({ length: size.arms * (size.arms - 1) }, () => 2),
      );
    }),
  );
});

test('another seed gives another order', () => {
  const first = armOrder({ arms: 8, rounds: 3, seed: 1 });
  expect(armOrder({ arms: 8, rounds: 3, seed: 2 })).not.toEqual(first);
});

function counts(words: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const word of words) found.set(word, (found.get(word) ?? 0) + 1);
  return found;
}

const sided = fc.record({
  names: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }),
  seed: fc.integer(),
  rounds: fc.integer({ min: 2, max: 12 }),
});

test('head and base of one name are neighbours, and take turns in going first', () => {
  fc.assert(
    fc.property(sided, ({ names, seed, rounds }) => {
      const arms = [
        { name: 'host', side: 'host' },
        ...names.map(name => ({ name, side: 'head' })),
        ...names.map(name => ({ name, side: 'base' })),
      ];
      const order = sideOrder({ arms, rounds, seed });
      for (const round of order) expect(round.toSorted((a, b) => a - b)).toEqual([...arms.keys()]);
      for (const name of names) {
        const head = arms.findIndex(arm => arm.name === name && arm.side === 'head');
        const base = arms.findIndex(arm => arm.name === name && arm.side === 'base');
        const leads = order.map(round => round.indexOf(base) - round.indexOf(head));
        expect(leads.every(lead => Math.abs(lead) === 1)).toBe(true);
        expect(
          leads.every((lead, round) => lead === (round % 2 === 0 ? leads[0] : -(leads[0] ?? 0))),
        ).toBe(true);
      }
    }),
  );
});

test('an arm that only one side has is in every round all the same', () => {
  const arms = [
    { name: 'kept', side: 'head' },
    { name: 'gone', side: 'base' },
    { name: 'new', side: 'head' },
  ];
  for (const round of sideOrder({ arms, rounds: 4, seed: 3 }))
    expect(round.toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
});

const pairsAndOthers = fc.record({
  pairs: fc.integer({ min: 0, max: 5 }),
  alone: fc.integer({ min: 0, max: 5 }),
  start: fc.integer({ min: 0, max: 20 }),
});

/** In the order of a plan: all heads, then all bases. */
function likeArms({ pairs, alone }: { readonly pairs: number; readonly alone: number }) {
  const paired = Array.from({ length: pairs }, (_, pair) => `paired${pair}`);
  const others = Array.from({ length: alone }, (_, other) => `alone${other}`);
  return [
    ...others.map(name => ({ name, side: 'head' })),
    ...paired.map(name => ({ name, side: 'head' })),
    ...paired.map(name => ({ name, side: 'base' })),
  ];
}

test('in every round each of the like arms has an image of its own', () => {
  fc.assert(
    fc.property(pairsAndOthers, ({ start, ...counted }) => {
      const arms = likeArms(counted);
      const files = imageExchange({ arms, round: start });
      expect(files.toSorted((a, b) => a - b)).toEqual([...arms.keys()]);
    }),
  );
});

test('over each pair of rounds head and base have had the same two images, each in turn', () => {
  fc.assert(
    fc.property(pairsAndOthers, ({ start, pairs, alone }) => {
      const arms = likeArms({ pairs, alone });
      const [first, second] = [2 * start, 2 * start + 1].map(round =>
        imageExchange({ arms, round }),
      );
      for (let pair = 0; pair < pairs; pair += 1) {
        const [head, base] = [alone + pair, alone + pairs + pair];
        expect([second?.[head], second?.[base]]).toEqual([first?.[base], first?.[head]]);
      }
    }),
  );
});

test('over twice as many rounds as pairs each side has had every image of the pairs once, and so have the others theirs', () => {
  fc.assert(
    fc.property(pairsAndOthers, ({ start, pairs, alone }) => {
      const arms = likeArms({ pairs, alone });
      const filesOf = (arm: number, rounds: number): (number | undefined)[] =>
        Array.from(
          { length: rounds },
          (_, round) => imageExchange({ arms, round: 2 * start + round })[arm],
        );
      for (const arm of arms.keys()) {
        const files = arm < alone ? filesOf(arm, alone) : filesOf(arm, 2 * pairs);
        expect(new Set(files).size).toBe(files.length);
      }
    }),
  );
});

test('a base without its head, or a head without its base, swaps with nobody of a pair', () => {
  const arms = [
    { name: 'kept', side: 'head' },
    { name: 'new', side: 'head' },
    { name: 'kept', side: 'base' },
    { name: 'other', side: 'base' },
  ];
  expect([0, 1, 2].map(round => imageExchange({ arms, round }))).toEqual([
    [0, 2, 1, 3],
    [1, 3, 0, 2],
    [0, 2, 1, 3],
  ]);
});
