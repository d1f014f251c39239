import { sha256Hex } from './digest.ts';
import { type GateSuite, type GateWorkload, isWriting } from './gate-suite.ts';

/** One named job of a suite's tool. */
export type Workload = SeedWorkload | GateWorkload;

/** The workloads of a plan with the options they share. */
export type Suite = SeedSuite | GateSuite;

/** One job of sysbench fileio, by its own test mode names. */
export interface SeedWorkload {
  /** Unique in its suite: `rndrd`. */
  readonly name: string;
  /** What a reader calls it: `random read`. */
  readonly title: string;
  readonly mode: 'rndrd' | 'rndwr' | 'seqrd' | 'seqwr';
}

/**
 * The suite of the blog post that started the project. Sizes in bytes, seconds whole (sysbench cuts
 * fractions). Source: the seed post, "Performance of virtual storage (part 2): QEMU", T. Debatty,
 * 2024.
 */
export interface SeedSuite {
  readonly name: 'seed';
  readonly tool: 'sysbench';
  readonly seconds: number;
  readonly files: number;
  readonly fileTotalSize: number;
  readonly fileBlockSize: number;
  readonly fileFsyncFrequency: number;
  readonly workloads: readonly SeedWorkload[];
}

/** The seed suite as the post measured it. */
export const seedSuite: SeedSuite = {
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

/**
 * The least seconds, by the tool's own clock, that a sound measurement of a suite takes: a tool
 * that ended well before its time has measured something else. A write workload of the gate suite
 * may end early once it has moved as many bytes as it may.
 */
export function leastSeconds(
  suite: Suite,
  { workload, bytes }: { workload: string; bytes: number },
): number {
  // A tenth allows for rounding of the tool's clock.
  if (suite.name === 'seed') return 0.9 * suite.seconds;
  if (
    bytes >= suite.writeCap &&
    suite.workloads.some(one => one.name === workload && isWriting(one))
  )
    return 0;
  return (0.9 * suite.runMilliseconds) / 1000;
}

/** Bytes that a disk of the plan has where nobody says so. */
export function defaultDiskSize(suite: Suite): number {
  return suite.name === 'gate' ? 2 * 2 ** 30 : leastDiskSize(suite);
}

/**
 * The least that a disk must hold: in the seed suite its files, and ext4's own structures and
 * journal; in the gate suite enough that no request of 1 MiB at depth 8 meets another one.
 */
export function leastDiskSize(suite: Suite): number {
  return suite.name === 'gate' ? 64 * 2 ** 20 : suite.fileTotalSize + 64 * 2 ** 20;
}
