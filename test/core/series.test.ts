import { expect, test } from 'vitest';
import { prunable, whyNotEligible } from '../../src/core/series.ts';
import { buildRun, diskArm, hostArm } from './run-builder.ts';

const documents = [3, 1, 5, 2, 4].map(start => ({ start, digest: `d${start}` }));
const gone = (keep: number, referred: readonly string[] = []) =>
  prunable(documents, { keep, referred: new Set(referred) }).map(({ start }) => start);

test('pruning leaves the newest runs, and takes the others', () => {
  expect(gone(2)).toEqual([3, 2, 1]);
  expect(gone(5)).toEqual([]);
});

test('pruning never takes the newest run of a series', () => {
  expect(gone(0)).toEqual([4, 3, 2, 1]);
});

test('pruning never takes a run that is referred to', () => {
  expect(gone(1, ['d2', 'd4'])).toEqual([3, 1]);
});

const unproven = { ...diskArm('prod'), attestation: { ok: false, evidence: [] } };

test.each([
  [{}, undefined],
  [{ arms: [unproven] }, 'none of its disks is attested'],
  [{ arms: [unproven, diskArm('other')] }, undefined],
  [{ arms: [hostArm('host')] }, undefined],
  [{ stop: 'trouble' as const }, 'ended by trouble'],
  [{ contaminated: 1 }, 'disturbed by other load'],
])('a run %j can be a baseline unless there is a reason', (built, reason) => {
  expect(whyNotEligible(buildRun(built))).toBe(reason);
});
