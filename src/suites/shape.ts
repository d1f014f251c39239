import { z } from 'zod';
import { sha256Hex } from '../core/digest.ts';
import { canonicalJson } from '../core/environment.ts';
import { formatBytes, formatFigure } from '../core/quantity.ts';
import { type Decoded, nameSchema, textSchema } from '../core/schema.ts';
import fields from './exercises.json' with { type: 'json' };
import table from './workloads.json' with { type: 'json' };

const shareSchema = z.number().positive().max(1);

/** The fields of a workload's shape. What is optional is absent where it is as usual. */
export const shapeSchema = z.strictObject({
  /** Unique in its suite: `randread-4k-qd1`. */
  name: nameSchema,
  /** What a reader calls it: `random read 4k, depth 1`. */
  title: textSchema,
  /** Share of requests that read, 0 to 1; the others write. */
  read: z.number().min(0).max(1),
  pattern: z.enum(['random', 'sequential']),
  /** Bytes per request; of several sizes their mean. */
  blockSize: z.int().positive(),
  /** Requests of a job under way at a time. */
  depth: z.int().positive(),
  /** What makes writes durable: an fdatasync that follows them, or each by itself (O_DSYNC). */
  sync: z.enum(['none', 'fdatasync', 'dsync']),
  /** Several sizes, each with its share of the requests. */
  blocks: z
    .array(z.strictObject({ bytes: z.int().positive(), share: shareSchema }))
    .min(2)
    .max(8)
    .optional(),
  /** Streams of requests, each with a depth and a place of its own; one where absent. */
  jobs: z.int().min(2).max(256).optional(),
  /** Writes of a job for each fdatasync; one where absent. */
  every: z.int().min(2).max(100_000).optional(),
  /** Bytes of the disk that are used; all where absent. */
  region: z.int().positive().optional(),
  /** The first part of the region takes that share; all requests are as likely where absent. */
  hot: z.strictObject({ part: shareSchema, share: shareSchema }).optional(),
  /** Writes zeroes, in a region at the end of the disk that is refilled afterwards. */
  zeroes: z.literal(true).optional(),
});

/** What is asked of a disk, whichever tool asks. */
export type Shape = Decoded<typeof shapeSchema>;

const known = z
  .array(shapeSchema.extend({ joins: z.record(z.string(), z.array(z.string())).optional() }))
  .parse(table);

/**
 * Latency, IOPS ceiling, write path without flush, cost of a flush, throughput both ways. Large
 * writes are two at a time: a fast drive is full with them, and each of the many that a round then
 * has room for says as much as one of eight at a time.
 */
export const usualShapes: readonly Shape[] = known.filter(({ joins }) => joins === undefined);

/** Those that join for disks of which a field has one of these values. */
export const joiningShapes = known.flatMap(({ joins, ...workload }) =>
  joins === undefined ? [] : [{ workload, joins }],
);

/** Requests under way at a time, those of all jobs. */
export function slotsOf({ depth, jobs = 1 }: Pick<Shape, 'depth' | 'jobs'>): number {
  return depth * jobs;
}

/** Bytes of its largest request. */
export function largestOf({ blockSize, blocks = [] }: Pick<Shape, 'blockSize' | 'blocks'>): number {
  return blocks.length === 0 ? blockSize : Math.max(...blocks.map(({ bytes }) => bytes));
}

/** Bytes of its largest request, and of the room that it needs: all that is under way, or more. */
export function roomOf({
  region = 0,
  ...shape
}: Pick<Shape, 'blockSize' | 'blocks' | 'depth' | 'jobs' | 'region'>) {
  const block = largestOf(shape);
  return { block, room: Math.max(region, slotsOf(shape) * block) };
}

/** Bytes that are written again once a disk got zeroes in them. */
export function refilledBytes({ zeroes, region = 0 }: Pick<Shape, 'zeroes' | 'region'>): number {
  return zeroes === true ? region : 0;
}

const needs = new Map(Object.entries(fields));

/** Whether a workload shows a change of that field of a disk: most show most. */
export function exercises(shape: Shape, field: string): boolean {
  const shown = {
    zeroes: shape.zeroes === true,
    deep: slotsOf(shape) > 1,
    random: shape.pattern === 'random',
  };
  return Object.entries(shown).every(([what, is]) => is || what !== needs.get(field));
}

/** Of what a shape means, whatever it is called: two of one digest ask the same. */
export function shapeDigest({ name: _name, title: _title, ...meaning }: Shape): string {
  return sha256Hex(canonicalJson(meaning)).slice(0, 16);
}

/** What a shape asks, in a line: `random 70 % reads + 30 % writes, 8 KiB, depth 16 x 4 jobs`. */
export function describeShape(shape: Omit<Shape, 'title'>): string {
  const { read, pattern, blockSize, blocks, depth, jobs, sync, every, region, hot } = shape;
  const what =
    read === 1
      ? 'reads'
      : read === 0
        ? 'writes'
        : `${percent(read)} reads + ${percent(1 - read)} writes`;
  const sizes = blocks?.map(({ bytes, share }) => `${formatBytes(bytes)} ${percent(share)}`);
  const syncs = {
    none: '',
    fdatasync: every === undefined ? 'fdatasync after each' : `fdatasync every ${every}`,
    dsync: 'each write durable by itself',
  };
  return [
    `${pattern} ${what}${shape.zeroes === true ? ' of zeroes' : ''}`,
    sizes?.join(' + ') ?? formatBytes(blockSize),
    `depth ${depth}${jobs === undefined ? '' : ` x ${jobs} jobs`}`,
    syncs[sync],
    region === undefined ? '' : `${formatBytes(region)} of the disk`,
    hot === undefined ? '' : `${percent(hot.share)} in the first ${percent(hot.part)}`,
  ]
    .filter(words => words !== '')
    .join(', ');
}

function percent(share: number): string {
  return `${formatFigure(share * 100)} %`;
}
