import { expect, test } from 'vitest';
import reference from '../../fixtures/statistics/intervals.json' with { type: 'json' };
import { valuesOf } from '../../src/core/sample.ts';
import { decideCells } from '../../src/judge/look.ts';
import { centreOf } from '../../src/statistics/centre.ts';
import { studentTQuantile } from '../../src/statistics/student-t.ts';
import { intervalOf } from '../../src/suites/ratio.ts';

const accuracy = 1e-9;
const farOff = (
  found: { low: number; high: number },
  expected: { low: number; high: number },
): number => Math.max(Math.abs(found.low - expected.low), Math.abs(found.high - expected.high));

test.each(reference.blocking)(
  'the interval against a live base is that of SciPy’s paired t test, head $head',
  ({ head, base, error, low, high }) => {
    const series = head.map((log, round) => log - (base[round] ?? Number.NaN));
    const cells = [{ series, reference: 'live', tolerance: 0.05, gated: true } as const];
    const looks = { at: [head.length], rounds: head.length };
    const [decision] = decideCells({ cells, looks, falseAlarm: error });
    expect(
      farOff(decision?.comparison?.interval ?? { low: 9, high: 9 }, { low, high }),
    ).toBeLessThan(accuracy);
  },
);

test.each(reference.around)(
  'the 95 % intervals of $logs.length logs are SciPy’s',
  ({ logs, trimmed, plain }) => {
    const { centre, variance, freedom, n } = centreOf(logs);
    const half = studentTQuantile(0.975, freedom) * Math.sqrt(variance / n);
    const found = { low: Math.expm1(centre - half), high: Math.expm1(centre + half) };
    expect(farOff(found, trimmed)).toBeLessThan(accuracy);
    expect(farOff(intervalOf(valuesOf(logs)).interval ?? { low: 9, high: 9 }, plain)).toBeLessThan(
      accuracy,
    );
  },
);
