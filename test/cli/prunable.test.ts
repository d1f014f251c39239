import { expect, test } from 'vitest';
import { prunable } from '../../src/cli/prune.ts';

const documents = [3, 1, 5, 2, 4].map(start => ({ start, digest: `d${start}` }));
const gone = (keep: number, referred: readonly string[] = []) =>
  prunable(documents, { keep, referred: new Set(referred) }).map(({ start }) => start);

test('pruning leaves the newest runs, and takes the others', () => {
  expect(gone(2)).toEqual([3, 2, 1]);
  expect(gone(5)).toEqual([]);
});

test('pruning never takes the newest run of a series', () => {
  expect(gone(0)).toEqual([4, 3, 2, 1]);
});

test('pruning never takes a run that is referred to', () => {
  expect(gone(1, ['d2', 'd4'])).toEqual([3, 1]);
});
