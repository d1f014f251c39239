import { describe, expect, test } from 'vitest';
import { type Acknowledgement, decodeAcknowledgement } from '../../src/core/acknowledgement.ts';
import { acceptedLevel, acknowledge } from '../../src/history/accepted-level.ts';
import { readingsOf } from '../../src/history/reading.ts';
import { buildRun, diskArm } from '../harness/run-builder.ts';

const mebibyte = 2 ** 20;
const said = { by: 'A maintainer', reason: 'the new kernel costs this', toolVersion: '0.1.0' };
const cell = { arm: 'prod', workload: 'rndrd', metric: 'throughput' } as const;
const runsOf = (...values: readonly number[]) =>
  values.map((value, index) => ({
    run: buildRun({ value: () => value * mebibyte, startedAt: `2026-03-0${index + 1}T12:00:00Z` }),
    digest: `${index}`.repeat(12),
  }));

describe('acknowledge', () => {
  test('accepts the geometric mean of the runs, per cell, and names them', () => {
    const runs = runsOf(100, 121);
    const made = acknowledge({
      ...said,
      acknowledgedAt: '2026-03-05T00:00:00Z',
      runs,
      covers: () => true,
    });
    expect(made.levels.map(level => [level.arm, level.workload])).toEqual([
      ['prod', 'rndrd'],
      ['prod', 'rndwr'],
      ['prod', 'seqrd'],
      ['prod', 'seqwr'],
    ]);
    expect(made.levels[0]?.value).toBeCloseTo(110 * mebibyte, 3);
    expect(made.runs).toEqual([
      { startedAt: '2026-03-01T12:00:00Z', digest: '000000000000' },
      { startedAt: '2026-03-02T12:00:00Z', digest: '111111111111' },
    ]);
    expect(decodeAcknowledgement(JSON.parse(JSON.stringify(made)))).toEqual({
      ok: true,
      value: made,
    });
  });

  test('covers only what is meant, and no cell that one of the runs lacks', () => {
    const whole = { run: buildRun(), digest: 'a'.repeat(12) };
    const partial = { run: buildRun({ workloads: ['rndrd', 'seqrd'] }), digest: 'b'.repeat(12) };
    const covers = ({ workload }: { workload: string }) => workload !== 'seqrd';
    const made = acknowledge({
      ...said,
      acknowledgedAt: '2026-03-05T00:00:00Z',
      runs: [whole, partial],
      covers,
    });
    expect(made.levels.map(({ workload }) => workload)).toEqual(['rndrd']);
  });

  test('says nothing of base, host and yardstick arms', () => {
    const arms = [
      diskArm('prod'),
      diskArm('prod', { cache: 'none' }, 'base'),
      diskArm('x', {}, 'yardstick'),
    ];
    const runs = [{ run: buildRun({ arms, workloads: ['rndrd'] }), digest: 'a'.repeat(12) }];
    const made = acknowledge({
      ...said,
      acknowledgedAt: '2026-03-05T00:00:00Z',
      runs,
      covers: () => true,
    });
    expect(made.levels.map(({ arm }) => arm)).toEqual(['prod']);
  });
});

describe('the level that counts', () => {
  const runs = runsOf(100, 90, 80, 70);
  /** What somebody of that name says of the run of that number, at that time. */
  const of = (index: number, acknowledgedAt: string, by = 'Ada') =>
    acknowledge({
      ...said,
      by,
      acknowledgedAt,
      runs: runs.slice(index - 1, index),
      covers: ({ workload }) => workload === 'rndrd',
    });
  const until = Date.UTC(2026, 2, 10);
  const levelOf = (...acknowledgements: readonly Acknowledgement[]) =>
    acceptedLevel(cell, { acknowledgements, until });

  test('is the newest that covers the cell', () => {
    const acknowledgements = [
      of(2, '2026-03-02T13:00:00Z'),
      of(3, '2026-03-03T13:00:00Z'),
      of(1, '2026-03-01T13:00:00Z'),
    ];
    const level = levelOf(...acknowledgements);
    expect(Math.exp(level?.logValue ?? 0)).toBeCloseTo(80 * mebibyte, 3);
    expect(level?.runs).toBe(1);
    const other = { ...cell, workload: 'seqrd' };
    expect(acceptedLevel(other, { acknowledgements, until })).toBeUndefined();
    expect(levelOf()).toBeUndefined();
  });

  test('is not for ever that of somebody whose clock was ahead', () => {
    const ahead = of(2, '2031-01-01T00:00:00Z', 'ahead');
    expect(levelOf(ahead)?.by).toBe('ahead');
    const later = of(3, '2026-03-03T13:00:00Z', 'later');
    expect(levelOf(ahead, later)?.by).toBe('later');
    // Of the same runs the later word counts, by the clocks that there are.
    const again = of(2, '2026-03-02T14:00:00Z', 'again');
    expect(levelOf(again, ahead)?.by).toBe('ahead');
  });

  test('is nothing that was said of runs from after those that are looked at', () => {
    const early = of(2, '2026-03-02T13:00:00Z', 'early');
    const late = of(4, '2026-03-01T00:00:00Z', 'late');
    const before = { until: Date.UTC(2026, 2, 3) };
    expect(acceptedLevel(cell, { ...before, acknowledgements: [early, late] })?.by).toBe('early');
    expect(acceptedLevel(cell, { ...before, acknowledgements: [late] })).toBeUndefined();
  });

  test('is the mean of the first five runs where nobody said anything, and nothing before them', () => {
    const five = [100, 121, 100, 121, 110].map((value, day) =>
      buildRun({ value: () => value * mebibyte, startedAt: `2026-02-0${day + 1}T12:00:00Z` }),
    );
    const stored = [...runs.map(({ run }) => run), ...five];
    const level = acceptedLevel(cell, {
      readings: readingsOf(stored, cell),
      acknowledgements: [],
      until,
    });
    expect(Math.exp(level?.logValue ?? 0)).toBeCloseTo(110 * mebibyte, 3);
    expect(level).toMatchObject({ runs: 5 });
    expect(level?.by).toBeUndefined();
    const few = { readings: readingsOf(five.slice(1), cell), acknowledgements: [], until };
    expect(acceptedLevel(cell, few)).toBeUndefined();
  });
});
