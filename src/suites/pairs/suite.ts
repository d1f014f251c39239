import { z } from 'zod';
import { metricNames } from '../../core/metric.ts';
import { formatBytes, formatFigure } from '../../core/quantity.ts';
import type { Decoded } from '../../core/schema.ts';
import table from '../profiles.json' with { type: 'json' };
import { exercises, joiningShapes, roomOf, shapeSchema, slotsOf, usualShapes } from '../shape.ts';
import { iopsSizeOf, profiles, rawDisk, type SuiteKind } from '../suite.ts';

const { pairs: times } = table;

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

/** The suite in a profile, with the workloads that every disk gets. */
export function pairsSuite(profile: PairsSuite['profile']): PairsSuite {
  const { seconds } = times[profile];
  return {
    name: 'pairs',
    tool: 'sysbench',
    profile,
    seconds,
    writeCap: 2 ** 30,
    workloads: usualShapes,
  };
}

/** Two disks in slices of milliseconds, on the raw block device. */
export const pairsKind: SuiteKind<PairsSuite> = {
  name: 'pairs',
  schema: pairsSuiteSchema,
  profiles,
  make: profile => pairsSuite(profiles.find(known => known === profile) ?? 'standard'),
  joining: joiningShapes,
  adopt: shape => shape,
  exercises,
  rulesOf: suite => ({
    unit: 'pair',
    seconds: suite.seconds,
    profile: suite.profile,
    ...rawDisk,
    gates: 'by default',
    rounds: times[suite.profile].rounds,
    budget: 6 * 60,
    writeBudget: 16 * 2 ** 30,
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

function describe({ tool, profile, seconds, writeCap }: PairsSuite): string {
  return `two disks of a guest in turns of milliseconds, ${tool} on the raw block device with O_DIRECT; profile ${profile}: ${formatFigure(seconds)} s for both, at most ${formatBytes(writeCap)} written`;
}
