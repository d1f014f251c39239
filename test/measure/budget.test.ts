import { expect, test } from 'vitest';
import { exhaustedBudget, type Limits, type Spending } from '../../src/measure/budget.ts';

const mebibyte = 2 ** 20;
const preparation = 100 * mebibyte;
const limits: Limits = {
  budget: 900,
  writeBudget: 1000 * mebibyte,
  bound: { preparation, round: 450 * mebibyte },
};

const cost = (index: number, wall: number, mebibytes: number) => ({
  round: { index },
  wall,
  bytesWritten: mebibytes * mebibyte,
});

/**
 * Measures rounds of these costs as the loop of a run does, on a clock and a drive that only they
 * use.
 */
function measureWithin(
  within: Limits,
  costs: readonly { readonly wall: number; readonly mebibytes: number }[],
) {
  let spending: Spending = { measured: [], bytesWritten: preparation };
  let elapsed = 60;
  for (const [index, { wall, mebibytes }] of costs.entries()) {
    const exhausted = exhaustedBudget(within, spending, elapsed);
    if (exhausted !== undefined) return { rounds: index, exhausted, spending };
    const round = cost(index, wall, mebibytes);
    elapsed += wall;
    spending = {
      ...spending,
      measured: [...spending.measured, round],
      bytesWritten: spending.bytesWritten + round.bytesWritten,
    };
  }
  return { rounds: costs.length, exhausted: undefined, spending };
}

const rounds = (wall: number, mebibytes: number) =>
  Array.from({ length: 8 }, () => ({ wall, mebibytes }));

test('a write budget that two rounds use up ends the run after the second, and is not overdrawn', () => {
  const end = measureWithin(limits, rounds(30, 400));
  expect(end).toMatchObject({ rounds: 2, exhausted: 'write-budget' });
  expect(end.spending.bytesWritten).toBeLessThanOrEqual(limits.writeBudget);
});

test('a budget that a round exactly uses up is not overdrawn by it', () => {
  expect(measureWithin(limits, rounds(30, 450))).toMatchObject({
    rounds: 2,
    exhausted: 'write-budget',
  });
  const timed = { ...limits, budget: 60 + 2 * 30, writeBudget: Infinity };
  expect(measureWithin(timed, rounds(30, 1))).toMatchObject({ rounds: 2, exhausted: 'budget' });
});

test('the first round is measured however long it takes, and not where it may write more than is left', () => {
  expect(measureWithin({ ...limits, budget: 1 }, rounds(30, 400))).toMatchObject({
    rounds: 1,
    exhausted: 'budget',
  });
  const tight = { ...limits, writeBudget: 550 * mebibyte };
  expect(measureWithin(tight, rounds(30, 1)).rounds).toBe(8);
  expect(measureWithin({ ...tight, writeBudget: 550 * mebibyte - 1 }, rounds(30, 1))).toMatchObject(
    {
      rounds: 0,
      exhausted: 'write-budget',
    },
  );
});

test('what the first round alone costs is expected of no later one once there are others', () => {
  const within = { ...limits, budget: 60 + 200 + 5 * 100 };
  const costs = [
    { wall: 200, mebibytes: 400 },
    ...Array.from({ length: 5 }, () => ({ wall: 100, mebibytes: 100 })),
  ];
  expect(measureWithin(within, costs)).toMatchObject({ rounds: 6, exhausted: undefined });
  expect(measureWithin({ ...within, budget: 60 + 200 + 199 }, costs)).toMatchObject({
    rounds: 1,
    exhausted: 'budget',
  });
});

test('the largest round so far says what the next one may cost', () => {
  const measured = [cost(0, 30, 1)];
  const spending = { measured, bytesWritten: 500 * mebibyte };
  const larger = { ...spending, measured: [...measured, cost(1, 30, 600)] };
  expect(exhaustedBudget(limits, larger, 0)).toBe('write-budget');
  expect(exhaustedBudget(limits, spending, 0)).toBeUndefined();
});

test('a run within its budgets measures all rounds', () => {
  expect(measureWithin(limits, rounds(30, 100))).toMatchObject({ rounds: 8, exhausted: undefined });
});
