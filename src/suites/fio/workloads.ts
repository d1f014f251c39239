import { z } from 'zod';
import { engineSchema } from '../../core/run.ts';
import { type Decoded, nameSchema, textSchema } from '../../core/schema.ts';
import { type Shape, usualShapes } from '../shape.ts';

export const profiles = ['quick', 'standard', 'thorough'] as const;
const workloadSchema = z.strictObject({
  /** Unique in its suite: `randread-4k-qd1`. */
  name: nameSchema,
  /** What a reader calls it: `random read 4k, depth 1`. */
  title: textSchema,
  /** The values of fio's `rw` that the suite uses. */
  rw: z.enum(['randread', 'randwrite', 'read', 'write']),
  /** Bytes per request. */
  blockSize: z.int().positive(),
  /** Requests under way at a time. At depth 1 fio's psync engine is used. */
  depth: z.int().positive(),
  /** Whether every write is followed by fdatasync, which the guest makes a flush of. */
  fdatasync: z.boolean(),
});

/** One job of fio on the whole of a disk, in fio's own words. Source: docs/workloads.md. */
export type FioWorkload = Decoded<typeof workloadSchema>;

/** Schema of the fio suite, as a run document keeps it. */
export const fioSuiteSchema = z.strictObject({
  name: z.literal('fio'),
  tool: z.literal('fio'),
  profile: z.enum(profiles),
  /** Run before the measuring, and thrown away. */
  rampMilliseconds: z.int().nonnegative(),
  runMilliseconds: z.int().positive(),
  /**
   * Bytes after the ramp at which a write workload ends before its time; the ramp may write as much
   * again at most.
   */
  writeCap: z.int().positive(),
  engine: engineSchema,
  workloads: z.array(workloadSchema).min(1).max(64),
});

/**
 * The suite that gates: fio on the raw block device. Times in milliseconds, since fio cuts
 * fractions of a second.
 */
export type FioSuite = Decoded<typeof fioSuiteSchema>;

/**
 * The fio suite in a profile. `engine` is the preferred one: a host that refuses it measures with
 * libaio.
 */
export function fioSuite(profile: FioSuite['profile']): FioSuite {
  const { rampMilliseconds, runMilliseconds } = timesOf[profile];
  return {
    name: 'fio',
    tool: 'fio',
    profile,
    rampMilliseconds,
    runMilliseconds,
    writeCap: 2 ** 30,
    engine: 'io_uring',
    workloads,
  };
}

/**
 * Rounds that a profile plans: `quick` the fewest that can decide, the others as many as the time
 * is worth.
 */
export function fioRounds(profile: FioSuite['profile']): number {
  return timesOf[profile].rounds;
}

/** Whether a workload writes. */
export function isWriting({ rw }: FioWorkload): boolean {
  return rw === 'write' || rw === 'randwrite';
}

const timesOf = {
  quick: { rampMilliseconds: 500, runMilliseconds: 1500, rounds: 8 },
  standard: { rampMilliseconds: 500, runMilliseconds: 2500, rounds: 16 },
  thorough: { rampMilliseconds: 2000, runMilliseconds: 8000, rounds: 30 },
} as const satisfies Record<FioSuite['profile'], object>;

/** A workload as a job of fio; a text says why it is none. */
export function adoptShape(shape: Shape): FioWorkload | string {
  const { name, title, read, pattern, blockSize, depth, sync, ...others } = shape;
  if (!Number.isInteger(read) || sync === 'dsync' || Object.keys(others).length > 0)
    return 'a job of the suite fio reads or writes, with one size and job, everywhere alike, with no sync or one after each write';
  const rw = `${pattern === 'random' ? 'rand' : ''}${read === 1 ? 'read' : 'write'}` as const;
  return { name, title, rw, blockSize, depth, fdatasync: sync === 'fdatasync' };
}

/** Those of the suite pairs, so that both tools tell of the same. */
const workloads = usualShapes.map(adoptShape).filter(job => typeof job !== 'string');
