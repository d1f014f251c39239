import { describe, expect, test } from 'vitest';
import type { Acknowledgement } from '../../src/core/acknowledgement.ts';
import { decodeAcknowledgement } from '../../src/core/acknowledgement.ts';
import { defaultPolicy as policy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import { acknowledge } from '../../src/history/accepted-level.ts';
import { historyOf } from '../../src/history/history.ts';
import { judgeBranch } from '../../src/judge/branch-level.ts';
import { judge } from '../../src/judge/judge.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { renderText } from '../../src/report/text.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { type PairsLevels, pairsRun } from '../harness/pairs-levels.ts';
import { diskArm } from '../harness/run-builder.ts';
import { worded } from '../harness/worded.ts';

const busy = { stealShare: 0, othersCpu: 1.6 };
const dayOf = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString();
const kept = (day: number, levels: PairsLevels = {}): Run =>
  pairsRun({
    sides: ['yardstick'],
    startedAt: dayOf(day),
    seed: day + 1,
    commit: day.toString(16).padStart(12, '0').padEnd(40, '0'),
    ...levels,
  });
const stored = Array.from({ length: 8 }, (_, day) => kept(day));
const judged = (run: Run, runs: readonly Run[] = stored) =>
  judge({ run, baseline: baselineOf(run, runs), policy });
const cellOf = ({ cells }: ReturnType<typeof judge>) => cells[0];

describe('a disk without a base side', () => {
  test.each([
    ['nothing moved', {}, 'unchanged', undefined],
    ['the disk lost', { slices: 0.8 }, 'regressed', undefined],
    ['the host got slower', { host: 0.7 }, 'unchanged', 'host-moved'],
    ['the host got faster', { host: 1.4 }, 'unchanged', undefined],
    ['both lost', { slices: 0.8, host: 0.7 }, 'regressed', undefined],
    [
      'the disk lost on a faster host',
      { slices: 0.8, host: 1.3 },
      'inconclusive',
      'level-disagrees',
    ],
  ] as const)('against stored runs: %s', (_, levels, verdict, kind) => {
    const cell = cellOf(judged(kept(9, levels)));
    expect(cell).toMatchObject({ verdict, reference: 'stored runs', baseRuns: 8 });
    expect(cell?.reason?.kind).toBe(kind);
  });

  test('is inconclusive where nothing is stored, or all of it beside another yardstick', () => {
    expect(cellOf(judged(kept(9), []))?.reason).toEqual({ kind: 'nothing-stored' });
    const others = stored.map(run => ({
      ...run,
      arms: run.arms.map(arm =>
        arm.side === 'yardstick' ? diskArm('plain', { size: 2 ** 20 }, 'yardstick') : arm,
      ),
    }));
    const cell = cellOf(judged(kept(9, { slices: 0.5 }), others));
    expect(cell).toMatchObject({ verdict: 'inconclusive', reason: { kind: 'other-yardstick' } });
  });

  test('is missing where its yardstick is: the host could not be told from it', () => {
    const run = kept(9);
    const [, ...rounds] = run.rounds;
    const [first] = run.rounds;
    if (first === undefined) throw new RangeError('it has rounds');
    const cut = { ...run, rounds: [{ ...first, differences: [] }, ...rounds] };
    expect(cellOf(judged(cut))).toMatchObject({
      verdict: 'missing',
      reason: { kind: 'other-arm', arm: 'yardstick', reason: { kind: 'no-difference', round: 0 } },
    });
  });

  test('says nothing of what was measured under other load', () => {
    const cell = cellOf(judged(kept(9, { slices: 0.5, load: busy })));
    expect(cell).toMatchObject({
      verdict: 'inconclusive',
      reason: { kind: 'other-load', runs: 8 },
    });
  });
});

describe('a disk with a base side', () => {
  test('tells the change, and how ratio, level and host moved since the stored runs', () => {
    const run = pairsRun({ host: 0.9, startedAt: dayOf(9) });
    const cell = cellOf(judged(run));
    expect(cell).toMatchObject({ verdict: 'unchanged', reference: 'live base', baseRuns: 8 });
    expect(cell?.since?.runs).toBe(8);
    expect(cell?.since?.level).toBeCloseTo(-0.1, 1);
    expect(cell?.since?.host).toBeCloseTo(-0.1, 1);
    expect(Math.abs(cell?.since?.ratio ?? 1)).toBeLessThan(0.01);
  });

  test('without a yardstick tells the host by the base side, where that is the disk that is stored', () => {
    const run = pairsRun({ host: 0.9, slices: 0.97, startedAt: dayOf(9), sides: ['base'] });
    const since = cellOf(judged(run))?.since;
    expect(since?.host).toBeCloseTo(-0.1, 1);
    expect(since).not.toHaveProperty('ratio');
    const others = stored.map(one => ({
      ...one,
      arms: one.arms.map(arm => (arm.side === 'head' ? diskArm('prod', { bus: 'nvme' }) : arm)),
    }));
    expect(cellOf(judged(run, others))?.since).not.toHaveProperty('host');
    expect(cellOf(judged(run, []))?.since).toBeUndefined();
  });

  test('reports have it as a column, and the host in one sentence', () => {
    const run = pairsRun({ host: 0.9, startedAt: dayOf(9) });
    const told = { run, judgement: judged(run), claims: [] };
    for (const report of [
      renderText({ ...told, color: false }),
      renderMarkdown({ ...told, limit: 60_000 }),
    ]) {
      expect(report).toContain('since stored');
      expect(report.replaceAll('\u00a0', ' ')).toMatch(/[-+]0\.\d %, level -(9|10|11)\.\d %/);
      expect(report.replaceAll(/\s+/g, ' ')).toMatch(
        /The host moved -(9|10|11)\.\d % since the stored baseline, this change [-+]0\.\d %\./,
      );
    }
  });

  test('reports name the stored run whose disk is the base side', () => {
    const run = pairsRun();
    const asStored = { startedAt: dayOf(3), commit: 'abc1234'.padEnd(40, '0') };
    const arms = run.plan.arms.map(arm => (arm.side === 'base' ? { ...arm, asStored } : arm));
    const based = { ...run, plan: { ...run.plan, arms } };
    const told = { run: based, judgement: judged(based), claims: [] };
    const named = 'prod as stored at abc123400000';
    expect(renderText({ ...told, color: false })).toContain(named);
    expect(renderMarkdown({ ...told, limit: 60_000 })).toContain(named);
  });
});

describe('the default branch', () => {
  const push = (
    run: Run,
    runs: readonly Run[],
    acknowledgements: readonly Acknowledgement[] = [],
  ) => {
    const history = historyOf(run, { runs, acknowledgements }, { policy });
    const judgement = judge({ run, baseline: history, policy });
    return worded(judgeBranch(judgement, { run, history, policy, isDefaultBranch: true }));
  };
  const series = (count: number, from: number, levels: PairsLevels) =>
    Array.from({ length: count }, (_, index) => kept(from + index, levels));
  const steady = series(15, 0, {});

  test('is not red on a host that moved, which is told once', () => {
    const runs = [...steady, ...series(10, 15, { host: 0.8 })];
    const told = runs.map((run, index) => push(run, runs.slice(0, index)));
    expect(told.slice(15).map(({ verdict }) => verdict)).not.toContain('regressed');
    const host = told.flatMap(({ caveats }) => caveats.filter(one => one.startsWith('the host ')));
    expect(host).toEqual([
      expect.stringMatching(
        /^the host changed between 0{11}e and 0{11}f, .*: prod .* -(19|20)\.\d %$/,
      ),
    ]);
    expect(told.flatMap(({ caveats }) => caveats).join()).not.toContain('the level changed');
  });

  test('is red for a disk that lost, until the level is acknowledged with its ratio', () => {
    const lost = series(10, 15, { slices: 0.8 });
    const run = kept(25, { slices: 0.8 });
    const red = push(run, [...steady, ...lost]);
    expect(red).toMatchObject({ verdict: 'regressed', passed: false });
    expect(red.cells[0]?.reason).toMatch(
      /^-(19|20)\.\d % to the level that its first runs had between/,
    );
    const said = acknowledgeRuns(lost.slice(-5));
    expect(said.levels[0]?.ratio).toBeCloseTo(0.4, 2);
    expect(decodeAcknowledgement(JSON.parse(JSON.stringify(said)))).toMatchObject({ ok: true });
    expect(push(run, [...steady, ...lost], [said]).passed).toBe(true);
  });

  test('does not hide a disk that lost on a host that got faster', () => {
    const runs = [...steady, ...series(10, 15, { slices: 0.8, host: 1.25 })];
    const { verdict, cells } = push(kept(25, { slices: 0.8, host: 1.25 }), runs);
    expect(verdict).toBe('inconclusive');
    expect(cells[0]?.reason).toMatch(/^the ratio to the yardstick lost, and the level/);
  });

  test('is held to no level of another load', () => {
    const run = kept(25, { slices: 0.7, load: busy });
    expect(push(run, steady).verdict).toBe('inconclusive');
    expect(push(run, steady, [acknowledgeRuns(steady.slice(-5))]).verdict).toBe('inconclusive');
    const likewise = steady.map(one => ({
      ...one,
      rounds: one.rounds.map(round => ({ ...round, load: busy })),
    }));
    expect(push(run, likewise).verdict).toBe('regressed');
  });
});

function acknowledgeRuns(runs: readonly Run[]): Acknowledgement {
  return acknowledge({
    acknowledgedAt: dayOf(60),
    by: 'Ada',
    reason: 'x',
    toolVersion: '0',
    runs: runs.map(run => ({ run, digest: 'a'.repeat(12) })),
    covers: () => true,
  });
}

test('an own image is never judged against images that the gate made, nor those against it', () => {
  const owned = (run: Run): Run => ({
    ...run,
    arms: run.arms.map(arm => {
      const { target } = arm.subject;
      if (target.kind !== 'disk' || arm.side !== 'head') return arm;
      const { mode } = target;
      const layers = [{ format: mode.format, size: mode.size, options: {} }];
      const image = {
        on: 'copy' as const,
        digest: 'ab'.repeat(32),
        layers,
        bytes: 1,
        data: 1,
        used: 1,
      };
      return { ...arm, subject: { target: { ...target, image } } };
    }),
  });
  const lost = kept(9, { slices: 0.5 });
  expect(cellOf(judged(owned(lost)))).toMatchObject({ baseRuns: 0 });
  expect(cellOf(judged(lost, stored.map(owned)))).toMatchObject({ baseRuns: 0 });
  expect(cellOf(judged(owned(lost), stored.map(owned)))).toMatchObject({ verdict: 'regressed' });
});
