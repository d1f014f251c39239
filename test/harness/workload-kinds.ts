import { pairsSuite } from '../../src/suites/pairs/suite.ts';
import { joiningShapes, type Shape } from '../../src/suites/shape.ts';

const small = { pattern: 'random', blockSize: 4096, depth: 1, sync: 'none' } as const;
const region = 8 * 2 ** 20;

/** What a workload can be, each of its fields at least once. */
const own = {
  oltp: { ...small, read: 0.7, blockSize: 8192, depth: 16, jobs: 4, region },
  mixed: { ...small, read: 0.5, depth: 4, region },
  sizes: {
    ...small,
    read: 0.6,
    depth: 4,
    blockSize: 16_384,
    blocks: [
      { bytes: 4096, share: 0.8 },
      { bytes: 65_536, share: 0.2 },
    ],
  },
  'sizes-one-by-one': {
    ...small,
    read: 0,
    blockSize: 6144,
    blocks: [
      { bytes: 4096, share: 0.5 },
      { bytes: 8192, share: 0.5 },
    ],
  },
  streams: { ...small, read: 1, pattern: 'sequential', blockSize: 65_536, depth: 2, jobs: 3 },
  hot: { ...small, read: 0.7, depth: 8, hot: { part: 0.1, share: 0.9 } },
  commits: { ...small, read: 0.3, depth: 2, jobs: 3, sync: 'fdatasync', every: 4 },
  'commits-one-by-one': { ...small, read: 0, sync: 'fdatasync', every: 8 },
  durable: { ...small, read: 0, depth: 4, sync: 'dsync' },
} as const satisfies Record<string, Omit<Shape, 'name' | 'title'>>;

/** The suite's workloads, those that join it, and one of each kind that users can make. */
export const workloadKinds: readonly Shape[] = [
  ...pairsSuite('quick').workloads,
  ...joiningShapes.map(({ workload }) => ({ ...workload, ...(workload.zeroes && { region }) })),
  ...Object.entries(own).map(([name, shape]) => ({ name, title: name, ...shape })),
];
