import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { othersTicks, readCpuLine, sampleCpu, stealShare } from '../../src/host/load.ts';

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
      user: 110,
      steal: 10,
    });
  });

  test.each(['', 'cpu  1 2 3\n', 'cpu0 1 2 3 4 5 6 7 8 9 10\n'])('refuses %j', stat => {
    expect(() => readCpuLine(stat)).toThrow('/proc/stat');
  });
});

describe('stealShare', () => {
  test('is the stolen part of the time between', () => {
    expect(stealShare({ total: 1000, steal: 10 }, { total: 1200, steal: 15 })).toBeCloseTo(0.025);
  });

  test('is 0 where no time passed or the kernel corrected its counter', () => {
    expect(stealShare({ total: 1000, steal: 10 }, { total: 1000, steal: 10 })).toBe(0);
    expect(stealShare({ total: 1000, steal: 10 }, { total: 1100, steal: 9 })).toBe(0);
  });
});

describe('the processor time of others', () => {
  const use = (
    cpu: { busy: number; user: number },
    processes: { own: number; ownUser: number; kernel?: number },
  ) => ({
    cpu: { total: 0, steal: 0, ...cpu },
    processes: {
      ownTicks: processes.own,
      ownUserTicks: processes.ownUser,
      kernelTicks: processes.kernel,
      read: 0,
      written: 0,
    },
  });

  test('is what was busy without ours and that of the kernel', () => {
    const before = use({ busy: 1000, user: 600 }, { own: 100, ownUser: 50, kernel: 40 });
    const after = use({ busy: 1300, user: 700 }, { own: 250, ownUser: 120, kernel: 90 });
    expect(othersTicks(before, after)).toBe(300 - 150 - 50);
  });

  test('is their time outside the kernel where its threads are not to be seen', () => {
    const before = use({ busy: 1000, user: 600 }, { own: 100, ownUser: 50 });
    const after = use({ busy: 1300, user: 700 }, { own: 250, ownUser: 120 });
    expect(othersTicks(before, after)).toBe(100 - 70);
  });
});
