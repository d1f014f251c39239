import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { acknowledge } from '../../src/history/accepted-level.ts';
import { type Branch, levelsOf } from '../../src/history/level.ts';
import type { LevelledCell } from '../../src/history/shift.ts';
import { buildRun, diskArm, noise } from '../harness/run-builder.ts';

const mebibyte = 2 ** 20;
const cell = { arm: 'prod', workload: 'rndrd', metric: 'throughput' } as const;
const commitOf = (number: number) => number.toString(16).padStart(40, '0');

/** One run a day, of these levels in MiB/s, with 2 % of noise. */
function history(levels: readonly number[], seed = 1): Run[] {
  const factor = noise(seed, 0.02);
  return levels.map((level, day) => {
    const value = level * mebibyte * factor();
    return buildRun({
      arms: [{ ...diskArm('prod'), commit: commitOf(day) }],
      startedAt: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
      workloads: ['rndrd'],
      rounds: 1,
      value: () => value,
    });
  });
}

const levels = (...parts: readonly (readonly [count: number, level: number])[]) =>
  parts.flatMap(([count, level]) => Array.from({ length: count }, () => level));
const judged = (
  runs: readonly Run[],
  { acknowledgements = [], ...others }: Partial<Omit<Branch, 'runs'> & LevelledCell> = {},
) => levelsOf([{ ...cell, tolerance: 0.05, ...others }], { runs, acknowledgements })[0];
const said = (runs: readonly Run[], by = 'Ada') =>
  acknowledge({
    acknowledgedAt: '2026-06-01T00:00:00Z',
    by,
    reason: 'x',
    toolVersion: '0',
    runs: runs.map(run => ({ run, digest: 'a'.repeat(12) })),
    covers: () => true,
  });

describe('a steady branch', () => {
  test('is not below what its first five runs delivered, has no shift and no decline', () => {
    const level = judged(history(levels([40, 100])));
    expect(level).toMatchObject({ againstAccepted: { isBelow: false } });
    expect(level?.shift).toBeUndefined();
    expect(level?.decline).toBeUndefined();
  });

  test('has no accepted level before its fifth run, unless somebody acknowledged one', () => {
    const runs = history(levels([4, 100]));
    expect(judged(runs)?.againstAccepted).toBeUndefined();
    const level = judged(runs, { acknowledgements: [said(history(levels([3, 150])))] });
    expect(level?.againstAccepted).toMatchObject({ isBelow: true, acknowledgedBy: 'Ada' });
  });

  test('is not called below by a few runs that differ by far more than is assumed', () => {
    const level = judged(history([30, 200, 100]), {
      acknowledgements: [said(history(levels([3, 150])))],
    });
    expect(level?.againstAccepted).toMatchObject({ isBelow: false, acknowledgedBy: 'Ada' });
    expect(level?.againstAccepted?.change).toBeLessThan(-0.3);
  });
});

test.each([
  { device: 'scratch' },
  {
    image: {
      on: 'copy' as const,
      digest: 'ab'.repeat(32),
      layers: [],
      bytes: 1,
      data: 1,
      used: 1,
    },
  },
])('a branch whose disk lies on something else begins anew: $device', medium => {
  const moved = (run: Run): Run => ({
    ...run,
    arms: run.arms.map(arm => ({
      ...arm,
      subject: { ...arm.subject, target: { ...arm.subject.target, ...medium } },
    })),
  });
  const all = history(levels([20, 100], [4, 50]));
  const runs = all.map((run, day) => (day < 20 ? run : moved(run)));
  expect(judged(all)?.shift).toBeDefined();
  const anew = judged(runs);
  expect([anew?.shift, anew?.againstAccepted]).toEqual([undefined, undefined]);
  const acknowledgements = [said(all.slice(10, 15))];
  expect(judged(runs, { acknowledgements })?.againstAccepted).toBeUndefined();
});

describe('a branch that became slower', () => {
  const runs = history(levels([15, 100], [12, 88]));

  test('is below its accepted level, since a commit between two runs', () => {
    const level = judged(runs);
    expect(level?.againstAccepted?.isBelow).toBe(true);
    expect(level?.againstAccepted?.change).toBeCloseTo(-0.12, 1);
    expect(level?.shift).toMatchObject({ from: commitOf(14), to: commitOf(15), isNew: false });
    expect(level?.shift?.change).toBeCloseTo(-0.12, 1);
  });

  test('is told as shifted by the one run that made it visible', () => {
    const news = runs.map((_, last) => judged(runs.slice(0, last + 1))?.shift?.isNew === true);
    expect(news.filter(Boolean)).toHaveLength(1);
    expect(news.indexOf(true)).toBeGreaterThanOrEqual(19);
  });

  test('is as agreed once somebody acknowledged the new level', () => {
    expect(
      judged(runs, { acknowledgements: [said(runs.slice(-5))] })?.againstAccepted?.isBelow,
    ).toBe(false);
  });

  test('is not below where the loss is within the tolerance', () => {
    expect(judged(runs, { tolerance: 0.2 })?.againstAccepted?.isBelow).toBe(false);
    expect(judged(runs, { tolerance: 0.2 })?.shift).toBeUndefined();
  });

  test('is still judged by the first five runs where the store handed over those and the newest', () => {
    const long = history(levels([30, 100], [60, 85]));
    expect(judged([...long.slice(0, 5), ...long.slice(-36)])?.againstAccepted?.isBelow).toBe(true);
  });
});

describe('a branch that declines slowly', () => {
  test('is told by the loss over the window, where no step explains it', () => {
    const slow = Array.from({ length: 30 }, (_, day) => 100 * 0.9965 ** day);
    const found = [1, 2, 3, 4, 5, 6, 7, 8].map(seed => judged(history(slow, seed)));
    const declines = found.flatMap(level => level?.decline ?? []);
    const shifts = found.filter(level => level?.shift !== undefined);
    expect(declines.length + shifts.length).toBe(8);
    for (const { change, runs } of declines) {
      expect(runs).toBe(30);
      expect(change).toBeLessThan(-0.05);
      expect(change).toBeGreaterThan(-0.15);
    }
  });
});

test('of a latency, higher is worse', () => {
  const latency = { ...cell, metric: 'latency-p99' } as const;
  const runs = levels([15, 1], [12, 1.3]).map((seconds, day) =>
    buildRun({
      startedAt: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
      workloads: ['rndrd'],
      metrics: ['latency-p99'],
      rounds: 1,
      value: () => seconds * (1 + 0.001 * (day % 3)),
    }),
  );
  const level = judged(runs, latency);
  expect(level?.againstAccepted).toMatchObject({ isBelow: true });
  expect(level?.shift?.change).toBeLessThan(-0.2);
});
