import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SideReading } from '../../../src/suites/pairs/estimate.ts';
import { type ChosenSlices, slicesOf } from '../../../src/suites/pairs/pilot.ts';
import { pairsSuite } from '../../../src/suites/pairs/suite.ts';
import { valueOf } from '../../harness/value-of.ts';

const { workloads, seconds, writeCap } = pairsSuite('standard');

function workload(name: string) {
  const found = workloads.find(one => one.name === name);
  if (found === undefined) throw new Error(`no workload ${name}`);
  return found;
}

/**
 * What a pilot says of a side with that rate, whose queue takes so many turns to fill and drain.
 */
function side(rate: number, { turns = 2.2, depth = 1 } = {}): SideReading {
  const latency = { mean: 1, p50: 1, p95: 1, p99: 1, p999: 1 };
  const drain = depth === 1 ? 0 : (turns * depth) / rate;
  return { requests: 100, bytes: 1, seconds: 1, latency, rate, drain };
}

function chosen(name: string, rates: readonly [number, number], limits = {}) {
  const one = workload(name);
  const [a, b] = rates.map(rate => side(rate, one)) as [SideReading, SideReading];
  return slicesOf({ a, b }, { workload: one, seconds, writeCap, ...limits });
}

describe('slices that a pilot chooses', () => {
  it('are short on a fast drive, and fill the seconds', () => {
    const { slices, seconds: took } = valueOf(chosen('randread-4k-qd1', [20_000, 21_000]));
    expect(slices).toEqual({
      workload: 'randread-4k-qd1',
      milliseconds: 5,
      blocks: 120,
      synced: false,
      burst: false,
      drained: false,
      furthest: 'latency-p99',
    });
    expect(took).toBeCloseTo(2.6, 6);
  });

  it('hold twenty turns of a deep queue, and drain less than a tenth of the time', () => {
    const { slices } = valueOf(chosen('read-1m-qd8', [2000, 3000]));
    // 20 turns of 8 requests at 2000/s.
    expect(slices.milliseconds).toBe(80);
    expect(slices.blocks).toBe(6);
    const slow = valueOf(chosen('randread-4k-qd32', [26_000, 26_000]));
    expect(slow.slices.milliseconds).toBe(25);
  });

  it('are longer where they are asked for from outside, so that pauses take an eighth at most', () => {
    const one = workload('randread-4k-qd1');
    const both = { a: side(20_000), b: side(20_000) };
    const of = (pause: number) =>
      valueOf(slicesOf({ ...both, pause }, { workload: one, seconds, writeCap })).slices;
    expect(of(0.001)).toMatchObject({ milliseconds: 20, blocks: 28 });
    expect(of(0.01)).toMatchObject({ milliseconds: 70, blocks: 7 });
  });

  it('are four blocks on a slow disk, and the seconds say so', () => {
    const { slices, seconds: took } = valueOf(chosen('syncwrite-4k-qd1', [50, 45]));
    expect(slices.milliseconds).toBe(1112);
    expect(slices.blocks).toBe(4);
    expect(took).toBeCloseTo(4 * 4 * 1.112 + 4 * 1.112, 6);
  });

  it('end at the cap of writes, and say burst', () => {
    const { slices } = valueOf(chosen('randwrite-4k-qd32', [200_000, 190_000]));
    expect(slices).toMatchObject({ burst: true, drained: false });
    expect(slices.blocks).toBeGreaterThanOrEqual(24);
    expect(valueOf(chosen('randwrite-4k-qd32', [20_000, 20_000])).slices.burst).toBe(false);
  });

  it('get shorter where the cap leaves few blocks', () => {
    const limits = { writeCap: 2 ** 30 };
    const { slices } = valueOf(chosen('write-1m-qd2', [3000, 2900], limits));
    // Four requests of the slower disk: all of the slice is timed.
    expect(slices).toMatchObject({ milliseconds: 1.4, burst: true, drained: true });
    expect(slices.blocks).toBeGreaterThanOrEqual(24);
  });

  it('are refused where not even two blocks fit, with what it takes', () => {
    const outcome = chosen('write-1m-qd2', [3000, 2900], { writeCap: 2 ** 24 });
    expect(outcome).toMatchObject({
      ok: false,
      rejections: [
        {
          path: 'slices of write-1m-qd2',
          problem: expect.stringMatching(
            /^2 blocks of slices of 1 ms write about \d+ MiB, more than the 16 MiB/,
          ),
          remedy: 'let a round write more, or leave out write-1m-qd2',
        },
      ],
    });
  });

  it('are as long as the caller says where costs are put off', () => {
    const { slices } = valueOf(chosen('randread-4k-qd1', [3000, 3000], { long: 500 }));
    expect(slices).toMatchObject({ milliseconds: 500, blocks: 4, synced: true });
  });

  it('keep every promise for any two disks', () => {
    const rate = fc.double({ min: 0.5, max: 6, noNaN: true }).map(power => 10 ** power);
    fc.assert(
      fc.property(
        fc.constantFrom(...workloads),
        rate,
        rate,
        fc.double({ min: 0.5, max: 5, noNaN: true }),
        fc.integer({ min: 2 ** 22, max: 2 ** 34 }),
        fc.double({ min: 0.5, max: 10, noNaN: true }),
        fc.option(fc.integer({ min: 100, max: 2000 }), { nil: undefined }),
        (one, fast, slow, turns, cap, time, long) => {
          const { depth, blockSize, read, name } = one;
          const [a, b] = [fast, slow].map(each => side(each, { turns, depth })) as [
            SideReading,
            SideReading,
          ];
          const outcome = slicesOf({ a, b }, { workload: one, seconds: time, writeCap: cap, long });
          expect(outcome.ok || read < 1).toBe(true);
          expect(outcome.ok ? brokenPromises(outcome.value) : []).toEqual([]);

          function brokenPromises({ slices, seconds: took }: ChosenSlices): readonly string[] {
            const length = slices.milliseconds / 1000;
            const drain = (a.drain + b.drain) / 2;
            const isShort = slices.drained;
            const held = Math.max((isShort ? 2 : 20) * depth, isShort ? 4 : 50);
            const measured = slices.blocks * 4 * (length + drain);
            const written = measured * Math.max(fast, slow) * blockSize * (1 - read);
            const inTime = Math.max(time, 16 * (length + drain));
            const promises = {
              name: slices.workload === name,
              requests: length * Math.min(fast, slow) >= held * 0.999999,
              length: isShort || length >= 0.005,
              drains: isShort || slices.synced || drain / (length + drain) <= 0.1000001,
              cap: written <= cap * 1.000001,
              blocks: slices.blocks >= (slices.burst ? 2 : 4),
              told: took > measured,
              time: measured <= inTime * 1.000001,
            };
            return Object.entries(promises).flatMap(([promise, kept]) => (kept ? [] : [promise]));
          }
        },
      ),
    );
  });
});
