import { fingerprintOf } from '../core/environment.ts';
import type { Ineligibility } from '../core/reason.ts';
import type { Run } from '../core/run.ts';

/**
 * Why a stored run can be no baseline; undefined where it can. Slow ones can: leaving them out
 * would raise the baseline and shrink its variance. One attested disk is enough, since the cells of
 * the others are missing for themselves.
 */
export function whyNotEligible(run: Run): Ineligibility | undefined {
  if (run.stop.reason === 'trouble') return 'trouble';
  if (run.rounds.length === 0) return 'no-round';
  const heads = run.arms.filter(({ side }) => side === 'head');
  if (heads.length > 0 && !heads.some(({ attestation }) => attestation.ok)) return 'unattested';
  return undefined;
}

/** Whether a run can be part of a baseline: it came to its end, and is attested. */
export function isEligible(run: Run): boolean {
  return whyNotEligible(run) === undefined;
}

/**
 * Whether two runs are of one environment. Fingerprints are computed, not read, since a document
 * may claim any.
 */
export function isSameEnvironment(one: Run, other: Run): boolean {
  return fingerprintOf(one.environment) === fingerprintOf(other.environment);
}

/** When a run began, in milliseconds since 1970. */
export function startOf({ startedAt }: { readonly startedAt: string }): number {
  return Date.parse(startedAt);
}
