import { expect, test } from 'vitest';
import { exhaustedBudget, type RoundCost, type Spending } from '../../src/measure/budget.ts';

const mebibyte = 2 ** 20;
const plan = { budget: 900, writeBudget: 1000 * mebibyte };

/** Measures rounds of these costs as the loop of a run does, on a clock and a drive that only they use. */
function measureWithin(limits: typeof plan, costs: readonly RoundCost[]) {
  let spending: Spending = { measured: [], dropped: [], bytesWritten: 100 * mebibyte };
  let elapsed = 60;
  for (const cost of costs) {
    const exhausted = exhaustedBudget(limits, spending, elapsed);
    if (exhausted !== undefined) return { rounds: spending.measured.length, exhausted, spending, elapsed };
    elapsed += cost.wall;
    const bytesWritten = spending.bytesWritten + cost.bytesWritten;
    spending = { ...spending, measured: [...spending.measured, cost], bytesWritten };
  }
  return { rounds: spending.measured.length, exhausted: undefined, spending, elapsed };
}

const rounds = (wall: number, mebibytes: number) =>
  Array.from({ length: 8 }, () => ({ wall, bytesWritten: mebibytes * mebibyte }));

test('a write budget that two rounds use up ends the run after the second, and is not overdrawn', () => {
  const end = measureWithin(plan, rounds(30, 400));
  expect(end).toMatchObject({ rounds: 2, exhausted: 'write-budget' });
  expect(end.spending.bytesWritten).toBeLessThanOrEqual(plan.writeBudget);
});

test('a budget that a round exactly uses up is not overdrawn by it', () => {
  expect(measureWithin(plan, rounds(30, 450))).toMatchObject({ rounds: 2, exhausted: 'write-budget' });
  expect(measureWithin({ budget: 60 + 2 * 30, writeBudget: Infinity }, rounds(30, 1))).toMatchObject({
    rounds: 2,
    exhausted: 'budget',
  });
});

test('the first round is measured whatever it costs', () => {
  expect(measureWithin({ budget: 1, writeBudget: 1 }, rounds(30, 400))).toMatchObject({
    rounds: 1,
    exhausted: 'budget',
  });
});

test('the largest round so far says what the next one may cost, dropped rounds too', () => {
  const small = { wall: 30, bytesWritten: mebibyte };
  const dropped = { wall: 30, bytesWritten: 600 * mebibyte };
  const spending = { measured: [small], dropped: [dropped], bytesWritten: 500 * mebibyte };
  expect(exhaustedBudget(plan, spending, 0)).toBe('write-budget');
  expect(exhaustedBudget(plan, { ...spending, dropped: [] }, 0)).toBeUndefined();
});

test('a run within its budgets measures all rounds', () => {
  expect(measureWithin(plan, rounds(30, 100))).toMatchObject({ rounds: 8, exhausted: undefined });
});
