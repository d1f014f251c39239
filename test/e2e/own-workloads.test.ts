import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { isFurther } from '../../src/core/metric.ts';
import type { Run } from '../../src/core/run.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { pairsSuiteSchema } from '../../src/suites/pairs/suite.ts';
import { inOwnNetwork } from '../harness/own-network.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

/** A user's workloads on a real guest, beside those that join for a disk's fields. */
const driver = fileURLToPath(import.meta.resolve('./short-own-run.ts'));
const config = `version: 1
workloads:
  oltp: { read: 70 %, block: 8 KiB, depth: 4, jobs: 4, region: 16 MiB, skew: hot 10/90 }
  log: { read: 0 %, pattern: sequential, block: { 4 KiB: 70 %, 16 KiB: 30 % }, sync: fdatasync every 4 }
  write-4k-dsync: {}
  write-zeroes-64k-qd4: {}
`;
let run: Run;

beforeAll(async () => {
  await using directory = await temporaryDirectory();
  const argv = inOwnNetwork([process.execPath, driver, directory.path, config]);
  const [file = '', ...args] = argv;
  const { stdout } = await promisify(execFile)(file, args, { maxBuffer: 2 ** 26 });
  const decoded = decodeRun(JSON.parse(stdout));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  run = decoded.value;
});

describe("a run of a user's workloads", () => {
  const order = ['oltp', 'log', 'write-4k-dsync', 'write-zeroes-64k-qd4'];

  it('has a difference of each in every round, zeroes last', () => {
    expect(run.plan.suite.workloads.map(({ name }) => name)).toEqual(order);
    for (const { differences, failures } of run.rounds) {
      expect(differences?.map(({ workload }) => workload)).toEqual(order);
      // Holes that zeroes left would be a failure of the allocation guard.
      expect(failures).toBeUndefined();
    }
  });

  it('moves the mean bytes of a request, by what the guest counted', () => {
    const { workloads } = pairsSuiteSchema.parse(run.plan.suite);
    const sizes = new Map(workloads.map(({ name, blockSize }) => [name, blockSize]));
    const found = run.rounds.flatMap(({ measurements }) =>
      measurements.flatMap(({ metric, workload, value, seconds, bytes }) =>
        metric === 'iops' ? [bytes / (value * seconds) / (sizes.get(workload) ?? 0)] : [],
      ),
    );
    expect(found).toHaveLength(16);
    for (const ratio of found) expect(Math.abs(ratio - 1)).toBeLessThan(0.25);
  });

  it('has percentiles as far out as its requests tell, and no further', () => {
    const [pair] = run.plan.pairs ?? [];
    for (const { measurements } of run.rounds)
      for (const { workload, metric } of measurements) {
        const slices = pair?.slices?.find(one => one.workload === workload);
        expect(isFurther(metric, slices?.furthest)).toBe(false);
      }
    const oltp = pair?.slices?.find(({ workload }) => workload === 'oltp');
    expect(isFurther('latency-p50', oltp?.furthest)).toBe(false);
  });
});
