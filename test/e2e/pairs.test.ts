import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { sampleOf } from '../../src/core/sample.ts';
import { decodeRun, encodeRun } from '../../src/suites/document.ts';
import { inOwnNetwork } from '../harness/own-network.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { expectedTail } from './expected-tail.ts';

/** The suite pairs on real guests. */
const driver = fileURLToPath(import.meta.resolve('./short-pairs-run.ts'));
let document: string;
let run: Run;

beforeAll(async () => {
  await using directory = await temporaryDirectory();
  const [file = '', ...args] = inOwnNetwork([process.execPath, driver, directory.path]);
  ({ stdout: document } = await promisify(execFile)(file, args, { maxBuffer: 2 ** 26 }));
  const decoded = decodeRun(JSON.parse(document));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  run = decoded.value;
});

describe('a run of the suite pairs', () => {
  it('is encoded and decoded without a change', () => {
    expect(encodeRun(run)).toBe(document);
  });

  it('fixes in its plan the place of each pair, and the slices of each workload', () => {
    const { arms, pairs = [], suite } = run.plan;
    const named = pairs.map(({ head, against, place }) =>
      [arms[head]?.name, arms[against]?.side, place].join(' '),
    );
    expect(named).toEqual([
      'prod base one file',
      'prod yardstick one file',
      'other yardstick new images',
    ]);
    for (const { slices = [] } of pairs) {
      expect(slices.map(({ workload }) => workload)).toEqual(
        suite.workloads.map(({ name }) => name),
      );
      for (const { milliseconds, blocks, synced, drained } of slices) {
        // Slices that a cap shortens are timed whole, with their drains.
        expect(milliseconds).toBeGreaterThanOrEqual(drained ? 1 : 5);
        expect(blocks).toBeGreaterThanOrEqual(2);
        expect(synced).toBe(false);
      }
    }
  });

  it('has a difference in each round for each pair and workload, from two ratios a block', () => {
    const { pairs = [], suite } = run.plan;
    for (const { differences = [] } of run.rounds) {
      const found = differences.map(({ pair, workload }) => `${pair} ${workload}`);
      expect(new Set(found).size).toBe(pairs.length * suite.workloads.length);
      for (const { pair, workload, ratios, log } of differences) {
        const slices = pairs[pair]?.slices?.find(one => one.workload === workload);
        expect(ratios).toBe(2 * (slices?.blocks ?? 0));
        expect(Math.abs(log)).toBeLessThan(Math.log(20));
      }
    }
  });

  it('measures both disks of each pair in all that the suite measures, and proves their modes', () => {
    for (const [pair, { head, against }] of (run.plan.pairs ?? []).entries()) {
      for (const armIndex of [head, against]) {
        for (const { name: workload } of run.plan.suite.workloads) {
          const cell = { armIndex, pair, workload };
          for (const metric of ['throughput', 'iops', 'latency-mean'] as const)
            expect(sampleOf(run, { ...cell, metric })).toMatchObject({ kind: 'values', n: 2 });
          expect(sampleOf(run, { ...cell, metric: 'latency-p999' })).toMatchObject(
            expectedTail(run, { ...cell, metric: 'latency-p999' }),
          );
        }
      }
    }
    expect(run.arms.map(({ attestation }) => attestation.ok)).toEqual([true, true, true, true]);
    expect(run.rounds.flatMap(({ failures = [] }) => failures)).toEqual([]);
  });

  it('counts what it wrote: images, pilot and both rounds', () => {
    const files = 64 * 2 ** 20;
    expect(run.bytesWritten).toBeGreaterThan(2 * files + 3 * 2 * files);
    expect(run.bytesWritten).toBeLessThan(run.plan.writeBudget);
  });
});
