import type { PlannedArm } from '../core/plan.ts';
import type { Caveat } from '../core/reason.ts';
import type { Attestation } from '../core/run.ts';

/**
 * Both readings of a round as one: a mode must be in force from beginning to end. What the later
 * one found otherwise is marked, so that a reader sees when.
 */
export function joinAttestations(attached: Attestation, measured: Attestation): Attestation {
  if (measured.ok || !attached.ok) return attached;
  return {
    ok: false,
    evidence: measured.evidence.map(item => ({ ...item, fact: `${item.fact}, after measuring` })),
  };
}

/** The doubt about an arm whose mode is not in force, with what shows it; none where it is. */
export function doubtsOf(
  { ok, evidence }: Attestation,
  {
    arm,
    round,
    used,
  }: { readonly arm: PlannedArm; readonly round: number; readonly used: boolean },
): Caveat[] {
  if (ok) return [];
  const { name, side } = arm;
  const wrong = evidence.filter(({ expected, found }) => expected !== found);
  return [{ kind: 'unattested', round, arm: name, side, used, evidence: wrong }];
}
