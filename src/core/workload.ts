import { sha256Hex } from './digest.ts';

/** One job of sysbench fileio, by its own test mode names. */
export interface Workload {
  /** Unique in its suite: `rndrd`. */
  readonly name: string;
  /** What a reader calls it: `random read`. */
  readonly title: string;
  readonly mode: 'rndrd' | 'rndwr' | 'seqrd' | 'seqwr';
}

/**
 * The workloads of a plan with the options they share. Sizes in bytes, seconds whole (sysbench cuts fractions).
 * Source: the seed post, "Performance of virtual storage (part 2): QEMU", T. Debatty, 2024.
 */
export interface Suite {
  readonly name: 'seed';
  readonly tool: 'sysbench';
  readonly seconds: number;
  readonly files: number;
  readonly fileTotalSize: number;
  readonly fileBlockSize: number;
  readonly fileFsyncFrequency: number;
  readonly workloads: readonly Workload[];
}

/** The suite of the blog post that started the project. */
export const seedSuite: Suite = {
  name: 'seed',
  tool: 'sysbench',
  seconds: 2,
  files: 128,
  fileTotalSize: 256 * 1024 * 1024,
  fileBlockSize: 16384,
  fileFsyncFrequency: 100,
  workloads: [
    { name: 'rndrd', title: 'random read', mode: 'rndrd' },
    { name: 'rndwr', title: 'random write', mode: 'rndwr' },
    { name: 'seqrd', title: 'sequential read', mode: 'seqrd' },
    { name: 'seqwr', title: 'sequential write', mode: 'seqwr' },
  ],
};

/** Digest over everything that makes two suites measure the same thing. */
export function suiteDigest(suite: Suite): string {
  return sha256Hex(JSON.stringify(suite)).slice(0, 16);
}
