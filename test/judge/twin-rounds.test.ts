import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../src/core/policy.ts';
import { describeRejection } from '../../src/core/rejection.ts';
import type { Run } from '../../src/core/run.ts';
import { twinRoundsOf } from '../../src/judge/twin-rounds.ts';
import { diskArm } from '../harness/run-builder.ts';
import { twinRounds, twinRun } from '../harness/twin-builder.ts';

function refusalOf(...runs: readonly Run[]): string {
  const found = twinRoundsOf(
    runs.map((run, index) => ({ name: `${index}.json`, run })),
    defaultPolicy,
  );
  return found.ok ? '' : found.rejections.map(describeRejection).join('; ');
}

/** As a wiring check has it: the head to 80 % of its base. */
function throttled(run: Run): Run {
  const arms = run.plan.arms.map(arm => ({ ...arm, throttle: arm.side === 'head' ? 8e5 : 1e6 }));
  return { ...run, plan: { ...run.plan, arms } };
}

describe('rounds of twins', () => {
  it('are the logs of both sides of each gated cell, round by round', () => {
    const run = twinRun({ rounds: 3 });
    const { cells, runs } = twinRounds(run);
    expect(cells.map(({ workload, tolerance }) => [workload, tolerance])).toEqual([
      ['rndrd', 0.05],
      ['seqrd', 0.05],
    ]);
    const valueOf = (round: number, arm: number) =>
      run.rounds[round]?.measurements.find(found => found.arm === arm && found.workload === 'seqrd')
        ?.value ?? 0;
    expect(runs).toHaveLength(1);
    expect(runs[0]?.map(round => Math.exp(round[1]?.base ?? 0))).toEqual(
      [0, 1, 2].map(round => expect.closeTo(valueOf(round, 1), 3)),
    );
    expect(Math.exp(runs[0]?.[2]?.[1]?.head ?? 0)).toBeCloseTo(valueOf(2, 0), 3);
  });

  it('of several runs stay apart', () => {
    const named = [twinRun({ rounds: 3 }), twinRun({ rounds: 4, seed: 2 })].map(run => ({
      name: 'a',
      run,
    }));
    const found = twinRoundsOf(named, defaultPolicy);
    expect(found.ok && found.value.runs.map(run => run.length)).toEqual([3, 4]);
  });
});

describe('a run is no run of twins', () => {
  it.each<[string, Run[], RegExp]>([
    [
      'without a base side',
      [twinRun({ arms: [diskArm('prod')] })],
      /0\.json: has no base side of prod .*--base-disk/,
    ],
    [
      'where something was changed',
      [twinRun({ arms: [diskArm('prod', { cache: 'none' }), diskArm('prod', {}, 'base')] })],
      /prod was changed: cache writeback -> none/,
    ],
    [
      'where the disks were throttled, which is no change of what they are',
      [throttled(twinRun())],
      /0\.json: has throttled disks, which show nothing of the noise of their host/,
    ],
    [
      'where a cell has no value in some round',
      [
        twinRun({
          value: ({ round, workload }) => (round === 2 && workload === 'seqrd' ? undefined : 1e8),
        }),
      ],
      /prod\/seqrd\/throughput has no value: no value in round 3/,
    ],
    ['that trouble ended', [twinRun({ stop: 'trouble' })], /trouble ended the run/],
    [
      'beside one of another environment',
      [twinRun(), twinRun({ environment: { hostKernel: '6.12' } })],
      /1\.json: is of another environment than 0\.json/,
    ],
    [
      'beside one with other cells',
      [twinRun(), twinRun({ workloads: ['rndrd'] })],
      /1\.json: has other gated cells or disk modes than 0\.json/,
    ],
    [
      'beside one of another disk mode',
      [
        twinRun(),
        twinRun({
          arms: [diskArm('prod', { cache: 'none' }), diskArm('prod', { cache: 'none' }, 'base')],
        }),
      ],
      /1\.json: has other gated cells or disk modes/,
    ],
  ])('%s', (_, runs, message) => {
    expect(refusalOf(...runs)).toMatch(message);
  });
});
