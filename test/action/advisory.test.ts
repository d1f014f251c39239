import { describe, expect, test } from 'vitest';
import {
  composeComment,
  type Finding,
  outcomeOf,
  renderFinding,
} from '../../src/action/finding.ts';
import { resolveJudging } from '../../src/config/judging.ts';
import { judge } from '../../src/judge/judge.ts';
import { acceptLosses } from '../../src/judge/judgement.ts';
import { judgeClaims } from '../../src/suites/registry.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { showMarkdown } from '../harness/github-markdown.ts';
import { buildHistory, buildRun, gatingPolicy, noise } from '../harness/run-builder.ts';

function lost(advisory: boolean) {
  const steady = (seed: number, factor: number) => {
    const next = noise(seed, 0.01);
    return () => 1e8 * factor * next();
  };
  const baseline = buildHistory(8, (startedAt, index) =>
    buildRun({ rounds: 10, startedAt, value: steady(index + 5, 1) }),
  );
  const run = buildRun({ rounds: 10, value: steady(1, 0.6) });
  const policy = { ...gatingPolicy, advisory };
  const judgement = judge({ run, baseline: baselineOf(run, baseline), policy });
  return { run, judgement, claims: judgeClaims(run) };
}

function finding(advisory: boolean): Finding {
  const legs = [{ name: 'gate', judged: lost(advisory) }];
  return { kind: 'judged', legs, notes: [], advisory, historyUrl: 'https://x.example/h/?a=1#b' };
}

const told = (of: Finding) => renderFinding(of, { limit: 300_000, sha: 'a'.repeat(40), more: [] });

describe('an advisory gate', () => {
  test('sets no red status, and says what it would have done', () => {
    expect(outcomeOf(finding(false))).toMatchObject({ passed: false, state: 'failure' });
    expect(outcomeOf(finding(true))).toMatchObject({
      passed: false,
      state: 'success',
      verdict: 'regressed',
      description: expect.stringMatching(/^advisory: regressed: 4 of 4 gated cells regressed/),
    });
    expect(told(finding(true))).toContain('**Advisory: the gate would have failed.**');
    expect(told(finding(false))).toContain('**The gate failed.**');
  });

  test.each<Finding>([
    { kind: 'judged', legs: [{ name: 'a', problem: 'none', isAbsent: true }], notes: [] },
    { kind: 'at-once', reds: [], regressions: 1, notes: [] },
    { kind: 'not-measured', reason: 'no QEMU' },
  ])('is no red for $kind either', each => {
    expect(outcomeOf(each).state).not.toBe('success');
    const advised = { ...each, advisory: true } as const;
    expect(outcomeOf(advised).state).toBe('success');
    expect(told(advised)).not.toMatch(/gate failed|job failed/);
  });

  test('is judged as any other, and stays advisory where somebody accepts the loss', () => {
    const { judgement } = lost(true);
    expect([judgement.passed, judgement.advisory]).toEqual([false, true]);
    const acceptance = { by: 'ann', reason: 'x' };
    const accepted = acceptLosses(judgement, { acceptance, failOn: gatingPolicy.failOn });
    expect([accepted.passed, accepted.advisory]).toEqual([true, true]);
  });

  test.each([
    ['policy: { advisory: true }', true],
    ['policy: { advisory: False }', undefined],
    ['policy: { tolerance: 5% }', undefined],
  ])('is that by %s', (text, advisory) => {
    const configFile = { path: 'storage-gate.yml', text: `version: 1\n${text}\n` };
    const judging = resolveJudging({ raw: {}, configFile, origin: 'action' }, []);
    expect(judging.ok && judging.value.policy.advisory).toBe(advisory);
  });
});

describe('the history', () => {
  test('is linked, and drawn as a chart that the sanitiser leaves alone', () => {
    const report = told(finding(false));
    expect(report).toContain('[History](https://x.example/h/?a=1#b)');
    const chart =
      /```mermaid\nxychart-beta\n {2}title "[\w./-]+"\n {2}x-axis 1 --> 9\n {2}y-axis "MiB\/s"\n {2}line \[[\d., ]+\]\n```/;
    expect(report).toMatch(chart);
    expect(showMarkdown(report).isChanged).toBe(false);
    const facts = {
      forge: 'GitHub' as const,
      serverUrl: 'https://github.example',
      repository: { owner: 'o', name: 'r' },
      runId: 42,
      runAttempt: 1,
    };
    const about = { facts, sha: 'a'.repeat(40), before: undefined };
    for (const limit of [2000, 4000, 8000, 65_000])
      expect(
        composeComment({ finding: finding(false), ...about, limit }).body.length,
      ).toBeLessThanOrEqual(limit);
  });

  test.each([
    'javascript:alert(1)',
    'https://x.example/) [y](https://evil.example',
    'x',
    'https://a@b.example/',
  ])('is no link where its address is %s', address => {
    const text = `version: 1\nhistory-url: ${JSON.stringify(address)}\n`;
    const configFile = { path: 'storage-gate.yml', text };
    const judging = resolveJudging({ raw: {}, configFile, origin: 'action' }, []);
    expect(judging).toMatchObject({
      ok: false,
      rejections: [{ path: 'storage-gate.yml:2 history-url' }],
    });
  });
});
