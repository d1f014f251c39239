import { describe, expect, test } from 'vitest';
import { composeComment, type Finding, outcomeOf } from '../../src/action/finding.ts';
import type { CommentState } from '../../src/github/comment.ts';
import { judge } from '../../src/judge/judge.ts';
import { judgeClaims } from '../../src/suites/registry.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { buildHistory, buildRun, diskArm, gatingPolicy, noise } from '../harness/run-builder.ts';

const sha = 'a'.repeat(40);
const earlier = 'b'.repeat(40);
const facts = {
  forge: 'GitHub' as const,
  serverUrl: 'https://github.example',
  repository: { owner: 'o', name: 'r' },
  runId: 42,
  runAttempt: 1,
};

/** A judged run whose throughput is `level` of what the stored runs had. */
function judged(level: number): Finding {
  const steady = (seed: number, factor: number) => {
    const next = noise(seed, 0.01);
    return () => 1e8 * factor * next();
  };
  const baseline = buildHistory(6, (startedAt, index) =>
    buildRun({ rounds: 10, startedAt, value: steady(index + 5, 1) }),
  );
  const run = buildRun({ rounds: 10, value: steady(1, level) });
  const judgement = judge({ run, baseline: baselineOf(run, baseline), policy: gatingPolicy });
  return {
    kind: 'judged',
    legs: [{ name: 'gate', judged: { run, judgement, claims: judgeClaims(run) } }],
    notes: ['told once'],
  };
}

const green = judged(1);
const red = judged(0.6);

function compose(finding: Finding, before?: CommentState, attempt = 1, limit = 65_000) {
  return composeComment({ finding, facts: { ...facts, runAttempt: attempt }, sha, before, limit });
}

describe('the comment of a judged run', () => {
  test('begins with the verdict, and ends with commit, run and attempt', () => {
    const { body, state } = compose(red);
    expect(body).toMatch(
      /^### Storage gate: regressed: 4 of 4 gated cells regressed: .* -4\d % \(-\d+ % to -\d+ %\)\n\n\*\*The gate failed\.\*\*/,
    );
    expect(body).toMatch(
      new RegExp(
        `<sub>Measured for ${sha} in \\[run 42, attempt 1\\]\\(https://github.example/o/r/actions/runs/42/attempts/1\\).</sub>$`,
      ),
    );
    expect(body).toContain('> told once');
    expect(state).toEqual({
      sha,
      run: 42,
      attempt: 1,
      verdict: 'regressed',
      red: { sha, verdict: 'regressed' },
    });
  });

  test('has at most 15 lines where nothing changed, its folds closed', () => {
    const { body } = compose(green);
    expect(outcomeOf(green).verdict).toBe('unchanged');
    // A fold that is closed shows its title alone.
    const closed = body.replaceAll(/<details><summary>(.*)<\/summary>[^]*?<\/details>/g, '$1');
    expect(closed.split('\n').filter(line => line.trim() !== '').length).toBeLessThanOrEqual(15);
    expect(closed).not.toMatch(/<details|^\|/m);
  });

  test('says once that a red turned green', () => {
    const was = compose(red).state;
    const turned = compose(green, {
      ...was,
      run: 41,
      sha: earlier,
      red: { sha: earlier, verdict: 'regressed' },
    });
    expect(turned.body).toContain(`> This turned green: it was regressed at ${'b'.repeat(12)}.`);
    expect(compose(green, { ...turned.state, run: 41 }).body).not.toContain('turned green');
    expect(compose(red, was).body).not.toContain('turned green');
  });

  test('says what the first attempt read, on every later one', () => {
    const first = compose(red).state;
    const second = compose(green, first, 2);
    expect(second.body).toContain(
      'This is attempt 2 of the run; the first attempt ended with the verdict regressed.',
    );
    expect(compose(green, second.state, 3).body).toContain(
      'This is attempt 3 of the run; the first attempt ended',
    );
    expect(compose(green).body).not.toContain('attempt ended');
  });

  test('keeps its end where everything else has to go', () => {
    const { body } = compose(red, undefined, 1, 400);
    expect(body.length).toBeLessThanOrEqual(400);
    expect(body).toMatch(/^Storage gate: regressed, failed\n\n<sub>Measured for/);
  });
});

test('the comment of a run with 496 lost cells fits, shows the greatest losses, and drops the rest by sections', () => {
  const arms = Array.from({ length: 124 }, (_, index) =>
    diskArm(`a-disk-with-a-rather-long-name-${index}`),
  );
  const value = (seed: number, level: number) => {
    const next = noise(seed, 0.01);
    return ({ arm }: { arm: { name: string } }) =>
      1e8 * (arm.name.endsWith('-77') ? level / 2 : level) * next();
  };
  const before = buildRun({
    arms,
    rounds: 6,
    startedAt: '2026-02-01T00:00:00.000Z',
    value: value(2, 4),
  });
  const run = buildRun({ arms, rounds: 6, value: value(3, 0.5) });
  const judgement = judge({ run, baseline: baselineOf(run, [before]), policy: gatingPolicy });
  const { body } = compose({
    kind: 'judged',
    legs: [{ name: 'gate', judged: { run, judgement, claims: [] } }],
    notes: [],
  });
  expect(judgement.cells.filter(({ verdict }) => verdict === 'regressed')).toHaveLength(496);
  expect(body.length).toBeLessThanOrEqual(65_000);
  expect(body).toContain('The 100 greatest losses of 496 cells that changed.');
  expect(body.match(/^ {2}--disk /gm)).toHaveLength(6);
  expect(body).toMatch(/_Left out because of the size limit: (?:.*, )?all gated cells\._/);
  expect(body).toMatch(/<sub>Measured for/);
});

describe('the comment of a run that measured nothing', () => {
  test('names the commit and the reason, escaped, and remembers the red before it', () => {
    const before = {
      sha: earlier,
      run: 41,
      attempt: 1,
      verdict: 'regressed',
      red: { sha: earlier, verdict: 'regressed' },
    };
    const { body, state } = compose(
      { kind: 'not-measured', reason: '<b>@all</b> the guest panicked' },
      before,
    );
    expect(body).toMatch(/^### Storage gate: not measured at a{12}\n\n/);
    expect(body).toContain('the guest panicked');
    expect(body).not.toMatch(/<b>|@all/);
    expect(state).toEqual({ sha, run: 42, attempt: 1, verdict: 'error', red: before.red });
  });

  test('says that nothing under test changed where that is why', () => {
    const { body, state } = compose({ kind: 'nothing-changed', notes: [] });
    expect(body).toMatch(
      /^### Storage gate: unchanged: nothing under test changed\n\n\*\*The gate passed\.\*\*/,
    );
    expect(state.verdict).toBe('unchanged');
  });
});
