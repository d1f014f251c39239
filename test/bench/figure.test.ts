import { expect, test } from 'vitest';
import { figureOf, isMet, medianOf } from '../../bench/figure.ts';

test('the median of an odd number is the middle one, of an even number the mean of two, of none no number', () => {
  expect(medianOf([3, 1, 10])).toBe(3);
  expect(medianOf([4, 1, 3, 10])).toBe(3.5);
  expect(medianOf([])).toBeNaN();
});

test('a figure has the spread of its values', () => {
  expect(figureOf('boot', 's', [2, 1, 4])).toEqual({
    name: 'boot',
    unit: 's',
    median: 2,
    low: 1,
    high: 4,
    n: 3,
  });
});

test('a bar is met at its limit, missed beyond it, and missed by what is no number', () => {
  const bar = { name: 'share', unit: '%' } as const;
  expect(isMet({ ...bar, value: 85, atLeast: 85 })).toBe(true);
  expect(isMet({ ...bar, value: 84.9, atLeast: 85 })).toBe(false);
  expect(isMet({ ...bar, value: 5, atMost: 5 })).toBe(true);
  expect(isMet({ ...bar, value: 5.1, atMost: 5 })).toBe(false);
  expect(isMet({ ...bar, value: Number.NaN, atMost: 5 })).toBe(false);
  expect(isMet({ ...bar, value: Number.NaN, atLeast: 5 })).toBe(false);
});
