import { describe, expect, test } from 'vitest';
import {
  contaminationReasons,
  defaultThresholds,
  describeContamination,
  describeUnlimitedLoad,
  droppableRounds,
  isContaminated,
} from '../../src/core/contamination.ts';

const calm = { stealShare: 0, othersCpu: 0.1, ioShare: 0.01, ioRate: 2 ** 21 };

describe('contaminationReasons', () => {
  test('a quiet host gives none', () => {
    expect(contaminationReasons(calm, defaultThresholds)).toEqual([]);
  });

  test.each([
    ['processors', { othersCpu: 0.26 }, 'other processes used 26 % of a processor (limit 25 %)'],
    ['steal', { stealShare: 0.021 }, 'the hypervisor gave 2.1 % of the time to others (limit 2 %)'],
    ['the drive', { ioShare: 0.3 }, 'others moved 30 % of what the drive moved (limit 5 %)'],
  ])('%s beyond the limit give a sentence with value and limit', (_, change, sentence) => {
    expect(contaminationReasons({ ...calm, ...change }, defaultThresholds)).toEqual([sentence]);
  });

  test('the limits themselves are no contamination', () => {
    const limits = { othersCpu: 0.25, stealShare: 0.02, ioShare: 0.05, ioRate: 2 ** 30 };
    expect(contaminationReasons(limits, defaultThresholds)).toEqual([]);
  });

  test("others' share of a drive that is nearly idle says nothing", () => {
    expect(
      contaminationReasons({ ...calm, ioShare: 0.9, ioRate: 2 ** 19 }, defaultThresholds),
    ).toEqual([]);
  });

  test('pressure is never a criterion, and neither is our own load', () => {
    const loaded = { ...calm, ownCpu: 64, pressure: { cpu: 1, io: 1 } };
    expect(contaminationReasons(loaded, defaultThresholds)).toEqual([]);
  });

  test('a threshold that is left out, or a reading that could not be had, is not judged', () => {
    expect(contaminationReasons({ stealShare: 1, othersCpu: 9 }, {})).toEqual([]);
    expect(contaminationReasons({ stealShare: 0 }, defaultThresholds)).toEqual([]);
  });
});

const clean = { contamination: {} };
const spoiled = { contamination: { reasons: ['noise'] } };
const repeated = (count: number) => Array.from({ length: count }, () => clean);
const dropped = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('isContaminated', () => {
  test('a third of the measured rounds may be dropped, and not one more', () => {
    expect(isContaminated({ rounds: repeated(6), dropped: dropped(3) })).toBe(false);
    expect(isContaminated({ rounds: repeated(6), dropped: dropped(4) })).toBe(true);
  });

  test('a contaminated round that had to be kept contaminates the run', () => {
    expect(isContaminated({ rounds: [clean, clean, spoiled], dropped: dropped(1) })).toBe(true);
  });

  test('a run whose rounds name no reason is not contaminated', () => {
    expect(isContaminated({ rounds: [clean] })).toBe(false);
  });
});

test('what may be dropped is never more than a third of all that is then measured', () => {
  for (let planned = 1; planned <= 100; planned += 1) {
    const most = droppableRounds(planned);
    expect(isContaminated({ rounds: repeated(planned), dropped: dropped(most) })).toBe(false);
    expect(isContaminated({ rounds: repeated(planned), dropped: dropped(most + 1) })).toBe(true);
  }
});

test('the sentence counts what was dropped and what was kept', () => {
  expect(describeContamination({ rounds: [clean] })).toBeUndefined();
  expect(describeContamination({ rounds: [clean, clean], dropped: dropped(1) })).toBe(
    '1 of 3 measured rounds were disturbed by other load on this host and were dropped whole',
  );
  expect(describeContamination({ rounds: [clean, spoiled], dropped: dropped(1) })).toBe(
    '2 of 3 measured rounds were disturbed by other load on this host, 1 of them dropped and 1 kept: this run decides nothing and is no baseline',
  );
});

describe('describeUnlimitedLoad', () => {
  const loaded = { contamination: { ...calm, othersCpu: 1.5 } };
  const quiet = { contamination: calm };

  const unlimited = { contamination: {} };

  test('says of a run whose plan has no limits what disturbed its rounds', () => {
    const sentence = describeUnlimitedLoad({ plan: unlimited, rounds: [quiet, loaded, loaded] });
    expect(sentence).toMatch(
      /^2 of 3 rounds were disturbed by other load on this host by the limits of the fio suite/,
    );
    expect(sentence).toMatch(/example: other processes used 150 % of a processor \(limit 25 %\)$/);
  });

  test('says nothing of a quiet host, nor where the plan has a limit, which says it already', () => {
    expect(describeUnlimitedLoad({ plan: unlimited, rounds: [quiet, quiet] })).toBeUndefined();
    expect(
      describeUnlimitedLoad({ plan: { contamination: { steal: 0.1 } }, rounds: [loaded] }),
    ).toBeUndefined();
  });
});
