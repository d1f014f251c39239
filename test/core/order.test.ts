import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { armOrder, imageExchange, inOrder, pairDraws, sideOrder } from '../../src/core/order.ts';

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

const factors = ['first', 'slots', 'places'] as const;

/** What is drawn for a pair, round by round, as three letters. */
function choices(seed: number, { rounds, pair }: { rounds: number; pair: number }): string[][] {
  const draws = pairDraws({ pairs: pair + 1, rounds, seed });
  return draws.map(round => factors.map(factor => String(round[pair]?.[factor])));
}

const drawn = fc.record({ seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }), pair: fc.nat(3) });

test('any eight rounds in a row have every combination of who begins, slots and places once', () => {
  fc.assert(
    fc.property(drawn, fc.nat(20), ({ seed, pair }, start) => {
      const rounds = choices(seed, { rounds: start + 8, pair }).slice(start);
      expect(new Set(rounds.map(round => round.join(' '))).size).toBe(8);
    }),
  );
});

test('four rounds have each choice twice, each two of the three choices in every combination', () => {
  fc.assert(
    fc.property(drawn, ({ seed, pair }) => {
      for (const four of [0, 4, 8].map(start =>
        choices(seed, { rounds: 12, pair }).slice(start, start + 4),
      )) {
        for (const [a, b] of [
          [0, 1],
          [0, 2],
          [1, 2],
        ] as const) {
          expect(new Set(four.map(round => `${round[a]} ${round[b]}`)).size).toBe(4);
        }
      }
    }),
  );
});

test('after six rounds slots and places are balanced, and who begins differs by two at most', () => {
  fc.assert(
    fc.property(drawn, ({ seed, pair }) => {
      const six = choices(seed, { rounds: 6, pair });
      const [first, slots, places] = factors.map((_, factor) => {
        const found = [...counts(six.map(round => round[factor] ?? '')).values()];
        return Math.max(...found);
      });
      expect([slots, places]).toEqual([3, 3]);
      expect(first).toBeLessThanOrEqual(4);
    }),
  );
});

test('the same seed draws the same, other rounds and pairs have other seeds, and pairs differ', () => {
  const draws = pairDraws({ pairs: 3, rounds: 8, seed: 5 });
  expect(pairDraws({ pairs: 3, rounds: 8, seed: 5 })).toEqual(draws);
  expect(new Set(draws.flat().map(({ seed }) => seed)).size).toBe(24);
  expect(new Set([0, 1, 2].map(pair => JSON.stringify(choices(5, { rounds: 8, pair })))).size).toBe(
    3,
  );
});

test('one round, and none, are drawn as well', () => {
  expect(pairDraws({ pairs: 1, rounds: 1, seed: 1 })).toHaveLength(1);
  expect(pairDraws({ pairs: 2, rounds: 0, seed: 1 })).toEqual([]);
});

test('what comes before another is ahead of it, and the rest stays as it is', () => {
  expect(inOrder(4, [])).toEqual([0, 1, 2, 3]);
  expect(
    inOrder(4, [
      [3, 0],
      [0, 1],
    ]),
  ).toEqual([2, 3, 0, 1]);
  expect(
    inOrder(2, [
      [0, 1],
      [1, 0],
    ]),
  ).toEqual([0, 1]);
});
