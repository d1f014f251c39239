import type { Policy } from '../core/policy.ts';
import type { Judgement } from './judgement.ts';

/** A known loss that somebody lets pass: who, and why. Both are foreign text. */
export interface Acceptance {
  readonly by: string;
  readonly reason: string;
}

/**
 * A judgement whose regressed cells do not fail the gate any more. They stay regressed and are
 * shown as such; a cell that is missing, or has any other verdict of `failOn`, fails it as before:
 * nobody knew of that when the loss was accepted.
 */
export function acceptLosses(
  judgement: Judgement,
  { acceptance, failOn }: { readonly acceptance: Acceptance; readonly failOn: Policy['failOn'] },
): Judgement {
  if (judgement.verdict !== 'regressed') return judgement;
  const others = judgement.cells.filter(({ gated, verdict }) => gated && verdict !== 'regressed');
  return {
    ...judgement,
    passed: !others.some(({ verdict }) => failOn.includes(verdict)),
    accepted: acceptance,
  };
}
