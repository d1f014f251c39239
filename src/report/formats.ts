import type { Run } from '../core/run.ts';
import type { Judgement } from '../judge/judgement.ts';
import type { Claim } from '../suites/suite.ts';
import { renderMarkdown } from './markdown.ts';
import { renderText } from './text.ts';
import { throughputTable } from './throughput-table.ts';

/** What a report is made of. */
export interface Content {
  readonly run: Run;
  readonly judgement: Judgement;
  readonly claims: readonly Claim[];
}

/** How a report is written. */
export type Format = 'text' | 'markdown' | 'json';

/** The report of one or several runs; JSON is one document for one run and a list for several. */
export function renderAs(format: Format, runs: readonly Content[], color: boolean): string {
  switch (format) {
    case 'text':
      return runs.map(judged => renderText({ ...judged, color })).join('\n\n');
    case 'markdown':
      return runs
        .map(judged => renderMarkdown({ ...judged, limit: Number.POSITIVE_INFINITY }))
        .join('\n\n');
    case 'json':
      return runs.length === 1
        ? runs.map(renderJson).join('')
        : `[${runs.map(renderJson).join(',\n')}]\n`;
    default:
      return format satisfies never;
  }
}

/** The report for programs, as text (`jsonReport`). */
export function renderJson(content: Content): string {
  return `${JSON.stringify(jsonReport(content), undefined, 2)}\n`;
}

/**
 * The report for programs, version 1: verdict, judgement, claims, the table, and which run it is
 * about. Base units (bytes per second, seconds); the rounds themselves are in the run document.
 */
export function jsonReport({ run, judgement, claims }: Content) {
  const { tool, startedAt, randomSeed, fingerprint, environment, rounds, caveats } = run;
  return {
    schema: 1,
    verdict: judgement.verdict,
    passed: judgement.passed,
    run: { tool, startedAt, randomSeed, fingerprint, environment, rounds: rounds.length, caveats },
    judgement,
    claims,
    table: throughputTable(run),
  };
}
