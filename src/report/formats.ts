import { formatShare } from '../core/quantity.ts';
import type { JudgedRun } from '../judge/judgement.ts';
import { jsonText, logLines } from '../plain-text.ts';
import { caveatTexts } from './caveats.ts';
import { cellsCsv, cellsJunit } from './exports.ts';
import { storedBasesOf } from './labels.ts';
import { paintFor, paragraph } from './layout.ts';
import { renderMarkdown } from './markdown.ts';
import { reasonText } from './reasons.ts';
import { evidenceText, throughputTable } from './tables.ts';
import { renderText } from './text.ts';
import { textComparison } from './text-comparison.ts';

/** How a report is written. */
export const formats = ['text', 'markdown', 'json', 'csv', 'junit'] as const;
export type Format = (typeof formats)[number];

/** The report of one or several runs; JSON is one document for one run and a list for several. */
export function renderAs(format: Format, runs: readonly JudgedRun[], color: boolean): string {
  switch (format) {
    case 'text':
      return logLines(runs.map(judged => renderText({ ...judged, color })).join('\n\n'), color);
    case 'markdown':
      return runs
        .map(judged => renderMarkdown({ ...judged, limit: Number.POSITIVE_INFINITY }))
        .join('\n\n');
    case 'json':
      return runs.length === 1
        ? runs.map(renderJson).join('')
        : `[${runs.map(renderJson).join(',\n')}]\n`;
    case 'csv':
      return cellsCsv(runs);
    case 'junit':
      return cellsJunit(runs);
    default:
      return format satisfies never;
  }
}

/** The report for programs, as text (`jsonReport`). */
export function renderJson(content: JudgedRun): string {
  return jsonText(jsonReport(content));
}

/**
 * The report for programs, version 1: verdict, judgement, claims, the table, and which run it is
 * about. Base units (bytes per second, seconds); the rounds themselves are in the run document.
 * Reasons are data, with their words as `text` beside them.
 */
function jsonReport({ run, judgement, claims }: JudgedRun) {
  const { tool, startedAt, randomSeed, fingerprint, environment, rounds, caveats } = run;
  return {
    schema: 1,
    verdict: judgement.verdict,
    passed: judgement.passed,
    run: { tool, startedAt, randomSeed, fingerprint, environment, rounds: rounds.length, caveats },
    judgement: {
      ...judgement,
      cells: judgement.cells.map(({ reason, ...cell }) => ({
        ...cell,
        ...(reason !== undefined && { reason: { ...reason, text: reasonText(reason) } }),
      })),
    },
    caveats: caveatTexts(run, judgement),
    claims: claims.map(({ columns, ...claim }) => ({
      ...claim,
      columns: columns.map(column => ({ ...column, evidence: evidenceText(column.evidence) })),
    })),
    storedBases: storedBasesOf(run),
    table: throughputTable(run),
  };
}

/** What the selftest of a host found. */
interface Found {
  /** Head and base were the same disks (A/A). */
  readonly unchanged: JudgedRun;
  /** The head had so many needless nodes of QEMU below it. */
  readonly knownLoss: JudgedRun;
  readonly layers: number;
  /** The share that they took; undefined where a value is missing. */
  readonly loss: number | undefined;
  /** What is wrong with a gate on this host; empty where nothing is. */
  readonly problems: readonly string[];
}

/** The run in which nothing changed, for a terminal: its ordinary report under a title. */
export function renderUnchanged(unchanged: JudgedRun, color: boolean): string {
  const title = 'Selftest, 1 of 2: nothing changed, head and base are the same disks';
  return `${paintFor(color).bold(title)}\n\n${renderText({ ...unchanged, color })}\n`;
}

/**
 * The comparison of the run with a known loss, for a terminal, and the conclusion of the selftest.
 */
export function renderKnownLoss(found: Found, color: boolean): string {
  const paint = paintFor(color);
  const { unchanged, knownLoss, layers, loss = 0, problems } = found;
  const title = `Selftest, 2 of 2: a known loss, ${layers} needless nodes of QEMU below the head`;
  const conclusion =
    problems.length === 0
      ? `Selftest passed: unchanged disks read ${unchanged.judgement.verdict}, a real loss of ${formatShare(loss)} regressed`
      : 'Selftest FAILED';
  return [
    paint.bold(title),
    '',
    textComparison({ ...knownLoss, paint }),
    '',
    paint.bold(conclusion),
    ...problems.map(problem => paragraph('  - ', problem)),
    '',
  ].join('\n');
}

/**
 * A selftest for programs, version 1: whether it passed, what is wrong, the measured loss as a
 * fraction, and the reports of both runs as `run --format json` has them.
 */
export function renderSelftestJson({
  unchanged,
  knownLoss,
  layers,
  loss,
  problems,
}: Found): string {
  const found = {
    schema: 1,
    passed: problems.length === 0,
    problems,
    unchanged: jsonReport(unchanged),
    layers,
    loss,
    knownLoss: jsonReport(knownLoss),
  };
  return jsonText(found);
}
