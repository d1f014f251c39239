import { z } from 'zod';
import type { Decoded } from '../../core/schema.ts';
import { type Shape, shapeSchema, usualShapes } from '../shape.ts';

/** What is asked of both disks of a pair. */
export type PairsWorkload = Shape;

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
  workloads: z.array(shapeSchema).min(1).max(64),
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

/** The suite in a profile, with the workloads that every disk gets. */
export function pairsSuite(profile: PairsSuite['profile']): PairsSuite {
  const { seconds } = timesOf[profile];
  return {
    name: 'pairs',
    tool: 'sysbench',
    profile,
    seconds,
    writeCap: 2 ** 30,
    workloads: usualShapes,
  };
}

/** Rounds that a profile plans. */
export function pairsRounds(profile: PairsSuite['profile']): number {
  return timesOf[profile].rounds;
}
