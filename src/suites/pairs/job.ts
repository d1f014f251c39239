import { readFileSync } from 'node:fs';
import type { Extent } from '../../core/plan.ts';
import { largestOf, type Shape } from '../shape.ts';

/** What a command line of the instrument always says. */
interface JobBase {
  readonly workload: Shape;
  /**
   * `exchanged`: the two disks are one file, and each uses one half of it, exchanged every block.
   */
  readonly halves: 'whole' | 'exchanged';
  readonly seed: number;
  /** Through the page cache of whoever runs it, instead of O_DIRECT. */
  readonly buffered?: boolean | undefined;
  /**
   * Seconds within which a request must complete, default 30. Whoever runs the command must wait
   * longer than that, and than the slices last.
   */
  readonly patience?: number | undefined;
  /** Where side a, or the one disk, holds data: no request is made elsewhere. Default: all. */
  readonly dataA?: readonly Extent[] | undefined;
}

/** Slices of two disks, as one program alternates between them. It overwrites what they hold. */
export interface SlicesJob extends JobBase {
  /** Mean length of a slice; each is up to a quarter longer or shorter. */
  readonly milliseconds: number;
  /** The filling and draining of a queue count in the time of a slice. */
  readonly drained: boolean;
  /** Of four slices each: A B B A or B A A B. */
  readonly blocks: number;
  /** A sync before each slice, outside its time, and another one at its end, inside. */
  readonly synced: boolean;
  /** Milliseconds on each side that are thrown away; one block at least. */
  readonly warmUp: number;
  /** Who begins the first block; of the others it is drawn. */
  readonly first: 'a' | 'b';
  /** Whether side a begins in the second half. */
  readonly swapped: boolean;
  /** Paths of block devices or regular files. */
  readonly a: string;
  readonly b: string;
  readonly dataB?: readonly Extent[] | undefined;
}

/** Slices of one disk, each when it is asked for: two guests are alternated from outside. */
export interface CommandJob extends JobBase {
  readonly disk: string;
  /**
   * A virtio-serial port, opened for commands and answers; the host must have connected. Without it
   * they are stdin and stdout.
   */
  readonly port?: string | undefined;
}

// The bundle holds the texts themselves, in place of these calls (scripts/build.ts).
const script = readFileSync(new URL('slices.lua', import.meta.url), 'utf8');

/**
 * Puts the script into a file that nobody has to remove: sysbench opens it by its descriptor, once
 * for each of its threads. `$0` is the script, `$1` the port or nothing. The shell stays, since a
 * process with a request that hangs cannot end: it then tells the shell to (SIGTERM).
 */
const launch = readFileSync(new URL('launch.sh', import.meta.url), 'utf8');

/**
 * The command line that alternates between two disks; for host and guest, whose shell is busybox.
 */
export function slicesArgv(job: SlicesJob): readonly string[] {
  return argvOf(
    { ...slicesOptions(job), ...moreOptions(job) },
    { 'disk-a': job.a, 'disk-b': job.b },
  );
}

/**
 * The command line that offers slices of one disk. It answers `slice SEED MILLISECONDS HALF
 * yes|no`, the last word for a sync before and one inside the time; `histogram`; `quit`.
 */
export function commandArgv(job: CommandJob): readonly string[] {
  return argvOf({ ...commandOptions(job), ...moreOptions(job) }, { 'disk-a': job.disk }, job.port);
}

/** The line by which the output of a job says which one it is of. */
export function jobLine(job: SlicesJob | CommandJob): string {
  const options = 'disk' in job ? commandOptions(job) : slicesOptions(job);
  const more = Object.entries(moreOptions(job)).map(([name, value]) => `${name}=${value}`);
  return ['job', ...Object.values(options), ...more].join(' ');
}

/** The options that the script repeats, in its order. */
type JobOptions = Readonly<Record<string, string | number>>;

function slicesOptions(job: SlicesJob): JobOptions {
  return {
    mode: 'alternate',
    ...workloadOptions(job),
    milliseconds: job.milliseconds,
    blocks: job.blocks,
    synced: yesOrNo(job.synced),
    'warm-up': job.warmUp,
    first: job.first,
    seed: job.seed,
    halves: job.halves,
    swapped: yesOrNo(job.swapped),
  };
}

/** Ranges in whole requests, as the script takes them. */
function rangesOf(extents: readonly Extent[] | undefined, { workload }: JobBase) {
  const bytes = largestOf(workload);
  const whole = extents?.map(({ start, length }) => ({ start, used: length - (length % bytes) }));
  return whole?.flatMap(({ start, used }) => (used > 0 ? [`${start}+${used}`] : [])).join();
}

function commandOptions(job: CommandJob): JobOptions {
  const none = { milliseconds: 0, blocks: 0, synced: 'no', 'warm-up': 0, first: 'a' };
  const { seed, halves } = job;
  return { mode: 'command', ...workloadOptions(job), ...none, seed, halves, swapped: 'no' };
}

function workloadOptions({ workload, buffered = false, patience = 30 }: JobBase): JobOptions {
  const { read, pattern, depth, sync } = workload;
  const direct = yesOrNo(!buffered);
  return { read, pattern, 'block-size': largestOf(workload), depth, sync, direct, patience };
}

/** Those that are absent are as usual; the script repeats the others with their names. */
function moreOptions(job: SlicesJob | CommandJob): JobOptions {
  const { jobs, every, blocks, region, hot, zeroes } = job.workload;
  const all = {
    jobs,
    every,
    sizes: blocks?.map(({ bytes, share }) => `${bytes}:${share}`).join(','),
    region,
    hot: hot && `${hot.part}:${hot.share}`,
    zeroes: zeroes && 'yes',
    data_a: rangesOf(job.dataA, job),
    data_b: 'dataB' in job ? rangesOf(job.dataB, job) : undefined,
  };
  const said = Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return Object.fromEntries(said) as JobOptions;
}

function argvOf(
  options: JobOptions,
  disks: Readonly<Record<string, string>>,
  port = '',
): readonly string[] {
  const words = Object.entries({ ...options, ...disks });
  return [
    '/bin/sh',
    '-c',
    launch,
    script,
    port,
    ...words.map(([name, value]) => `--${name}=${value}`),
  ];
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
