import { expect, test } from 'vitest';
import reference from '../../fixtures/statistics/looks.json' with { type: 'json' };
import { centreOf } from '../../src/statistics/centre.ts';
import { noiseFactor, noiseOf, withHistory } from '../../src/statistics/noise-history.ts';
import { digamma, inverseTrigamma, trigamma } from '../../src/statistics/polygamma.ts';

const runOf = (variance: number, freedom: number) => ({
  centre: 0,
  variance,
  freedom,
  n: freedom + 1,
});
const near = (value: number, expected: number) => Math.abs(value / expected - 1);

test.each(reference.polygamma)('digamma and trigamma at $x are SciPy’s', row => {
  expect(near(digamma(row.x), row.digamma)).toBeLessThan(1e-9);
  expect(near(trigamma(row.x), row.trigamma)).toBeLessThan(1e-9);
  expect(near(inverseTrigamma(row.trigamma), row.x)).toBeLessThan(1e-9);
});

test.each(reference.centres)(
  'centre and variance of the trimmed mean of $values are SciPy’s',
  row => {
    const { centre, variance, freedom } = centreOf(row.values);
    expect(near(centre, row.centre)).toBeLessThan(1e-9);
    expect(near(variance, row.variance)).toBeLessThan(1e-9);
    expect(freedom).toBe(row.freedom);
  },
);

test.each(reference.agreement)('what runs with the variances $variances lend is SciPy’s', row => {
  const noise = noiseOf(
    row.variances.map((variance, run) => runOf(variance, row.freedoms[run] ?? 0)),
  );
  expect(near(noise?.variance ?? 0, row.variance)).toBeLessThan(1e-9);
  const total = row.freedoms.reduce((sum, freedom) => sum + freedom, 0);
  expect(noise?.freedom).toBe(Math.floor(Math.min(row.freedom, total, 30)));
});

test('one stalled round among twelve moves a centre by less than its standard error', () => {
  const quiet = Array.from({ length: 11 }, (_, round) => 0.01 * (round % 3));
  const { centre, variance, n } = centreOf([...quiet, -2]);
  expect(Math.abs(centre - centreOf(quiet).centre)).toBeLessThan(Math.sqrt(variance / n));
});

test('history lends nothing where there is none, where no run has two rounds, and where nothing varied', () => {
  expect(noiseOf([])).toBeUndefined();
  expect(noiseOf([centreOf([1]), centreOf([2])])).toBeUndefined();
  expect(noiseOf([centreOf([1, 1, 1])])).toBeUndefined();
});

test('runs that differ in their noise lend less than runs that agree, and none lends more than thirty degrees', () => {
  const agreeing = noiseOf([0.9, 1, 1.1, 1, 0.95].map(variance => runOf(variance, 7)));
  const differing = noiseOf([0.1, 1, 5, 0.3, 2].map(variance => runOf(variance, 7)));
  expect(differing?.freedom).toBeLessThan((agreeing?.freedom ?? 0) / 3);
  expect(noiseOf(Array.from({ length: 30 }, () => runOf(1, 15)))?.freedom).toBeLessThanOrEqual(30);
});

test('a run that contradicts its history borrows nothing from it', () => {
  const history = { variance: 1, freedom: 20 };
  expect(withHistory(runOf(4, 5), history, 1)).toMatchObject({ variance: 4, freedom: 5 });
  expect(withHistory(runOf(2, 5), history, 1)).toEqual({
    variance: (2 * 5 + 20) / 25,
    freedom: 25,
  });
});

test('a run whose cells are all noisier than their history widens it, and calm cells narrow nothing', () => {
  const history = { variance: 1, freedom: 20 };
  const noisy = Array.from({ length: 6 }, () => ({ own: runOf(4, 9), history }));
  expect(noiseFactor(noisy, 0)).toBeGreaterThan(4);
  expect(noiseFactor(noisy, 1)).toBeGreaterThan(noiseFactor(noisy, 0));
  expect(
    noiseFactor(
      noisy.map(cell => ({ ...cell, own: runOf(0.2, 9) })),
      1,
    ),
  ).toBe(1);
  expect(noiseFactor([], 1)).toBe(1);
});
