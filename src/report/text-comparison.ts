import {
  formatChange,
  formatCount,
  formatInterval,
  formatList,
  formatShare,
} from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import type { CellJudgement, Judgement } from '../judge/judgement.ts';
import { plainText } from '../plain-text.ts';
import { changeText, definitionSentences } from './definitions.ts';
import { headlineOf, isShown } from './headline.ts';
import { errorSources, hostSentence, intervalLegend, markOf, sinceText } from './labels.ts';
import { alignColumns, capitalized, type Paint, paragraph } from './layout.ts';
import { picturesOf, scaleOf } from './pictures.ts';
import { reasonText } from './reasons.ts';
import { rowLabel, titlesOf } from './tables.ts';
import { changeLegend, formatBare } from './units.ts';

/** The comparison with earlier runs, for a terminal: the verdict, what changed, the gated cells. */
export function textComparison(o: {
  readonly run: Run;
  readonly judgement: Judgement;
  readonly paint: Paint;
}): string {
  const { run, judgement, paint } = o;
  const titleOf = titlesOf(run);
  const { title, sentence, sureness, gate } = headlineOf(judgement, titleOf);
  const lines = [
    paint.bold(paint.verdict(paragraph('', plainText(`${title}: ${sentence}`)), judgement.verdict)),
    paragraph('  ', plainText(sureness)),
    ...(gate === title ? [] : [`  ${gate}`]),
    ...definitionSentences(run).map(one => paragraph('  ', plainText(one))),
    ...judgement.changes.map(change =>
      paragraph('  ', plainText(`changes: ${changeText(change)}`)),
    ),
  ];
  const listed = judgement.cells.filter(cell =>
    judgement.gatedCells === 0 ? isShown(cell) : cell.gated,
  );
  const isCompared = listed.some(({ base }) => base !== undefined);
  if (isCompared)
    lines.push(
      '',
      ...cellLines(listed, { titleOf, paint }),
      '',
      paragraph('  ', legend(judgement)),
    );
  const host = hostSentence(judgement);
  if (host !== undefined) lines.push(paragraph('  ', `${capitalized(host)}.`));
  if (judgement.baseline.length > 0)
    lines.push(paragraph('  baseline: ', plainText(namesOf(judgement.baseline))));
  return lines.join('\n');
}

function cellLines(
  cells: readonly CellJudgement[],
  { titleOf, paint }: { readonly titleOf: (workload: string) => string; readonly paint: Paint },
): string[] {
  const hasSince = cells.some(cell => sinceText(cell) !== '');
  const isJudged = cells.some(({ moved }) => moved === undefined);
  const scale = scaleOf(cells);
  const rows = cells.map(cell => [
    `  ${plainText(rowLabel({ name: cell.arm, side: cell.side }))}`,
    plainText(titleOf(cell.workload)) + (cell.metric === 'throughput' ? '' : ` ${cell.metric}`),
    cell.base === undefined ? '' : formatBare(cell.metric, cell.base),
    cell.head === undefined ? '' : formatBare(cell.metric, cell.head),
    cell.change === undefined ? '' : formatChange(cell.change),
    picturesOf(cell, scale).join('  '),
    cell.interval === undefined ? '' : formatInterval(cell.interval),
    ...(isJudged ? [cell.mde === undefined ? '' : formatShare(cell.mde)] : []),
    ...(hasSince ? [sinceText(cell)] : []),
  ]);
  const words = [
    '  disk',
    'workload',
    'base',
    'head',
    'change',
    `± ${formatShare(scale)}`,
    'interval',
  ];
  const head = [...words, ...(isJudged ? ['MDE'] : []), ...(hasSince ? ['since stored'] : [])];
  const [first = '', ...aligned] = alignColumns([head, ...rows], [0, 1]);
  const reasons = [
    ...new Set(cells.flatMap(({ reason }) => (reason === undefined ? [] : [reasonText(reason)]))),
  ];
  const size = Math.max(first.length, ...aligned.map(line => line.length));
  return [
    paint.bold(`${first.padEnd(size)}  ${isJudged ? 'verdict' : ''}`.trimEnd()),
    ...aligned.map((line, index) =>
      `${line.padEnd(size)}  ${verdictOf(cells[index], { reasons, paint })}`.trimEnd(),
    ),
    ...(reasons.length === 0 ? [] : ['']),
    ...reasons.map((reason, index) => paragraph(`  (${index + 1}) `, plainText(reason))),
  ];
}

/** Reasons stand below the table, since many cells share one. */
function verdictOf(
  cell: CellJudgement | undefined,
  { reasons, paint }: { readonly reasons: readonly string[]; readonly paint: Paint },
): string {
  if (cell === undefined) return '';
  const note =
    cell.reason === undefined ? '' : ` (${reasons.indexOf(reasonText(cell.reason)) + 1})`;
  return `${paint.verdict(markOf(cell), cell.verdict)}${note}`;
}

/** The runs that were used, newest first; of many the newest few. */
function namesOf(baseline: Judgement['baseline']): string {
  const names = baseline.map(
    ({ startedAt, commit }) => `${startedAt.slice(0, 10)} ${commit?.slice(0, 12) ?? 'no commit'}`,
  );
  return formatList(names, mostNamedRuns);
}

const mostNamedRuns = 5;

function legend(judgement: Judgement): string {
  const { cells, baseline } = judgement;
  const isLive = cells.some(({ gated, reference }) => gated && reference === 'live base');
  const base = isLive
    ? 'the base side of this run, round by round'
    : formatCount(baseline.length, 'earlier run');
  const parts = [
    'throughput in MiB/s, higher is better',
    changeLegend,
    `base: ${base}`,
    intervalLegend(judgement),
  ];
  return [...parts, ...errorSources(cells.filter(cell => cell.gated))].join('; ');
}
