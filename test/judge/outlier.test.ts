import { expect, test } from 'vitest';
import reference from '../../fixtures/statistics/outliers.json' with { type: 'json' };
import { farthestByChance, outliersOf } from '../../src/judge/outlier.ts';
import { randomFrom } from '../../src/statistics/random.ts';
import { normalFrom } from '../harness/run-builder.ts';

const normal = normalFrom(randomFrom(31));
const noise = (rounds: number, deviation = 0.02) =>
  Array.from({ length: rounds }, () => deviation * normal());

test.each(reference.limits)('of $n values the limit is PyAstronomy’s', ({ n, limit }) => {
  expect(Math.abs(farthestByChance(n) / limit - 1)).toBeLessThan(1e-9);
});

test.each(reference.samples)(
  'the outliers of $name are those that PyAstronomy finds by Rosner’s procedure',
  row => {
    const found = outliersOf(row.values);
    expect(found.map(({ round }) => round)).toEqual(row.rounds);
    for (const [index, { change }] of found.entries())
      expect(change).toBeCloseTo(row.changes[index] ?? 0, 9);
  },
);

test('two stalled rounds are found, although each hides the other', () => {
  const logs = noise(16).map((log, round) => log - (round === 4 || round === 9 ? 1 : 0));
  expect(outliersOf(logs).map(({ round }) => round)).toEqual([5, 10]);
  for (const { change } of outliersOf(logs)) expect(change).toBeCloseTo(Math.expm1(-1), 1);
});

test('noise alone makes a round stand out in one cell of a thousand', () => {
  const cells = 4000;
  const found = Array.from({ length: cells }, () => outliersOf(noise(10))).filter(
    ({ length }) => length > 0,
  );
  // 4 are to be expected; 12 are exceeded with a probability below 0.1 %.
  expect(found.length).toBeLessThanOrEqual(12);
});

test('nothing stands out of five rounds, nor where nothing varies', () => {
  expect(outliersOf([0, 0, 0, 0, -3])).toEqual([]);
  expect(outliersOf([1, 1, 1, 1, 1, 1, 1, 1])).toEqual([]);
  expect(outliersOf([])).toEqual([]);
});
