import { describe, expect, test } from 'vitest';
import { hasChanged, outcomeOf } from '../../src/action/finding.ts';
import { announce } from '../../src/action/tell.ts';
import { type Verdict, worstVerdict } from '../../src/core/verdict.ts';
import type { CellJudgement, Judgement } from '../../src/judge/judgement.ts';
import { buildRun } from '../harness/run-builder.ts';

const titleOf = (workload: string) => (workload === 'rndrd' ? 'random read' : workload);

function cell(verdict: Verdict, more: Partial<CellJudgement> = {}): CellJudgement {
  return {
    arm: 'prod',
    side: 'head',
    workload: 'rndrd',
    metric: 'throughput',
    gated: true,
    verdict,
    headRounds: 3,
    reference: 'stored runs',
    baseRuns: 6,
    tolerance: 0.05,
    ...more,
  };
}

function judgement(cells: readonly CellJudgement[], passed = true): Judgement {
  const verdict = worstVerdict(cells.filter(({ gated }) => gated).map(({ verdict: each }) => each));
  const gatedCells = cells.filter(({ gated }) => gated).length;
  const shares = { tolerance: 0.05, falseAlarm: 0.01 };
  const nothing = { changes: [], baseline: [], incomparable: [], caveats: [] };
  return { verdict, passed, gatedCells, gates: 'by default', ...shares, cells, ...nothing };
}

const measured = {
  base: 100 * 2 ** 20,
  head: 80 * 2 ** 20,
  change: -0.2,
  interval: { low: -0.3, high: -0.12 },
};
const loss = { ...measured, decidedAt: 3 };

describe('what is announced of a judged run', () => {
  test('is an error for each regressed gated cell, and the sentence that fails the step', () => {
    const { annotations, failure, regressions } = announce(
      judgement(
        [cell('regressed', loss), cell('unchanged'), cell('regressed', { gated: false })],
        false,
      ),
      titleOf,
    );
    expect(annotations).toEqual([
      {
        level: 'error',
        title: 'regressed: prod, random read, throughput',
        message: '100 MiB/s -> 80 MiB/s, -20 %, interval -30 % to -12 %, tolerance 5 %',
      },
    ]);
    expect(failure).toMatch(/^regressed: 1 of 2 gated cells regressed: prod random read -20 %/);
    expect(regressions).toBe(1);
  });

  test('stands at the line of a definition that changed, and of what nobody measures', () => {
    const at = { path: 'vms/prod.xml', line: 12 };
    const limit = { name: 'iotune', from: '5', to: '6', path: 'vms/log.xml', line: 30 };
    const reason = { kind: 'unmeasured-change', changes: [limit] } as const;
    const cells = [cell('regressed', loss), cell('missing', { arm: 'log', reason })];
    const whole = judgement(cells, false);
    const changes = [
      { arm: 'prod', what: 'QEMU', from: '8', to: '9' },
      { arm: 'prod', what: 'cache', from: 'none', to: 'directsync', at },
    ];
    expect(announce({ ...whole, changes }, titleOf).annotations).toMatchObject([
      { at },
      { at: { path: 'vms/log.xml', line: 30 } },
    ]);
  });

  test('does not tell the speed of a disk that is red for its durability as what it lost', () => {
    const said = 'cache=unsafe promises less durability than cache=none, whatever its speed';
    const reason = { kind: 'weaker-durability', now: 'unsafe', promised: 'none' } as const;
    const { failure } = announce(
      judgement([cell('regressed', { ...measured, reason })], false),
      titleOf,
    );
    expect(failure).toContain(`1 of 1 gated cell regressed: prod random read (${said})`);
  });

  test('is a warning where the policy lets a regression pass, and nothing fails the step', () => {
    const { annotations, failure, regressions } = announce(
      judgement([cell('regressed', loss)]),
      titleOf,
    );
    expect(annotations.map(({ level }) => level)).toEqual(['warning', 'warning']);
    expect(failure).toBeUndefined();
    expect(regressions).toBe(1);
  });

  test('is a cell with its reason where it has no value', () => {
    const reason = { kind: 'no-value', round: 1, said: 'sysbench failed' } as const;
    const missing = judgement([cell('missing', { reason })], false);
    expect(announce(missing, titleOf).annotations).toEqual([
      expect.objectContaining({
        level: 'error',
        message: 'tolerance 5 %, no value in round 2: sysbench failed',
      }),
    ]);
  });

  test('begins with what an undecided run could have detected', () => {
    const open = judgement([
      cell('inconclusive', { ...measured, mde: 0.08 }),
      cell('inconclusive', { ...measured, mde: 0.12 }),
    ]);
    const [warning] = announce(open, titleOf).annotations;
    expect(warning?.level).toBe('warning');
    expect(warning?.message).toMatch(/^not decided: this run could have detected a loss of 12 %/);
  });

  test.each<[Verdict, string[]]>([
    ['inconclusive', ['notice']],
    ['improved', []],
    ['unchanged', []],
  ])('is of fitting loudness for %s', (verdict, levels) => {
    expect(
      announce(judgement([cell(verdict)]), titleOf).annotations.map(({ level }) => level),
    ).toEqual(levels);
  });
});

test('a run in which nothing is gated reads so in status and notice, and never as a measured green', () => {
  const open = judgement([cell('unchanged', { gated: false }), cell('missing', { gated: false })]);
  const judged = { run: buildRun(), judgement: open, claims: [] };
  const finding = { kind: 'judged', legs: [{ name: 'gate', judged }], notes: [] } as const;
  expect(outcomeOf(finding)).toEqual({
    verdict: 'inconclusive',
    passed: true,
    state: 'success',
    description: 'nothing was gated: nothing in this run could have failed',
  });
  const { annotations, failure } = announce(open, titleOf);
  expect(annotations).toEqual([
    {
      level: 'notice',
      title: 'storage gate',
      message: expect.stringMatching(/^nothing was gated: /),
    },
  ]);
  expect(failure).toBeUndefined();
});

describe('a comment on change', () => {
  test.each<[Verdict, boolean]>([
    ['regressed', true],
    ['missing', true],
    ['improved', true],
    ['inconclusive', false],
    ['unchanged', false],
  ])('is created for a gated cell that is %s: %s', (verdict, created) => {
    expect(hasChanged(judgement([cell(verdict)]))).toBe(created);
    expect(hasChanged(judgement([cell(verdict, { gated: false })]))).toBe(false);
  });

  test('is created for a changed disk mode and for a failed gate, whatever the cells say', () => {
    const calm = judgement([cell('inconclusive')]);
    expect(
      hasChanged({
        ...calm,
        changes: [{ arm: 'prod', what: 'cache', from: 'none', to: 'directsync' }],
      }),
    ).toBe(true);
    expect(hasChanged({ ...calm, passed: false })).toBe(true);
  });
});
