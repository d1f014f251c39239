import { formatBytes } from '../core/quantity.ts';
import type { Caveat } from '../core/run.ts';
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
  { round, arm }: { readonly round: number; readonly arm?: string },
): Caveat[] {
  const late = moments.filter(({ unwritten }) => unwritten > 0);
  if (late.length === 0) return [];
  const most = Math.max(...late.map(({ unwritten }) => unwritten));
  const waited = Math.max(...late.map(({ seconds }) => seconds));
  const names = late.map(({ after }) => after).join(', ');
  const text = `round ${round + 1}, after ${names}: up to ${formatBytes(most)} of the host's page cache were still unwritten after ${waited.toFixed(0)} s, and may have been written while the next workload was measured`;
  return [{ code: 'unsettled', ...(arm !== undefined && { arm }), text: text.slice(0, 500) }];
}
