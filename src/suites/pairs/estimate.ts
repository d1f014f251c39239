import { centreOf } from '../../statistics/centre.ts';

/** One slice of a disk. Times in seconds. */
export interface Slice {
  /** In command mode the one who asked knows the side. */
  readonly half: 0 | 1;
  readonly start: number;
  /** The part in which the queue was full, and the requests that completed in it. */
  readonly steady: number;
  readonly counted: number;
  /** All of it, from the first request to the last completion, and all requests. */
  readonly whole: number;
  readonly done: number;
}

/** A slice of one of two disks. */
export interface SidedSlice extends Slice {
  readonly side: 'a' | 'b';
}

/** Logarithm of a's rate over b's, as the slices of one round tell it. */
export interface LogRatio {
  readonly log: number;
  /** Its standard error over the slices. */
  readonly error: number;
  /** Ratios of adjacent slices behind it. */
  readonly ratios: number;
}

/**
 * The 25 %-trimmed mean of the log ratios of adjacent slices (1 and 2, 3 and 4 of a block): a
 * quarter of them is set aside at each end, so that stalls of a few slices do not move it. Its
 * error is that of the winsorized values (`centreOf`). The slices must be blocks of four. Rates are
 * those of a full queue, or of whole slices where they are `drained`.
 */
export function logRatioOf(
  slices: readonly SidedSlice[],
  { drained }: { readonly drained: boolean },
): LogRatio {
  const rateOf = ({ counted, steady, done, whole }: Slice): number =>
    drained ? done / whole : counted / steady;
  const ratios: number[] = [];
  for (let index = 0; index + 1 < slices.length; index += 2) {
    const [one, other] = [slices[index], slices[index + 1]] as [SidedSlice, SidedSlice];
    const log = Math.log(rateOf(one) / rateOf(other));
    ratios.push(one.side === 'a' ? log : -log);
  }
  const { centre, variance, n } = centreOf(ratios, Math.floor(ratios.length / 4));
  return { log: centre, error: Math.sqrt(variance / n), ratios: n };
}

/** Seconds that a request took. */
export interface Latency {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
}

/** How often requests fell into each bucket, which are 1/64 wide: 64 an octave from 1 ns on. */
export interface LatencyCounts {
  readonly total: number;
  /** Sum of all latencies in seconds. */
  readonly sum: number;
  /** Bytes that they moved, where their sizes differ. */
  readonly bytes?: number;
  /** Index of the bucket and its requests, ascending. */
  readonly buckets: readonly (readonly [index: number, count: number])[];
}

/** Buckets of the script: 40 octaves. */
export const bucketCount = 40 * 64;

/** Mean and nearest-rank percentiles, each the middle of its bucket: 0.8 % off at most. */
export function latencyOf({ total, sum, buckets }: LatencyCounts): Latency {
  const at = (share: number): number => {
    const rank = Math.ceil(total * share);
    let before = 0;
    const found = buckets.find(([, count]) => (before += count) >= rank) ?? buckets.at(-1);
    const index = found?.[0] ?? 0;
    return 2 ** Math.floor(index / 64) * (1 + ((index % 64) + 0.5) / 64) * 1e-9;
  };
  return { mean: sum / total, p50: at(0.5), p95: at(0.95), p99: at(0.99), p999: at(0.999) };
}

/** What the slices of one disk add up to. */
export interface SideReading {
  /** All requests, and the bytes that they moved. */
  readonly requests: number;
  readonly bytes: number;
  /** Whole lengths of its slices, so that requests over seconds sees stalls wherever they fall. */
  readonly seconds: number;
  readonly latency: Latency;
  /**
   * Requests per second while the queue was full: the upper quartile of its slices, which little
   * disturbed.
   */
  readonly rate: number;
  /** Seconds of a slice in which the queue was filled or drained: their lower quartile. */
  readonly drain: number;
}

/** Adds up the slices of one disk; at least one. */
export function sideOf(
  slices: readonly Slice[],
  { blockSize, latency }: { readonly blockSize: number; readonly latency: LatencyCounts },
): SideReading {
  const sum = (value: (slice: Slice) => number) =>
    slices.reduce((total, slice) => total + value(slice), 0);
  const requests = sum(({ done }) => done);
  return {
    requests,
    bytes: latency.bytes ?? requests * blockSize,
    seconds: sum(({ whole }) => whole),
    latency: latencyOf(latency),
    rate: quantileOf(
      slices.map(({ counted, steady }) => counted / steady),
      0.75,
    ),
    drain: quantileOf(
      slices.map(({ whole, steady }) => whole - steady),
      0.25,
    ),
  };
}

function quantileOf(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? 0;
}
