import { formatClauses, formatCount, formatMoment } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import type { CellJudgement, JudgedRun, Judgement } from '../judge/judgement.ts';
import { caveatTexts } from './caveats.ts';
import { changeText, definitionSentences } from './definitions.ts';
import { escapeMarkdown } from './escape.ts';
import { headlineOf, isShown } from './headline.ts';
import {
  attestationList,
  costsOf,
  emulationWarning,
  errorSources,
  hostSentence,
  intervalLegend,
  labelsOf,
} from './labels.ts';
import { capitalized } from './layout.ts';
import { cellTable, claimsOf, detailsOf, fold, throughputMarkdown } from './markdown-tables.ts';
import { heldTolerance, nextSteps } from './next-steps.ts';
import { chartOf } from './pictures.ts';
import { detailTables, titlesOf } from './tables.ts';
import { changeLegend } from './units.ts';

/**
 * What a report is rendered from; `limit` is the most characters it may have (65,536 for a comment
 * on GitHub).
 */
export interface MarkdownReport extends JudgedRun {
  /** Sentences of plain text that belong right below the headline. */
  readonly notes?: readonly string[];
  readonly limit: number;
}

/** A part of the report that is there or not: what is dropped first has the highest rank. */
interface Section {
  readonly name: string;
  readonly rank: number;
  readonly text: string;
}

/**
 * The report for a pull request and a step summary: verdict first, then what changed, then the
 * detail in folds. What does not fit `limit` is left out by whole sections in a fixed order, and
 * named; a table is never cut. What is less important comes in again where a longer section that
 * had to go left room for it.
 */
export function renderMarkdown({ limit, ...content }: MarkdownReport): string {
  const sections = sectionsOf(content);
  const byImportance = sections.toSorted((a, b) => a.rank - b.rank);
  const droppable = sections.toSorted((a, b) => b.rank - a.rank);
  const render = (kept: ReadonlySet<Section>): string =>
    assemble(
      sections.filter(section => kept.has(section)),
      droppable.filter(section => !kept.has(section)).map(({ name }) => name),
    );
  let kept: ReadonlySet<Section> = new Set(byImportance.filter(({ rank }) => rank === 0));
  if (render(new Set(sections)).length <= limit) return render(new Set(sections));
  if (render(kept).length > limit) return bareVerdict(content.judgement, limit);
  for (const section of byImportance) {
    const more = new Set([...kept, section]);
    if (render(more).length <= limit) kept = more;
  }
  return render(kept);
}

function assemble(sections: readonly Section[], dropped: readonly string[]): string {
  const note =
    dropped.length === 0 ? [] : [`_Left out because of the size limit: ${dropped.join(', ')}._`];
  return `${[...sections.map(({ text }) => text), ...note].join('\n\n')}\n`;
}

/** When not even the headline fits, the verdict alone is worth having. */
function bareVerdict({ verdict, passed, gatedCells }: Judgement, limit: number): string {
  const found = gatedCells === 0 ? 'nothing was gated' : `${verdict}${passed ? ', passed' : ''}`;
  return `Storage gate: ${found}${passed ? '' : ', failed'}\n`.slice(0, Math.max(0, limit));
}

type Content = Omit<MarkdownReport, 'limit'>;

/** In the order in which they are read. */
function sectionsOf(content: Content): Section[] {
  const { run, judgement, claims } = content;
  const { cells } = judgement;
  const titleOf = titlesOf(run);
  const gated = cells.filter(cell => cell.gated);
  const other = cells.filter(cell => !cell.gated);
  const striking = cells.filter(isStriking);
  const isCompared = cells.some(({ base }) => base !== undefined);
  const chart = chartOf([...striking, ...gated]);
  const table = throughputMarkdown(run);
  const others = formatCount(other.length, 'cell');
  const legend = `\n\n${legendOf(gated, judgement)}`;
  const foldOf = (title: string, listed: readonly CellJudgement[], below: string): string =>
    isCompared && listed.length > 0 ? fold(title, `${cellTable(listed, titleOf)}${below}`) : '';
  const sections: Section[] = [
    { name: 'headline', rank: 0, text: headline(content) },
    {
      name: 'notes',
      rank: 1,
      text: (content.notes ?? []).map(note => `> ${escapeMarkdown(note)}`).join('\n\n'),
    },
    { name: 'changes', rank: 1, text: changesOf(judgement) },
    { name: 'the host since the baseline', rank: 3, text: sentenceOf(hostSentence(judgement)) },
    { name: 'cells that changed', rank: 2, text: strikingText(striking, titleOf) },
    { name: 'what to do next', rank: 2, text: nextText(content) },
    { name: 'caveats', rank: 3, text: caveatsOf(run, judgement) },
    {
      name: 'throughput table',
      rank: 5,
      text: isCompared ? fold('Throughput of this run', table) : `#### Throughput\n\n${table}`,
    },
    { name: 'latency and processor time', rank: 7, text: detailsOf(detailTables(run)) },
    {
      name: 'all gated cells',
      rank: 4,
      text: foldOf(`All ${gated.length} gated cells`, gated, legend),
    },
    {
      name: 'cells that are not gated',
      rank: 9,
      text: foldOf(`${others} not gated`, other, gated.length > 0 ? '' : legend),
    },
    { name: 'chart', rank: 9, text: chart === '' ? '' : fold('Stored runs, then this one', chart) },
    { name: 'claims', rank: 7, text: claimsOf(claims, titleOf) },
    { name: 'attestation', rank: 8, text: attestationOf(run) },
    { name: 'environment', rank: 6, text: fold('How it was measured', environmentOf(run)) },
    { name: 'baseline runs', rank: 8, text: baselineOf(judgement) },
    {
      name: 'what this host could decide',
      rank: 6,
      text: sentenceOf(heldTolerance(run, judgement)),
    },
  ];
  return sections.filter(({ text }) => text !== '');
}

/** What a reviewer should see without unfolding anything. */
function isStriking(cell: CellJudgement): boolean {
  const { gated, verdict, change, tolerance, moved } = cell;
  if (!gated) return moved === true && isShown(cell);
  if (['regressed', 'improved', 'missing'].includes(verdict)) return true;
  return change !== undefined && verdict === 'inconclusive' && change < -tolerance;
}

function headline({ run, judgement }: Content): string {
  const { title, sentence, sureness, gate } = headlineOf(judgement, titlesOf(run));
  const warning = emulationWarning(run);
  const told = definitionSentences(run).map(one => `${capitalized(escapeMarkdown(one))}.`);
  return [
    `### Storage gate: ${escapeMarkdown(title)}: ${escapeMarkdown(sentence)}`,
    `**${capitalized(gate)}.** ${capitalized(escapeMarkdown(sureness))}.`,
    ...(told.length === 0 ? [] : [told.join(' ')]),
    ...(warning === undefined ? [] : [`> **Note:** ${escapeMarkdown(warning)}.`]),
  ].join('\n\n');
}

function changesOf({ changes }: Judgement): string {
  if (changes.length === 0) return '';
  const items = changes.map(change => escapeMarkdown(changeText(change)));
  return `**What changed since the baseline:** ${formatClauses(items, mostChanges)}`;
}

/**
 * Most changes, and most rows of the cells that changed: beyond that nobody reads, and the worst
 * would not fit either.
 */
const mostChanges = 20;
const mostLosses = 100;

/**
 * The greatest losses first where there are too many for all; otherwise in the order of the run.
 */
function strikingText(
  cells: readonly CellJudgement[],
  titleOf: (workload: string) => string,
): string {
  if (cells.length === 0) return '';
  if (cells.length <= mostLosses) return cellTable(cells, titleOf);
  const worst = cells.toSorted((a, b) => (a.change ?? -1) - (b.change ?? -1)).slice(0, mostLosses);
  return `${cellTable(worst, titleOf)}\n\nThe ${mostLosses} greatest losses of ${cells.length} cells that changed.`;
}

function nextText({ run, judgement }: Content): string {
  const next = nextSteps(run, judgement);
  if (next === undefined) return '';
  const advice = `**What to do next:** ${escapeMarkdown(next.advice)}.`;
  if (next.command.length === 0) return advice;
  const lead =
    'To repeat it on your own machine, in a directory on the drive under test (`--directory`):';
  // No backtick is among the names and words that a command is made of.
  return [`${advice} ${lead}`, '', '```sh', ...next.command, '```'].join('\n');
}

/**
 * Most caveats that stand open where something is to be decided, and most that are listed at all.
 */
const mostOpenCaveats = 3;
const mostCaveats = 50;

function caveatsOf(run: Run, judgement: Judgement): string {
  const texts = caveatTexts(run, judgement);
  if (texts.length === 0) return '';
  const more = texts.length > mostCaveats ? [`- and ${texts.length - mostCaveats} more`] : [];
  const list = [
    ...texts.slice(0, mostCaveats).map(text => `- ${escapeMarkdown(text)}`),
    ...more,
  ].join('\n');
  const isCalm = judgement.verdict === 'unchanged' || judgement.verdict === 'improved';
  if (isCalm || texts.length > mostOpenCaveats)
    return fold(formatCount(texts.length, 'caveat'), list);
  return `**Caveats**\n\n${list}`;
}

function legendOf(cells: readonly CellJudgement[], judgement: Judgement): string {
  const sentences = [changeLegend, intervalLegend(judgement), ...errorSources(cells)];
  return `${sentences.map(capitalized).join('. ')}.`;
}

function attestationOf(run: Run): string {
  const items = attestationList(run).map(
    ({ label, text }) => `- **${escapeMarkdown(label)}**: ${escapeMarkdown(text)}`,
  );
  return items.length === 0 ? '' : fold('What was read back of the disk modes', items.join('\n'));
}

function environmentOf(run: Run): string {
  const labels = [...labelsOf(run), { name: 'took', text: costsOf(run) }];
  const items = labels.map(({ name, text }) => `- **${name}**: ${escapeMarkdown(text)}`);
  return [...items, `- **measured at**: ${formatMoment(run.startedAt)}`].join('\n');
}

function baselineOf({ baseline }: Judgement): string {
  if (baseline.length === 0) return '';
  const items = baseline.map(
    ({ startedAt, commit }) =>
      `- ${formatMoment(startedAt)}, ${commit === null ? 'no commit' : escapeMarkdown(commit.slice(0, 12))}`,
  );
  return fold(`Baseline: ${formatCount(baseline.length, 'run')}`, items.join('\n'));
}

function sentenceOf(text: string | undefined): string {
  return text === undefined ? '' : `${capitalized(text)}.`;
}
