import { expect, test } from 'vitest';
import { defaultPolicy, type Policy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import { cellsOfRun } from '../../src/judge/cell.ts';
import { readCell } from '../../src/judge/cell-series.ts';
import { judge } from '../../src/judge/judge.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { type PairsLevels, pairsRun } from '../harness/pairs-levels.ts';

const rounds = 8;
const workload = 'randread-4k-qd1';

function read(run: Run, stored: readonly Run[] = [], reference: Policy['reference'] = 'both') {
  const cells = [{ metric: 'latency-p95', gate: true }] as const;
  const policy = { ...defaultPolicy, cells, reference };
  const request = { run, baseline: baselineOf(run, stored), policy };
  const [throughput, latency] = cellsOfRun(request)
    .present.filter(({ metric }) => metric === 'throughput' || metric === 'latency-p95')
    .map(cell => readCell(cell, request));
  if (throughput === undefined || latency === undefined) throw new RangeError('no cells');
  return { throughput, latency };
}

const mean = (logs: readonly number[] = []) =>
  logs.reduce((sum, log) => sum + log, 0) / logs.length;

test('a run of pairs is a valid document, and an order beyond its pairs is not', () => {
  const run = pairsRun();
  expect(decodeRun(JSON.parse(JSON.stringify(run)))).toMatchObject({ ok: true });
  const order = run.plan.order.map(() => [2]);
  expect(decodeRun({ ...run, plan: { ...run.plan, order } })).toMatchObject({
    ok: false,
    rejections: expect.arrayContaining([
      { path: 'plan.order.0', problem: 'does not name each of the plan once' },
    ]),
  });
});

test('throughput is decided by the differences of its slices, with those of the sums beside them', () => {
  const { throughput } = read(pairsRun({ slices: 0.9, sums: 0.8 }));
  const { series, sums, reference, gated } = throughput.series ?? {};
  expect({ reference, gated }).toEqual({ reference: 'live', gated: true });
  expect(series).toHaveLength(rounds);
  expect(mean(series)).toBeCloseTo(Math.log(0.9), 1);
  expect(mean(sums)).toBeCloseTo(Math.log(0.8), 1);
  expect(throughput.facts).toMatchObject({ reference: 'live base', headRounds: rounds });
  expect((throughput.facts.head ?? 0) / (throughput.facts.base ?? 1)).toBeCloseTo(0.9, 1);
});

test('another metric is decided by the values of its own pair, towards better', () => {
  const { latency } = read(pairsRun({ sums: 0.8 }));
  expect(mean(latency.series?.series)).toBeCloseTo(Math.log(0.8), 1);
  expect(latency.series).not.toHaveProperty('sums');
});

test('against stored runs the level counts, and the ratio to the yardstick stands beside it', () => {
  const stored = [1, 2].map(day => pairsRun({ host: 2, startedAt: `2026-02-0${day}T00:00:00Z` }));
  const { series } = read(pairsRun({ slices: 0.9 }), stored, 'stored').throughput;
  expect(series).toMatchObject({ reference: 'stored', stored: { length: 2 } });
  // The host gave twice as much then: the level shows that, the ratio does not.
  expect(mean(series?.series) - mean(series?.stored?.[0])).toBeCloseTo(Math.log(0.45), 1);
  expect(mean(series?.storedRatio?.series) - mean(series?.storedRatio?.stored[0])).toBeCloseTo(
    Math.log(0.9),
    1,
  );
  const [first] = stored;
  if (first === undefined) throw new RangeError('nothing is stored');
  const bare = { ...first, startedAt: '2026-02-03T00:00:00Z', randomSeed: 9 };
  const { pairs = [], ...plan } = bare.plan;
  const without = { ...bare, plan: { ...plan, pairs: pairs.slice(0, 1) } };
  // One that lacks the yardstick says nothing of the host.
  const other = read(pairsRun(), [...stored, without], 'stored').throughput;
  expect(other.series).toMatchObject({
    stored: { length: 2 },
    storedRatio: { stored: { length: 2 } },
  });
  expect(other.facts.baseRuns).toBe(2);
});

test('a round without its difference, with two, or without the value of one disk makes the cell missing', () => {
  const run = pairsRun();
  const changed = (
    change: (round: Run['rounds'][number]) => Partial<Run['rounds'][number]>,
  ): Run => ({
    ...run,
    rounds: run.rounds.map(round => (round.index === 4 ? { ...round, ...change(round) } : round)),
  });
  const lacking = { kind: 'no-difference', round: 4 };
  expect(read(changed(() => ({ differences: [] }))).throughput.missing).toEqual(lacking);
  const twice = changed(({ differences = [] }) => ({
    differences: [...differences, ...differences],
  }));
  expect(read(twice).throughput.missing).toEqual(lacking);
  const oneDisk = changed(({ measurements }) => ({
    measurements: measurements.filter(({ arm }) => arm !== 1),
  }));
  expect(read(oneDisk).latency.missing).toEqual({
    kind: 'other-arm',
    reason: { kind: 'no-value', round: 4 },
  });
});

test('a loss in a run of pairs is regressed, and none is unchanged', () => {
  const verdictOf = (run: Run) =>
    judge({ run, baseline: baselineOf(run, []), policy: defaultPolicy }).verdict;
  expect(verdictOf(pairsRun({ slices: 0.85 }))).toBe('regressed');
  expect(verdictOf(pairsRun())).toBe('unchanged');
});

const at = { side: 'head', source: 'QEMU', what: 'bytes', limit: 1e8, rate: 1e8 } as const;

function guarded(kind: 'limit-ceiling' | 'limit-held', levels: PairsLevels = {}): Run {
  const run = pairsRun(levels);
  const doubt = { pair: 0, workload, reason: { kind, ...at } };
  const doubted = run.rounds.map(round =>
    round.index < 3 ? { ...round, doubts: [doubt] } : round,
  );
  return { ...run, rounds: doubted };
}

test('two disks at one ceiling are never unchanged, and a loss below it stays one', () => {
  const judged = (run: Run) => judge({ run, baseline: baselineOf(run, []), policy: defaultPolicy });
  const ceiling = judged(guarded('limit-ceiling'));
  expect(ceiling.cells[0]).toMatchObject({
    verdict: 'inconclusive',
    reason: { kind: 'guarded', by: { kind: 'limit-ceiling' }, round: 0 },
    decidedAt: expect.any(Number),
  });
  expect(judged(guarded('limit-ceiling', { slices: 0.85 })).verdict).toBe('regressed');
  const held = judged(guarded('limit-held'));
  expect(held.verdict).toBe('unchanged');
  expect(held.caveats).toContainEqual(
    expect.objectContaining({ kind: 'guarded', rounds: 3, of: rounds }),
  );
});

test('what a guard refused in one round makes its cells missing, with that reason', () => {
  const run = pairsRun();
  const reason = {
    kind: 'page-cache',
    side: 'against',
    expected: 0,
    found: 0.3,
    moment: 'before',
  } as const;
  const changed = run.rounds.map(round =>
    round.index === 2 ? { ...round, failures: [{ pair: 0, reason }] } : round,
  );
  const { throughput, latency } = read({ ...run, rounds: changed });
  for (const { missing } of [throughput, latency])
    expect(missing).toEqual({ kind: 'guarded', round: 2, by: reason });
  expect(decodeRun(JSON.parse(JSON.stringify({ ...run, rounds: changed })))).toMatchObject({
    ok: true,
  });
});
