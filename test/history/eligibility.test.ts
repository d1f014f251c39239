import { expect, test } from 'vitest';
import { whyNotEligible } from '../../src/history/eligibility.ts';
import { buildRun, diskArm, hostArm } from '../harness/run-builder.ts';

const unproven = { ...diskArm('prod'), attestation: { ok: false, evidence: [] } };

test.each([
  [{}, undefined],
  [{ arms: [unproven] }, 'unattested'],
  [{ arms: [unproven, diskArm('other')] }, undefined],
  [{ arms: [hostArm('host')] }, undefined],
  [{ stop: 'trouble' as const }, 'trouble'],
  [{ load: { stealShare: 0.9, othersCpu: 9 } }, undefined],
])('a run %j can be a baseline unless there is a reason', (built, reason) => {
  expect(whyNotEligible(buildRun(built))).toBe(reason);
});
