import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fewestBeyond, furthestOf, isFurther, percentiles } from '../../src/core/metric.ts';
import { defaultPolicy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import { sampleOf } from '../../src/core/sample.ts';
import { cellsOfRun } from '../../src/judge/cell.ts';
import { shortPercentile } from '../../src/judge/judge.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { buildPairsRun } from '../harness/pairs-run.ts';
import { diskArm } from '../harness/run-builder.ts';

describe('how far out the requests of a round tell', () => {
  it.each([
    [59, undefined],
    [60, 'latency-p50'],
    [600, 'latency-p95'],
    [2999, 'latency-p95'],
    [3000, 'latency-p99'],
    [30_000, 'latency-p999'],
  ])('%i requests: %s', (requests, furthest) => {
    expect(furthestOf(requests)).toBe(furthest);
  });

  it('is the last percentile with thirty requests beyond it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), requests => {
        const furthest = furthestOf(requests);
        for (const [name, beyond] of percentiles)
          expect(isFurther(name, furthest)).toBe(requests * beyond < fewestBeyond - 1e-6);
        expect(isFurther('throughput', furthest)).toBe(false);
        expect(isFurther('latency-mean', furthest)).toBe(false);
      }),
    );
  });
});

describe('a percentile that a round is too short for', () => {
  const workloads = ['randread-4k-qd1', 'syncwrite-4k-qd1'];
  const metrics = ['throughput', 'latency-p99'] as const;
  const arms = [diskArm('prod'), diskArm('prod', {}, 'base')];
  const value = ({ workload, metric }: { workload: string; metric: string }) => {
    if (metric === 'throughput') return 1e8;
    return workload === 'syncwrite-4k-qd1' ? undefined : 1e-3;
  };
  const run: Run = buildPairsRun({ arms, rounds: 6, workloads, metrics: [...metrics], value });
  const cells = (policy = defaultPolicy) =>
    cellsOfRun({ run, policy, baseline: baselineOf(run, []) }).present.map(
      ({ workload, metric }) => `${workload} ${metric}`,
    );

  it('is no cell, where another workload has it', () => {
    expect(cells()).toEqual([
      'randread-4k-qd1 throughput',
      'randread-4k-qd1 latency-p99',
      'syncwrite-4k-qd1 throughput',
    ]);
  });

  it('is a cell without a value where it is gated, and says why', () => {
    const gated = [{ workload: 'syncwrite-4k-qd1', metric: 'latency-p99', gate: true } as const];
    expect(cells({ ...defaultPolicy, cells: gated })).toContain('syncwrite-4k-qd1 latency-p99');
    const place = { armIndex: 0, workload: 'syncwrite-4k-qd1', metric: 'latency-p99' } as const;
    expect(sampleOf(run, place)).toEqual({
      kind: 'missing',
      reason: { kind: 'few-beyond', round: 0 },
    });
  });

  it('is found before the first round, by the slices of the plan', () => {
    const cell = { arm: 'prod', workload: 'syncwrite-4k-qd1', metric: 'latency-p99' } as const;
    const common = { milliseconds: 5, blocks: 4, synced: false, burst: false, drained: false };
    const planned = (furthest: 'latency-p95' | 'latency-p99') => ({
      pairs: (run.plan.pairs ?? []).map(pair => ({
        ...pair,
        slices: workloads.map(workload => ({ ...common, workload, furthest })),
      })),
      gate: { looks: [6], cells: [cell] },
    });
    expect(shortPercentile(planned('latency-p95'))).toEqual({ ...cell, furthest: 'latency-p95' });
    expect(shortPercentile(planned('latency-p99'))).toBeUndefined();
  });
});
