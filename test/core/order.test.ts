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
      const followers = order.flatMap(round => round.slice(1).map((arm, i) => `${round[i]} then ${arm}`));
      expect([...counts(places).values()]).toEqual(Array.from({ length: size.arms ** 2 }, () => 2));
      expect([...counts(followers).values()]).toEqual(Array.from({ length: size.arms * (size.arms - 1) }, () => 2));
    }),
  );
});

test('another seed gives another order', () => {
  const first = armOrder({ arms: 8, rounds: 3, seed: 1 });
  expect(armOrder({ arms: 8, rounds: 3, seed: 2 })).not.toEqual(first);
});

test('over as many rounds as like arms every arm uses every image once, and no image twice in a round', () => {
  const rounds = [0, 1, 2, 3, 4].map(round => imageExchange({ arms: 5, round }));
  for (const images of rounds) expect(new Set(images).size).toBe(5);
  for (let arm = 0; arm < 5; arm += 1) expect(new Set(rounds.map(images => images[arm])).size).toBe(5);
});

test('two like arms swap their images every round', () => {
  expect([0, 1, 2].map(round => imageExchange({ arms: 2, round }))).toEqual([
    [0, 1],
    [1, 0],
    [0, 1],
  ]);
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
        expect(leads.every((lead, round) => lead === (round % 2 === 0 ? leads[0] : -(leads[0] ?? 0)))).toBe(true);
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
