import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { randomFrom } from '../../src/statistics/random.ts';
import { findShifts, largestSplit } from '../../src/statistics/shift.ts';
import { trendOf } from '../../src/statistics/trend.ts';
import { normalFrom } from '../harness/run-builder.ts';

const { series } = z
  .object({
    series: z.array(
      z.object({
        name: z.string(),
        values: z.array(z.number()),
        split: z.object({ index: z.number(), statistic: z.number() }),
        trend: z.object({ slope: z.number(), z: z.number() }),
      }),
    ),
  })
  .parse(
    JSON.parse(
      readFileSync(resolve(import.meta.dirname, '../../fixtures/statistics/level.json'), 'utf8'),
    ),
  );

describe.each(series)('the series $name', ({ values, split, trend }) => {
  test('is split where SciPy splits it, with the same statistic to 1e-9', () => {
    const found = largestSplit(values, 5);
    expect(found.index).toBe(split.index);
    expect(Math.abs(found.statistic / split.statistic - 1)).toBeLessThan(1e-9);
  });

  test("has SciPy's slope and Kendall's score to 1e-9", () => {
    const found = trendOf(values);
    expect(Math.abs(found.slope / trend.slope - 1)).toBeLessThan(1e-9);
    expect(Math.abs(found.z / trend.z - 1)).toBeLessThan(1e-9);
  });
});

const search = { seed: 1, least: 5, probability: 0.001 };
const noiseOf = (seed: number, count: number) => {
  const normal = normalFrom(randomFrom(seed));
  return Array.from({ length: count }, () => 0.03 * normal());
};

describe('findShifts', () => {
  test('finds a loss of three deviations where it is, to a run', () => {
    const found = Array.from({ length: 40 }, (_, seed) => {
      const noise = noiseOf(seed + 1, 30);
      return findShifts(
        noise.map((value, index) => value - (index < 18 ? 0 : 0.09)),
        search,
      );
    });
    expect(
      found.filter(([index, ...more]) => more.length === 0 && Math.abs((index ?? 0) - 18) <= 1)
        .length,
    ).toBeGreaterThan(36);
  });

  test('finds two', () => {
    const noise = noiseOf(5, 45);
    const shifted = noise.map((value, index) => value + (index >= 15 && index < 30 ? 0.3 : 0));
    expect(findShifts(shifted, search)).toEqual([15, 30]);
  });

  test('finds one in a series without any about as often as it may', () => {
    const runs = 200;
    const found = Array.from({ length: runs }, (_, seed) =>
      findShifts(noiseOf(seed + 1000, 16), { ...search, probability: 0.05 }),
    ).filter(shifts => shifts.length > 0).length;
    // 5 % of 200 is 10, with an SD of 3.1.
    expect(found).toBeGreaterThan(2);
    expect(found).toBeLessThan(22);
  });

  test.each([
    [[]],
    [[1]],
    [Array.from({ length: 9 }, (_, index) => index)],
    [Array.from({ length: 30 }, () => 7)],
  ])('finds none where there can be none', values => {
    expect(findShifts(values, search)).toEqual([]);
  });
});
