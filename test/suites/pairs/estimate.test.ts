import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../src/statistics/random.ts';
import {
  latencyOf,
  logRatioOf,
  type SidedSlice,
  sideOf,
} from '../../../src/suites/pairs/estimate.ts';

/** Slices of disks whose rates are known at every moment; drift and stalls are the caller's. */
function slicesOf({
  blocks,
  rates,
  drift = 0,
  noise = () => 0,
  stalled = () => 0,
}: {
  readonly blocks: number;
  readonly rates: Readonly<Record<'a' | 'b', number>>;
  /** Of the logarithm of both rates, per slice. */
  readonly drift?: number;
  readonly noise?: (index: number) => number;
  /** Seconds for which a slice of side a stood still. */
  readonly stalled?: (index: number) => number;
}): readonly SidedSlice[] {
  let start = 0;
  return Array.from({ length: blocks * 4 }, (_, index) => {
    const isFirst = index % 4 === 0 || index % 4 === 3;
    const side = isFirst === index % 8 < 4 ? 'a' : 'b';
    const pause = side === 'a' ? stalled(index) : 0;
    const steady = 0.01 + pause;
    const counted = rates[side] * Math.exp(drift * index + noise(index)) * 0.01;
    const slice = { side, half: 0, start, steady, whole: steady, counted, done: counted } as const;
    start += steady;
    return slice;
  });
}

const steady = { drained: false };
const one = { total: 1, sum: 1e-3, buckets: [[1000, 1]] } as const;

describe('the log ratio of two disks', () => {
  it('is the true one whatever drift both share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.double({ min: 100, max: 1e6, noNaN: true }),
        fc.double({ min: 100, max: 1e6, noNaN: true }),
        fc.double({ min: -0.01, max: 0.01, noNaN: true }),
        (pairsOfBlocks, a, b, drift) => {
          const slices = slicesOf({ blocks: pairsOfBlocks * 2, rates: { a, b }, drift });
          const { log, ratios } = logRatioOf(slices, steady);
          expect(ratios).toBe(pairsOfBlocks * 4);
          expect(log).toBeCloseTo(Math.log(a / b), 9);
        },
      ),
    );
  });

  it('turns its sign with the sides, and its error stays', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 }),
        noise => {
          const slices = slicesOf({
            blocks: 4,
            rates: { a: 900, b: 1000 },
            noise: i => noise[i] ?? 0,
          });
          const turned = slices.map(
            slice => ({ ...slice, side: slice.side === 'a' ? 'b' : 'a' }) as const,
          );
          expect(logRatioOf(turned, steady).log).toBeCloseTo(-logRatioOf(slices, steady).log, 9);
          expect(logRatioOf(turned, steady).error).toBeCloseTo(logRatioOf(slices, steady).error, 9);
        },
      ),
    );
  });

  it('has an error that says how far it is off', () => {
    // 200 readings with uniform noise of each slice: log over error is a t of about unit variance.
    const random = randomFrom(5);
    const noise = () => (random() - 0.5) * 0.7;
    const scores = Array.from({ length: 200 }, () => {
      const { log, error } = logRatioOf(
        slicesOf({ blocks: 40, rates: { a: 1, b: 1 }, noise }),
        steady,
      );
      return log / error;
    });
    const variance = scores.reduce((sum, score) => sum + score ** 2, 0) / scores.length;
    expect(variance).toBeGreaterThan(0.75);
    expect(variance).toBeLessThan(1.35);
  });

  it('does not move with rare stalls, which the sums see', () => {
    const stalled = (index: number) => (index % 40 === 0 ? 0.1 : 0);
    const noise = (index: number) => Math.sin(index * 12.9898) * 0.02;
    const rates = { a: 1000, b: 1000 };
    const slices = slicesOf({ blocks: 100, rates, noise, stalled });
    const { log, error } = logRatioOf(slices, steady);
    expect(Math.abs(log)).toBeLessThan(0.002);
    expect(error).toBeLessThan(0.002);
    const sums = (side: 'a' | 'b') => {
      const own = slices.filter(slice => slice.side === side);
      const { requests, seconds } = sideOf(own, { blockSize: 4096, latency: one });
      return requests / seconds;
    };
    expect(Math.log(sums('a') / sums('b'))).toBeLessThan(-0.3);
  });
});

describe('latencies', () => {
  it('are within a bucket of the truth', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1e-7, max: 10, noNaN: true }), { minLength: 1, maxLength: 300 }),
        seconds => {
          const indexes = seconds.map(value => {
            const octave = Math.floor(Math.log2(value * 1e9));
            return octave * 64 + Math.floor(((value * 1e9) / 2 ** octave - 1) * 64);
          });
          const counts = Map.groupBy(indexes, index => index);
          const buckets = [...counts].map(([index, all]) => [index, all.length] as const);
          const sum = seconds.reduce((total, value) => total + value, 0);
          const latency = latencyOf({
            total: seconds.length,
            sum,
            buckets: buckets.toSorted(([x], [y]) => x - y),
          });
          const sorted = seconds.toSorted((x, y) => x - y);
          const rank = (share: number) => sorted[Math.ceil(seconds.length * share) - 1] ?? 0;
          expect(latency.mean).toBeCloseTo(sum / seconds.length, 9);
          for (const [found, share] of [
            [latency.p50, 0.5],
            [latency.p95, 0.95],
            [latency.p99, 0.99],
            [latency.p999, 0.999],
          ] as const)
            expect(Math.abs(found / rank(share) - 1)).toBeLessThan(0.01);
        },
      ),
    );
  });
});
