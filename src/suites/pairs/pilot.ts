import { furthestOf } from '../../core/metric.ts';
import type { Slices } from '../../core/pair.ts';
import { accept, type Outcome, reject } from '../../core/rejection.ts';
import { type Shape, slotsOf } from '../shape.ts';
import type { SlicesJob } from './job.ts';
import type { SlicesReading } from './reading.ts';
import type { PairsSuite } from './suite.ts';

/** Milliseconds on each side that every job throws away. */
export const warmUp = 100;

/** The job of a pilot: about 0.3 s on each side, from which `slicesOf` chooses. */
export function pilotJob(
  job: Pick<SlicesJob, 'workload' | 'a' | 'b' | 'halves' | 'seed' | 'buffered' | 'patience'>,
): SlicesJob {
  const chosen = { milliseconds: 25, blocks: 6, synced: false, drained: false, warmUp };
  return { ...job, ...chosen, first: 'a', swapped: false };
}

/** Within what the slices of a workload must stay. */
export interface SlicesLimits extends Pick<PairsSuite, 'seconds' | 'writeCap'> {
  readonly workload: Shape;
  /**
   * Mean length in milliseconds of slices that outlast costs that were put off, each with its sync;
   * without it they are as short as the queue allows.
   */
  readonly long?: number | undefined;
}

/** Slices that the pilot chose, and what they cost in a round. */
export interface ChosenSlices {
  readonly slices: Slices;
  /** Wall seconds of a job, its warm-up included. */
  readonly seconds: number;
}

/** What a slice holds at least, on the slower disk. */
const full = { turns: 20, requests: 50 };
/**
 * The same where the cap on writes leaves too few blocks. Many short slices then tell more than few
 * long ones, for one difference of adjacent slices is as good as another.
 */
const short = { turns: 2, requests: 4 };
/** Blocks that a slow disk gets whatever its seconds, and that a cap should leave. */
const fewest = { slow: 4, capped: 24, ever: 2 };
const shortestSeconds = 0.005;
/** The same where slices are asked for from outside, between which guests idle. */
const shortestOutside = 0.02;
/** Seconds of a slice per second in which none is measured: 12 % of the time at most. */
const perPause = 7;
/** Steady seconds per second of filling and draining: 10 % of the time at most. */
const perDrain = 9;
const mostBlocks = 100_000;

/**
 * The slices of a pair, from a short reading of both its disks. Blocks fill the suite's seconds; a
 * slow disk gets four even beyond them. Writes end at the cap, by the faster disk's rate; a cap
 * that leaves fewer than 24 blocks shortens the slices. Rejects one below two blocks.
 */
export function slicesOf(
  { a, b, pause = 0 }: Pick<SlicesReading, 'a' | 'b' | 'pause'>,
  { workload, seconds, writeCap, long }: SlicesLimits,
): Outcome<ChosenSlices> {
  const { blockSize, read } = workload;
  const slower = Math.min(a.rate, b.rate);
  const drain = (a.drain + b.drain) / 2;
  const shortest = pause > 0 ? shortestOutside : shortestSeconds;
  const lengthFor = ({ turns, requests }: typeof full) =>
    Math.max(turns * slotsOf(workload), requests) / slower;
  const writeRate = Math.max(a.rate, b.rate) * blockSize * (1 - read);
  const blockSeconds = (length: number) => 4 * (length + drain + pause);
  const blocksFor = (length: number) => {
    const timed = Math.floor(seconds / blockSeconds(length));
    const capped = Math.floor(writeCap / (writeRate * blockSeconds(length)));
    return { timed: Math.min(Math.max(timed, fewest.slow), mostBlocks), capped };
  };
  let length = wholeMilliseconds(
    long === undefined
      ? Math.max(lengthFor(full), shortest, perDrain * drain, perPause * pause)
      : Math.max(long / 1000, lengthFor(full)),
  );
  let { timed, capped } = blocksFor(length);
  const isShortened = long === undefined && capped < Math.min(timed, fewest.capped);
  if (isShortened) {
    length = Math.ceil(lengthFor(short) * 10_000) / 10_000;
    ({ timed, capped } = blocksFor(length));
  }
  if (capped < fewest.ever) {
    const needed = Math.ceil((fewest.ever * writeRate * blockSeconds(length)) / 2 ** 20);
    return reject(
      `slices of ${workload.name}`,
      `${fewest.ever} blocks of slices of ${Math.round(length * 1000)} ms write about ${needed} MiB, more than the ${Math.floor(writeCap / 2 ** 20)} MiB that this workload may write in a round`,
      `let a round write more, or leave out ${workload.name}`,
    );
  }
  const blocks = Math.min(timed, capped);
  // A round may be slower than the pilot was.
  const furthest = furthestOf((blocks * 2 * length * slower) / 1.5);
  const warm = Math.max((2 * warmUp) / 1000, blockSeconds(length));
  return accept({
    slices: {
      workload: workload.name,
      milliseconds: Number((length * 1000).toFixed(1)),
      blocks,
      synced: long !== undefined,
      burst: isShortened || capped < timed,
      drained: isShortened,
      ...(furthest !== undefined && { furthest }),
    },
    seconds: blocks * blockSeconds(length) + warm,
  });
}

/** Seconds, rounded up to whole milliseconds; the tiny bit is for what a product of them lost. */
function wholeMilliseconds(seconds: number): number {
  return Math.ceil(seconds * 1000 - 1e-9) / 1000;
}
