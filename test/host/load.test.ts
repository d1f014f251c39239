import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readCpuLine, sampleCpu, stealShare } from '../../src/host/load.ts';

describe('sampleCpu', () => {
  test('counts the ticks of all processors', async () => {
    const before = await sampleCpu();
    await sleep(300);
    const after = await sampleCpu();
    // 100 ticks a second and processor; a busy host may wake us late.
    expect(after.total - before.total).toBeGreaterThanOrEqual(20);
    expect(after.steal).toBeGreaterThanOrEqual(before.steal);
    const share = stealShare(before, after);
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
  });
});

describe('readCpuLine', () => {
  test('leaves out guest time, which is in user time already', () => {
    expect(readCpuLine('cpu  100 10 50 800 20 5 5 10 90 9\ncpu0 1 2 3 4 5 6 7 8 9 10\n')).toEqual({
      total: 1000,
      busy: 160,
      steal: 10,
    });
  });

  test.each(['', 'cpu  1 2 3\n', 'cpu0 1 2 3 4 5 6 7 8 9 10\n'])('refuses %j', stat => {
    expect(() => readCpuLine(stat)).toThrow('/proc/stat');
  });
});

describe('stealShare', () => {
  test('is the stolen part of the time between', () => {
    expect(stealShare({ total: 1000, busy: 0, steal: 10 }, { total: 1200, busy: 0, steal: 15 })).toBeCloseTo(0.025);
  });

  test('is 0 where no time passed or the kernel corrected its counter', () => {
    expect(stealShare({ total: 1000, busy: 0, steal: 10 }, { total: 1000, busy: 0, steal: 10 })).toBe(0);
    expect(stealShare({ total: 1000, busy: 0, steal: 10 }, { total: 1100, busy: 0, steal: 9 })).toBe(0);
  });
});
