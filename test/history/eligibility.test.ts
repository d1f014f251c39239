import { expect, test } from 'vitest';
import { whyNotEligible } from '../../src/history/eligibility.ts';
import { buildRun, diskArm, hostArm } from '../harness/run-builder.ts';

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
