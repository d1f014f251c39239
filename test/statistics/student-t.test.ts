import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import reference from '../../fixtures/statistics/student-t.json' with { type: 'json' };
import { normalQuantile } from '../../src/statistics/normal.ts';
import { studentTCdf, studentTQuantile } from '../../src/statistics/student-t.ts';

const accuracy = 1e-9;

test.each(reference.quantiles)(
  'the quantile of t at $p with $df degrees of freedom is SciPy’s',
  ({ p, df, t }) => {
    expect(Math.abs(studentTQuantile(p, df) / t - 1)).toBeLessThan(accuracy);
  },
);

test.each(reference.probabilities)(
  'P(T < $t) with $df degrees of freedom is SciPy’s',
  ({ t, df, p }) => {
    expect(Math.abs(studentTCdf(t, df) / p - 1)).toBeLessThan(accuracy);
  },
);

test.each(reference.normal)('the normal quantile at $p is SciPy’s', ({ p, z }) => {
  expect(Math.abs(normalQuantile(p) / z - 1)).toBeLessThan(accuracy);
});

test('quantile and probability undo each other, on both sides', () => {
  const df = fc.double({ min: 0.6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(df, fc.double({ min: 1e-9, max: 0.999, noNaN: true }), (freedom, p) => {
      expect(studentTCdf(studentTQuantile(p, freedom), freedom) / p).toBeCloseTo(1, 9);
    }),
  );
});

test('t becomes the normal distribution as its degrees of freedom grow', () => {
  expect(studentTQuantile(0.001, Infinity)).toBe(normalQuantile(0.001));
  expect(studentTQuantile(0.001, 1e7)).toBeCloseTo(normalQuantile(0.001), 5);
});

test('the middle is exactly zero, the ends are infinite, and what is no probability has no quantile', () => {
  expect(studentTQuantile(0.5, 3)).toBe(0);
  expect(normalQuantile(0.5)).toBe(0);
  expect([studentTQuantile(0, 3), studentTQuantile(1, 3)]).toEqual([-Infinity, Infinity]);
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  expect([
    studentTQuantile(Number.NaN, 3),
    studentTQuantile(1.1, 3),
    studentTQuantile(0.1, 0),
  ]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect(normalQuantile(-0.1)).toBeNaN();
});
