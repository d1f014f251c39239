import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { looksFor } from '../../src/core/gate-plan.ts';
import { blockingLevels, type ErrorBudget, type NoisyCell } from '../../src/judge/error-budget.ts';

const looks = { at: looksFor(16), rounds: 16 };
const last = looks.at.length - 1;
const tolerance = 0.05;
const budgetFor = (gatedCells: number): ErrorBudget => ({ looks, falseAlarm: 0.01, gatedCells });

/** A cell whose half width would be `multiple` times the tolerance after all rounds, at a look. */
const noisy = (multiple: number, place: number): NoisyCell => ({
  half: multiple * -Math.log1p(-tolerance) * Math.sqrt(16 / (looks.at[place] ?? 0)),
  tolerance,
  shares: true,
});

const levels = (multiples: readonly number[], place: number, others = 0): readonly number[] => {
  const cells = multiples.map(multiple => noisy(multiple, place));
  return blockingLevels(budgetFor(multiples.length + others), { place, cells, others });
};

test('all cells over all looks spend no more than the budget, and cells lost in noise spend all of it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 2, max: 50, noNaN: true }), { minLength: 1, maxLength: 12 }),
      multiples => {
        const spent = looks.at
          .flatMap((_, place) => levels(multiples, place))
          .reduce((sum, level) => sum + level, 0);
        // Noise is told in grades, which may change by one from look to look.
        expect(Math.abs(spent / 0.01 - 1)).toBeLessThan(0.02);
      },
    ),
  );
});

test('a cell lost in noise keeps nearly all of its share for the last look, a calmer one spends six tenths at six of sixteen', () => {
  expect(levels([4], last)[0]).toBeGreaterThan(0.98 * 0.01);
  expect(levels([0.9], 0)[0]).toBeCloseTo(
    (0.01 * Math.expm1((-2.2 * 6) / 16)) / Math.expm1(-2.2),
    6,
  );
});

test('what calm cells cannot spend goes to the others', () => {
  const [among] = levels([3, 3, 3, 3], last);
  const [beside] = levels([3, 0.1, 0.1, 0.1], last);
  expect((beside ?? 0) / (among ?? 1)).toBeGreaterThan(3.6);
  expect(beside).toBeLessThanOrEqual(0.01);
});

test('cells without a value keep their share, and one that regressed leaves its own', () => {
  expect(levels([3], last, 3)[0]).toBeCloseTo(levels([3, 3, 3, 3], last)[0] ?? 0, 12);
  const cells = [0, 1, 2, 3].map(cell => ({ ...noisy(3, last), shares: cell > 0 }));
  const [, rest] = blockingLevels(budgetFor(4), { place: last, cells, others: 0 });
  expect((rest ?? 0) / (levels([3, 3, 3, 3], last)[1] ?? 1)).toBeCloseTo(2 ** (3 / 8), 9);
});

test('at tolerance 0, without noise, or with noise that is not known every level is a probability', () => {
  for (const half of [0, 0.1, Number.NaN, Number.POSITIVE_INFINITY]) {
    for (const cells of [
      [{ half, tolerance: 0, shares: true }],
      [{ half, tolerance, shares: true }],
    ]) {
      const [level = Number.NaN] = blockingLevels(budgetFor(1), { place: 0, cells, others: 0 });
      expect(level).toBeGreaterThan(0);
      expect(level).toBeLessThanOrEqual(0.01);
    }
  }
});
