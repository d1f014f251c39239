import { expect, test } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { historyOf } from '../../src/history/history.ts';
import { buildRun, diskArm } from '../harness/run-builder.ts';

const day = (number: number): string => new Date(Date.UTC(2026, 0, 1 + number)).toISOString();
const runOf = (number: number, others: Parameters<typeof buildRun>[0] = {}): Run =>
  buildRun({ startedAt: day(number), workloads: ['rndrd'], rounds: 1, ...others });
const judged = runOf(100);
const unproven = { ...diskArm('prod'), attestation: { ok: false, evidence: [] } };

test('each stored run is a baseline or has the one reason that left it out first', () => {
  const steady = Array.from({ length: 33 }, (_, number) => runOf(number));
  const later = [runOf(101), runOf(102, { environment: { cpuModel: 'another' } })];
  const elsewhere = runOf(50, { environment: { cpuModel: 'another' } });
  const stored = [
    ...steady,
    ...later,
    elsewhere,
    runOf(60, { stop: 'trouble' }),
    runOf(61, { rounds: 0 }),
    runOf(62, { arms: [unproven] }),
  ];
  const { runs, leftOut, newest } = historyOf(judged, { runs: stored, acknowledgements: [] });
  expect(runs).toEqual(steady.slice(3).toReversed());
  expect([...leftOut].map(([why, of]) => [why, of.map(run => run.startedAt)])).toEqual([
    ['later', [day(102), day(101)]],
    ['unattested', [day(62)]],
    ['no-round', [day(61)]],
    ['trouble', [day(60)]],
    ['other-environment', [day(50)]],
    ['beyond-newest', [day(2), day(1), day(0)]],
  ]);
  expect(newest?.startedAt).toBe(day(62));
});

test('a document that is stored twice is one run, and that of the run itself is none', () => {
  const stored = [runOf(1), runOf(1), judged, runOf(1)];
  const { runs, leftOut, eligible } = historyOf(judged, { runs: stored, acknowledgements: [] });
  expect(runs).toEqual([runOf(1)]);
  expect([...leftOut]).toEqual([
    ['itself', [judged]],
    ['copy', [runOf(1), runOf(1)]],
  ]);
  expect(eligible).toHaveLength(1);
});

test('selecting from a selection gives the same', () => {
  const stored = Array.from({ length: 40 }, (_, number) =>
    runOf(number, number % 3 === 0 ? { unattested: true } : {}),
  );
  const { runs } = historyOf(judged, { runs: stored, acknowledgements: [] });
  expect(historyOf(judged, { runs, acknowledgements: [] }).runs).toEqual(runs);
});
