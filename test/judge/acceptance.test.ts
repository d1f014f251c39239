import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/core/verdict.ts';
import { emptyBaseline } from '../../src/history/history.ts';
import { judge } from '../../src/judge/judge.ts';
import { acceptLosses } from '../../src/judge/judgement.ts';
import { buildRun, gatingPolicy } from '../harness/run-builder.ts';

const acceptance = { by: 'maintainer', reason: 'flushes reach the disk now' };
const plain = judge({ run: buildRun(), baseline: emptyBaseline, policy: gatingPolicy });

/** A judgement whose gated cells have these verdicts, the worst first. */
function withVerdicts(...verdicts: readonly Verdict[]) {
  const cell = plain.cells.find(({ gated }) => gated);
  if (cell === undefined) throw new Error('no cell is gated');
  const cells = verdicts.map(verdict => ({ ...cell, verdict }));
  return { ...plain, verdict: verdicts[0] ?? 'unchanged', passed: false, cells };
}

describe('an accepted loss', () => {
  test('passes, and stays regressed', () => {
    const judged = acceptLosses(withVerdicts('regressed', 'unchanged'), {
      acceptance,
      failOn: ['regressed', 'missing'],
    });
    expect(judged).toMatchObject({ verdict: 'regressed', passed: true, accepted: acceptance });
    expect(judged.cells.map(({ verdict }) => verdict)).toEqual(['regressed', 'unchanged']);
  });

  test.each(['missing', 'inconclusive'] as const)('does not let a cell pass that is %s', other => {
    const failOn = ['regressed', 'missing', 'inconclusive'] as const;
    expect(acceptLosses(withVerdicts('regressed', other), { acceptance, failOn }).passed).toBe(
      false,
    );
  });

  test('lets a repair of a definition pass that could not be read at the base, and nothing else missing', () => {
    const failOn = ['regressed', 'missing'] as const;
    const reason = { kind: 'base-unread', said: 'vms/prod.xml: is no XML' } as const;
    const [unread, other] = withVerdicts('missing', 'missing').cells;
    const whole = withVerdicts('missing');
    const repaired = { ...whole, cells: [{ ...unread, reason }] } as typeof whole;
    expect(acceptLosses(repaired, { acceptance, failOn })).toMatchObject({
      verdict: 'missing',
      passed: true,
      accepted: acceptance,
    });
    const both = { ...whole, cells: [{ ...unread, reason }, other] } as typeof whole;
    expect(acceptLosses(both, { acceptance, failOn }).passed).toBe(false);
  });

  test('is none where there is no loss', () => {
    const judgement = withVerdicts('missing');
    expect(acceptLosses(judgement, { acceptance, failOn: ['missing'] })).toBe(judgement);
  });
});
