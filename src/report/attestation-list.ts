import type { Run, RunArm } from '../core/run.ts';
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
  const wrong = evidence.filter(({ expected, found }) => expected !== found);
  if (wrong.length > 0) {
    const facts = wrong.map(
      ({ fact, expected, found }) => `${fact} is ${found} and should be ${expected}`,
    );
    return `not in force: ${facts.join('; ')}`;
  }
  if (!ok) return 'not proven: nothing was read back';
  return `in force: ${evidence.map(({ fact, found }) => `${fact} ${found}`).join(', ')}`;
}
