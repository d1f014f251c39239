import type { PlannedArm } from '../core/plan.ts';
import type { Caveat } from '../core/reason.ts';
import type { Attestation } from '../core/run.ts';
import type { Bench } from './bench.ts';
import { type ArmDisk, attestPlugged } from './guest-disk.ts';
import { requirePinned } from './pinning.ts';
import { withRoundGuestInErrors } from './round-guests.ts';

/**
 * Whether the mode of an arm's disk was in force to the end of its turn, after what was `known` of
 * it. `no-space` where the host had no space for what the guest wrote: its tool may have failed by
 * that, or not have noticed.
 */
export async function proveAgain(
  bench: Bench,
  { guest, disk }: ArmDisk,
  {
    known = disk.attestation,
    ...turn
  }: { readonly arm: PlannedArm; readonly round: number; readonly known?: Attestation | undefined },
): Promise<{ readonly attestation: Attestation; readonly caveats: readonly Caveat[] }> {
  await guest.vm.ioErrors.requireSpace();
  await requirePinned(bench.site.pin, guest.vm);
  const found = await bench.stopwatch.time('prepare', () =>
    withRoundGuestInErrors(guest, () => attestPlugged(guest, disk, { used: true })),
  );
  const caveats = doubtsOf(found, { ...turn, used: true });
  return { attestation: joinAttestations(known, found), caveats };
}

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
