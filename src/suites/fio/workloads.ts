import { z } from 'zod';
import { engineSchema } from '../../core/run.ts';
import { type Decoded, nameSchema, textSchema } from '../../core/schema.ts';
import table from '../profiles.json' with { type: 'json' };
import { type Shape, usualShapes } from '../shape.ts';
import { profiles } from '../suite.ts';

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
  const { rampMilliseconds, runMilliseconds } = table.fio[profile];
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

/** Whether a workload writes. */
export function isWriting({ rw }: FioWorkload): boolean {
  return rw === 'write' || rw === 'randwrite';
}

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
