import { expect, test } from 'vitest';
import { defaultThresholds } from '../../src/core/contamination.ts';
import type { Round } from '../../src/core/run.ts';
import {
  contaminationCaveats,
  contaminationOf,
  droppingReason,
  unjudgedTrafficCaveats,
} from '../../src/measure/contamination.ts';
import { buildRun } from '../harness/run-builder.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const quiet = { seconds: 60, stealShare: 0, othersCpu: 0.1, ownCpu: 1.5, ioShare: 0, ioRate: 0 };
const noisy = { ...quiet, othersCpu: 0.9 };

function roundWith(index: number, reading: typeof quiet): Round {
  return {
    index,
    boots: [],
    measurements: [],
    contamination: contaminationOf(reading, defaultThresholds),
  };
}

const clean = roundWith(0, quiet);
const disturbed = roundWith(0, noisy);

test('what was read stands in the round, with reasons only where a limit was exceeded', () => {
  const { seconds: _, ...shares } = quiet;
  expect(clean.contamination).toEqual(shares);
  expect(disturbed.contamination.reasons).toEqual([expect.stringContaining('90 % of a processor')]);
  expect(contaminationOf(noisy, {}).reasons).toBeUndefined();
});

test('a disturbed round is dropped until half as many as planned were, a clean one never', () => {
  const { plan } = buildRun({ rounds: 6 });
  const reasons = [0, 1, 2, 3].map(dropped => droppingReason(disturbed, { plan, dropped }));
  expect(reasons).toEqual([
    ...Array.from({ length: 3 }, () => expect.stringContaining('90 %')),
    undefined,
  ]);
  expect(droppingReason(clean, { plan, dropped: 0 })).toBeUndefined();
});

test('of a single round nothing is dropped: there would be nothing to show', () => {
  expect(
    droppingReason(disturbed, { plan: buildRun({ rounds: 1 }).plan, dropped: 0 }),
  ).toBeUndefined();
});

test('the caveat counts the rounds and names one reason; a quiet run has none', () => {
  expect(contaminationCaveats({ rounds: [clean, clean], dropped: [] })).toEqual([]);
  const [caveat, ...others] = contaminationCaveats({
    rounds: [clean, clean],
    dropped: [disturbed],
  });
  expect(others).toEqual([]);
  expect(caveat).toEqual({
    code: 'contaminated',
    text: expect.stringMatching(
      /^1 of 3 measured rounds were disturbed .* dropped whole; example: other processes/,
    ),
  });
});

test('a limit on traffic that does not apply, for a host arm on another drive, is told; one that was not set is not', async () => {
  await using directory = await temporaryDirectory();
  const use = { directory: directory.path, site: { hostDirectories: { block: '/proc' } } };
  const plan = { contamination: defaultThresholds };
  expect(await unjudgedTrafficCaveats({ ...use, plan })).toEqual([
    {
      code: 'io-unjudged',
      text: expect.stringContaining('what others moved on a drive was not judged'),
    },
  ]);
  expect(await unjudgedTrafficCaveats({ ...use, plan: { contamination: { cpu: 0.25 } } })).toEqual(
    [],
  );
  expect(await unjudgedTrafficCaveats({ ...use, plan: { contamination: {} } })).toEqual([]);
  expect(await unjudgedTrafficCaveats({ ...use, plan, site: { hostDirectories: {} } })).toEqual([]);
});
