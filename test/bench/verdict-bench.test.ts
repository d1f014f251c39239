import { expect, test } from 'vitest';
import { missedBars } from '../../bench/verdict/markdown.ts';
import { drawsFrom } from '../../bench/verdict/noise-family.ts';
import { type CaseOutcome, upperBound } from '../../bench/verdict/outcome.ts';
import { peers } from '../../bench/verdict/peer.ts';
import { drawCells, simulate } from '../../bench/verdict/simulation.ts';
import {
  plannedRounds,
  type Situation,
  situations,
  steady,
} from '../../bench/verdict/situation.ts';
import reference from '../../fixtures/statistics/intervals.json' with { type: 'json' };
import { looksFor } from '../../src/core/gate-plan.ts';
import type { Run } from '../../src/core/run.ts';
import { judge } from '../../src/judge/judge.ts';
import { decideCells } from '../../src/judge/look.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { buildRun, diskArm, gatingPolicy } from '../harness/run-builder.ts';

/** Four cells, as the seed suite's run documents have them. */
const small: Situation = {
  ...steady(0.03),
  name: 'four cells',
  cells: [0.01, 0.03, 0.06, 0.1].map(cv => ({ family: 'log-normal', cv })),
};
const workloads = ['rndrd', 'rndwr', 'seqrd', 'seqwr'];

test.each([
  { situation: small, loss: 0.1 },
  { situation: { ...small, reference: 'stored', earlier: 6 } as const, loss: 0.2 },
])(
  'judge says of run documents what the bench’s function says of their numbers: $situation.reference',
  ({ situation, loss }) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const drawn = drawCells(situation, { draws: drawsFrom(seed), loss, losers: [seed % 4] });
      const document = (
        pick: (cell: number) => { head: readonly number[]; base?: readonly number[] | undefined },
        day: number,
      ): Run => {
        const isLive = pick(0).base !== undefined;
        return buildRun({
          arms: isLive ? [diskArm('prod'), diskArm('prod', {}, 'base')] : [diskArm('prod')],
          rounds: pick(0).head.length,
          startedAt: `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`,
          value: ({ arm, workload, round }) => {
            const { head, base } = pick(workloads.indexOf(workload));
            return Math.exp((arm.side === 'base' ? base : head)?.[round] ?? Number.NaN);
          },
        });
      };
      const looks = { at: looksFor(plannedRounds), rounds: plannedRounds };
      const measured = document(cell => drawn[cell]?.peer ?? { head: [] }, 28);
      const gate = { looks: looks.at, spending: 'information', cells: [], setAside: [] } as const;
      const run = { ...measured, plan: { ...measured.plan, gate } };
      const baseline = (drawn[0]?.peer.earlier ?? []).map((_, index) =>
        document(cell => ({ head: drawn[cell]?.peer.earlier[index] ?? [] }), 20 - index),
      );
      const cells = drawn.map(({ series }) => series);
      const decisions = decideCells({ cells, looks, falseAlarm: 0.01 });
      const judged = judge({
        run,
        baseline: baselineOf(run, baseline),
        policy: gatingPolicy,
      }).cells;
      expect(judged.map(({ verdict }) => verdict)).toEqual(decisions.map(({ verdict }) => verdict));
      for (const [cell, { comparison }] of decisions.entries()) {
        expect(judged[cell]?.change).toBeCloseTo(comparison?.change ?? 9, 9);
        expect(judged[cell]?.interval?.low).toBeCloseTo(comparison?.interval.low ?? 9, 9);
      }
    }
  },
);

test('a seed gives the same simulation again, and every case can be simulated', () => {
  for (const situation of situations()) {
    const request = { situation, runs: 2, seed: 3, loss: 0, where: 'one cell' } as const;
    expect(simulate(request)).toEqual(simulate(request));
  }
});

test('a loss that nobody could overlook is caught by us and by every peer that compares means', () => {
  const found = simulate({
    situation: steady(0.03),
    runs: 20,
    seed: 1,
    loss: 0.6,
    where: 'all cells',
  });
  expect(found.caught).toBe(20);
  expect(found.scores.every(scores => scores.every(score => score > 0.05))).toBe(true);
});

test.each(reference.wilson)('the bound of $count of $runs is SciPy’s', ({ count, runs, bound }) => {
  expect(Math.abs(upperBound(count, runs) / bound - 1)).toBeLessThan(1e-9);
});

test.each(reference.peers)(
  'what peers say of $cells.length cells is what SciPy’s tests say',
  row => {
    const cells = row.cells.map(cell => ({ ...cell, earlier: [], blocks: [] }));
    const scores = new Map(peers.map(({ name, score }) => [name, score(cells)]));
    expect(scores.get('Firecracker A/B')).toBeCloseTo(row.firecracker, 9);
    expect(scores.get('Bencher t 0.99')).toBeCloseTo(row.bencher, 9);
  },
);

/** A case that keeps every bar: ours and peers' shares as a change of this. */
function caseOf(
  power: Partial<CaseOutcome['powers'][number]>,
  others: Partial<CaseOutcome> = {},
): CaseOutcome {
  const alarms = { falseAlarms: 0.009, bound: 0.0102, peers: [0.01, 0.02, 0, 0.05, 0, 0.03] };
  const caught = {
    ours: 0.5,
    own: [0.5, 0.9, 0.5, 0.9, 0, 0.1],
    calibrated: [0.52, 0.9, 0.3, 0.1, 0.9, 0.9],
  };
  const powers = [{ loss: 0.08, where: 'one cell', ...caught, ...power } as const];
  return { name: 'a case', runs: 20_000, mde: 0.1, ...alarms, powers, ...others };
}

test.each<[string, CaseOutcome, string[]]>([
  ['nothing, of one that keeps every bar', caseOf({}), []],
  [
    'false alarms that may be more than 1.25 %',
    caseOf({}, { bound: 0.0126 }),
    ['a case: bound 1.26 %'],
  ],
  [
    'a calibrated peer ahead by more than two points',
    caseOf({ ours: 0.49, own: [] }),
    ['a case, 8 % in one cell: 49.0 %, best peer 52.0 %'],
  ],
  [
    'a peer ahead at its own settings that alarms no oftener',
    caseOf({ own: [0, 0, 0.51, 0, 0, 0] }),
    ['a case, 8 % in one cell: 50.0 %, below Bencher t 0.99 at its own settings'],
  ],
  [
    'a loss of the tolerance, which calibrated peers may catch oftener',
    caseOf({ loss: 0.05, ours: 0.4, own: [] }),
    [],
  ],
  [
    'a loss of the tolerance, which no peer catches oftener at its own settings',
    caseOf({ loss: 0.05, ours: 0.4, own: [0, 0, 0.5, 0, 0, 0] }),
    ['a case, 5 % in one cell: 40.0 %, below Bencher t 0.99 at its own settings'],
  ],
])('--check names what misses its bar: %s', (_, outcome, missed) => {
  expect(missedBars({ runs: 20_000, seed: 1, steady: [], cases: [outcome] })).toEqual(missed);
});

test('--check names a bar of the steady case, on either side', () => {
  const steadyBars = [
    { name: 'caught', value: 0.89, atLeast: 0.9 },
    { name: 'used', value: 0.61, atMost: 0.6 },
    { name: 'kept', value: 0.9, atLeast: 0.9 },
  ];
  expect(missedBars({ runs: 1, seed: 1, steady: steadyBars, cases: [] })).toEqual([
    'caught: 89.0 %',
    'used: 61.0 %',
  ]);
});
