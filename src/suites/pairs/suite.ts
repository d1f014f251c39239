import { formatBytes, formatFigure } from '../../core/quantity.ts';
import { exercises, joiningShapes, roomOf, slotsOf } from '../shape.ts';
import { iopsSizeOf, rawDisk, type SuiteKind } from '../suite.ts';
import {
  type PairsSuite,
  pairsRounds,
  pairsSuite,
  pairsSuiteSchema,
  profiles,
} from './workloads.ts';

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
    rounds: pairsRounds(suite.profile),
    budget: 6 * 60,
    writeBudget: 16 * 2 ** 30,
    // Slices last as long in a round as in the short run from which they were chosen.
    writesAreCapped: false,
    diskSize: { ...rawDisk.diskSize, usual: 512 * 2 ** 20 },
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

const metrics = [
  'throughput',
  'iops',
  'latency-mean',
  'latency-p50',
  'latency-p95',
  'latency-p99',
  'latency-p999',
] as const;

function describe({ tool, profile, seconds, writeCap }: PairsSuite): string {
  return `two disks of a guest in turns of milliseconds, ${tool} on the raw block device with O_DIRECT; profile ${profile}: ${formatFigure(seconds)} s for both, at most ${formatBytes(writeCap)} written`;
}
