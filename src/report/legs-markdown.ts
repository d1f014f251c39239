import { formatCount } from '../core/quantity.ts';
import { type JudgedRun, lacksReference } from '../judge/judgement.ts';
import { escapeMarkdown } from './escape.ts';
import { gateText, headlineOf } from './headline.ts';
import { capitalized } from './layout.ts';
import { renderMarkdown } from './markdown.ts';
import { tableOf } from './markdown-tables.ts';
import { titlesOf } from './tables.ts';

/** A run document among several: its report, or the reason why there is none. */
export type LegReport = { readonly name: string } & (
  | { readonly judged: JudgedRun }
  | { readonly problem: string }
);

interface LegsReport {
  readonly legs: readonly LegReport[];
  readonly verdict: string;
  readonly passed: boolean;
  readonly advisory?: boolean | undefined;
  /** Sentences of plain text that belong right below the headline. */
  readonly notes: readonly string[];
  readonly limit: number;
}

/** Most rows of the table: those that failed come first, and the others are counted. */
const mostRows = 60;

/**
 * One report of several runs: the worst verdict, a line for each run, and each run's own report in
 * a fold. The folds share what is left of `limit` evenly, those that failed first; a run's report
 * drops its own sections to fit.
 */
export function renderLegs(report: LegsReport): string {
  const { legs, verdict, passed, notes, limit } = report;
  const ordered = legs.toSorted((a, b) => Number(hasPassed(a)) - Number(hasPassed(b)));
  const shown = ordered.slice(0, mostRows);
  const rows = shown.map(leg => [escapeMarkdown(leg.name), ...outcomeOf(leg).map(escapeMarkdown)]);
  const more = legs.length - shown.length;
  const failed = legs.filter(leg => !hasPassed(leg)).length;
  const head = [
    `### Storage gate: ${verdict}: ${failed === 0 ? 'each' : `${failed}`} of ${formatCount(legs.length, 'run')} ${failed === 0 ? 'passed' : 'failed'}${escapeMarkdown(undecidedOf(legs))}`,
    `**${capitalized(gateText(report))}.**`,
    ...notes.map(note => `> ${escapeMarkdown(note)}`),
    tableOf([['run', 'verdict', ''], ...rows]),
    ...(more > 0 ? [`and ${formatCount(more, 'run')} more`] : []),
  ].join('\n\n');
  if (head.length > limit)
    return `Storage gate: ${verdict}, ${passed ? 'passed' : 'failed'}\n`.slice(0, limit);
  return appendFolds(head, { legs: ordered, limit });
}

/** Of runs that passed: the first that had nothing to be compared with, which nobody may miss. */
export function undecidedOf(legs: readonly LegReport[]): string {
  const open = legs.find(leg => 'judged' in leg && leg.judged.judgement.cells.some(lacksReference));
  return open === undefined || !legs.every(hasPassed)
    ? ''
    : `; ${open.name}: ${outcomeOf(open)[1]}`;
}

/** Whether a leg has a value, and passed. */
export function hasPassed(leg: LegReport): boolean {
  return 'judged' in leg && leg.judged.judgement.passed;
}

function outcomeOf(leg: LegReport): [string, string] {
  if ('problem' in leg) return ['missing', leg.problem];
  const { run, judgement } = leg.judged;
  const { sentence } = headlineOf(judgement, titlesOf(run));
  const { accepted } = judgement;
  if (accepted === undefined) return [judgement.verdict, sentence];
  return [
    `${judgement.verdict}, accepted`,
    `${sentence}; accepted by ${accepted.by}: ${accepted.reason}`,
  ];
}

function appendFolds(head: string, { legs, limit }: Pick<LegsReport, 'legs' | 'limit'>): string {
  let text = head;
  const reports = legs.flatMap(leg =>
    'judged' in leg ? [{ name: leg.name, judged: leg.judged }] : [],
  );
  for (const [index, { name, judged }] of reports.entries()) {
    const opening = `\n\n<details><summary>${escapeMarkdown(name)}</summary>\n\n`;
    const closing = '\n\n</details>';
    const share = Math.floor((limit - 1 - text.length) / (reports.length - index));
    const room = share - opening.length - closing.length;
    // A fold of less than a headline tells nothing that the table does not.
    if (room < 1000) continue;
    text += `${opening}${renderMarkdown({ ...judged, limit: room }).trimEnd()}${closing}`;
  }
  return `${text}\n`;
}
