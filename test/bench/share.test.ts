import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { laterRound, wholeRun } from '../../bench/share.ts';
import { describeRejection } from '../../src/core/rejection.ts';
import { fioSteps } from '../../src/suites/fio/suite.ts';
import { fioSuite } from '../../src/suites/fio/workloads.ts';

const cap = 64 * 2 ** 20;
const suite = { ...fioSuite('quick'), writeCap: cap };

function measured(workload: string, fixture: string) {
  const step = fioSteps(suite).find(one => one.workload.name === workload);
  const text = readFileSync(join(import.meta.dirname, `../../fixtures/fio/${fixture}.txt`), 'utf8');
  const outcome = step?.parse(text, {
    file: 'disk.raw',
    direct: true,
    dsync: false,
    seed: 3735928559,
  });
  if (outcome?.ok !== true)
    throw new Error(outcome?.rejections.map(describeRejection).join('; ') ?? workload);
  const { values, seconds } = outcome.value;
  return values.map(value => ({ ...value, workload, seconds }));
}

const read = measured('randread-4k-qd1', 'randread-4k-qd1');
const capped = measured('write-1m-qd8', 'write-1m-qd8-capped');

/** Tools ran in half of it. */
const timingOf = (wall: number) => ({ wall, tools: wall / 2 });

const timed = {
  run: {
    plan: { suite },
    rounds: [[...read, ...capped], read, [...read, ...read]].map(measurements => ({
      measurements,
    })),
  },
  planned: 5,
  rounds: [20, 4, 8].map(timingOf),
};

/** fio measured for 1.5 s after half a second of ramp. */
const ofRead = 2;

test('a read measures for its ramp and run, however fast it is', () => {
  expect(laterRound({ ...timed, rounds: [20, 4].map(timingOf) }).measuring).toBeCloseTo(ofRead, 1);
  const fast = read.map(value => ({ ...value, value: value.value * 1e6 }));
  const rounds = [{ measurements: fast }, { measurements: fast }];
  expect(
    laterRound({ ...timed, run: { ...timed.run, rounds }, rounds: [9, 9].map(timingOf) }).measuring,
  ).toBeCloseTo(ofRead, 1);
});

test('a write that ended at its cap measures for as long as that took, as did its ramp', () => {
  const [throughput] = capped;
  const seconds = cap / (throughput?.value ?? Number.NaN);
  expect(seconds).toBeLessThan(0.5);
  const rounds = [{ measurements: capped }, { measurements: capped }];
  expect(
    laterRound({ ...timed, run: { ...timed.run, rounds }, rounds: [9, 9].map(timingOf) }).measuring,
  ).toBeCloseTo(2 * seconds, 2);
});

test('a run of planned length is its first round and the mean of the others', () => {
  const whole = wholeRun(timed);
  const writes = laterRound({
    ...timed,
    run: { ...timed.run, rounds: [{ measurements: [] }, { measurements: capped }] },
    rounds: [9, 9].map(timingOf),
  });
  expect(whole.wall).toBeCloseTo(20 + 4 * 6);
  expect(whole.tools).toBeCloseTo(10 + 4 * 3);
  expect(whole.measuring).toBeCloseTo(ofRead + writes.measuring + 4 * 1.5 * ofRead, 1);
});

test('a later round is the mean of those after the first', () => {
  expect(laterRound(timed).wall).toBe(6);
  expect(laterRound(timed).tools).toBe(3);
});

test('a run of one round says nothing of a longer one', () => {
  expect(wholeRun({ ...timed, rounds: [20].map(timingOf) }).wall).toBeNaN();
});
