import { describe, expect, test } from 'vitest';
import type { Policy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import { historyOf } from '../../src/history/history.ts';
import type { Branch } from '../../src/history/level.ts';
import { judgeBranch } from '../../src/judge/branch-level.ts';
import { judge } from '../../src/judge/judge.ts';
import { levelHistory, said } from '../harness/level-history.ts';
import { diskArm, gatingPolicy as policy } from '../harness/run-builder.ts';

const { mebibyte, factor, runAt, steady, slower } = levelHistory();
/** The baseline of a run, the oldest first. */
const windowOf = (run: Run, documents: Branch, terms: Policy = policy) =>
  historyOf(run, documents, { policy: terms }).runs.toReversed();

describe('the runs that are a baseline', () => {
  const run = runAt(25, 80);

  test('begin at the newest shift', () => {
    expect(windowOf(run, { runs: [...steady, ...slower], acknowledgements: [] })).toEqual(slower);
  });

  test('begin where the level of the branch changed, by the tolerance of each cell and not that of the run', () => {
    const branch = { runs: [...steady, ...slower], acknowledgements: [] };
    for (const [own, all, isShift] of [
      [0.5, 0.05, false],
      [0.05, 0.5, true],
    ] as const) {
      const terms = {
        ...policy,
        tolerance: all,
        cells: [...policy.cells, { disk: 'prod', tolerance: own }],
      };
      const history = historyOf(run, branch, { policy: terms });
      const { caveats, cells } = judgeBranch(judge({ run, baseline: history, policy: terms }), {
        run,
        history,
        policy: terms,
        isDefaultBranch: true,
      });
      // The level is told as changed, or held against what was accepted, where the window ends
      // there, and nowhere else.
      expect(windowOf(run, branch, terms)).toEqual(isShift ? slower : branch.runs);
      expect(/accepted/.test(JSON.stringify([caveats, cells[0]?.reason]))).toBe(isShift);
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
    const branch = { runs: [...before, ...after], acknowledgements: [] };
    const gate = { metric: 'latency-p99', gate: true } as const;
    expect(windowOf(run, branch)).toEqual(branch.runs);
    expect(windowOf(run, branch, { ...policy, cells: [gate] })).toEqual(after);
  });

  test('do not begin at a shift of an arm that the run does not have', () => {
    const both = (one: Run, level: number): Run =>
      runAt((Date.parse(one.startedAt) - Date.UTC(2026, 0, 1)) / 86_400_000, 100, {
        arms: [diskArm('prod'), diskArm('gone')],
        value: ({ arm }) => (arm.name === 'gone' ? level : 100) * mebibyte * factor(),
      });
    const stored = [...steady.map(one => both(one, 100)), ...slower.map(one => both(one, 50))];
    expect(windowOf(run, { runs: stored, acknowledgements: [] })).toEqual(stored);
  });

  test('are those that an older run had, where it is judged again after a shift and an acknowledgement', () => {
    const older = runAt(9, 100, { startedAt: '2026-01-10T12:00:00.000Z' });
    const branch = { runs: [...steady, ...slower], acknowledgements: [said(slower.slice(-5))] };
    expect(windowOf(older, branch).slice(0, 10)).toEqual(steady.slice(0, 10));
  });

  test('are not bounded by what somebody says of another environment', () => {
    const elsewhere = Array.from({ length: 5 }, (_, day) =>
      runAt(20 + day, 50, { environment: { cpuModel: 'another' } }),
    );
    const branch = { runs: steady, acknowledgements: [said(elsewhere)] };
    expect(windowOf(run, branch)).toEqual(steady);
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
    const since = (arm: string) => windowOf(run, { runs: both, acknowledgements: [of(arm)] });
    expect(since('gone')).toEqual(both);
    expect(since('prod')).toEqual(both.slice(-5));
    const ungated = { ...policy, cells: [{ disk: 'prod', gate: false }] };
    expect(windowOf(run, { runs: both, acknowledgements: [of('prod')] }, ungated)).toEqual(both);
  });

  test('begin at the runs that somebody acknowledged, found or not', () => {
    const acknowledged = said(steady.slice(-3));
    expect(windowOf(run, { runs: steady, acknowledgements: [acknowledged] })).toEqual(
      steady.slice(-3),
    );
  });

  test('are all where nothing changed, and those of other environments stay', () => {
    const elsewhere = runAt(1, 50, { environment: { cpuModel: 'another' } });
    expect(windowOf(run, { runs: [elsewhere, ...steady], acknowledgements: [] })).toEqual(steady);
    const documents = { runs: [elsewhere, ...steady, ...slower], acknowledgements: [] };
    expect(windowOf(run, documents)).toEqual(slower);
    const { leftOut } = historyOf(run, documents, { policy });
    expect(leftOut.get('other-environment')).toEqual([elsewhere]);
    expect(leftOut.get('before-level')).toEqual(steady.toReversed());
  });
});
