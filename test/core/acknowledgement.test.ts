import { describe, expect, test } from 'vitest';
import {
  acknowledge,
  acknowledgedLevel,
  decodeAcknowledgement,
  encodeAcknowledgement,
} from '../../src/core/acknowledgement.ts';
import { buildRun, diskArm } from './run-builder.ts';

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
    expect(decodeAcknowledgement(JSON.parse(encodeAcknowledgement(made)))).toEqual({
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

  test('says nothing of base, host and control arms', () => {
    const arms = [
      diskArm('prod'),
      diskArm('prod', { cache: 'none' }, 'base'),
      diskArm('x', {}, 'control'),
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
  /** What is said of the run of that number, at that time. */
  const of = (index: number, acknowledgedAt: string) =>
    acknowledge({
      ...said,
      acknowledgedAt,
      runs: runs.slice(index - 1, index),
      covers: ({ workload }) => workload === 'rndrd',
    });
  const until = Date.UTC(2026, 2, 10);

  test('is the newest that covers the cell', () => {
    const acknowledgements = [
      of(2, '2026-03-02T13:00:00Z'),
      of(3, '2026-03-03T13:00:00Z'),
      of(1, '2026-03-01T13:00:00Z'),
    ];
    expect(acknowledgedLevel({ cell, acknowledgements, until })?.value).toBeCloseTo(
      80 * mebibyte,
      3,
    );
    expect(
      acknowledgedLevel({ cell: { ...cell, workload: 'seqrd' }, acknowledgements, until }),
    ).toBeUndefined();
    expect(acknowledgedLevel({ cell, acknowledgements: [], until })).toBeUndefined();
  });

  test('is not for ever that of somebody whose clock was ahead', () => {
    const ahead = of(2, '2031-01-01T00:00:00Z');
    expect(acknowledgedLevel({ cell, acknowledgements: [ahead], until })?.acknowledgement).toBe(
      ahead,
    );
    const later = of(3, '2026-03-03T13:00:00Z');
    expect(
      acknowledgedLevel({ cell, acknowledgements: [ahead, later], until })?.acknowledgement,
    ).toBe(later);
    // Of the same runs the later word counts, by the clocks that there are.
    const again = of(2, '2026-03-02T14:00:00Z');
    expect(
      acknowledgedLevel({ cell, acknowledgements: [again, ahead], until })?.acknowledgement,
    ).toBe(ahead);
  });

  test('is nothing that was said of runs from after those that are looked at', () => {
    const [early, late] = [of(2, '2026-03-02T13:00:00Z'), of(4, '2026-03-01T00:00:00Z')];
    const before = { cell, acknowledgements: [early, late], until: Date.UTC(2026, 2, 3) };
    expect(acknowledgedLevel(before)?.acknowledgement).toBe(early);
    expect(acknowledgedLevel({ ...before, acknowledgements: [late] })).toBeUndefined();
  });
});

describe('decodeAcknowledgement', () => {
  const good = acknowledge({
    ...said,
    acknowledgedAt: '2026-03-05T00:00:00Z',
    runs: runsOf(1),
    covers: () => true,
  });

  test.each([
    ['levels', { levels: [] }],
    ['levels.0.value', { levels: [{ ...cell, value: -1 }] }],
    ['levels.0.arm', { levels: [{ ...cell, arm: '../x', value: 1 }] }],
    ['reason', { reason: 'x'.repeat(501) }],
    ['by', { by: '' }],
    ['acknowledgedAt', { acknowledgedAt: 'yesterday' }],
    ['runs', { runs: [] }],
    ['(document)', { surprise: 1 }],
  ])('refuses what is wrong with %s', (path, change) => {
    expect(decodeAcknowledgement({ ...good, ...change })).toMatchObject({
      ok: false,
      rejections: [{ path }],
    });
  });

  test.each([null, [], 'x', 1])('refuses %j', document => {
    expect(decodeAcknowledgement(document)).toMatchObject({ ok: false });
  });
});
