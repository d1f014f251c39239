import { z } from 'zod';
import { sha256Hex } from './digest.ts';
import { type GateWorkload, gateSuiteSchema, isWriting } from './gate-suite.ts';
import type { MetricName } from './metric.ts';
import { type Decoded, nameSchema, textSchema } from './schema.ts';

const seedWorkloadSchema = z.strictObject({
  /** Unique in its suite: `rndrd`. */
  name: nameSchema,
  /** What a reader calls it: `random read`. */
  title: textSchema,
  mode: z.enum(['rndrd', 'rndwr', 'seqrd', 'seqwr']),
});

/** One job of sysbench fileio, by its own test mode names. */
export type SeedWorkload = Decoded<typeof seedWorkloadSchema>;

const seedSuiteSchema = z.strictObject({
  name: z.literal('seed'),
  tool: z.literal('sysbench'),
  seconds: z.int().positive(),
  files: z.int().positive(),
  fileTotalSize: z.int().positive(),
  fileBlockSize: z.int().positive(),
  fileFsyncFrequency: z.int().nonnegative(),
  workloads: z.array(seedWorkloadSchema).min(1).max(64),
});

/**
 * The suite of the blog post that started the project. Sizes in bytes, seconds whole (sysbench cuts
 * fractions). Source: the blog post "Performance of virtual storage (part 2): QEMU", T. Debatty,
 * 2024.
 */
export type SeedSuite = Decoded<typeof seedSuiteSchema>;

/** Schema of a suite, as a run document keeps it. */
export const suiteSchema = z.discriminatedUnion('name', [seedSuiteSchema, gateSuiteSchema]);

/** The workloads of a plan with the options they share. */
export type Suite = Decoded<typeof suiteSchema>;

/** One named job of a suite's tool. */
export type Workload = SeedWorkload | GateWorkload;

/** The seed suite as the post measured it. */
export const seedSuite: SeedSuite = {
  name: 'seed',
  tool: 'sysbench',
  seconds: 2,
  files: 128,
  fileTotalSize: 256 * 1024 * 1024,
  fileBlockSize: 16384,
  fileFsyncFrequency: 100,
  workloads: [
    { name: 'rndrd', title: 'random read', mode: 'rndrd' },
    { name: 'rndwr', title: 'random write', mode: 'rndwr' },
    { name: 'seqrd', title: 'sequential read', mode: 'seqrd' },
    { name: 'seqwr', title: 'sequential write', mode: 'seqwr' },
  ],
};

/** Digest over everything that makes two suites measure the same thing. */
export function suiteDigest(suite: Suite): string {
  return sha256Hex(JSON.stringify(suite)).slice(0, 16);
}

/**
 * Fewest seconds, by the tool's own clock, of a sound measurement of a suite: a tool that ended
 * well before its time measured something else. A write workload of the gate suite may end early
 * once it reaches its cap.
 */
export function leastSeconds(
  suite: Suite,
  { workload, bytes }: { workload: string; bytes: number },
): number {
  // A tenth allows for rounding of the tool's clock.
  if (suite.name === 'seed') return 0.9 * suite.seconds;
  if (
    bytes >= suite.writeCap &&
    suite.workloads.some(one => one.name === workload && isWriting(one))
  )
    return 0;
  return (0.9 * suite.runMilliseconds) / 1000;
}

/** Bytes of a disk whose size is not given. */
export function defaultDiskSize(suite: Suite): number {
  return suite.name === 'gate' ? 2 * 2 ** 30 : leastDiskSize(suite);
}

/**
 * Fewest bytes that a disk may have. In the seed suite: its files, with ext4's own structures and
 * journal. In the gate suite: enough that no request of 1 MiB at depth 8 meets another one.
 */
export function leastDiskSize(suite: Suite): number {
  return suite.name === 'gate' ? 64 * 2 ** 20 : suite.fileTotalSize + 64 * 2 ** 20;
}

/**
 * The metrics that a sound measurement of a workload has. Latency is expected at depth 1 only,
 * since deeper it is mostly waiting for other requests; fio has no percentiles of a write with its
 * fdatasync; processor time is QEMU's.
 */
export function expectedMetrics(
  workload: Workload,
  target: { readonly kind: 'disk' | 'null' | 'host' },
): readonly MetricName[] {
  if ('mode' in workload) return ['throughput', 'iops', 'latency-mean', 'latency-p95'];
  const percentiles = workload.fdatasync
    ? []
    : (['latency-p50', 'latency-p95', 'latency-p99', 'latency-p999'] as const);
  const latencies = workload.depth > 1 ? [] : (['latency-mean', ...percentiles] as const);
  const processor = target.kind === 'host' ? [] : (['cpu-per-gib', 'cpu-per-io'] as const);
  return ['throughput', 'iops', ...latencies, ...processor];
}
