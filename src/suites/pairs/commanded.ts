import { randomFrom } from '../../statistics/random.ts';
import { refilledBytes } from '../shape.ts';
import {
  type LatencyCounts,
  logRatioOf,
  type SidedSlice,
  type SideReading,
  sideOf,
} from './estimate.ts';
import type { SlicesJob } from './job.ts';
import { endOf, fault } from './output.ts';
import type { SlicesReading } from './reading.ts';

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
  const { blockSize, read } = workload;
  const side = (name: 'a' | 'b') => {
    const { latency, warm, end: line } = answers[name];
    const own = slices.filter(slice => slice.side === name);
    const reading = sideOf(own, { blockSize, latency });
    const end = endOf([line]);
    const all = reading.requests + warm;
    const most = read === 1 ? 0 : all;
    if (latency.total !== reading.requests || end.slices !== own.length + 1)
      throw fault(
        `${own.length} slices with ${reading.requests} requests of side ${name} end as ${end.slices} with ${latency.total} latencies`,
      );
    if (end.written > most || (read === 0 && end.written < most))
      throw fault(`side ${name} had ${all} requests, and ${end.written} writes`);
    if (end.seconds < reading.seconds * 0.999)
      throw fault(`slices of ${reading.seconds} s of side ${name} took ${end.seconds} s`);
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
