import { expect, test } from 'vitest';
import { defaultPolicy, type Policy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import { declareGate, hopelessGate, judge } from '../../src/judge/judge.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { buildPairsRun } from '../harness/pairs-run.ts';
import {
  type BuiltRun,
  buildRun,
  diskArm,
  gatingPolicy,
  looksOf,
  noise,
} from '../harness/run-builder.ts';

const sides = [diskArm('prod'), diskArm('prod', {}, 'base')];

/** A run with both sides, the head's level a share of the base's. */
function bothSides({
  level = 1,
  deviation = 0.01,
  seed = 1,
  ...built
}: BuiltRun & { level?: number; deviation?: number; seed?: number }): Run {
  const factor = noise(seed, deviation);
  const value = ({ arm }: { arm: { side: string } }) =>
    1e8 * (arm.side === 'head' ? level : 1) * factor();
  return buildRun({ arms: sides, rounds: 16, workloads: ['rndrd', 'rndwr'], value, ...built });
}

/** The run as it would be measured: stopped where the gate says so. */
function measured(
  run: Run,
  { baseline = [], policy = gatingPolicy }: { baseline?: readonly Run[]; policy?: Policy } = {},
): Run {
  const before = { ...run, rounds: [], looks: [] };
  const { gate, decide } = declareGate({
    before,
    baseline: baselineOf(before, baseline),
    policy,
  });
  const stopped = run.rounds.findIndex(
    (_, index) => decide(run.rounds.slice(0, index + 1)) === 'stop',
  );
  const rounds = stopped === -1 ? run.rounds : run.rounds.slice(0, stopped + 1);
  const reason = rounds.length < run.plan.rounds ? 'decided' : 'planned';
  const looks = looksOf(gate, rounds.length);
  return { ...run, plan: { ...run.plan, gate }, rounds, looks, stop: { reason } };
}

test('the gate that was declared is part of the plan, and its document decodes', () => {
  const run = measured(bothSides({}));
  expect(run.plan.gate).toEqual({
    looks: [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
    cells: [
      { arm: 'prod', workload: 'rndrd', metric: 'throughput' },
      { arm: 'prod', workload: 'rndwr', metric: 'throughput' },
    ],
  });
  expect(decodeRun(JSON.parse(JSON.stringify(run)))).toMatchObject({ ok: true });
});

test('a run stops at the first look that leaves nothing undecided, and is judged as it was then', () => {
  const calm = measured(bothSides({}));
  expect(calm.rounds).toHaveLength(6);
  expect(judge({ run: calm, baseline: baselineOf(calm, []), policy: gatingPolicy })).toMatchObject({
    verdict: 'unchanged',
  });
  const slow = measured(bothSides({ level: 0.8 }));
  expect(slow.rounds).toHaveLength(9);
  expect(judge({ run: slow, baseline: baselineOf(slow, []), policy: gatingPolicy })).toMatchObject({
    verdict: 'regressed',
    passed: false,
  });
});

test('a weaker durability is red at once and stops no run: how fast the disk is has still to be told', () => {
  const arms = [diskArm('prod', { cache: 'unsafe' }), diskArm('prod', {}, 'base')];
  const run = measured(bothSides({ arms, deviation: 0.2 }));
  expect(run.rounds).toHaveLength(16);
  const verdicts = judge({ run, baseline: baselineOf(run, []), policy: gatingPolicy }).cells.map(
    ({ verdict }) => verdict,
  );
  expect(new Set(verdicts)).toEqual(new Set(['regressed']));
  expect(measured(bothSides({ arms })).rounds).toHaveLength(6);
});

test('a noisy run goes on to its end, and the last look decides what it can', () => {
  const run = measured(bothSides({ deviation: 0.2 }));
  expect(run).toMatchObject({ stop: { reason: 'planned' }, rounds: { length: 16 } });
  expect(judge({ run, baseline: baselineOf(run, []), policy: gatingPolicy }).verdict).toBe(
    'inconclusive',
  );
});

test('where nothing can be compared no round is left out: they make a baseline', () => {
  const alone = buildRun({ arms: [diskArm('prod')], rounds: 16, value: () => 1e8 });
  expect(measured(alone).rounds).toHaveLength(16);
});

test('a cell that is missing on one side does not keep the others from ending the run, and fails it', () => {
  const whole = bothSides({});
  const rounds = whole.rounds.map(round => ({
    ...round,
    measurements: round.measurements.filter(
      ({ arm, workload }) => !(arm === 1 && workload === 'rndwr'),
    ),
  }));
  const run = measured({ ...whole, rounds });
  expect(run.rounds).toHaveLength(6);
  const judgement = judge({ run, baseline: baselineOf(run, []), policy: gatingPolicy });
  expect(judgement).toMatchObject({ verdict: 'missing', passed: false });
  expect(judgement.cells.find(({ workload }) => workload === 'rndwr')?.reason).toEqual({
    kind: 'other-arm',
    reason: { kind: 'no-value', round: 0 },
  });
});

test('a budget that ends a run between or before its looks has one more look at its end', () => {
  for (const rounds of [8, 9]) {
    const run = bothSides({ deviation: 0.001, level: 0.9 });
    const { gate } = declareGate({
      before: { ...run, rounds: [] },
      baseline: baselineOf(run, []),
      policy: gatingPolicy,
    });
    const cut: Run = {
      ...run,
      plan: { ...run.plan, gate },
      rounds: run.rounds.slice(0, rounds),
      stop: { reason: 'budget' },
    };
    const judgement = judge({ run: cut, baseline: baselineOf(cut, []), policy: gatingPolicy });
    expect(judgement).toMatchObject({
      verdict: 'regressed',
      cells: [{ headRounds: rounds, decidedAt: rounds }, {}],
    });
  }
});

test('a document whose looks contradict its plan, or that was decided without one, is refused', () => {
  const run = measured(bothSides({}));
  const gate = run.plan.gate;
  if (gate === undefined) throw new RangeError('no gate');
  const withLooks = (looks: readonly number[]) =>
    decodeRun({ ...run, plan: { ...run.plan, gate: { ...gate, looks } } });
  expect(withLooks([6, 6, 16])).toMatchObject({
    ok: false,
    rejections: [{ path: 'plan.gate.looks' }],
  });
  expect(withLooks([6, 8])).toMatchObject({ ok: false });
  const taken = (looks: Run['looks']) => decodeRun({ ...run, looks });
  expect(taken(run.looks)).toMatchObject({ ok: true });
  expect(taken([])).toMatchObject({ ok: false, rejections: [{ path: 'looks' }] });
  expect(taken([{ round: 6, decision: 'continue' }])).toMatchObject({
    ok: false,
    rejections: [{ path: 'stop.reason' }],
  });
});

test('the reference says what a run is held against', () => {
  const run = bothSides({ level: 0.9 });
  const stored = Array.from({ length: 6 }, (_, index) =>
    bothSides({ level: 0.9, seed: 70 + index, startedAt: `2026-01-${10 + index}T00:00:00.000Z` }),
  );
  const against = (reference: Policy['reference'], arms = run) =>
    judge({
      run: arms,
      baseline: baselineOf(arms, stored),
      policy: { ...gatingPolicy, reference },
    });
  expect(against('both')).toMatchObject({
    verdict: 'regressed',
    cells: [{ reference: 'live base', baseRuns: 6 }, {}],
  });
  expect(against('base')).toMatchObject({ verdict: 'regressed', cells: [{ baseRuns: 0 }, {}] });
  expect(against('stored')).toMatchObject({
    verdict: 'unchanged',
    cells: [{ reference: 'stored runs' }, {}],
  });
  const alone = buildRun({
    arms: [diskArm('prod')],
    workloads: ['rndrd', 'rndwr'],
    rounds: 8,
    value: () => 1e8,
  });
  expect(against('base', alone)).toMatchObject({
    verdict: 'inconclusive',
    cells: [{ reason: { kind: 'no-base-side' } }, {}],
  });
});

test('a plan with too few rounds to show a loss against a base side is hopeless where its cells gate, and only there', () => {
  const pairs = (rounds: number, built: BuiltRun = {}) =>
    buildPairsRun({ arms: sides, rounds, ...built }).plan;
  expect(hopelessGate(pairs(9), defaultPolicy)?.problem).toContain('6 gated cells');
  expect(hopelessGate(pairs(10), defaultPolicy)).toBeUndefined();
  const workloads = ['randread-4k-qd1'];
  expect(hopelessGate(pairs(6, { workloads }), defaultPolicy)?.remedy).toContain('plan 7 rounds');
  expect(hopelessGate(pairs(7, { workloads }), defaultPolicy)).toBeUndefined();
  expect(hopelessGate(pairs(2, { arms: [diskArm('prod')] }), defaultPolicy)).toBeUndefined();
  expect(hopelessGate(pairs(2), { ...defaultPolicy, reference: 'stored' })).toBeUndefined();
  const { plan } = buildRun({ arms: sides, rounds: 3 });
  expect(hopelessGate(plan, defaultPolicy)).toBeUndefined();
  expect(hopelessGate(plan, gatingPolicy)?.problem).toContain('3 rounds can show no loss');
});
