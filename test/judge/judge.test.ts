import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Policy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import { judge } from '../../src/judge/judge.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import {
  type BuiltRun,
  buildHistory,
  buildRun,
  buildSeedRun,
  diskArm,
  gatingPolicy,
  hostArm,
  noise,
  postArms,
  type ValueOfCell,
} from '../harness/run-builder.ts';
import { worded } from '../harness/worded.ts';

const mebibyte = 2 ** 20;

function judged(o: { run: Run; baseline?: readonly Run[]; policy?: Partial<Policy> }) {
  return worded(
    judge({
      run: o.run,
      baseline: baselineOf(o.run, o.baseline ?? []),
      policy: {
        ...gatingPolicy,
        ...o.policy,
        cells: [...gatingPolicy.cells, ...(o.policy?.cells ?? [])],
      },
    }),
  );
}

/** A run of one disk at `level` MiB/s with a little noise, the same for the same seed. */
function steady(level: number, seed: number, built: BuiltRun = {}): Run {
  const factor = noise(seed, 0.005);
  return buildRun({ rounds: 6, value: () => level * mebibyte * factor(), ...built });
}

const history = buildHistory(6, (startedAt, index) => steady(100, index + 10, { startedAt }));

function cell(judgement: ReturnType<typeof judged>, workload = 'rndrd', arm = 'prod') {
  const found = judgement.cells.find(
    one => one.workload === workload && one.arm === arm && one.metric === 'throughput',
  );
  if (found === undefined) throw new RangeError(`no cell ${arm} ${workload}`);
  return found;
}

test('a loss of a fifth on a steady host is regressed and fails the gate', () => {
  const judgement = judged({ run: steady(80, 1), baseline: history });
  expect(judgement).toMatchObject({ verdict: 'regressed', passed: false, gatedCells: 4 });
  expect(cell(judgement).change).toBeCloseTo(-0.2, 2);
  expect(cell(judgement)).toMatchObject({
    headRounds: 6,
    baseRuns: 6,
    gated: true,
    tolerance: 0.05,
  });
});

test('an unchanged steady host is unchanged, a faster one improved, and both pass', () => {
  expect(judged({ run: steady(100, 1), baseline: history })).toMatchObject({
    verdict: 'unchanged',
    passed: true,
  });
  expect(judged({ run: steady(120, 1), baseline: history })).toMatchObject({
    verdict: 'improved',
    passed: true,
  });
});

test('with one earlier run and three rounds a small change is not decided, and it says what could have been caught', () => {
  const judgement = judged({
    run: buildSeedRun({ seed: 1, deviation: 0.05 }),
    baseline: [buildSeedRun({ seed: 2, deviation: 0.05, startedAt: '2026-02-01T00:00:00.000Z' })],
  });
  expect(judgement).toMatchObject({ verdict: 'inconclusive', passed: true, gatedCells: 24 });
  expect(judgement.caveats.join()).toContain('a standard deviation of 10 % is assumed');
  for (const { mde } of judgement.cells.filter(({ gated }) => gated))
    expect(mde).toBeGreaterThan(0.3);
});

test('few earlier runs that differ by far more than is assumed block nothing that lies among them', () => {
  const levels = [250, 200, 63];
  const baseline = buildHistory(3, (startedAt, index) =>
    steady(levels[index] ?? 0, index + 10, { startedAt }),
  );
  const judgement = judged({ run: steady(80, 1), baseline });
  expect(judgement).toMatchObject({ verdict: 'inconclusive', passed: true });
  expect(judgement.caveats.join()).toContain('or more where they show it');
});

test('few earlier runs that agree let a loss of half be seen', () => {
  const baseline = buildHistory(3, (startedAt, index) =>
    steady(100 + index, index + 10, { startedAt }),
  );
  expect(judged({ run: steady(50, 1), baseline })).toMatchObject({ verdict: 'regressed' });
});

test('with nothing stored there is no baseline, and the gate passes', () => {
  const judgement = judged({ run: steady(100, 1) });
  expect(judgement).toMatchObject({
    verdict: 'inconclusive',
    passed: true,
    incomparable: [],
    baseline: [],
  });
  expect(cell(judgement).reason).toBe('no earlier run is stored');
});

test('runs of another environment decide nothing, and are told with the facts of the nearest one', () => {
  const elsewhere = [
    steady(100, 1, {
      startedAt: '2026-02-02T00:00:00.000Z',
      environment: { hostKernel: '5.10', filesystem: 'xfs' },
    }),
    steady(100, 1, { startedAt: '2026-02-01T00:00:00.000Z', environment: { hostKernel: '6.12' } }),
  ];
  const judgement = judged({ run: steady(100, 1), baseline: elsewhere });
  expect(judgement).toMatchObject({
    verdict: 'inconclusive',
    passed: true,
    incomparable: ['hostKernel 6.12 -> 6.1'],
  });
});

test('the nearest history is one that could be a baseline, and is named', () => {
  const near = { environment: { hostKernel: '6.12' } };
  const far = { environment: { hostKernel: '5.10', filesystem: 'xfs' } };
  const usable = steady(100, 1, { startedAt: '2026-02-01T00:00:00.000Z', ...far });
  const disturbed = steady(100, 1, {
    startedAt: '2026-02-02T00:00:00.000Z',
    ...near,
    unattested: true,
  });
  const broken = steady(100, 1, {
    startedAt: '2026-02-03T00:00:00.000Z',
    ...near,
    stop: 'trouble',
  });
  const judgement = judged({ run: steady(100, 1), baseline: [usable, disturbed, broken] });
  expect(judgement).toMatchObject({
    verdict: 'inconclusive',
    incomparable: ['filesystem xfs -> ext4', 'hostKernel 5.10 -> 6.1'],
    nearest: {
      fingerprint: usable.fingerprint,
      startedAt: usable.startedAt,
      commit: 'c0ffee'.padEnd(40, '0'),
    },
  });
  expect(judged({ run: steady(100, 1), baseline: [disturbed, broken] })).toMatchObject({
    verdict: 'inconclusive',
  });
});

test('a document that claims a fingerprint it does not have is not compared', () => {
  const run = steady(80, 1);
  const forged = {
    ...steady(100, 1, { startedAt: '2026-02-01T00:00:00.000Z', environment: { cpuCores: 64 } }),
    fingerprint: run.fingerprint,
  };
  expect(judged({ run, baseline: [forged] }).verdict).toBe('inconclusive');
});

test('a changed cache mode is judged against the runs before it, and named', () => {
  const run = steady(50, 1, { arms: [diskArm('prod', { cache: 'directsync' })] });
  const judgement = judged({ run, baseline: history });
  expect(judgement.verdict).toBe('regressed');
  expect(judgement.changes).toEqual([
    { arm: 'prod', what: 'cache', from: 'writeback', to: 'directsync' },
  ]);
});

test('a lower durability class is regressed however fast it is, also against another environment', () => {
  const run = steady(300, 1, { arms: [diskArm('prod', { cache: 'unsafe' })] });
  expect(cell(judged({ run, baseline: history }))).toMatchObject({
    verdict: 'regressed',
    reason: 'cache=unsafe promises less durability than cache=writeback, whatever its speed',
  });
  const elsewhere = steady(100, 1, {
    startedAt: '2026-02-01T00:00:00.000Z',
    environment: { cpuCores: 64 },
  });
  expect(judged({ run, baseline: [elsewhere] })).toMatchObject({
    verdict: 'regressed',
    passed: false,
  });
});

test('a higher durability class is judged by its speed', () => {
  const run = steady(100, 1, { arms: [diskArm('prod', { cache: 'writethrough' })] });
  expect(judged({ run, baseline: history }).verdict).toBe('unchanged');
});

test.each([
  [
    'absent in one round',
    ({ round }: { round: number }) => (round === 3 ? undefined : 1e8),
    'no value in round 4',
  ],
  [
    'zero in one round',
    ({ round }: { round: number }) => (round === 0 ? 0 : 1e8),
    'the value is zero in round 1',
  ],
  ['NaN', () => Number.NaN, 'the value is NaN in round 1'],
  ['infinite', () => Infinity, 'the value is Infinity in round 1'],
])('a value that is %s makes its cell missing and fails the gate', (_name, value, reason) => {
  const judgement = judged({ run: buildRun({ rounds: 6, value }), baseline: history });
  expect(judgement).toMatchObject({ verdict: 'missing', passed: false });
  expect(cell(judgement).reason).toBe(reason);
});

test('two values of one cell in a round make it missing', () => {
  const run = steady(100, 1);
  const [first, ...rest] = run.rounds;
  if (first === undefined) throw new RangeError('no rounds');
  const doubled = {
    ...first,
    measurements: [...first.measurements, ...first.measurements.slice(0, 1)],
  };
  const judgement = judged({ run: { ...run, rounds: [doubled, ...rest] }, baseline: history });
  expect(judgement.cells.filter(({ verdict }) => verdict === 'missing')).toHaveLength(1);
});

test('an arm whose mode was not in force is missing, with what was read back', () => {
  const evidence = [{ fact: 'cache.direct', expected: 'true', found: 'false' }];
  const run = steady(100, 1, {
    arms: [{ ...diskArm('prod'), attestation: { ok: false, evidence } }],
  });
  expect(cell(judged({ run, baseline: history })).reason).toBe(
    'its disk mode was not in force: cache.direct is false and should be true',
  );
});

test('a run without rounds, or one that trouble ended, is missing and never unchanged', () => {
  expect(judged({ run: buildRun({ rounds: 0 }), baseline: history }).verdict).toBe('missing');
  expect(judged({ run: steady(100, 1, { stop: 'trouble' }), baseline: history }).verdict).toBe(
    'missing',
  );
  expect(judged({ run: steady(100, 1, { stop: 'budget' }), baseline: history }).verdict).toBe(
    'unchanged',
  );
});

test('one round shows no spread: inconclusive, with that reason', () => {
  const judgement = judged({ run: steady(10, 1, { rounds: 1 }), baseline: history });
  expect(judgement.verdict).toBe('inconclusive');
  expect(cell(judgement).reason).toMatch(/one round shows no spread/);
  expect(cell(judgement).mde).toBeUndefined();
});

test('an arm that only the head has is not decided, one that only the base has is missing', () => {
  const added = judged({
    run: steady(100, 1, { arms: [diskArm('prod'), diskArm('new')] }),
    baseline: history,
  });
  expect(added).toMatchObject({ verdict: 'inconclusive', passed: true, gatedCells: 8 });
  expect(cell(added, 'rndrd', 'new').reason).toBe('no earlier run has an arm new');
  const renamed = judged({ run: steady(100, 1, { arms: [diskArm('new')] }), baseline: history });
  expect(renamed).toMatchObject({ verdict: 'missing', passed: false });
  expect(cell(renamed).reason).toMatch(/the arm prod is in the baseline/);
});

test('an arm that was left out by hand is not missing, and those that were picked are judged', () => {
  const both = [1, 2, 3, 4, 5].map(day =>
    steady(100, 1, {
      arms: [diskArm('prod'), diskArm('other')],
      startedAt: `2026-02-0${day}T00:00:00.000Z`,
    }),
  );
  const run = steady(100, 1, { arms: [diskArm('prod')] });
  expect(judged({ run, baseline: both }).verdict).toBe('missing');
  const picked = { ...run, plan: { ...run.plan, armsPicked: true } };
  expect(judged({ run: picked, baseline: both })).toMatchObject({
    verdict: 'unchanged',
    gatedCells: 4,
  });
});

test('a stored run whose arms were picked by hand does not hide that an arm is gone', () => {
  const whole = steady(100, 1, {
    arms: [diskArm('prod'), diskArm('other')],
    startedAt: '2026-02-01T00:00:00.000Z',
  });
  const narrow = steady(100, 1, { arms: [diskArm('prod')], startedAt: '2026-02-02T00:00:00.000Z' });
  const picked = { ...narrow, plan: { ...narrow.plan, armsPicked: true } };
  const run = steady(100, 1, { arms: [diskArm('prod')] });
  expect(judged({ run, baseline: [picked, whole] }).verdict).toBe('missing');
});

test('the order of arms does not matter: they are matched by name', () => {
  const value: ValueOfCell = ({ arm }) => (arm.name === 'fast' ? 200 : 100) * mebibyte;
  const build = (names: readonly string[], startedAt: string) =>
    buildRun({ arms: names.map(name => diskArm(name)), value, startedAt });
  const baseline = [1, 2, 3, 4, 5].map(day =>
    build(['fast', 'slow'], `2026-02-0${day}T00:00:00.000Z`),
  );
  expect(
    judged({ run: build(['slow', 'fast'], '2026-03-01T00:00:00.000Z'), baseline }).verdict,
  ).toBe('unchanged');
});

test('host arms are judged and never gate, even where the policy says so', () => {
  const arms = [hostArm('host'), diskArm('prod'), diskArm('watch', {}, 'yardstick')];
  const value =
    (level: number): ValueOfCell =>
    ({ arm }) =>
      (arm.side === 'head' ? 100 : level) * mebibyte;
  const baseline = [1, 2, 3, 4, 5].map(day =>
    buildRun({ arms, value: value(100), startedAt: `2026-02-0${day}T00:00:00.000Z` }),
  );
  const judgement = judged({
    run: buildRun({ arms, value: value(10) }),
    baseline,
    policy: { cells: [{ gate: true }] },
  });
  expect(judgement).toMatchObject({ verdict: 'unchanged', gatedCells: 4 });
  expect(cell(judgement, 'rndrd', 'host')).toMatchObject({ gated: false, verdict: 'regressed' });
});

test('other metrics are judged towards better, and gate only where the policy says so', () => {
  const metrics = ['throughput', 'latency-p95'] as const;
  const value =
    (latency: number): ValueOfCell =>
    ({ metric }) =>
      metric === 'throughput' ? 1e8 : latency;
  const baseline = [1, 2, 3, 4, 5].map(day =>
    buildRun({ metrics, value: value(0.001), startedAt: `2026-02-0${day}T00:00:00.000Z` }),
  );
  const run = buildRun({ metrics, value: value(0.002) });
  const plain = judged({ run, baseline });
  expect(plain).toMatchObject({ verdict: 'unchanged', gatedCells: 4 });
  expect(plain.cells.find(({ metric }) => metric === 'latency-p95')).toMatchObject({
    gated: false,
    change: expect.closeTo(-0.5, 9),
    verdict: 'regressed',
  });
  const gated = judged({
    run,
    baseline,
    policy: { cells: [{ metric: 'latency-p95', workload: 'rndrd', gate: true }] },
  });
  expect(gated).toMatchObject({ verdict: 'regressed', gatedCells: 5 });
});

test('the last matching policy of a cell wins, for its gate and its tolerance apart', () => {
  const cells = [
    { tolerance: 0.3 },
    { workload: 'rndrd', gate: false },
    { disk: 'prod', workload: 'seqwr', tolerance: 0.1 },
  ];
  const judgement = judged({ run: steady(80, 1), baseline: history, policy: { cells } });
  expect(
    judgement.cells.map(({ workload, gated, tolerance, verdict }) => [
      workload,
      gated,
      tolerance,
      verdict,
    ]),
  ).toEqual([
    ['rndrd', false, 0.3, 'inconclusive'],
    ['rndwr', true, 0.3, 'unchanged'],
    ['seqrd', true, 0.3, 'unchanged'],
    ['seqwr', true, 0.1, 'regressed'],
  ]);
});

test('a policy that matches no cell, and a run in which nothing is gated, are said', () => {
  const misspelt = judged({
    run: steady(80, 1),
    baseline: history,
    policy: { cells: [{ disk: 'prdo', gate: false }] },
  });
  expect(misspelt.caveats).toContain(
    'the policy for prdo, any workload, any metric matches no cell of this run',
  );
  const open = judged({
    run: steady(10, 1),
    baseline: history,
    policy: { cells: [{ gate: false }] },
  });
  expect(open).toMatchObject({
    verdict: 'inconclusive',
    passed: true,
    gatedCells: 0,
    gates: 'asked',
  });
  expect(open.cells[0]).toMatchObject({ verdict: 'regressed', gated: false, moved: true });
});

test('the price of many gated cells is a wider interval against stored runs', () => {
  const width = (policy: Partial<Policy> = {}) => {
    const wild = (seed: number, built: BuiltRun = {}): Run => {
      const own = noise(seed, 0.06);
      const value: ValueOfCell = () => 100 * mebibyte * own();
      return buildRun({ rounds: 8, value, ...built });
    };
    const baseline = buildHistory(8, (startedAt, index) => wild(index + 10, { startedAt }));
    const { low = Number.NaN, high = Number.NaN } =
      cell(judged({ run: wild(1), baseline, policy })).interval ?? {};
    return high - low;
  };
  const alone = width({ cells: [{ gate: false }, { workload: 'rndrd', gate: true }] });
  expect(width() / alone).toBeGreaterThan(1.15);
});

test('only complete runs that began before this one, the newest thirty of them, are its baseline', () => {
  const many = buildHistory(40, startedAt => steady(100, 3, { startedAt }));
  const later = steady(100, 3, { startedAt: '2026-04-01T00:00:00.000Z' });
  const broken = steady(100, 3, { startedAt: '2026-02-28T13:00:00.000Z', stop: 'trouble' });
  const { baseline } = judged({
    run: steady(100, 1),
    baseline: [later, broken, ...many.toReversed()],
  });
  expect(baseline.map(({ startedAt }) => startedAt)).toEqual(
    many.slice(0, 30).map(({ startedAt }) => startedAt),
  );
  expect(baseline[0]?.commit).toMatch(/^c0ffee/);
});

test('earlier runs whose own cell is missing do not count for that cell', () => {
  const holes = history.map((run, index) =>
    index < 2
      ? { ...run, arms: [{ ...diskArm('prod'), attestation: { ok: false, evidence: [] } }] }
      : run,
  );
  expect(cell(judged({ run: steady(100, 1), baseline: holes })).baseRuns).toBe(4);
  const none = history.map(run => ({
    ...run,
    arms: [{ ...diskArm('prod'), attestation: { ok: false, evidence: [] } }, diskArm('other')],
  }));
  expect(cell(judged({ run: steady(100, 1), baseline: none }))).toMatchObject({
    verdict: 'inconclusive',
    reason: 'no earlier run has a valid value of it',
  });
});

test('earlier runs without an attested disk take no place in the baseline', () => {
  const unproven = [{ ...diskArm('prod'), attestation: { ok: false, evidence: [] } }];
  const newer = buildHistory(30, startedAt => steady(100, 3, { startedAt, arms: unproven }));
  const older = history.map((run, index) => ({
    ...run,
    startedAt: `2026-01-0${index + 1}T00:00:00.000Z`,
  }));
  expect(judged({ run: steady(100, 1), baseline: [...newer, ...older] }).baseline).toHaveLength(6);
  expect(cell(judged({ run: steady(100, 1), baseline: newer }))).toMatchObject({
    verdict: 'inconclusive',
    reason: 'no stored run is a baseline of it: 30 have no attested disk',
  });
});

test('judging leaves the documents as they were, and gives the same twice', () => {
  const run = buildRun({ arms: postArms() });
  const before = structuredClone({ run, history });
  const first = judged({ run, baseline: history });
  expect(judged({ run, baseline: history })).toEqual(first);
  expect({ run, history }).toEqual(before);
});

test('a run that is stored twice counts once', () => {
  expect(
    judged({ run: steady(100, 1), baseline: [...history, ...structuredClone(history)] }).baseline,
  ).toHaveLength(6);
});

test('stored runs that began after this one are left out, and said to be', () => {
  const later = steady(100, 3, { startedAt: '2027-01-01T00:00:00.000Z' });
  const told =
    '1 began no earlier than this one (is a clock wrong, or are the two the wrong way round?)';
  expect(cell(judged({ run: steady(100, 1), baseline: [later] }))).toMatchObject({
    verdict: 'inconclusive',
    reason: `no stored run is a baseline of it: ${told}`,
  });
  const earlier = steady(100, 4, { startedAt: '2025-01-01T00:00:00.000Z' });
  expect(judged({ run: steady(100, 1), baseline: [later, earlier] }).caveats).toContainEqual(
    `of the stored runs ${told}`,
  );
});

test('the load of others, and a budget that ended the run, are told', () => {
  const load = { stealShare: 0, othersCpu: 1.5 };
  const noisy = buildHistory(6, (startedAt, index) => steady(100, index, { startedAt, load }));
  const busy = judged({ run: steady(80, 1, { load, stop: 'write-budget' }), baseline: noisy });
  expect(busy).toMatchObject({ verdict: 'regressed', passed: false });
  expect(busy.caveats).toEqual(
    expect.arrayContaining([
      'the write budget ended the run before its planned rounds',
      'other processes used up to 1.5 of 2 processors in 6 of 6 rounds',
    ]),
  );
  expect(busy.baseline).toHaveLength(6);
});

test('stored runs under other load are left out, some with a caveat, all with a reason', () => {
  const load = { stealShare: 0, othersCpu: 1.5 };
  const mixed = history.map((run, index) =>
    index < 2 ? { ...run, rounds: run.rounds.map(round => ({ ...round, load })) } : run,
  );
  const some = judged({ run: steady(100, 1), baseline: mixed });
  expect(some.baseline).toHaveLength(history.length - 2);
  expect(some.cells[0]?.baseRuns).toBe(history.length - 2);
  expect(some.caveats).toContainEqual('2 stored runs were measured under other load, and left out');
  const all = judged({ run: steady(80, 1, { load }), baseline: history });
  expect(all).toMatchObject({ verdict: 'inconclusive', baseline: [] });
  expect(all.cells[0]?.reason).toBe(
    `every earlier run (${history.length}) was measured under other load of its host`,
  );
  // A quarter of the processors is not another load.
  const little = { stealShare: 0.1, othersCpu: 0.2 };
  expect(judged({ run: steady(100, 1, { load: little }), baseline: history }).baseline).toEqual(
    judged({ run: steady(100, 1), baseline: history }).baseline,
  );
});

test('a run fails by inconclusive cells where the policy wants it, and by those it always fails by', () => {
  const failOn = ['regressed', 'missing', 'inconclusive'] as const;
  const first = { run: steady(100, 1) };
  expect(judged(first)).toMatchObject({ verdict: 'inconclusive', passed: true });
  expect(judged({ ...first, policy: { failOn } })).toMatchObject({ passed: false });
});

test('a suite that never gates does not, whatever a policy says of its cells', () => {
  const text = readFileSync(join(import.meta.dirname, '../../fixtures/runs/fio.json'), 'utf8');
  const decoded = decodeRun(JSON.parse(text));
  if (!decoded.ok) throw new RangeError('fio.json is a run document');
  const judgement = judged({ run: decoded.value, policy: { cells: [{ gate: true }] } });
  expect(judgement).toMatchObject({ gatedCells: 0, gates: 'never', verdict: 'inconclusive' });
  const strict = { failOn: ['regressed', 'missing', 'inconclusive'] } as const;
  expect(judged({ run: decoded.value, policy: strict }).passed).toBe(false);
});
