import { markdownTable } from 'markdown-table';
import type { CellJudgement } from '../core/judgement.ts';
import type { Run } from '../core/run.ts';
import { escapeMarkdown } from './escape.ts';
import { rowLabel, type TableCell, throughputTable } from './throughput-table.ts';
import {
  direction,
  formatBare,
  formatChange,
  formatInterval,
  formatRatio,
  formatShare,
  formatSpread,
  formatValue,
} from './units.ts';

/** The judged cells as a table: base, head, change, interval, MDE, verdict. */
export function cellTable(cells: readonly CellJudgement[], titleOf: (workload: string) => string): string {
  const rows = cells.map(cell => [
    escapeMarkdown(rowLabel({ name: cell.arm, side: cell.side })),
    `${escapeMarkdown(titleOf(cell.workload))}${cell.metric === 'throughput' ? '' : `, ${cell.metric}`}`,
    cell.base === undefined ? '' : formatValue(cell.metric, cell.base),
    cell.head === undefined ? '' : formatValue(cell.metric, cell.head),
    cell.change === undefined ? '' : formatChange(cell.change),
    cell.interval === undefined ? '' : formatInterval(cell.interval),
    cell.mde === undefined ? '' : formatShare(cell.mde),
    direction(cell.metric),
    `${cell.headRounds}`,
    `${cell.verdict}${cell.reason === undefined ? '' : `: ${escapeMarkdown(cell.reason)}`}`,
  ]);
  const head = [
    'disk',
    'workload',
    'base',
    'head',
    'change, + is better',
    'interval',
    'MDE',
    'direction',
    'rounds',
    'verdict',
  ];
  return markdownTable([head, ...rows], { align: ['l', 'l', 'r', 'r', 'r', 'r', 'r', 'l', 'r', 'l'], padding: true });
}

/** The table of the seed post, with the notes that it needs; values in MiB/s. */
export function throughputMarkdown(run: Run): string {
  const { columns, units, rows, ratioNote } = throughputTable(run);
  const isSeed = units.every(unit => unit === 'MiB/s');
  const reasons: string[] = [];
  const titles = columns.map((title, index) => `${escapeMarkdown(title)}${isSeed ? '' : `, ${units[index] ?? ''}`}`);
  const body = rows.map(({ label, cells }) => [
    escapeMarkdown(label),
    ...cells.map(cell => describeCell(cell, reasons)),
  ]);
  const table = markdownTable([[isSeed ? 'MiB/s' : '', ...titles], ...body], {
    align: ['l', ...columns.map(() => 'r')],
  });
  const spread = run.rounds.length < 2 ? 'one round, so no spread is known' : '± one standard deviation over rounds';
  const legend = [
    'Throughput, geometric mean, higher is better',
    spread,
    ...(ratioNote === undefined ? [] : [ratioNote]),
  ];
  const notes = reasons.map((reason, index) => `missing (${index + 1}): ${reason}`);
  return [table, '', [...legend, ...notes].map(escapeMarkdown).join('; ')].join('\n');
}

function describeCell(cell: TableCell, reasons: string[]): string {
  if (cell.kind === 'missing') {
    if (!reasons.includes(cell.reason)) reasons.push(cell.reason);
    return `missing (${reasons.indexOf(cell.reason) + 1})`;
  }
  const parts = [
    ...shown(cell),
    ...(cell.ratio === undefined ? [] : [formatRatio(cell.ratio)]),
    ...(cell.spread === undefined ? [] : [formatSpread(cell.spread)]),
  ];
  return parts.join(' ');
}

function shown({ iops, throughput }: Extract<TableCell, { readonly kind: 'value' }>): string[] {
  if (iops === undefined) return [`**${formatBare('throughput', throughput)}**`];
  return [`**${formatBare('iops', iops)}** (${formatValue('throughput', throughput)})`];
}
