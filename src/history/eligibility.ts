import { isContaminated } from '../core/contamination.ts';
import { fingerprintOf } from '../core/environment.ts';
import type { Run } from '../core/run.ts';

/** Why a run can be part of no baseline, as a clause. */
export type Ineligibility =
  | 'ended by trouble'
  | 'no round'
  | 'none of its disks is attested'
  | 'disturbed by other load';

/**
 * Why a stored run can be no baseline; undefined where it can. Slow ones can: leaving them out
 * would raise the baseline and shrink its variance. One attested disk is enough, since the cells of
 * the others are missing for themselves.
 */
export function whyNotEligible(run: Run): Ineligibility | undefined {
  if (run.stop.reason === 'trouble') return 'ended by trouble';
  if (run.rounds.length === 0) return 'no round';
  const heads = run.arms.filter(({ side }) => side === 'head');
  if (heads.length > 0 && !heads.some(({ attestation }) => attestation.ok))
    return 'none of its disks is attested';
  return isContaminated(run) ? 'disturbed by other load' : undefined;
}

/** Whether a run can be part of a baseline: it came to its end, attested and undisturbed. */
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
