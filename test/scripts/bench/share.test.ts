import { expect, test } from 'vitest';
import { laterRound, wholeRun } from '../../../scripts/bench/share.ts';
import { gateSuite } from '../../../src/core/gate-suite.ts';

const mebibyte = 2 ** 20;

/** A read of 2.5 s at 100 MiB/s and a write that ended at its cap of 1 GiB after half a second, as was its ramp. */
const read = { metric: 'throughput' as const, value: 100 * mebibyte, bytes: 250 * mebibyte, seconds: 3.5 };
const write = { metric: 'throughput' as const, value: 2048 * mebibyte, bytes: 1024 * mebibyte, seconds: 1.5 };

const timed = {
  run: {
    plan: { suite: gateSuite('standard') },
    rounds: [[read, write], [read], [read, read]].map(measurements => ({
      // Other metrics of a step are no steps of their own.
      measurements: measurements.flatMap(step => [step, { ...step, metric: 'iops' as const }]),
    })),
  },
  planned: 5,
  walls: [20, 4, 8],
};

test('a run of planned length is its first round and the mean of the others', () => {
  const whole = wholeRun(timed);
  expect(whole.wall).toBeCloseTo(20 + 4 * 6);
  expect(whole.tools).toBeCloseTo(5 + 4 * 5.25);
  // Read: 0.5 s ramp and 2.5 s. Write: ramp and run end at their caps, after 0.5 s each.
  expect(whole.measuring).toBeCloseTo(4 + 4 * 4.5);
});

test('a later round is the mean of those after the first', () => {
  expect(laterRound(timed).wall).toBe(6);
  expect(laterRound(timed).tools).toBeCloseTo(5.25);
});

test('a run of one round says nothing of a longer one', () => {
  expect(wholeRun({ ...timed, walls: [20] }).wall).toBeNaN();
});
