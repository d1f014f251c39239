import { expect, test } from 'vitest';
import { sideBySide } from '../../bench/side-by-side.ts';

test('contenders take turns, and each ratio is that of the repetitions, not of the medians', async () => {
  const turns: string[] = [];
  const contender = (name: string, values: number[]) => ({
    name,
    measure: () => {
      turns.push(name);
      return Promise.resolve(values.shift() ?? Number.NaN);
    },
  });
  const figures = await sideBySide({
    contenders: [
      contender('slow host', [1, 10, 100]),
      contender('twice', [2, 20, 200]),
      contender('odd', [1, 30, 100]),
    ],
    repeat: 3,
    onRound: () => undefined,
  });
  expect(figures.map(({ ratio }) => ratio)).toEqual([1, 2, 1]);
  expect(figures.map(({ median }) => median)).toEqual([10, 20, 30]);
  expect([turns.slice(0, 3), turns.slice(3, 6)].map(round => new Set(round).size)).toEqual([3, 3]);
  expect(turns.slice(3, 6)).toEqual(turns.slice(0, 3).toReversed());
});
