import { describe, expect, test } from 'vitest';
import { acknowledge } from '../../src/core/acknowledgement.ts';
import { defaultPolicy as policy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import { type Branch, judgeBranch, sinceLastLevel } from '../../src/judge/branch-level.ts';
import { judge } from '../../src/judge/judge.ts';
import { buildRun, diskArm, noise } from '../core/run-builder.ts';

const mebibyte = 2 ** 20;
const factor = noise(3, 0.02);
const runAt = (day: number, level: number, others: Parameters<typeof buildRun>[0] = {}): Run =>
  buildRun({
    arms: [{ ...diskArm('prod'), commit: day.toString(16).padStart(12, '0').padEnd(40, '0') }],
    startedAt: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
    workloads: ['rndrd'],
    rounds: 2,
    value: () => level * mebibyte * factor(),
    ...others,
  });

const steady = Array.from({ length: 15 }, (_, day) => runAt(day, 100));
const slower = Array.from({ length: 10 }, (_, day) => runAt(15 + day, 80));
const judged = (run: Run, branch: Branch, isDefaultBranch: boolean) =>
  judgeBranch(judge({ run, baseline: sinceLastLevel(branch, { run, policy }), policy }), {
    run,
    branch,
    policy,
    isDefaultBranch,
  });
const said = (runs: readonly Run[], acknowledgedAt = '2026-03-01T00:00:00Z') =>
  acknowledge({
    acknowledgedAt,
    by: 'Ada',
    reason: 'x',
    toolVersion: '0',
    runs: runs.map(run => ({ run, digest: 'a'.repeat(12) })),
    covers: () => true,
  });

describe('a run of the default branch', () => {
  test('is red in each cell that is below its accepted level, though it equals the runs before it', () => {
    const { verdict, passed, cells } = judged(
      runAt(25, 80),
      { stored: [...steady, ...slower], acknowledgements: [] },
      true,
    );
    expect({ verdict, passed }).toEqual({ verdict: 'regressed', passed: false });
    expect(cells[0]?.reason).toMatch(
      /^-(19|20|21)\.\d % to the level that its first runs had between 0{11}e and 0{11}f; mend it, or acknowledge it$/,
    );
  });

  test('is green again once the level is acknowledged', () => {
    const branch = { stored: [...steady, ...slower], acknowledgements: [said(slower.slice(-5))] };
    const { verdict, passed, caveats } = judged(runAt(25, 80), branch, true);
    expect(passed).toBe(true);
    expect(verdict).not.toBe('regressed');
    expect(caveats.filter(caveat => /level/.test(caveat))).toEqual([]);
  });

  test('stays missing where it has no value, and is not judged by numbers that others disturbed', () => {
    const branch = { stored: [...steady, ...slower], acknowledgements: [] };
    expect(judged(runAt(25, 80, { value: () => undefined }), branch, true).verdict).not.toBe(
      'regressed',
    );
    expect(judged(runAt(25, 80, { contaminated: 2 }), branch, true).verdict).toBe('inconclusive');
  });

  test('tells a change of level by the run that made it visible, with the commits between which it lies', () => {
    const tellings = slower.map((run, index) => {
      const branch = { stored: [...steady, ...slower.slice(0, index)], acknowledgements: [] };
      return judged(run, branch, true).caveats.filter(caveat =>
        caveat.startsWith('the level changed'),
      );
    });
    expect(tellings.flat()).toEqual([
      expect.stringMatching(
        /^the level changed between 0{11}e and 0{11}f: prod rndrd -(19|20|21)\.\d %$/,
      ),
    ]);
  });
});

describe('an acknowledgement whose clock was ahead of the runs', () => {
  const ahead = said(slower.slice(0, 5), '2031-01-01T00:00:00Z');

  test('counts from the runs on that it names, and not before them', () => {
    const branch = { stored: [...steady, ...slower], acknowledgements: [ahead] };
    expect(judged(runAt(25, 80), branch, true).passed).toBe(true);
    expect(sinceLastLevel(branch, { run: runAt(25, 80), policy })).toEqual(slower);
  });

  test('ends with the next one, whatever the time that this one has', () => {
    const back = Array.from({ length: 8 }, (_, day) => runAt(25 + day, 100));
    const lost = Array.from({ length: 8 }, (_, day) => runAt(33 + day, 80));
    const branch = {
      stored: [...steady, ...slower, ...back, ...lost],
      acknowledgements: [ahead, said(back)],
    };
    const { cells } = judged(runAt(41, 80), branch, true);
    expect(cells[0]?.reason).toMatch(/^-\d\d\.\d % to the level that Ada acknowledged/);
  });
});

describe('a pull request', () => {
  test('is not red for what the default branch lost before, and says so in one line', () => {
    const { verdict, caveats } = judged(
      runAt(25, 80),
      { stored: [...steady, ...slower], acknowledgements: [] },
      false,
    );
    expect(verdict).not.toBe('regressed');
    expect(caveats.filter(caveat => /accepted level/.test(caveat))).toEqual([
      expect.stringMatching(
        /^the default branch is below its accepted level between .*, which is not of this change: prod rndrd -/,
      ),
    ]);
  });
});

describe('the runs that are a baseline', () => {
  const run = runAt(25, 80);

  test('begin at the newest shift', () => {
    expect(
      sinceLastLevel({ stored: [...steady, ...slower], acknowledgements: [] }, { run, policy }),
    ).toEqual(slower);
  });

  test('begin where the level of the branch changed, by the tolerance of each cell and not that of the run', () => {
    const branch = { stored: [...steady, ...slower], acknowledgements: [] };
    for (const [own, all, isShift] of [
      [0.5, 0.05, false],
      [0.05, 0.5, true],
    ] as const) {
      const terms = { ...policy, tolerance: all, cells: [{ disk: 'prod', tolerance: own }] };
      const judging = { run, branch, policy: terms, isDefaultBranch: true };
      const { caveats, cells } = judgeBranch(
        judge({ run, baseline: branch.stored, policy: terms }),
        judging,
      );
      // The level is told as changed, or held against what was accepted, where the window ends
      // there, and nowhere else.
      expect(sinceLastLevel(branch, { run, policy: terms })).toEqual(
        isShift ? slower : branch.stored,
      );
      expect(/accepted|first runs/.test([...caveats, cells[0]?.reason].join())).toBe(isShift);
    }
  });

  test('do not begin at a shift of a cell that is not gated, and do at that of a gated latency', () => {
    const latency = (plain: Run, factorOfIt: number) => {
      const cells = plain.rounds.flatMap(({ measurements }) => measurements);
      expect(cells.length).toBeGreaterThan(0);
      return {
        ...plain,
        rounds: plain.rounds.map(round => ({
          ...round,
          measurements: round.measurements.flatMap(one => [
            { ...one, value: 100 * mebibyte * factor() },
            { ...one, metric: 'latency-p99' as const, value: factorOfIt * factor() },
          ]),
        })),
      };
    };
    const before = steady.map(one => latency(one, 0.001));
    const after = slower.map(one => latency(one, 0.002));
    const branch = { stored: [...before, ...after], acknowledgements: [] };
    const gate = { metric: 'latency-p99', gate: true } as const;
    expect(sinceLastLevel(branch, { run, policy })).toEqual(branch.stored);
    expect(sinceLastLevel(branch, { run, policy: { ...policy, cells: [gate] } })).toEqual(after);
  });

  test('do not begin at a shift of an arm that the run does not have', () => {
    const both = (one: Run, level: number): Run =>
      runAt((Date.parse(one.startedAt) - Date.UTC(2026, 0, 1)) / 86_400_000, 100, {
        arms: [diskArm('prod'), diskArm('gone')],
        value: ({ arm }) => (arm.name === 'gone' ? level : 100) * mebibyte * factor(),
      });
    const stored = [...steady.map(one => both(one, 100)), ...slower.map(one => both(one, 50))];
    expect(sinceLastLevel({ stored, acknowledgements: [] }, { run, policy })).toEqual(stored);
  });

  test('are those that an older run had, where it is judged again after a shift and an acknowledgement', () => {
    const older = runAt(9.5, 100);
    const branch = { stored: [...steady, ...slower], acknowledgements: [said(slower.slice(-5))] };
    expect(sinceLastLevel(branch, { run: older, policy }).slice(0, 10)).toEqual(
      steady.slice(0, 10),
    );
    expect(judged(older, { ...branch, acknowledgements: [] }, true).verdict).not.toBe('regressed');
  });

  test('are not bounded by what somebody says of another environment', () => {
    const elsewhere = Array.from({ length: 5 }, (_, day) =>
      runAt(20 + day, 50, { environment: { cpuModel: 'another' } }),
    );
    const branch = { stored: steady, acknowledgements: [said(elsewhere)] };
    expect(sinceLastLevel(branch, { run, policy })).toEqual(steady);
  });

  test('begin there by what is said of a gated cell of the run, and not by what is said of another', () => {
    const both = steady.map((one, day) =>
      runAt(day, 100, { arms: [diskArm('prod'), diskArm('gone')], startedAt: one.startedAt }),
    );
    const of = (arm: string) => ({
      ...said(both.slice(-5)),
      levels: said(both.slice(-5)).levels.filter(level => level.arm === arm),
    });
    expect(of('gone').levels).toHaveLength(1);
    const since = (arm: string) =>
      sinceLastLevel({ stored: both, acknowledgements: [of(arm)] }, { run, policy });
    expect(since('gone')).toEqual(both);
    expect(since('prod')).toEqual(both.slice(-5));
    const ungated = { ...policy, cells: [{ disk: 'prod', gate: false }] };
    expect(
      sinceLastLevel({ stored: both, acknowledgements: [of('prod')] }, { run, policy: ungated }),
    ).toEqual(both);
  });

  test('begin at the runs that somebody acknowledged, found or not', () => {
    const acknowledged = said(steady.slice(-3));
    expect(
      sinceLastLevel({ stored: steady, acknowledgements: [acknowledged] }, { run, policy }),
    ).toEqual(steady.slice(-3));
  });

  test('are all where nothing changed, and those of other environments stay', () => {
    const elsewhere = runAt(1, 50, { environment: { cpuModel: 'another' } });
    const stored = [elsewhere, ...steady];
    expect(sinceLastLevel({ stored, acknowledgements: [] }, { run, policy })).toEqual(stored);
    const shifted = sinceLastLevel(
      { stored: [elsewhere, ...steady, ...slower], acknowledgements: [] },
      { run, policy },
    );
    expect(shifted).toEqual([elsewhere, ...slower]);
  });
});
