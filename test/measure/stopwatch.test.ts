import { describe, expect, it } from 'vitest';
import { startStopwatch } from '../../src/measure/progress.ts';

/** A clock that stands still until it is told to move on. */
function handClock() {
  let seconds = 100;
  return { now: () => seconds, pass: (more: number) => void (seconds += more) };
}

describe('the stopwatch of a run', () => {
  it('counts what no phase covers as rest', async () => {
    const clock = handClock();
    const stopwatch = startStopwatch(clock.now);
    clock.pass(2);
    await stopwatch.time('measure', async () => clock.pass(5));
    clock.pass(1);
    expect(stopwatch.timing()).toEqual({ boot: 0, prepare: 0, measure: 5, rest: 3 });
    expect(stopwatch.elapsed()).toBe(8);
  });

  it('counts every second once where phases nest', async () => {
    const clock = handClock();
    const stopwatch = startStopwatch(clock.now);
    await stopwatch.time('prepare', async () => {
      clock.pass(4);
      await stopwatch.time('boot', async () => clock.pass(3));
      clock.pass(1);
    });
    expect(stopwatch.timing()).toEqual({ boot: 3, prepare: 5, measure: 0, rest: 0 });
  });

  it('ends a phase that throws', async () => {
    const clock = handClock();
    const stopwatch = startStopwatch(clock.now);
    const work = stopwatch.time('boot', async () => {
      clock.pass(2);
      throw new Error('no boot');
    });
    await expect(work).rejects.toThrow('no boot');
    clock.pass(7);
    expect(stopwatch.timing()).toMatchObject({ boot: 2, rest: 7 });
  });
});
