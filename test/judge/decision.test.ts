import { expect, test } from 'vitest';
import { decide, type Findings } from '../../src/judge/decision.ts';

type Numbers = readonly [change: number, low: number, high: number, certifyingLow: number];

/** The tolerance is 0.05; a loss is shown where its interval says so. */
function findings([change, low, high, certifyingLow]: Numbers, more?: Partial<Findings>): Findings {
  return {
    comparison: { change, interval: { low, high }, certifyingLow, mde: 0.1, betweenShare: 0 },
    tolerance: 0.05,
    isShown: high < 0,
    certifiedAt: certifyingLow > -0.05 ? 9 : undefined,
    ...more,
  };
}

test.each<[string, Numbers, string, string | undefined]>([
  ['beyond -m, whole interval beyond it', [-0.12, -0.15, -0.08, -0.14], 'regressed', undefined],
  ['beyond -m, interval ends before 0', [-0.07, -0.12, -0.01, -0.1], 'regressed', undefined],
  [
    'beyond -m, interval contains 0',
    [-0.07, -0.15, 0.02, -0.13],
    'inconclusive',
    'beyond-but-could-be-nothing',
  ],
  ['a real loss, perhaps small', [-0.03, -0.055, -0.01, -0.052], 'inconclusive', 'small-loss'],
  ['within m, interval wide', [-0.02, -0.09, 0.06, -0.07], 'inconclusive', undefined],
  ['a real loss within m', [-0.02, -0.03, -0.01, -0.025], 'unchanged', 'within-tolerance'],
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
])('%s: the picture’s verdict', (_name, numbers, verdict, kind) => {
  const decision = decide(findings(numbers));
  expect(decision.verdict).toBe(verdict);
  expect(decision.reason?.kind).toBe(kind);
});

test('a change of exactly the tolerance is not beyond it', () => {
  expect(decide(findings([-0.05, -0.08, -0.02, -0.07])).verdict).toBe('inconclusive');
  expect(decide(findings([0.05, 0.02, 0.08, 0.03])).verdict).toBe('unchanged');
});

test('a loss is blocked only where it is shown, and never beside an interval that contains 0', () => {
  const lost: Numbers = [-0.07, -0.12, -0.01, -0.1];
  expect(decide(findings(lost, { isShown: false }))).toEqual({
    verdict: 'inconclusive',
    reason: { kind: 'beyond-but-could-be-nothing' },
  });
  const wide: Numbers = [-0.07, -0.15, 0.02, -0.13];
  expect(decide(findings(wide, { isShown: true })).verdict).toBe('inconclusive');
});

test('stalls block by themselves, and the suspicion of some certifies nothing', () => {
  const calm: Numbers = [0, -0.01, 0.01, -0.01];
  expect(decide(findings(calm, { stalls: 'shown' }))).toEqual({
    verdict: 'regressed',
    reason: { kind: 'stalls' },
  });
  expect(decide(findings(calm, { stalls: 'perhaps' }))).toEqual({
    verdict: 'inconclusive',
    reason: { kind: 'perhaps-stalls' },
  });
  expect(decide(findings([-0.07, -0.12, -0.01, -0.1], { stalls: 'shown' })).reason).toBeUndefined();
});

test('what an earlier look certified stays so, and says when it was', () => {
  expect(decide(findings([0.01, -0.2, 0.2, -0.1], { certifiedAt: 7 }))).toEqual({
    verdict: 'unchanged',
    reason: { kind: 'decided-at', rounds: 7 },
  });
});
