import type { PlannedArm } from '../core/plan.ts';
import type { Caveat } from '../core/reason.ts';
import type { Settled } from '../host/page-cache.ts';

/**
 * A moment at which dirty pages were waited for: `randwrite-4k-qd32`, or what came before the
 * round.
 */
export interface SettledMoment extends Settled {
  readonly after: string;
}

/**
 * The doubt about what was measured while the host still wrote what came before; none where every
 * wait ended in time. One for all moments, since they have one cause: a drive that is too slow, or
 * others who write all the time.
 */
export function unsettledCaveats(
  moments: readonly SettledMoment[],
  { round, arm }: { readonly round: number; readonly arm?: Pick<PlannedArm, 'name' | 'side'> },
): Caveat[] {
  const late = moments.filter(({ unwritten }) => unwritten > 0);
  if (late.length === 0) return [];
  return [
    {
      kind: 'unsettled',
      round,
      ...(arm !== undefined && { arm: arm.name, side: arm.side }),
      after: late.map(({ after }) => after),
      bytes: Math.max(...late.map(({ unwritten }) => unwritten)),
      seconds: Math.max(...late.map(({ seconds }) => seconds)),
    },
  ];
}
