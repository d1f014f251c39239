import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notice, setFailed, setOutput } from '@actions/core';
import { publishAnnotations } from '../github/annotation.ts';
import type { GithubFacts } from '../github/environment.ts';
import { summaryLimit, writeSummary } from '../github/summary.ts';
import { escapeMarkdown } from '../report/escape.ts';
import { titlesOf } from '../report/labels.ts';
import { type Announcement, announce } from './announcement.ts';
import { noteEnding } from './ending.ts';
import { type Finding, hasPassed, renderFinding, statusOf, verdictOf } from './finding.ts';
import type { Inputs } from './inputs.ts';
import type { Leg } from './leg.ts';
import { tellPullRequest } from './pull-request.ts';

interface Publication {
  readonly finding: Exclude<Finding, { readonly kind: 'not-measured' }>;
  readonly inputs: Pick<Inputs, 'comment' | 'status'>;
  readonly facts: GithubFacts;
  /** Directory for the report, which lasts as long as the job. */
  readonly reports: string;
  readonly signal: AbortSignal;
}

/**
 * Tells everybody what was found: outputs, step summary, annotations, comment and status; fails the
 * step where the gate failed.
 */
export async function publishFinding({
  finding,
  inputs,
  facts,
  reports,
  signal,
}: Publication): Promise<void> {
  const { annotations, failure, regressions } = announcementOf(finding);
  setOutput('verdict', verdictOf(finding));
  setOutput('regressions', regressions);
  // A character has at most three bytes of UTF-8 for each unit that a JavaScript string counts.
  const report = renderFinding(finding, {
    limit: Math.floor(summaryLimit / 3) - 1,
    sha: facts.sha,
    more: [],
  });
  await keepFile({ output: 'report-path', path: join(reports, 'report.md'), text: report });
  const unwritten = await writeSummary(report, process.env);
  if (unwritten !== undefined) notice(`storage gate: there is no step summary: ${unwritten}`);
  publishAnnotations(annotations);
  const { url, history } = await tellPullRequest({ finding, facts, inputs, signal });
  setOutput('comment-url', url);
  noteEnding('told');
  // The report is in the summary before GitHub is asked for anything; what came before it follows.
  if (history.length > 0) await writeSummary(quoted(history), process.env);
  if (failure !== undefined) setFailed(failure);
}

function quoted(sentences: readonly string[]): string {
  return sentences.map(sentence => `\n> ${escapeMarkdown(sentence)}\n`).join('');
}

/** Writes a file and names it in an output. */
export async function keepFile(o: { output: string; path: string; text: string }): Promise<void> {
  await writeFile(o.path, o.text);
  setOutput(o.output, o.path);
}

function announcementOf(finding: Publication['finding']): Announcement {
  switch (finding.kind) {
    case 'nothing-changed':
      return { annotations: [], failure: undefined, regressions: 0 };
    case 'judged':
      return announce(finding.judged.judgement, titlesOf(finding.judged.run));
    case 'legs': {
      const all = finding.legs.map(announcementOfLeg);
      return {
        annotations: all.flatMap(({ annotations }) => annotations),
        failure: hasPassed(finding) === true ? undefined : statusOf(finding).description,
        regressions: all.reduce((sum, { regressions }) => sum + regressions, 0),
      };
    }
    default:
      return finding satisfies never;
  }
}

function announcementOfLeg(leg: Leg): Announcement {
  if ('problem' in leg) {
    const annotation = {
      level: 'error',
      title: `missing: ${leg.name}`,
      message: leg.problem,
    } as const;
    return { annotations: [annotation], failure: leg.problem, regressions: 0 };
  }
  const told = announce(leg.judged.judgement, titlesOf(leg.judged.run));
  return {
    ...told,
    annotations: told.annotations.map(each => ({ ...each, title: `${leg.name}: ${each.title}` })),
  };
}
