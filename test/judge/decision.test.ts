import { expect, test } from 'vitest';
import { decide } from '../../src/judge/decision.ts';
import type { Comparison } from '../../src/statistics/comparison.ts';

/** change, blocking low, blocking high, certifying low; the tolerance is 0.05. */
function comparisonOf([change, low, high, certifyingLow]: readonly [
  number,
  number,
  number,
  number,
]): Comparison {
  return { change, blocking: { low, high }, certifyingLow, mde: 0.1, betweenShare: 0 };
}

test.each([
  ['beyond -m, whole interval beyond it', [-0.12, -0.15, -0.08, -0.14], 'regressed', undefined],
  ['beyond -m, interval ends before 0', [-0.07, -0.12, -0.01, -0.1], 'regressed', undefined],
  [
    'beyond -m, interval contains 0',
    [-0.07, -0.15, 0.02, -0.13],
    'inconclusive',
    'beyond-but-could-be-nothing',
  ],
  ['a real loss, perhaps too small', [-0.03, -0.055, -0.01, -0.052], 'inconclusive', 'small-loss'],
  ['within m, interval wide', [-0.02, -0.09, 0.06, -0.07], 'inconclusive', undefined],
  [
    'a real loss within the tolerance',
    [-0.02, -0.03, -0.01, -0.025],
    'unchanged',
    'within-tolerance',
  ],
  ['around 0, shown to be no worse than m', [0, -0.045, 0.045, -0.03], 'unchanged', undefined],
  ['better, but within m', [0.03, 0.01, 0.06, 0.015], 'unchanged', undefined],
  ['better beyond +m', [0.08, 0.02, 0.15, 0.04], 'improved', undefined],
  [
    'better beyond +m, could be nothing, no worse than m',
    [0.08, -0.04, 0.2, -0.01],
    'unchanged',
    undefined,
  ],
  ['too good to be true', [1.4, 0.9, 1.9, 1], 'improved', 'too-good'],
] as const)('%s: the picture’s verdict', (_name, numbers, verdict, reason) => {
  const decision = decide(comparisonOf(numbers), 0.05);
  expect(decision.verdict).toBe(verdict);
  expect(decision.reason?.kind).toBe(reason);
});

test('a change of exactly the tolerance is not beyond it', () => {
  expect(decide(comparisonOf([-0.05, -0.08, -0.02, -0.07]), 0.05).verdict).toBe('inconclusive');
  expect(decide(comparisonOf([0.05, 0.02, 0.08, 0.03]), 0.05).verdict).toBe('unchanged');
});
