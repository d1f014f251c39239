import type { Run, RunArm } from '../core/run.ts';
import { contradictionsIn } from '../disk/evidence.ts';
import { rowLabel } from './throughput-table.ts';

/** What was read back of one disk. Foreign text is not escaped yet. */
export interface AttestationItem {
  readonly label: string;
  /** The facts, or those that contradict the mode. */
  readonly text: string;
}

/**
 * The proof for each virtual disk that its mode was in force: what QEMU, guest and host said; for a
 * disk without it, why.
 */
export function attestationList({ arms }: Run): AttestationItem[] {
  return arms
    .filter(({ subject }) => subject.target.kind === 'disk')
    .map(arm => ({ label: rowLabel(arm), text: describeProof(arm) }));
}

function describeProof({ attestation: { ok, evidence } }: RunArm): string {
  const wrong = contradictionsIn(evidence);
  if (wrong.length > 0) return `not in force: ${wrong.join('; ')}`;
  if (!ok) return 'not proven: nothing was read back';
  return `in force: ${evidence.map(({ fact, found }) => `${fact} ${found}`).join(', ')}`;
}
