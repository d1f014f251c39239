import { markdownTable } from 'markdown-table';
import { metricOf } from '../core/metric.ts';
import {
  formatChange,
  formatInterval,
  formatRatio,
  formatShare,
  formatSpread,
} from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import type { CellJudgement } from '../judge/judgement.ts';
import type { Claim } from '../suites/suite.ts';
import { escapeMarkdown } from './escape.ts';
import { markOf, sinceText } from './labels.ts';
import { capitalized } from './layout.ts';
import { picturesOf, scaleOf } from './pictures.ts';
import { reasonText } from './reasons.ts';
import {
  type DetailTable,
  evidenceText,
  rowLabel,
  type TableCell,
  throughputLegend,
  throughputTable,
} from './tables.ts';
import { formatBare, formatValue } from './units.ts';

/** A table as small as it can be: nobody reads its source, and a comment has a limit. */
export function tableOf(
  rows: readonly (readonly string[])[],
  align: readonly string[] = [],
): string {
  return markdownTable(rows, { align, padding: false, alignDelimiters: false });
}

/**
 * The judged cells as a table: verdict, base, head, change, interval, MDE, which way is better; the
 * verdict where a phone shows it, too. A reason that several cells have is said once, below: in
 * every row it would make the rows tall and push the verdict out of sight.
 */
export function cellTable(
  cells: readonly CellJudgement[],
  titleOf: (workload: string) => string,
): string {
  const shared = sharedReasons(cells);
  const hasSince = cells.some(cell => sinceText(cell) !== '');
  const scale = scaleOf(cells);
  const rows = cells.map(cell => [
    escapeMarkdown(rowLabel({ name: cell.arm, side: cell.side })),
    `${escapeMarkdown(titleOf(cell.workload))}${cell.metric === 'throughput' ? '' : `, ${cell.metric}`}`,
    verdictText(cell, shared),
    cell.base === undefined ? '' : unbroken(formatValue(cell.metric, cell.base)),
    cell.head === undefined ? '' : unbroken(formatValue(cell.metric, cell.head)),
    cell.change === undefined ? '' : unbroken(formatChange(cell.change)),
    picturesOf(cell, scale)
      .map(picture => `\`${picture}\``)
      .join(' '),
    cell.interval === undefined ? '' : unbroken(formatInterval(cell.interval)),
    cell.mde === undefined ? '' : unbroken(formatShare(cell.mde)),
    metricOf(cell.metric).better,
    `${cell.headRounds}`,
    ...(hasSince ? [unbroken(sinceText(cell))] : []),
  ]);
  const head = [
    'disk',
    'workload',
    'verdict',
    'base',
    'head',
    'change, + is better',
    unbroken(`± ${formatShare(scale)}`),
    'interval',
    'MDE',
    'better',
    'rounds',
    ...(hasSince ? ['since stored'] : []),
  ];
  const align = 'lllrrrrrrlrr'.split('');
  const table = tableOf([head, ...rows], align);
  if (shared.length === 0) return table;
  return `${table}\n\n${shared.map((reason, index) => `(${index + 1}) ${escapeMarkdown(reason)}`).join('; ')}.`;
}

/** In the order in which they first appear. */
function sharedReasons(cells: readonly CellJudgement[]): readonly string[] {
  const reasons = cells.flatMap(({ reason }) => (reason === undefined ? [] : [reasonText(reason)]));
  return [...new Set(reasons)].filter(
    reason => reasons.indexOf(reason) !== reasons.lastIndexOf(reason),
  );
}

function verdictText(cell: CellJudgement, shared: readonly string[]): string {
  const verdict = markOf(cell);
  if (cell.reason === undefined) return verdict;
  const reason = reasonText(cell.reason);
  const number = shared.indexOf(reason) + 1;
  return number === 0 ? `${verdict}: ${escapeMarkdown(reason)}` : `${verdict}\u00a0(${number})`;
}

/** A number stays on one line with its unit; an interval may break before its second one. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0').replace('\u00a0to\u00a0', ' to\u00a0');
}

/** The table of the blog post, with the notes that it needs; values in MiB/s. */
export function throughputMarkdown(run: Run): string {
  const { columns, units, rows } = throughputTable(run);
  const isSeed = units.every(unit => unit === 'MiB/s');
  const reasons: string[] = [];
  const titles = columns.map(
    (title, index) => `${escapeMarkdown(title)}${isSeed ? '' : `, ${units[index] ?? ''}`}`,
  );
  const body = rows.map(({ label, cells }) => [
    escapeMarkdown(label),
    ...cells.map(cell => describeCell(cell, reasons)),
  ]);
  const table = tableOf(
    [[isSeed ? 'MiB/s' : '', ...titles], ...body],
    ['l', ...columns.map(() => 'r')],
  );
  const notes = reasons.map((reason, index) => `missing (${index + 1}): ${reason}`);
  return [
    table,
    '',
    [capitalized(throughputLegend(run)), ...notes].map(escapeMarkdown).join('; '),
  ].join('\n');
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

/** The post's claims with what was found of each; empty where there are none. */
export function claimsOf(claims: readonly Claim[], titleOf: (workload: string) => string): string {
  if (claims.length === 0) return '';
  const rows = claims.flatMap(({ claim, columns }) =>
    columns.map(({ workload, outcome, evidence }) =>
      [claim, titleOf(workload), outcome, evidenceText(evidence)].map(escapeMarkdown),
    ),
  );
  const table = tableOf([['claim', 'workload', 'outcome', 'evidence'], ...rows]);
  return fold(
    'Claims of the blog post on this host',
    `${table}\n\nRatios are paired by round, with 95 % intervals over n rounds.`,
  );
}

/** Tables beside the main one, each in a fold. */
export function detailsOf(tables: readonly DetailTable[]): string {
  return tables
    .map(({ title, columns, rows }) => {
      const body = rows.map(({ label, cells }) => [escapeMarkdown(label), ...cells]);
      const align = ['l', ...columns.map(() => 'r')];
      return fold(title, tableOf([['', ...columns.map(escapeMarkdown)], ...body], align));
    })
    .join('\n\n');
}

/** A part that opens on a click. */
export function fold(summary: string, body: string): string {
  return `<details><summary>${escapeMarkdown(summary)}</summary>\n\n${body}\n\n</details>`;
}
