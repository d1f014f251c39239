import { formatRatio, formatSpread } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import type { JudgedRun, Judgement } from '../judge/judgement.ts';
import { plainText } from '../plain-text.ts';
import type { Claim } from '../suites/suite.ts';
import { caveatTexts } from './caveats.ts';
import { costsOf, emulationWarning, labelsOf } from './labels.ts';
import { alignColumns, capitalized, type Paint, paintFor, paragraph } from './layout.ts';
import { heldTolerance, nextSteps } from './next-steps.ts';
import {
  evidenceText,
  type TableCell,
  throughputLegend,
  throughputTable,
  titlesOf,
} from './tables.ts';
import { textComparison } from './text-comparison.ts';
import { formatBare, formatThroughput } from './units.ts';

/**
 * The report for a terminal: the table, how to read it, the blog post's claims, the comparison,
 * caveats, what to do next.
 */
export function renderText(judged: JudgedRun & { readonly color: boolean }): string {
  const { run, judgement, claims, color } = judged;
  const paint = paintFor(color);
  const sections = [
    tableSection(run, paint),
    claimsSection(run, claims, paint),
    textComparison({ run, judgement, paint }),
    caveatsSection(run, judgement, paint),
    nextSection(run, judgement, paint),
    heldSection(run, judgement),
  ];
  return `${sections.filter(section => section !== '').join('\n\n')}\n`;
}

function tableSection(run: Run, paint: Paint): string {
  const { columns, units, rows, ratioNote } = throughputTable(run);
  const footnotes: string[] = [];
  const hasRatio = ratioNote !== undefined;
  const described = rows.map(({ cells }) =>
    cells.map(cell => describeCell(cell, { hasRatio, footnotes })),
  );
  const isPost = units.every(unit => unit === 'MiB/s');
  const names = [isPost ? 'MiB/s' : '', ...rows.map(({ label }) => plainText(label))];
  const values = columns.map((title, index) => [
    plainText(isPost ? title : `${title}, ${units[index] ?? ''}`),
    ...alignColumns(
      described.map(row => row[index] ?? []),
      [],
    ),
  ]);
  const [first = '', ...lines] = blocksOf(names, values);
  const warning = emulationWarning(run);
  return [
    paint.bold(first),
    ...lines,
    '',
    paragraph('  ', plainText(throughputLegend(run))),
    ...(warning === undefined ? [] : [paint.verdict(paragraph('  ', warning), 'inconclusive')]),
    ...labelsOf(run).map(({ name, text }) => paragraph(`  ${name.padEnd(11)}`, plainText(text))),
    paragraph(`  ${'took'.padEnd(11)}`, costsOf(run)),
    ...footnotes.map((reason, index) =>
      paragraph(`  [${index + 1}] `, `missing: ${plainText(reason)}`),
    ),
  ].join('\n');
}

/**
 * Value, ratio and spread as three columns (two without host rows); a missing one points to its
 * footnote.
 */
function describeCell(
  cell: TableCell,
  { hasRatio, footnotes }: { readonly hasRatio: boolean; readonly footnotes: string[] },
): string[] {
  if (cell.kind === 'missing') {
    if (!footnotes.includes(cell.reason)) footnotes.push(cell.reason);
    return [`[${footnotes.indexOf(cell.reason) + 1}]`, ...(hasRatio ? ['', ''] : [''])];
  }
  const ratio = cell.ratio === undefined ? '' : formatRatio(cell.ratio);
  const spread = cell.spread === undefined ? '' : formatSpread(cell.spread);
  const value =
    cell.iops === undefined
      ? formatBare('throughput', cell.throughput)
      : `${formatBare('iops', cell.iops)} (${formatThroughput(cell.throughput)})`;
  return [value, ...(hasRatio ? [ratio] : []), spread];
}

/**
 * Most columns that stand beside each other: more would not fit a terminal, so the others follow
 * below.
 */
const mostColumns = 4;

function blocksOf(names: readonly string[], values: readonly (readonly string[])[]): string[] {
  const size = values.length > mostColumns ? 2 : mostColumns;
  const blocks = Map.groupBy(values, column => Math.floor(values.indexOf(column) / size));
  return [...blocks.values()].flatMap((columns, block) => {
    const table = names.map((name, row) => [name, ...columns.map(column => `  ${column[row]}`)]);
    return [...(block === 0 ? [] : ['']), ...alignColumns(table, [0, 1, 2, 3, mostColumns])];
  });
}

function claimsSection(run: Run, claims: readonly Claim[], paint: Paint): string {
  if (claims.length === 0) return '';
  const titleOf = titlesOf(run);
  const rows = claims.flatMap(({ claim, columns }) => [
    paint.bold(`  ${claim}`),
    ...columns.map(({ workload, outcome, evidence }) =>
      paragraph(
        `    ${plainText(titleOf(workload)).padEnd(18)}${outcome.padEnd(13)}`,
        plainText(evidenceText(evidence)),
      ),
    ),
  ]);
  return [
    `${paint.bold('Claims of the blog post on this host')} (ratios paired by round, 95 % intervals)`,
    ...rows,
  ].join('\n');
}

function caveatsSection(run: Run, judgement: Judgement, paint: Paint): string {
  const caveats = caveatTexts(run, judgement);
  if (caveats.length === 0) return '';
  return [paint.bold('Caveats'), ...caveats.map(text => paragraph('  - ', plainText(text)))].join(
    '\n',
  );
}

/** Last, where a terminal stops scrolling. */
function nextSection(run: Run, judgement: Judgement, paint: Paint): string {
  const next = nextSteps(run, judgement);
  if (next === undefined) return '';
  const { advice, command, intended } = next;
  // What was not decided is not decided by the same once more.
  const isToRepeat = command.length > 0 && judgement.verdict !== 'inconclusive';
  const lead = 'To repeat it, in a directory on the drive under test (`--directory`):';
  return [
    paint.bold('What to do next'),
    paragraph('  ', `${plainText(advice)}.`),
    ...(intended === undefined ? [] : [paragraph('  ', `${intended}.`)]),
    ...(isToRepeat ? [paragraph('  ', lead), '', ...command.map(line => `    ${line}`)] : []),
  ].join('\n');
}

function heldSection(run: Run, judgement: Judgement): string {
  const held = heldTolerance(run, judgement);
  return held === undefined ? '' : paragraph('', `${capitalized(held)}.`);
}
