import { type CellName, cellText } from '../core/cell.ts';
import { commitOf } from '../core/commit.ts';
import { metricOf } from '../core/metric.ts';
import { formatChange, formatMoment } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import { alignColumns } from './layout.ts';
import { formatValue } from './units.ts';

/** An acknowledgement, as whoever made it is to see it. */
export interface ShownAcknowledgement {
  readonly levels: readonly (CellName & { readonly value: number })[];
  /** Per level what was accepted until then; undefined where nothing was. */
  readonly before: readonly (number | undefined)[];
  /** The runs whose mean the levels are, newest first. */
  readonly runs: readonly Run[];
}

/**
 * Per cell the old level and the new one with the change, of which + is better; then the runs that
 * they are the mean of.
 */
export function renderAcknowledgement({ levels, before, runs }: ShownAcknowledgement): string {
  const rows = levels.map((level, index) => {
    const old = before[index];
    return [
      cellText(level),
      old === undefined ? '(none)' : formatValue(level.metric, old),
      formatValue(level.metric, level.value),
      old === undefined ? '-' : formatChange(changeOf(level, old)),
    ];
  });
  const used = runs.map(run => [
    formatMoment(run.startedAt),
    commitOf(run)?.slice(0, 12) ?? '-',
    String(run.rounds.length),
  ]);
  return [
    ...alignColumns([['cell', 'accepted before', 'from now on', 'change'], ...rows]),
    '',
    ...alignColumns([['from the runs of', 'commit', 'rounds'], ...used], [0, 1]),
    '',
  ].join('\n');
}

function changeOf({ metric, value }: ShownAcknowledgement['levels'][number], old: number): number {
  return metricOf(metric).better === 'higher' ? value / old - 1 : old / value - 1;
}
