import type { CellName } from '../core/cell.ts';
import { formatClauses } from '../core/quantity.ts';

/** The caveat of a store that holds the judged run and nothing else. */
export const onlyItself = 'the only stored run is this one, which cannot be its own baseline';

/** The caveat of a cell that a document took out of its gate without a reason. */
export function describeRefused({ arm, workload, metric }: CellName): string {
  return `the run document sets ${arm} ${workload} ${metric} aside, but the stored runs give no reason for that: it was judged as gated`;
}

/** One caveat, whatever their number: names without their directory, which is the reader's own. */
export function describeDamage(
  damaged: readonly { readonly path: string; readonly reason: string }[],
): string[] {
  if (damaged.length === 0) return [];
  const named = damaged.map(
    ({ path, reason }) => `${path.split('/').slice(-2).join('/')}: ${reason}`,
  );
  const files = damaged.length === 1 ? 'file was' : 'files were';
  return [`${damaged.length} stored ${files} skipped: ${formatClauses(named, 3)}`];
}
