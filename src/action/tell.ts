import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notice, setFailed, setOutput } from '@actions/core';
import { formatChange, formatInterval, formatShare } from '../core/quantity.ts';
import type { Verdict } from '../core/verdict.ts';
import { type Annotation, publishAnnotations } from '../github/annotation.ts';
import type { GithubFacts } from '../github/environment.ts';
import { writeLog } from '../github/log.ts';
import { type CommitStatus, type StatusOutcome, setStatus } from '../github/status.ts';
import { summaryLimit, writeSummary } from '../github/summary.ts';
import type { CellJudgement, Judgement } from '../judge/judgement.ts';
import { escapeMarkdown } from '../report/escape.ts';
import { headlineOf } from '../report/headline.ts';
import { titlesOf } from '../report/labels.ts';
import { formatValue } from '../report/units.ts';
import type { Audience } from './addressees.ts';

import { postComment } from './comment.ts';
import {
  type Finding,
  hasPassed,
  type Leg,
  onlyRunOf,
  renderFinding,
  statusOf,
  verdictOf,
} from './finding.ts';

/**
 * Tells everybody what was found: outputs, step summary, annotations, comment and status; fails the
 * step if the gate failed. `reports` is the directory of the report, which lasts as long as the
 * job.
 */
export async function publishFinding(
  finding: Exclude<Finding, { readonly kind: 'not-measured' }>,
  reports: string,
  audience: Audience,
): Promise<void> {
  const { annotations, failure, regressions } = announcementOf(finding);
  setOutput('verdict', verdictOf(finding));
  setOutput('regressions', regressions);
  // A character has at most three bytes of UTF-8 for each unit that a JavaScript string counts.
  const limit = Math.floor(summaryLimit / 3) - 1;
  const report = renderFinding(finding, { limit, sha: audience.facts.sha, more: [] });
  await keepFile('report-path', join(reports, 'report.md'), report);
  const unwritten = await writeSummary(report, process.env);
  if (unwritten !== undefined) notice(`storage gate: there is no step summary: ${unwritten}`);
  publishAnnotations(annotations);
  const { url, history } = await tellPullRequest(finding, audience);
  setOutput('comment-url', url);
  // The report is in the summary before GitHub is asked for anything; what came before it follows.
  const quoted = history.map(sentence => `\n> ${escapeMarkdown(sentence)}\n`);
  if (history.length > 0) await writeSummary(quoted.join(''), process.env);
  if (failure !== undefined) setFailed(failure);
}

/** Writes a file and names it in an output. */
export async function keepFile(output: string, path: string, text: string): Promise<void> {
  await writeFile(path, text);
  setOutput(output, path);
}

/**
 * Tells the pull request or merge queue what was found by comment and commit status, unless a later
 * run has set them. A refusal by GitHub is one notice: the report is in the step summary, and the
 * result stands. Returns the address of the comment, or an empty text, and notes on earlier runs as
 * sentences of plain text.
 */
export async function tellPullRequest(
  finding: Finding,
  audience: Audience,
): Promise<{ readonly url: string; readonly history: readonly string[] }> {
  const { outcome: comment, history } = await postComment(finding, audience);
  const status = await postStatus(statusOf(finding), audience);
  if (comment !== undefined && 'kept' in comment)
    writeLog(`- the comment stays as it is: ${comment.kept}`);
  if (status !== undefined && 'kept' in status)
    writeLog(`- the commit status stays as it is: ${status.kept}`);
  const refusals = [
    ...(comment !== undefined && 'refused' in comment
      ? [`the comment was not written: ${comment.refused}. The report is in the step summary.`]
      : []),
    ...(status !== undefined && 'refused' in status
      ? [`the commit status was not set: ${status.refused}.`]
      : []),
  ];
  if (refusals.length > 0) notice(refusals.join('\n'), { title: 'storage gate' });
  return {
    url: comment !== undefined && 'url' in comment ? comment.url : '',
    history: history.length > 0 ? history : triedBefore(audience.facts, status),
  };
}

/** Where no comment has kept it, the first attempt's status tells how that ended. */
function triedBefore({ runAttempt }: GithubFacts, status: StatusOutcome | undefined): string[] {
  if (status === undefined || !('first' in status) || status.first === undefined) return [];
  const { state, description } = status.first;
  return [
    `This is attempt ${runAttempt} of the run; the first attempt ended with the status ${state}: ${description}`,
  ];
}

/**
 * Sets the commit status `storage-gate` on the head of a pull request or merge group. Undefined
 * elsewhere, where there is nothing to block, and if the inputs ask for no status.
 */
export async function postStatus(
  status: Pick<CommitStatus, 'state' | 'description'>,
  { facts, inputs, signal }: Audience,
): Promise<StatusOutcome | undefined> {
  const sha = facts.pullRequest?.headSha ?? facts.mergeGroup?.headSha;
  if (sha === undefined || inputs.status === 'never') return undefined;
  return setStatus({ ...status, sha, context: statusContext(facts) }, { facts, signal });
}

/**
 * The context of the commit status. Each leg of a matrix has its own: with a shared one, the last
 * leg would hide the red of another. A rule that requires `storage-gate` then waits for the final
 * job, so it is red rather than green by accident.
 */
export function statusContext({ matrix }: Pick<GithubFacts, 'matrix'>): string {
  return matrix.length === 0 ? 'storage-gate' : `storage-gate (${matrix.join(', ').slice(0, 100)})`;
}

/** What is announced of a finding. A run alone says its own sentence; of several each its name. */
function announcementOf(finding: Finding): Announcement {
  if (finding.kind !== 'judged') return { annotations: [], failure: undefined, regressions: 0 };
  const only = onlyRunOf(finding);
  if (only !== undefined) return announce(only.judgement, titlesOf(only.run));
  const all = finding.legs.map(announcementOfLeg);
  return {
    annotations: all.flatMap(({ annotations }) => annotations),
    failure: hasPassed(finding) === true ? undefined : statusOf(finding).description,
    regressions: all.reduce((sum, { regressions }) => sum + regressions, 0),
  };
}

function announcementOfLeg(leg: Leg): Pick<Announcement, 'annotations' | 'regressions'> {
  if ('problem' in leg) {
    const title = `missing: ${leg.name}`;
    return { annotations: [{ level: 'error', title, message: leg.problem }], regressions: 0 };
  }
  const { annotations, regressions } = announce(leg.judged.judgement, titlesOf(leg.judged.run));
  const named = annotations.map(each => ({ ...each, title: `${leg.name}: ${each.title}` }));
  return { annotations: named, regressions };
}

/** What a judged run says beside its report. */
interface Announcement {
  readonly annotations: readonly Annotation[];
  /** The sentence that fails the step; undefined where the gate passed. */
  readonly failure: string | undefined;
  /** Gated cells that regressed. */
  readonly regressions: number;
}

/**
 * An error for each gated cell that regressed or is missing (a warning if the policy lets it pass),
 * and a sentence for the run. `titleOf` gives the reader's name of a workload.
 */
export function announce(
  judgement: Judgement,
  titleOf: (workload: string) => string,
): Announcement {
  const gated = judgement.cells.filter(cell => cell.gated);
  const failing = gated.filter(({ verdict }) => verdict === 'regressed' || verdict === 'missing');
  const level = judgement.passed ? 'warning' : 'error';
  const cells = failing.map(cell => {
    const title = `${cell.verdict}: ${cell.arm}, ${titleOf(cell.workload)}, ${cell.metric}`;
    return { level, title, message: describeCell(cell) } as const;
  });
  const headline = headlineOf(judgement, titleOf);
  const sentence = `${headline.title}: ${headline.sentence}; ${headline.sureness}`;
  return {
    annotations: judgement.passed
      ? [...cells, ...announcePassed(judgement.verdict, sentence)]
      : cells,
    failure: judgement.passed ? undefined : sentence,
    regressions: gated.filter(({ verdict }) => verdict === 'regressed').length,
  };
}

function describeCell({
  metric,
  base,
  head,
  change,
  interval,
  tolerance,
  reason,
}: CellJudgement): string {
  const values =
    base === undefined || head === undefined
      ? []
      : [`${formatValue(metric, base)} -> ${formatValue(metric, head)}`];
  const size = change === undefined ? [] : [formatChange(change)];
  const range = interval === undefined ? [] : [`interval ${formatInterval(interval)}`];
  const why = reason === undefined ? [] : [reason];
  return [...values, ...size, ...range, `tolerance ${formatShare(tolerance)}`, ...why].join(', ');
}

/** A passed run says its verdict only where the green job does not say it all. */
function announcePassed(verdict: Verdict, message: string): readonly Annotation[] {
  const title = 'storage gate';
  switch (verdict) {
    case 'regressed':
    case 'missing':
    case 'inconclusive':
      return [{ level: 'warning', title, message }];
    case 'incomparable':
    case 'no-baseline':
      return [{ level: 'notice', title, message }];
    case 'improved':
    case 'unchanged':
      return [];
    default:
      return verdict satisfies never;
  }
}
