import { z } from 'zod';
import { metricNames } from '../../core/metric.ts';
import { formatBytes, formatFigure } from '../../core/quantity.ts';
import type { Decoded } from '../../core/schema.ts';
import table from '../profiles.json' with { type: 'json' };
import { exercises, joiningShapes, roomOf, shapeSchema, slotsOf, usualShapes } from '../shape.ts';
import { iopsSizeOf, profiles, rawDisk, type SuiteKind } from '../suite.ts';

/** Those of every suite on a raw disk, and one that outlasts what a drive takes in a burst. */
const pairsProfiles = [...profiles, 'sustained'] as const;

type Profile = (typeof pairsProfiles)[number];

function effortOf(profile: Profile) {
  const usual = { conditioning: 0, writeCap: 2 ** 30, budget: 6 * 60, writeBudget: 16 * 2 ** 30 };
  return { ...usual, ...table.pairs[profile] };
}

/** Schema of the suite `pairs`, as a run document keeps it. */
export const pairsSuiteSchema = z.strictObject({
  name: z.literal('pairs'),
  tool: z.literal('sysbench'),
  profile: z.enum(pairsProfiles),
  /** Measured on both disks together, per workload and round; writes may end at their cap. */
  seconds: z.number().positive().max(3600),
  /**
   * The same that a workload that writes does before, and throws away: a drive's burst is over
   * then, and its place written. None unless said.
   */
  conditioning: z.number().positive().max(3600).optional(),
  /** Bytes that a workload may write on both disks together in a round, its warm-up apart. */
  writeCap: z.int().positive(),
  workloads: z.array(shapeSchema).min(1).max(64),
});

/**
 * The suite that gates: one program alternates between the two disks of a pair in slices of
 * milliseconds, on the raw block device.
 */
export type PairsSuite = Decoded<typeof pairsSuiteSchema>;

/** The suite in a profile, with the workloads that every disk gets. */
export function pairsSuite(profile: PairsSuite['profile']): PairsSuite {
  const { seconds, conditioning, writeCap } = effortOf(profile);
  return {
    name: 'pairs',
    tool: 'sysbench',
    profile,
    seconds,
    ...(conditioning > 0 && { conditioning }),
    writeCap,
    workloads: usualShapes,
  };
}

/** Two disks in slices of milliseconds, on the raw block device. */
export const pairsKind: SuiteKind<PairsSuite> = {
  name: 'pairs',
  schema: pairsSuiteSchema,
  profiles: pairsProfiles,
  make: profile => pairsSuite(pairsProfiles.find(known => known === profile) ?? 'standard'),
  joining: joiningShapes,
  adopt: shape => shape,
  exercises,
  rulesOf: suite => ({
    unit: 'pair',
    seconds: suite.seconds,
    conditioning: suite.conditioning ?? 0,
    profile: suite.profile,
    ...rawDisk,
    gates: 'by default',
    rounds: effortOf(suite.profile).rounds,
    budget: effortOf(suite.profile).budget,
    writeBudget: effortOf(suite.profile).writeBudget,
    // Slices last as long in a round as in the short run from which they were chosen.
    writesAreCapped: false,
    diskSize: { ...rawDisk.diskSize, usual: 256 * 2 ** 20 },
    addsHostJobs: false,
    workloads: suite.workloads.map(({ name, title, blockSize, blocks, read, ...shape }) => ({
      name,
      title,
      needs: roomOf({ ...shape, blockSize, blocks }),
      writes: read < 1,
      // The warm-up may write as much as the slices.
      mostWritten: read < 1 ? 2 * suite.writeCap : 0,
      iopsSize: iopsSizeOf(blockSize),
      // At depth 1 a request is timed from the end of the one before; else slices fill and drain.
      ...(blocks === undefined && {
        request: {
          bytes: blockSize,
          depth: slotsOf(shape),
          leastBusy: slotsOf(shape) === 1 ? 0.9 : 0,
        },
      }),
      metrics: () => metrics,
    })),
    description: describe(suite),
    // The pilot chooses the slices, and a cap may end writes: each side has half of what is left.
    leastSeconds: ({ workload }) =>
      suite.workloads.some(({ name, read }) => name === workload && read < 1)
        ? 0
        : 0.2 * suite.seconds,
  }),
};

const metrics = metricNames.filter(name => !name.startsWith('cpu-'));

function describe({ tool, profile, seconds, conditioning, writeCap }: PairsSuite): string {
  const before = conditioning
    ? `, after ${formatFigure(conditioning)} s of writes that are thrown away`
    : '';
  return `two disks of a guest in turns of milliseconds, ${tool} on the raw block device with O_DIRECT; profile ${profile}: ${formatFigure(seconds)} s for both${before}, at most ${formatBytes(writeCap)} written`;
}
