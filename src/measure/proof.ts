import type { Attestation, Caveat } from '../core/run.ts';
import { contradictionsIn } from '../disk/evidence.ts';

/** When a disk's mode was read back: as soon as the guest had the disk, or after its turn. */
export type Moment = 'after attaching' | 'after measuring';

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

/**
 * The doubt about an arm whose mode is not in force, naming what was expected and found; none where
 * it is.
 */
export function doubtsOf(
  { ok, evidence }: Attestation,
  { arm, round, moment }: { readonly arm: string; readonly round: number; readonly moment: Moment },
): Caveat[] {
  if (ok) return [];
  const wrong = contradictionsIn(evidence).join('; ');
  const text = `round ${round + 1}, ${moment}: the disk mode is not in force; ${wrong}`;
  return [{ code: 'unattested', arm, text: text.slice(0, 500) }];
}
