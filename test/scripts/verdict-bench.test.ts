import { expect, test } from 'vitest';
import { drawsFrom } from '../../scripts/bench/verdict/noise-family.ts';
import { drawCells, simulate } from '../../scripts/bench/verdict/simulation.ts';
import { plannedRounds, type Situation, situations, steady } from '../../scripts/bench/verdict/situation.ts';
import { looksFor } from '../../src/core/gate-plan.ts';
import { judge } from '../../src/core/judge.ts';
import { decideCells } from '../../src/core/look.ts';
import { defaultPolicy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import { buildRun, diskArm } from '../core/run-builder.ts';

/** Four cells, as the seed suite's run documents have them. */
const small: Situation = { ...steady, name: 'four cells', cvs: [0.01, 0.03, 0.06, 0.1], earlier: 5 };
const workloads = ['rndrd', 'rndwr', 'seqrd', 'seqwr'];

test.each([
  { situation: small, loss: 0.1 },
  { situation: { ...small, reference: 'stored runs', earlier: 6 } as const, loss: 0.2 },
])(
  'judge says of run documents what the bench’s function says of their numbers: $situation.reference',
  ({ situation, loss }) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const cells = drawCells(situation, { draws: drawsFrom(seed), loss, losers: [seed % 4] });
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
      const measured = document(cell => cells[cell] ?? { head: [] }, 28);
      const gate = { looks: looks.at, spending: 'information', cells: [], setAside: [] } as const;
      const run = { ...measured, plan: { ...measured.plan, gate } };
      const baseline = (cells[0]?.earlier ?? []).map((_, index) =>
        document(cell => cells[cell]?.earlier[index] ?? { head: [] }, 20 - index),
      );
      const decisions = decideCells({ cells, looks, falseAlarm: 0.01 });
      const judged = judge({ run, baseline, policy: defaultPolicy }).cells;
      expect(judged.map(({ verdict }) => verdict)).toEqual(decisions.map(({ verdict }) => verdict));
      for (const [cell, { comparison }] of decisions.entries()) {
        expect(judged[cell]?.change).toBeCloseTo(comparison.change, 9);
        expect(judged[cell]?.interval?.low).toBeCloseTo(comparison.blocking.low, 9);
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
    situation: { ...steady, name: 'steady', earlier: 5 },
    runs: 20,
    seed: 1,
    loss: 0.6,
    where: 'all cells',
  });
  expect(found.caughtFirst).toBe(20);
  expect(found.scores.every(scores => scores.every(score => score > 0.05))).toBe(true);
});
