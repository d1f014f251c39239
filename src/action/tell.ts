import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notice, setFailed, setOutput } from '@actions/core';
import { describeError } from '../errors.ts';
import { publishAnnotations } from '../github/annotation.ts';
import type { GithubFacts } from '../github/environment.ts';
import { writeLog } from '../github/log.ts';
import { type CommitStatus, type StatusOutcome, setStatus } from '../github/status.ts';
import { summaryLimit, writeSummary } from '../github/summary.ts';
import { escapeMarkdown } from '../report/escape.ts';
import type { Audience } from './addressees.ts';
import { announcementOf } from './announcement.ts';
import { postComment } from './comment.ts';
import { type Finding, renderFinding, statusOf, verdictOf } from './finding.ts';

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

/** The job has the colour of what was judged before: the label that it runs for changes nothing. */
export async function tellRepeated(
  { state, description }: Pick<CommitStatus, 'state' | 'description'>,
  { pullRequest }: GithubFacts,
): Promise<void> {
  const text = `${pullRequest?.headSha.slice(0, 12)} was already judged, and the label changes nothing: ${description}`;
  writeLog(`- ${text}`);
  if (state === 'failure') setFailed(text);
  await writeSummary(`### Storage gate\n\n${escapeMarkdown(text)}`, process.env);
}

/** Fails the step with what ended it before its end, and says it in the summary. */
export async function publishTrouble(error: unknown): Promise<void> {
  setFailed(describeError(error).slice(0, 4096));
  setOutput('verdict', 'error');
  await writeSummary(describeFailure(error), process.env);
}

/**
 * Markdown for the step summary of a run that failed; the message is plain text that cannot break
 * out of its block.
 */
export function describeFailure(error: unknown): string {
  const text = describeError(error)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  return `## Storage gate: the run did not finish\n\n<pre>\n${text}\n</pre>`;
}

const toldMessages = new Set<string>();

/**
 * Shows a notice on the run's page, the same only once in a job: a report opens a store for each of
 * its documents.
 */
export function noticeOnce(message: string): void {
  if (!toldMessages.has(message))
    publishAnnotations([{ level: 'notice', title: 'storage gate', message }]);
  toldMessages.add(message);
}
