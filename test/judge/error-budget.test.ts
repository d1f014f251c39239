import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hopelessPlan, latenessOf, sharesOf, stepShare } from '../../src/judge/error-budget.ts';

const budget = { falseAlarm: 0.01, gatedCells: 6, hasSums: true };

test('gated cells share evenly, and the sums have a tenth of a share', () => {
  expect(sharesOf({ ...budget, hasSums: false })).toEqual({ slices: 0.01 / 6, sums: 0 });
  const { slices, sums } = sharesOf(budget);
  expect(slices + sums).toBeCloseTo(0.01 / 6, 15);
  expect(sums / slices).toBeCloseTo(1 / 9, 12);
});

test.each([
  [1, false, 7],
  [6, false, 10],
  [1, true, 7],
  [6, true, 10],
  [30, true, 12],
])('%d gated cells, with sums %s, take %d rounds', (gatedCells, hasSums, fewest) => {
  const asked = { falseAlarm: 0.01, gatedCells, hasSums };
  expect(hopelessPlan(fewest, asked)).toBeUndefined();
  expect(hopelessPlan(fewest - 1, asked)?.problem).toContain(`take ${fewest} rounds`);
});

test('a plan that can reach no red says what would', () => {
  expect(hopelessPlan(3, budget)).toMatchObject({
    problem: '3 rounds can show no loss: 6 gated cells at 1 % false alarms take 10 rounds',
    remedy: 'plan 10 rounds or more, gate fewer cells, or only measure (storage-gate measure)',
  });
});

test('a calm cell spends evenly, and the noisier one is, the later', () => {
  const plan = { tolerance: 0.05, rounds: 16 };
  const latenesses = [0, 0.01, 0.04, 0.06, 0.2].map(deviation =>
    latenessOf([deviation, -deviation, deviation, -deviation, deviation, -deviation], plan),
  );
  expect(latenesses).toEqual([1, 1, 3, 7, 8]);
  expect(latenessOf([0.1], plan)).toBe(1);
  expect(latenessOf([0, 0.01], { tolerance: 0, rounds: 16 })).toBe(8);
});

test('the steps of a bisection spend no more than its budget, however many are skipped', () => {
  const commits = fc.integer({ min: 0, max: 1e6 });
  const asked = fc.integer({ min: 1, max: 300 });
  fc.assert(
    fc.property(
      commits,
      asked,
      fc.double({ min: 1e-4, max: 0.5, noNaN: true }),
      (count, steps, all) => {
        const shares = Array.from({ length: steps }, (_, taken) => stepShare(all, count, taken));
        expect(Math.min(...shares)).toBeGreaterThan(0);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(all * (1 + 1e-9));
      },
    ),
  );
  expect(stepShare(0.01, 16, 0)).toBeCloseTo(0.00225, 12);
  expect(stepShare(0.01, 16, -2)).toBeCloseTo(0.00225, 12);
});
