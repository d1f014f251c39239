import { expect, test } from 'vitest';
import reference from '../../fixtures/statistics/sign-flip.json' with { type: 'json' };
import { randomFrom } from '../../src/statistics/random.ts';
import { lossShownAt } from '../../src/statistics/sign-flip.ts';
import { normalFrom } from '../harness/run-builder.ts';

test.each(reference.oneLook)(
  'one look at $series.length rounds is SciPy’s at $p',
  ({ series, p }) => {
    const ways = 2 ** series.length;
    const at = (spent: number) => lossShownAt(series, { at: [series.length], spent: [spent] });
    // Sums less than one deviation below the middle are never set apart.
    expect(at(p)).toBe(p < 0.1 ? series.length : undefined);
    expect(at(p - 1 / ways)).toBeUndefined();
  },
);

test.each(reference.inSequence)(
  'looks in sequence set apart what brute force does: $shownAt',
  ({ series, looks, spent, shownAt }) => {
    expect(lossShownAt(series, { at: looks, spent }) ?? null).toBe(shownAt);
  },
);

test.each([
  { name: 'clusters', size: (normal: () => number) => 0.1 + 0.01 * normal(), rounds: 10 },
  { name: 'heavy tails', size: (normal: () => number) => normal() / normal(), rounds: 12 },
  { name: 'more rounds than are enumerated', size: (normal: () => number) => normal(), rounds: 18 },
])(
  'by the toss of a coin a loss is shown no oftener than was to be spent: $name',
  ({ size, rounds }) => {
    const random = randomFrom(3);
    const normal = normalFrom(random);
    const looks = [rounds - 2, rounds - 1, rounds];
    const runs = rounds > 16 ? 150 : 1500;
    let shown = 0;
    for (let run = 0; run < runs; run += 1) {
      const series = Array.from(
        { length: rounds },
        () => (random() < 0.5 ? -1 : 1) * Math.abs(size(normal)),
      );
      if (lossShownAt(series, { at: looks, spent: [0.02, 0.03, 0.05] }) !== undefined) shown += 1;
    }
    // 5 %, and four standard deviations.
    expect(shown / runs).toBeLessThan(0.05 + 4 * Math.sqrt(0.0475 / runs));
    expect(shown / runs).toBeGreaterThan(0.01);
  },
);

test('what cannot be told from chance in so few rounds is never shown', () => {
  const lost = Array.from({ length: 16 }, () => -0.3);
  const at = (series: readonly number[], looks: readonly number[], ...spent: readonly number[]) =>
    lossShownAt(series, { at: looks, spent });
  expect(at(lost.slice(0, 6), [6], 0.01)).toBeUndefined();
  expect(at(lost, [6, 7, 8], 0.001, 0.005, 0.01)).toBe(8);
  expect(at(lost.slice(0, 7), [6, 7, 8], 0.001, 0.005, 0.01)).toBeUndefined();
  expect(at(lost, [16], 0)).toBeUndefined();
  expect(at(lost.map(Math.abs), [16], 0.01)).toBeUndefined();
  expect(
    at(
      lost.map(() => 0),
      [16],
      0.01,
    ),
  ).toBeUndefined();
});

test('a thousand rounds are told in blocks', () => {
  const at = Array.from({ length: 495 }, (_, index) => 2 * index + 12);
  const spent = at.map(look => 0.001 * (look / 1000) ** 3);
  const normal = normalFrom(randomFrom(4));
  const even = Array.from({ length: 1000 }, () => 0.1 * normal());
  expect(lossShownAt(even, { at, spent })).toBeUndefined();
  const lost = even.map(log => log - 0.02);
  expect(lossShownAt(lost, { at, spent })).toBeLessThan(1000);
});

test('from twelve rounds on one stall neither makes a loss nor hides one', () => {
  const even = Array.from({ length: 12 }, (_, round) => 0.01 * (round % 2 === 0 ? 1 : -1));
  expect(lossShownAt([-3, ...even.slice(1)], { at: [12], spent: [0.01] })).toBeUndefined();
  const lost = Array.from({ length: 14 }, () => -0.08);
  expect(lossShownAt([3, ...lost], { at: [15], spent: [0.01] })).toBe(15);
});
