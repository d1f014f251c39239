import { expect, test } from 'vitest';
import reference from '../../fixtures/statistics/looks.json' with { type: 'json' };
import { looksFor } from '../../src/core/gate-plan.ts';
import { normalQuantile, normalTail } from '../../src/statistics/normal.ts';
import { randomFrom } from '../../src/statistics/random.ts';
import { spentAt, spentLevels } from '../../src/statistics/spending.ts';
import { normalFrom } from '../harness/run-builder.ts';

test.each(reference.levels)(
  'the levels of the looks $at at $error and lateness $lateness are SciPy’s',
  ({ levels, ...plan }) => {
    const found = spentLevels(plan);
    expect(found).toHaveLength(levels.length);
    for (const [look, level] of levels.entries())
      expect(Math.abs((found[look] ?? 0) / level - 1)).toBeLessThan(1e-9);
  },
);

test.each(reference.tails)('P(Z > $z) is mpmath’s', ({ z, p }) => {
  expect(Math.abs(normalTail(z) / p - 1)).toBeLessThan(1e-9);
});

test('a sum of normal values crosses one of the boundaries as often as was to be spent', () => {
  const normal = normalFrom(randomFrom(11));
  const looks = looksFor(16);
  const bounds = spentLevels({ at: looks, rounds: 16, error: 0.05, lateness: 3 }).map(
    level => -normalQuantile(level),
  );
  let crossed = 0;
  for (let path = 0; path < 20_000; path += 1) {
    const sums = Array.from({ length: 16 }, normal).reduce<number[]>(
      (all, x) => [...all, (all.at(-1) ?? 0) + x],
      [],
    );
    const isCrossed = looks.some(
      (look, at) => (sums[look - 1] ?? 0) / Math.sqrt(look) > (bounds[at] ?? 0),
    );
    crossed += isCrossed ? 1 : 0;
  }
  // 5 % of 20,000 is 1000, with a standard deviation of 31.
  expect(Math.abs(crossed - 1000)).toBeLessThan(110);
});

test('a run whose budget ends early spends at its last look all that is left', () => {
  const plan = { rounds: 16, error: 0.01, lateness: 2 };
  expect(spentAt({ at: [8], ...plan })).toEqual([0.01]);
  expect(spentAt({ at: [4, 8, 16], ...plan })).toEqual([0.01 / 16, 0.01 / 4, 0.01]);
  expect(spentLevels({ at: [8], ...plan })[0]).toBeCloseTo(0.01, 12);
  const planned = spentLevels({ at: [6, 7, 8], ...plan });
  expect(planned[2]).toBeGreaterThan(spentLevels({ at: [6, 7, 8, 16], ...plan })[2] ?? 1);
});

test('a run is looked at from the sixth round on, after every round to the sixteenth, then after every second', () => {
  expect(looksFor(1)).toEqual([1]);
  expect(looksFor(5)).toEqual([5]);
  expect(looksFor(8)).toEqual([6, 7, 8]);
  expect(looksFor(19)).toEqual([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19]);
});
