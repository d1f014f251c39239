import type { z } from 'zod';
import type { HostJob } from '../core/host-job.ts';
import type { MetricName } from '../core/metric.ts';
import type { PlannedArm } from '../core/plan.ts';
import type { Gates } from '../core/policy.ts';
import type { Outcome } from '../core/rejection.ts';
import type { Measurement, Run, RunArm } from '../core/run.ts';
import type { Suite, Workload } from '../core/suite.ts';
import { cacheFlags } from '../disk/cache.ts';
import type { DiskMode } from '../disk/mode.ts';
import type { RatioOutcome } from './ratio.ts';
import type { Shape } from './shape.ts';

/**
 * A kind of suite: what `--suite` names. `S` is what a plan and a run document keep of it. All that
 * the rest of the program asks of a suite stands here, so that a new one is a folder and one line
 * in `registry.ts`.
 */
export interface SuiteKind<S extends Suite = Suite> {
  readonly name: string;
  /** Of a suite of this kind in a document, with all its fields in their order. */
  readonly schema: z.ZodType<S>;
  /** Words of `--profile`; empty where it has none. */
  readonly profiles: readonly string[];
  /** The suite with all its workloads, in a profile where it has them. */
  make(profile?: string): S;
  /** Workloads that join it for disks of which a field has one of these values. */
  readonly joining?: readonly {
    readonly workload: S['workloads'][number];
    readonly joins: Readonly<Record<string, readonly string[]>>;
  }[];
  /** A user's workload as the suite has it; a text says why the suite can't say the same. */
  adopt?(shape: Shape): S['workloads'][number] | string;
  /** Whether a workload shows a change of that field of a disk; absent where nobody knows. */
  exercises?(workload: S['workloads'][number], field: string): boolean;
  /** What holds of one suite of this kind. */
  rulesOf(suite: S): SuiteRules;
}

/** What holds of a suite, whatever its kind. Sizes in bytes, times in seconds. */
export type SuiteRules = CommonRules &
  (
    | {
        /** An arm is measured by itself, one step after the other. */
        readonly unit: 'arm';
        /** One for each workload, in the suite's order. */
        readonly steps: readonly Step[];
      }
    /**
     * Two disks are measured together (`plan.pairs`), so many seconds for each workload; those that
     * write do so for `conditioning` seconds before.
     */
    | { readonly unit: 'pair'; readonly seconds: number; readonly conditioning: number }
  );

interface CommonRules {
  /** The profile that it was made in, where there are any. */
  readonly profile?: string;
  /** Which of its cells may block a pull request; suites that gate less show a host as it is. */
  readonly gates: Gates;
  /** Of a plan, where nobody says how many. */
  readonly rounds: number;
  /** Seconds of wall time that a run may take, where nobody says how many. */
  readonly budget: number;
  /** Bytes that a run may write, where nobody says how many. */
  readonly writeBudget: number;
  /** Whether `mostWritten` holds; else it is an estimate. */
  readonly writesAreCapped: boolean;
  /** Of a disk without a size, and the fewest that one may have. */
  readonly diskSize: { readonly usual: number; readonly least: number };
  /** The files that it works on; absent where it takes the block device as it is. */
  readonly files?: SuiteFiles;
  /** Whether images are made anew each round; else once, and arms with like ones exchange them. */
  readonly freshImages: boolean;
  /** Whether a plan gets the host job that each head disk is compared with, in its first round. */
  readonly addsHostJobs: boolean;
  readonly workloads: readonly WorkloadRules[];
  /** Settled on the host before the first number, where anything is. */
  readonly probe?: SuiteProbe | undefined;
  /** What each arm of a run document says of it. */
  readonly armFacts?: Pick<RunArm, 'engine'>;
  /** How it measures, in a sentence without a full stop. */
  readonly description: string;
  /** Whether reports have tables of latency at depth 1 and of QEMU's processor time. */
  readonly hasDetails: boolean;
  /** The job on the host that does what QEMU does to the image of such a disk. */
  matchedJob(mode: DiskMode): HostJob;
  /**
   * Fewest seconds, by the tool's own clock, of a sound measurement: a tool that ended well before
   * its time measured something else.
   */
  leastSeconds(measurement: Pick<Measurement, 'workload' | 'bytes'>): number;
  /** What a run says of claims that its suite is known for. */
  judgeClaims?(run: Run): readonly Claim[];
}

/** What holds of a workload. */
export interface WorkloadRules extends Workload {
  readonly writes: boolean;
  /** Bytes that a step of it writes at most. */
  readonly mostWritten: number;
  /** Bytes per request, where readers think of it in IOPS; undefined where they do in MiB/s. */
  readonly iopsSize: number | undefined;
  /**
   * Bytes of each request, how many are under way at a time, and in which share of the time so
   * many are at least; absent where that is not known.
   */
  readonly request?: {
    readonly bytes: number;
    readonly depth: number;
    readonly leastBusy: number;
  };
  /** Bytes of its largest request, and of the room for all that it has under way. */
  readonly needs?: { readonly block: number; readonly room: number };
  /** Those that a sound measurement of it has. */
  metrics(target: Pick<PlannedArm['target'], 'kind'>): readonly MetricName[];
}

/** Files of a suite that measures on a filesystem. The tool makes them in its working directory. */
export interface SuiteFiles {
  readonly names: readonly string[];
  /** Bytes of all together; each has its share. */
  readonly totalSize: number;
  /** The command that writes those that are missing, and continues short ones. */
  prepare(options: { readonly direct: boolean }): readonly string[];
  /** Whether a workload makes its files itself, and leaves them in another state. */
  makesOwn(workload: string): boolean;
}

/** A question to the host. */
interface SuiteProbe {
  /** Reads of `file`, which exists. The host has what the suite needs if its status is 0. */
  argv(file: string): readonly string[];
  /** What is measured otherwise. */
  readonly otherwise: Suite;
}

/** Where and how a step runs: what its arm and round decide. */
export interface StepPlace {
  /**
   * The block device or file under test; tools that make files of their own use their working
   * directory.
   */
  readonly file: string;
  /** O_DIRECT. */
  readonly direct: boolean;
  /** O_DSYNC on each write. */
  readonly dsync: boolean;
  /** Seed of random offsets, where the tool takes one from the plan (`offsetSeed`). */
  readonly seed: number;
}

/** What a tool found, in base units. */
export interface StepReading {
  readonly values: readonly { readonly metric: MetricName; readonly value: number }[];
  /** Seconds in which they were measured, by the tool's own clock and without the ramp. */
  readonly seconds: number;
  /** Bytes that the values are about. */
  readonly bytes: number;
  /** Bytes written in all, ramp included. */
  readonly bytesWritten: number;
}

/** One workload of a suite as its tool runs it. */
export interface Step {
  readonly workload: Workload;
  /** Wall seconds that it takes when nothing ends it early. */
  readonly seconds: number;
  argv(place: StepPlace): readonly string[];
  /**
   * What the tool printed, as a reading; rejects whatever is not the whole, sound report of this
   * very step.
   */
  parse(stdout: string, place: StepPlace): Outcome<StepReading>;
}

/** A claim that somebody published, in their words, with what a run says of it. */
export interface Claim {
  readonly claim: string;
  readonly columns: readonly ClaimColumn[];
}

/** What one workload's numbers say of a claim. */
export interface ClaimColumn {
  readonly workload: string;
  readonly outcome: 'holds' | 'refuted' | 'not decided';
  readonly evidence: Evidence;
}

/** Ratios with what each is of, and of two modes whether they are one, by what QEMU said. */
export interface Evidence {
  readonly modes?: 'unattested' | 'same' | readonly [string, string] | undefined;
  readonly ratios: readonly { readonly label: string; readonly ratio: RatioOutcome }[];
}

/** Words of `--profile`, of suites that have some. */
export const profiles = ['quick', 'standard', 'thorough'] as const;

/** Of suites that measure the block device as it is, and leave it as full as it was. */
export const rawDisk = {
  budget: 15 * 60,
  writeBudget: 80 * 2 ** 30,
  writesAreCapped: true,
  // At least so large that no request of 1 MiB at depth 8 meets another one.
  diskSize: { usual: 2 * 2 ** 30, least: 64 * 2 ** 20 },
  freshImages: false,
  hasDetails: true,
  matchedJob: ({ cache }: DiskMode): HostJob => {
    const { direct, writeCache } = cacheFlags(cache);
    return { direct, dsync: !writeCache };
  },
} as const;

/** Bytes of a request that readers think of in IOPS. */
export function iopsSizeOf(blockSize: number): number | undefined {
  return blockSize < 64 * 1024 ? blockSize : undefined;
}

/** What to do about an error of the system that a tool named by its number; undefined of others. */
export function remedyOfErrno(errno: number): string | undefined {
  if (driveErrors.has(errno)) return 'the drive is failing or gone: see the kernel log';
  return [28, 122].includes(errno) ? "make room on the filesystem of the disk's image" : undefined;
}

// EIO, ENXIO, ENODEV, EROFS, ENODATA, ETIME, EBADMSG, EILSEQ, ETIMEDOUT, EREMOTEIO, ENOMEDIUM: what
// the block layer and filesystems make of a drive that fails (errno(3), blk_errors in the kernel).
const driveErrors = new Set([5, 6, 19, 30, 61, 62, 74, 84, 110, 121, 123]);
