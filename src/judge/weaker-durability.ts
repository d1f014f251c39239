import { describeCache, durabilityClass } from '../disk/cache.ts';
import type { Cell, CellsRequest } from './cell.ts';
import { armOfCell } from './cell-samples.ts';
import { liveBaseOf } from './live-base.ts';

/**
 * A lower durability class is faster because it promises less: red whatever its speed, and whatever
 * host measured it.
 */
export function weakerDurability(
  cell: Pick<Cell, 'arm' | 'side'>,
  { run, baseline: { runs, newest }, policy }: CellsRequest,
): string | undefined {
  const head = armOfCell(run, cell)?.subject.target;
  const stored = [...runs, newest]
    .map(earlier => armOfCell(earlier, cell))
    .find(arm => arm !== undefined);
  const live = policy.reference === 'stored' ? undefined : liveBaseOf(run, cell.arm)?.arm;
  const base = (live ?? stored)?.subject.target;
  if (head?.kind !== 'disk' || base?.kind !== 'disk') return undefined;
  const promised = durabilityClass(base.mode.cache);
  const now = durabilityClass(head.mode.cache);
  if (now >= promised) return undefined;
  return `${describeCache(head.mode.cache)} promises less durability than ${describeCache(base.mode.cache)}, whatever its speed`;
}
