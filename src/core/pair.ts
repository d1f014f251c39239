import { z } from 'zod';
import { percentileSchema } from './metric.ts';
import type { Rejection } from './rejection.ts';
import { amountSchema, type Decoded, nameSchema } from './schema.ts';

/**
 * How one workload alternates between the two disks of a pair; found by the pilot, and fixed in the
 * plan before the first number.
 */
const slicesSchema = z.strictObject({
  workload: nameSchema,
  /** Mean length of one slice; the program jitters each by a quarter up or down. */
  milliseconds: amountSchema,
  /** Blocks of four slices (A B B A or B A A B) in a round. */
  blocks: z.int().positive().max(100_000),
  /**
   * Each block lasts long enough for costs that were put off, with a sync before it and a sync
   * inside its time.
   */
  synced: z.boolean(),
  /** The cap on writes, and not the time, says how many blocks there are. */
  burst: z.boolean(),
  /**
   * A slice is too short for a steady part: its time is all of it, the filling and draining of the
   * queue included.
   */
  drained: z.boolean(),
  /** The furthest percentile that a round has requests enough for; absent where nobody looked. */
  furthest: percentileSchema.optional(),
});

/** Slices of one workload. */
export type Slices = Decoded<typeof slicesSchema>;

/** Schema of a pair, as a plan keeps it. */
export const pairSchema = z.strictObject({
  /** Index into the plan's arms of the disk that is judged. */
  head: z.int().nonnegative(),
  /** Index of the disk that it is measured against: its base side, or the yardstick. */
  against: z.int().nonnegative(),
  /**
   * `one file`: both disks are the same raw file and exchange its halves every block. `new images`:
   * each has its own, both laid out anew for every round by one writer in one sequence.
   */
  place: z.enum(['one file', 'new images']),
  /** Of each workload, in the suite's order; absent until the pilot ran. */
  slices: z.array(slicesSchema).min(1).max(64).optional(),
});

/** Two disks between which one program alternates in slices of milliseconds. */
export type Pair = Decoded<typeof pairSchema>;

/** Schema of what is drawn for a pair in a round. */
export const drawSchema = z.strictObject({
  /** Who begins the first block. */
  first: z.enum(['head', 'against']),
  /** Whether the two disks exchange their slots (PCI addresses). */
  slots: z.boolean(),
  /** Whether they exchange their images, or the halves with which the first block begins. */
  places: z.boolean(),
  /** Seed of the program's own draws: offsets, order of each block, lengths of slices. */
  seed: z.int().nonnegative(),
});

/** What is drawn for a pair in a round, before the first number. */
export type Draw = Decoded<typeof drawSchema>;

/** Schema of what a round says of a pair's workload. */
export const differenceSchema = z.strictObject({
  /** Index into the plan's pairs. */
  pair: z.int().nonnegative(),
  workload: nameSchema,
  /**
   * Natural logarithm of head's rate over the other's: the 25 %-trimmed mean over adjacent slices.
   */
  log: z.number().min(-35).max(35),
  /** Its standard error over the slices of this round; the boot's own bias is not in it. */
  error: amountSchema,
  /** Ratios of adjacent slices behind it. */
  ratios: z.int().positive(),
});

/** How two disks of a pair differ in one workload and round. */
export type Difference = Decoded<typeof differenceSchema>;

/**
 * The pair in which an arm is judged: that with its base side where there is one, since a plan has
 * those first. Undefined for arms in none, and in the other suites.
 */
export function pairOfArm(
  { pairs = [] }: { readonly pairs?: readonly Pair[] | undefined },
  arm: number,
): number | undefined {
  const found = pairs.findIndex(pair => isMember(pair, arm));
  return found === -1 ? undefined : found;
}

/** What a document says of its pairs. */
interface PairedRun {
  readonly plan: {
    readonly suite: { readonly workloads: readonly { readonly name: string }[] };
    readonly arms: readonly { readonly name: string; readonly side: string }[];
    readonly order: readonly unknown[];
    readonly pairs?: readonly Pair[] | undefined;
    readonly draws?: readonly (readonly unknown[])[] | undefined;
  };
  readonly rounds: readonly { readonly differences?: readonly Difference[] | undefined }[];
}

/**
 * What contradicts itself in a document's pairs: each is a head disk and its base or a yardstick,
 * and each round has a draw for it.
 */
export function pairFaults({ plan, rounds }: PairedRun): Rejection[] {
  const { suite, arms, pairs, draws = [], order } = plan;
  if (pairs === undefined) return [];
  // One for each workload of the suite, in its order.
  const areAll = (named: readonly { readonly workload: string }[]): boolean =>
    named.length === suite.workloads.length &&
    suite.workloads.every(({ name }, index) => named[index]?.workload === name);
  const wrong = pairs.findIndex(({ head, against, slices = [] }) => {
    const [one, other] = [arms[head], arms[against]];
    const isBase = other?.side === 'base' && other.name === one?.name;
    return (
      one?.side !== 'head' ||
      !(isBase || other?.side === 'yardstick') ||
      (slices.length > 0 && !areAll(slices))
    );
  });
  if (wrong !== -1)
    return [
      { path: `plan.pairs.${wrong}`, problem: 'is no pair of the plan’s disks and workloads' },
    ];
  if (draws.length !== order.length || draws.some(round => round.length !== pairs.length))
    return [{ path: 'plan.draws', problem: 'are not one for each pair and round' }];
  const known = new Set(
    pairs.flatMap((_, pair) => suite.workloads.map(({ name }) => `${pair} ${name}`)),
  );
  return rounds.flatMap(({ differences = [] }, round) => {
    const cells = differences.map(({ pair, workload }) => `${pair} ${workload}`);
    const left = new Set(known);
    const at = cells.findIndex(cell => !left.delete(cell));
    const where = `rounds.${round}.differences`;
    if (at !== -1)
      return [{ path: `${where}.${at}`, problem: 'is of no cell, or of one that had its own' }];
    // Two ratios of adjacent slices a block.
    const other = differences.findIndex(({ pair, workload, ratios }) => {
      const slices = pairs[pair]?.slices?.find(one => one.workload === workload);
      return slices !== undefined && ratios !== 2 * slices.blocks;
    });
    return other === -1
      ? []
      : [{ path: `${where}.${other}.ratios`, problem: 'are not two for each planned block' }];
  });
}

/** Whether an arm is one of the two disks of a pair. */
export function isMember(pair: Pair | undefined, arm: number): boolean {
  return pair?.head === arm || pair?.against === arm;
}
