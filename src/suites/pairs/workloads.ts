import { z } from 'zod';
import { type Decoded, nameSchema, textSchema } from '../../core/schema.ts';

const workloadSchema = z.strictObject({
  /** Unique in its suite: `randread-4k-qd1`. */
  name: nameSchema,
  /** What a reader calls it: `random read 4k, depth 1`. */
  title: textSchema,
  /** Share of requests that read, 0 to 1; the others write. */
  read: z.number().min(0).max(1),
  pattern: z.enum(['random', 'sequential']),
  /** Bytes per request. */
  blockSize: z.int().positive(),
  /** Requests under way at a time. */
  depth: z.int().positive(),
  /** What follows each write. */
  sync: z.enum(['none', 'fdatasync']),
});

/** What is asked of both disks of a pair. */
export type PairsWorkload = Decoded<typeof workloadSchema>;

export const profiles = ['quick', 'standard', 'thorough'] as const;

/** Schema of the suite `pairs`, as a run document keeps it. */
export const pairsSuiteSchema = z.strictObject({
  name: z.literal('pairs'),
  tool: z.literal('sysbench'),
  profile: z.enum(profiles),
  /** Measured on both disks together, per workload and round; writes may end at their cap. */
  seconds: z.number().positive().max(3600),
  /** Bytes that a workload may write on both disks together in a round, its warm-up apart. */
  writeCap: z.int().positive(),
  workloads: z.array(workloadSchema).min(1).max(64),
});

/**
 * The suite that gates: one program alternates between the two disks of a pair in slices of
 * milliseconds, on the raw block device.
 */
export type PairsSuite = Decoded<typeof pairsSuiteSchema>;

const timesOf = {
  quick: { seconds: 1.2, rounds: 10 },
  standard: { seconds: 2.4, rounds: 12 },
  thorough: { seconds: 4.8, rounds: 30 },
} as const;

/** The suite in a profile, with all its workloads. */
export function pairsSuite(profile: PairsSuite['profile']): PairsSuite {
  const { seconds } = timesOf[profile];
  return { name: 'pairs', tool: 'sysbench', profile, seconds, writeCap: 2 ** 30, workloads };
}

/** Rounds that a profile plans. */
export function pairsRounds(profile: PairsSuite['profile']): number {
  return timesOf[profile].rounds;
}

const small = { pattern: 'random', blockSize: 4096, sync: 'none' } as const;
const large = { pattern: 'sequential', blockSize: 2 ** 20, sync: 'none' } as const;

/**
 * Latency, IOPS ceiling, write path without flush, cost of a flush, throughput both ways. Large
 * writes are two at a time: a fast drive is full with them, and each of the many that a round then
 * has room for says as much as one of eight at a time.
 */
const workloads: readonly PairsWorkload[] = [
  { name: 'randread-4k-qd1', title: 'random read 4k, depth 1', ...small, read: 1, depth: 1 },
  { name: 'randread-4k-qd32', title: 'random read 4k, depth 32', ...small, read: 1, depth: 32 },
  { name: 'randwrite-4k-qd32', title: 'random write 4k, depth 32', ...small, read: 0, depth: 32 },
  {
    name: 'syncwrite-4k-qd1',
    title: 'synced write 4k, depth 1',
    ...small,
    read: 0,
    depth: 1,
    sync: 'fdatasync',
  },
  { name: 'read-1m-qd8', title: 'read 1M, depth 8', ...large, read: 1, depth: 8 },
  { name: 'write-1m-qd2', title: 'write 1M, depth 2', ...large, read: 0, depth: 2 },
];
