import { describe, expect, test } from 'vitest';
import { readingsOf } from '../../src/history/reading.ts';
import { shiftsOf } from '../../src/history/shift.ts';
import { levelHistory } from '../harness/level-history.ts';

const { runAt } = levelHistory();
const cell = { arm: 'prod', workload: 'rndrd', metric: 'throughput', tolerance: 0.05 } as const;
/** The shifts of a branch with these levels, one a day: day, and change in percent. */
const shiftsIn = (levels: readonly number[]) => {
  const readings = readingsOf(
    levels.map((level, day) => runAt(day, level)),
    cell,
  );
  return shiftsOf(cell, readings).map(({ startedAt, change }) => ({
    day: (Date.parse(startedAt) - Date.UTC(2026, 0, 1)) / 86_400_000,
    percent: Math.round(20 * change) * 5,
  }));
};
const days = (count: number, level: number) => Array.from({ length: count }, () => level);

describe('the shifts of a whole history', () => {
  test('are all of them, also those that a gate forgot long ago, and one that came back', () => {
    const levels = [...days(70, 100), ...days(20, 80), ...days(60, 100)];
    expect(shiftsIn(levels)).toEqual([
      { day: 70, percent: -20 },
      { day: 90, percent: 25 },
    ]);
  });

  test('are told with the last commit before and the first one after', () => {
    const levels = [...days(40, 100), ...days(20, 120)];
    const readings = readingsOf(
      levels.map((level, day) => runAt(day, level)),
      cell,
    );
    const [shift, ...others] = shiftsOf(cell, readings);
    expect(others).toEqual([]);
    expect(
      [shift?.from, shift?.to].map(commit => Number.parseInt(commit?.slice(0, 12) ?? '', 16)),
    ).toEqual([39, 40]);
    expect(shift?.ratio).toBeUndefined();
  });

  test.each([
    { levels: days(200, 100) },
    { levels: days(9, 100) },
    { levels: [] },
    { levels: [...days(60, 100), ...days(60, 97)] },
  ])('are none where nothing changed by the tolerance: $levels.length runs', ({ levels }) =>
    expect(shiftsIn(levels)).toEqual([]),
  );

  test('are none where a level slides', () => {
    const slide = Array.from({ length: 30 }, (_, day) => 100 * 0.98 ** day);
    expect(shiftsIn(slide)).toEqual([]);
  });
});
