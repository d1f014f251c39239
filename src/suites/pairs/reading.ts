import type { Outcome } from '../../core/rejection.ts';
import { randomFrom } from '../../statistics/random.ts';
import { refilledBytes } from '../shape.ts';
import {
  type LatencyCounts,
  type LogRatio,
  logRatioOf,
  type SidedSlice,
  type SideReading,
  type Slice,
  sideOf,
} from './estimate.ts';
import type { CommandJob, SlicesJob } from './job.ts';
import {
  countsOf,
  diskOf,
  endOf,
  fault,
  headerOf,
  linesOf,
  matchIn,
  outcomeOf,
  sidedSlice,
  sliceOf,
  whole,
} from './output.ts';

/** Why a reading is to be doubted, though it is whole and sound. */
type SlicesDoubt = 'instrument-bound';

/** What one run of the instrument found: a over b. */
export interface SlicesReading extends LogRatio {
  /** Wall seconds of the measuring, its warm-up apart. */
  readonly seconds: number;
  /** On both disks together, warm-up included. */
  readonly bytesWritten: number;
  readonly a: SideReading;
  readonly b: SideReading;
  /**
   * Requests that the program could issue in a second of its own time; undefined where the kernel
   * saw it use none.
   */
  readonly ceiling: number | undefined;
  /** Seconds between two slices, where they are asked for from outside. */
  readonly pause?: number | undefined;
  /** Of guest or host, as its kernel names it. */
  readonly clocksource: string;
  readonly doubts: readonly SlicesDoubt[];
}

/** What opens a session of command mode, once `ready` was read. */
export interface CommandHeader {
  /** Bytes of the disk. */
  readonly bytes: number;
  readonly clocksource: string;
}

/**
 * What the instrument printed, as a reading. Rejects whatever is not the whole, sound output of
 * this very job: another sysbench, an error of the script, a cut output, another job, slices that
 * are missing or out of order, a clock that jumped, counts that contradict each other.
 */
export function readSlices(stdout: string, job: SlicesJob): Outcome<SlicesReading> {
  return outcomeOf(`slices of ${job.workload.name}`, () => readingOf(stdout, job));
}

/** What command mode printed up to `ready`. */
export function readHeader(stdout: string, job: CommandJob): Outcome<CommandHeader> {
  return outcomeOf(`slices of ${job.workload.name}`, () => {
    const lines = linesOf(stdout, job);
    const { clocksource } = headerOf(lines, job, ['disk']);
    return { bytes: diskOf(lines, 'disk').bytes, clocksource };
  });
}

/** The answer of command mode to `slice`. */
export function readSlice(answer: string): Outcome<Slice> {
  return outcomeOf('slice', () => sliceOf(answer, 'disk'));
}

/** The answer of command mode to `histogram`. */
export function readLatency(answer: string): Outcome<LatencyCounts> {
  return outcomeOf('histogram', () => countsOf([answer], 'disk'));
}

function readingOf(stdout: string, job: SlicesJob): SlicesReading {
  const lines = linesOf(stdout, job);
  const { clocksource } = headerOf(lines, job, ['a', 'b']);
  const end = endOf(lines);
  const slices = lines.flatMap(line => (line.startsWith('slice ') ? [sidedSlice(line)] : []));
  checkOrder(slices, job);
  const { blockSize } = job.workload;
  const [a, b] = (['a', 'b'] as const).map(name =>
    sideWith(slices, { name, blockSize, latency: countsOf(lines, name) }),
  ) as [SideReading, SideReading];
  const warm = Number(matchIn(lines, /^warm (\d+)$/, 'warm')[1]);
  const requests = a.requests + b.requests;
  const seconds = a.seconds + b.seconds;
  checkEnd(end, { slices: slices.length, requests: requests + warm, seconds }, job.workload);
  // What it could do against twice the faster side's rate: at less, it shapes the numbers.
  const bound = end.user > 0 && requests / end.user < 2 * Math.max(a.rate, b.rate);
  return {
    ...logRatioOf(slices, job),
    seconds: end.seconds,
    bytesWritten: end.written * blockSize + 2 * refilledBytes(job.workload),
    a,
    b,
    ceiling: end.user > 0 ? requests / end.user : undefined,
    clocksource,
    doubts: bound ? ['instrument-bound'] : [],
  };
}

/** The slices of one side, added up. */
function sideWith(
  slices: readonly SidedSlice[],
  {
    name,
    ...counted
  }: { readonly name: 'a' | 'b'; readonly blockSize: number; readonly latency: LatencyCounts },
): SideReading {
  const own = slices.filter(({ side }) => side === name);
  const reading = sideOf(own, counted);
  if (counted.latency.total === reading.requests) return reading;
  throw fault(
    `side ${name} has ${reading.requests} requests, and ${counted.latency.total} latencies`,
  );
}

/** Throws where a program's last line contradicts what it did, its warm-up included. */
function checkEnd(
  end: ReturnType<typeof endOf>,
  did: { readonly slices: number; readonly requests: number; readonly seconds: number },
  { read }: SlicesJob['workload'],
): void {
  const most = read === 1 ? 0 : did.requests;
  if (end.slices !== did.slices || end.written > most || (read === 0 && end.written < most))
    throw fault(
      `${did.slices} slices with ${did.requests} requests end as ${end.slices} slices with ${end.written} writes`,
    );
  if (end.seconds < did.seconds * 0.999)
    throw fault(`slices of ${did.seconds} s were measured in ${end.seconds} s`);
}

function checkOrder(slices: readonly SidedSlice[], job: SlicesJob): void {
  if (slices.length !== job.blocks * 4)
    throw fault(`expected ${job.blocks * 4} slices, found ${slices.length}`, whole);
  let before = 0;
  let begins: 'a' | 'b' = job.first;
  for (const [index, slice] of slices.entries()) {
    const [block, place] = [Math.floor(index / 4), index % 4];
    if (place === 0 && block > 0) begins = slice.side;
    const isFirst = place === 0 || place === 3;
    if ((slice.side === begins) !== isFirst)
      throw fault(`slice ${index} is of side ${slice.side}, against the order of its block`);
    const half =
      job.halves === 'whole' ? 0 : (block + Number(slice.side === 'b') + Number(job.swapped)) % 2;
    if (slice.half !== half)
      throw fault(`slice ${index} used half ${slice.half} instead of ${half}`);
    // Times are printed to 0.1 µs.
    if (slice.start < before - 1e-6)
      throw fault(`slice ${index} began at ${slice.start} s, before ${before} s`);
    if (slice.whole < job.milliseconds * 0.00075 - 1e-6)
      throw fault(`slice ${index} lasted ${slice.whole} s instead of about ${job.milliseconds} ms`);
    before = slice.start + slice.whole;
  }
}

/** A slice as it is asked for from outside. */
export interface Turn {
  readonly side: 'a' | 'b';
  readonly milliseconds: number;
  /** Of its offsets: adjacent slices have one, so that both disks are asked the same. */
  readonly seed: number;
}

/** The slices of a job in blocks A B B A or B A A B, as jittered as those of the script. */
export function turnsOf({
  milliseconds,
  blocks,
  first,
  seed,
}: Pick<SlicesJob, 'milliseconds' | 'blocks' | 'first' | 'seed'>): Turn[] {
  const random = randomFrom(seed);
  return Array.from({ length: blocks }, (_, block) => {
    const begins = block > 0 ? random() < 0.5 : first === 'a';
    const seeds = [random(), random()].map(draw => Math.floor(draw * 2 ** 32));
    return [begins, !begins, !begins, begins].map((isA, place) => ({
      side: isA ? ('a' as const) : ('b' as const),
      milliseconds: milliseconds * (0.75 + random() / 2),
      seed: seeds[Math.floor(place / 2)] ?? 0,
    }));
  }).flat();
}

/** What one side said beside its slices. */
export interface SideAnswers {
  readonly clocksource: string;
  /** Requests of its first slice, which was thrown away. */
  readonly warm: number;
  readonly latency: LatencyCounts;
  /** Its last line. */
  readonly end: string;
}

/**
 * The reading of slices that two programs gave in turn, `seconds` being the wall time that all
 * took. Throws where the answers contradict each other.
 */
export function commandedReading(
  { workload, drained }: Pick<SlicesJob, 'workload' | 'drained'>,
  slices: readonly SidedSlice[],
  answers: Readonly<Record<'a' | 'b', SideAnswers>> & { readonly seconds: number },
): SlicesReading {
  const { blockSize } = workload;
  const side = (name: 'a' | 'b') => {
    const { latency, warm, end: line } = answers[name];
    const reading = sideWith(slices, { name, blockSize, latency });
    const count = slices.filter(slice => slice.side === name).length;
    const end = endOf([line]);
    const all = reading.requests + warm;
    const { seconds } = reading;
    checkEnd(end, { slices: count + 1, requests: all, seconds }, workload);
    const ceiling = end.user > 0 ? all / end.user : Number.POSITIVE_INFINITY;
    return { reading, written: end.written * blockSize + refilledBytes(workload), ceiling };
  };
  const [a, b] = [side('a'), side('b')];
  const bound = [a, b].some(({ ceiling, reading }) => ceiling < 2 * reading.rate);
  const ceiling = Math.min(a.ceiling, b.ceiling);
  return {
    ...logRatioOf(slices, { drained }),
    seconds: answers.seconds,
    bytesWritten: a.written + b.written,
    a: a.reading,
    b: b.reading,
    ceiling: Number.isFinite(ceiling) ? ceiling : undefined,
    pause: pauseOf(a.reading, b.reading, { slices: slices.length, seconds: answers.seconds }),
    clocksource: answers.a.clocksource,
    doubts: bound ? ['instrument-bound'] : [],
  };
}

/** Seconds between two slices in which neither disk was measured. */
function pauseOf(
  a: Pick<SideReading, 'seconds'>,
  b: Pick<SideReading, 'seconds'>,
  { slices, seconds }: { readonly slices: number; readonly seconds: number },
): number {
  return Math.max(0, seconds - a.seconds - b.seconds) / slices;
}
