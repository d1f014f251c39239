import { expect, test } from 'vitest';
import { randomFrom } from '../../src/statistics/random.ts';
import { type Levels, pooledPredictions } from '../../src/statistics/uncertainty.ts';
import { normalFrom } from '../harness/run-builder.ts';

const next = normalFrom(randomFrom(3));

/** Runs of three rounds, of which the last is this one; it is `shift` from the others. */
function rowOf(runs: number, { between = 0.05, shift = 0 } = {}): Levels {
  const run = (by: number): number[] => {
    const level = by + between * next();
    return [0, 1, 2].map(() => level + 0.1 * next());
  };
  return { logs: run(shift), earlier: Array.from({ length: runs - 1 }, () => run(0)) };
}

test.each([2, 3, 5])('of %i runs a row that did not move is within its 95 %% interval', runs => {
  let outside = 0;
  for (let time = 0; time < 300; time += 1) {
    const rows = Array.from({ length: 8 }, () => rowOf(runs));
    for (const { value, halfWidth } of pooledPredictions(rows))
      if (Math.abs(value) > halfWidth(0.025)) outside += 1;
  }
  expect(outside / 2400).toBeLessThan(0.05);
});

test('the few rows that moved or are noisy widen no other interval much, and are told', () => {
  const calm = Array.from({ length: 6 }, () => rowOf(3));
  const [alone] = pooledPredictions(calm);
  const rows = [...calm, rowOf(3, { shift: -1 }), rowOf(3, { between: 2 })];
  const found = pooledPredictions(rows);
  expect(found[0]?.halfWidth(0.025)).toBeLessThan(2 * (alone?.halfWidth(0.025) ?? 0));
  const moved = found[6];
  expect(moved?.value).toBeLessThan(-(moved?.halfWidth(0.025) ?? 9));
});

test('where there are too few rows to tell what runs differ by, 10 % are assumed', () => {
  const flat = { logs: [1, 1, 1], earlier: [[1, 1, 1]] };
  const [one] = pooledPredictions([flat]);
  expect(one?.halfWidth(0.025)).toBeCloseTo(1.96 * 0.1 * Math.SQRT2, 3);
  const [single] = pooledPredictions([{ logs: [1], earlier: [[1.5]] }]);
  expect(single?.halfWidth(0.025)).toBeCloseTo(1.96 * 0.1 * Math.SQRT2, 3);
});
