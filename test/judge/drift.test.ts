import { expect, test } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { judge } from '../../src/judge/judge.ts';
import { caveatTexts } from '../../src/report/caveats.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import {
  type BuiltRun,
  buildHistory,
  buildRun,
  diskArm,
  gatingPolicy,
  noise,
  type ValueOfCell,
} from '../harness/run-builder.ts';

const arms = [diskArm('prod'), diskArm('prod', {}, 'base')];

/** 16 rounds of one workload; `factor` is what happens to a side in a round beside its noise. */
function runOf(
  factor: (side: string, round: number) => number,
  built: BuiltRun = {},
  metric: 'throughput' | 'latency-p95' = 'throughput',
  cv = 0.01,
): Run {
  const next = noise(8, cv);
  const value: ValueOfCell = ({ arm, round }) => 1e6 * factor(arm.side, round) * next();
  return buildRun({ arms, rounds: 16, workloads: ['rndrd'], metrics: [metric], value, ...built });
}

const cells = [{ metric: 'latency-p95', gate: true }] as const;

function judged(run: Run, baseline: readonly Run[] = []) {
  const judgement = judge({
    run,
    baseline: baselineOf(run, baseline),
    policy: { ...gatingPolicy, cells: [...gatingPolicy.cells, ...cells] },
  });
  const doubts = caveatTexts(run, judgement).filter(text => /stands out|drifted/.test(text));
  return {
    cell: judgement.cells.find(({ outliers, drift }) => outliers ?? drift) ?? judgement.cells[0],
    doubts,
  };
}

test('a round in which one side stalled is told, and does not change the verdict', () => {
  const { cell, doubts } = judged(
    runOf((side, round) => (side === 'head' && round === 6 ? 0.4 : 1)),
  );
  expect(cell).toMatchObject({
    verdict: 'unchanged',
    outliers: [{ round: 7, change: expect.closeTo(-0.6, 1) }],
  });
  expect(doubts).toEqual([
    expect.stringMatching(
      /^prod rndrd throughput: the change against its base stands out from the other rounds in round 7 \(-[56]\d %\)$/,
    ),
  ]);
});

test('a round that was slow for both sides, and a host that slows down under both, raise no doubt', () => {
  const { cell, doubts } = judged(runOf((_, round) => (round === 6 ? 0.4 : 1) * 0.97 ** round));
  expect(cell).not.toHaveProperty('outliers');
  expect(cell).not.toHaveProperty('drift');
  expect(doubts).toEqual([]);
});

test('a head that slows down from round to round is told, against its base and against stored runs', () => {
  const slowing = (side: string, round: number) => (side === 'head' ? 0.99 ** round : 1);
  const live = judged(runOf(slowing));
  expect(live.cell?.drift).toBeCloseTo(0.99 ** 15 - 1, 1);
  expect(live.doubts).toEqual([
    expect.stringMatching(/throughput: the change against its base drifted by -1\d % from/),
  ]);
  const one = { arms: arms.slice(0, 1) };
  const history = buildHistory(5, startedAt => runOf(() => 1, { ...one, startedAt }));
  const stored = judged(runOf(slowing, one), history);
  expect(stored.doubts).toEqual([
    expect.stringMatching(/throughput: the value drifted by -1\d % from/),
  ]);
});

test('of a latency that rose in one round it is said that this was worse', () => {
  const run = runOf((side, round) => (side === 'head' && round === 2 ? 3 : 1), {}, 'latency-p95');
  expect(judged(run).cell?.outliers).toEqual([{ round: 3, change: expect.closeTo(1 / 3 - 1, 1) }]);
});

test('what is within the tolerance is no doubt, and neither is noise', () => {
  expect(
    judged(
      runOf((side, round) => (side === 'head' && round === 6 ? 0.98 : 1), {}, 'throughput', 0.001),
    ).doubts,
  ).toEqual([]);
  expect(judged(runOf((side, round) => (side === 'head' ? 0.998 ** round : 1))).doubts).toEqual([]);
  expect(judged(runOf(() => 1)).doubts).toEqual([]);
});
