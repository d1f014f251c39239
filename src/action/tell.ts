import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { formatChange, formatInterval, formatShare } from '../core/quantity.ts';
import { type CommentOutcome, upsertComment } from '../github/comment.ts';
import type { GithubFacts } from '../github/environment.ts';
import { type CommitStatus, type StatusOutcome, setStatus } from '../github/status.ts';
import {
  type Annotation,
  failStep,
  publishAnnotations,
  publishNotice,
  reportPlace,
  summaryLimit,
  tellOutput,
  writeLog,
  writeSummary,
} from '../github/step.ts';
import { type CellJudgement, type Judgement, lacksReference } from '../judge/judgement.ts';
import { makeDirectories, writeWhole } from '../process/scratch.ts';
import { escapeMarkdown } from '../report/escape.ts';
import { headlineOf } from '../report/headline.ts';
import { reasonText } from '../report/reasons.ts';
import { titlesOf } from '../report/tables.ts';
import { formatValue } from '../report/units.ts';
import type { Audience } from './addressees.ts';
import {
  composeComment,
  type Finding,
  isNews,
  onlyRunOf,
  outcomeOf,
  placeOfCell,
  renderFinding,
} from './finding.ts';
import { gateKey, statusContext } from './gate-key.ts';

/**
 * Tells everybody what was found: outputs, step summary, annotations, comment and status; fails the
 * step if the gate failed.
 */
export async function publishFinding(
  finding: Exclude<Finding, { readonly kind: 'not-measured' }>,
  audience: Audience,
): Promise<void> {
  const { annotations, failure, regressions } = announcementOf(finding);
  tellOutcome(finding);
  tellOutput('regressions', regressions);
  // A character has at most three bytes of UTF-8 for each unit that a JavaScript string counts.
  const limit = Math.floor(summaryLimit / 3) - 1;
  const report = renderFinding(finding, { limit, sha: audience.facts.sha, more: [] });
  await keepFile('report', report, audience.facts);
  const unwritten = await writeSummary(report, process.env);
  const isAdvisory = finding.advisory === true;
  publishAnnotations(
    isAdvisory ? annotations.map(one => ({ ...one, level: 'warning' })) : annotations,
  );
  if (unwritten !== undefined) publishNotice(`there is no step summary: ${unwritten}`);
  const { url, history } = await tellPullRequest(finding, audience);
  tellOutput('comment-url', url);
  // The report is in the summary before GitHub is asked for anything; what came before it follows.
  const quoted = history.map(sentence => `\n> ${escapeMarkdown(sentence)}\n`);
  if (history.length > 0) await writeSummary(quoted.join(''), process.env);
  if (failure === undefined) return;
  if (isAdvisory) writeLog(`- advisory: ${failure}`);
  else failStep([failure]);
}

/** The outputs that say how it ended, for steps that tell somebody else. */
export function tellOutcome(finding: Finding): void {
  const { verdict, description } = outcomeOf(finding);
  tellOutput('verdict', verdict);
  tellOutput('title', `Storage gate: ${verdict}`);
  tellOutput('summary', description);
}

/** Writes a file that lasts as long as the job, and names it in the output `NAME-path`. */
export async function keepFile(
  name: 'run' | 'report',
  text: string,
  { runnerTemp }: GithubFacts,
): Promise<void> {
  await makeDirectories(runnerTemp);
  const directory = await mkdtemp(join(runnerTemp, 'storage-gate-'));
  const path = join(directory, name === 'run' ? 'run.json' : 'report.md');
  await writeWhole(path, text);
  tellOutput(`${name}-path`, path);
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
  let history: readonly string[] = [];
  const comment = await postComment(finding, audience, told => (history = told));
  const status = await postStatus(outcomeOf(finding), audience);
  if ('kept' in comment) writeLog(`- the comment stays as it is: ${comment.kept}`);
  if ('kept' in status) writeLog(`- the commit status stays as it is: ${status.kept}`);
  const refusals: string[] = [];
  if ('refused' in comment)
    refusals.push(
      `the comment was not written: ${comment.refused}. The report is in the ${reportPlace(process.env)}.`,
    );
  if ('refused' in status) refusals.push(`the commit status was not set: ${status.refused}.`);
  if (refusals.length > 0) publishNotice(refusals.join(' '));
  const url = 'url' in comment ? comment.url : '';
  if (history.length > 0 || !('first' in status) || status.first === undefined)
    return { url, history };
  // Where no comment has kept it, the first attempt's status tells how that ended.
  const { state, description } = status.first;
  const ended = `the first attempt ended with the status ${state}: ${description}`;
  return {
    url,
    history: [`This is attempt ${audience.facts.runAttempt} of the run; ${ended}`],
  };
}

/**
 * Writes the comment on the pull request, if there is one and the inputs ask for a comment. One
 * that is there already is always updated; a new one is written for numbers only.
 */
async function postComment(
  finding: Finding,
  { facts, inputs, signal }: Audience,
  onHistory: (history: readonly string[]) => void,
): Promise<CommentOutcome | typeof unasked> {
  const { pullRequest } = facts;
  if (pullRequest === undefined || inputs.comment === 'never') return unasked;
  return upsertComment({
    facts,
    key: gateKey(facts),
    create:
      ['judged', 'at-once'].includes(finding.kind) &&
      (inputs.comment !== 'on-change' || isNews(finding)),
    renew: inputs.comment === 'renew' && outcomeOf(finding).state === 'failure',
    compose: (before, limit) => {
      const text = composeComment({ finding, facts, sha: pullRequest.headSha, before, limit });
      onHistory(text.history);
      return text;
    },
    signal,
  });
}

/** Where the inputs ask for none, or nobody waits for one. */
const unasked = { unasked: true } as const;

/**
 * Sets the commit status `storage-gate` on the head of a pull request or merge group; nothing
 * elsewhere, where there is nothing to block, and if the inputs ask for no status.
 */
export async function postStatus(
  status: Pick<CommitStatus, 'state' | 'description'>,
  { facts, inputs, signal }: Audience,
): Promise<StatusOutcome | typeof unasked> {
  const sha = facts.pullRequest?.headSha ?? facts.mergeGroup?.headSha;
  if (sha === undefined || inputs.status === 'never') return unasked;
  return setStatus({ ...status, sha, context: statusContext(facts) }, { facts, signal });
}

/** What is announced of a finding. A run alone says its own sentence; of several each its name. */
function announcementOf(finding: Finding): Announcement {
  if (finding.kind === 'at-once') {
    const { reds: annotations, regressions } = finding;
    return { annotations, failure: outcomeOf(finding).description, regressions };
  }
  if (finding.kind !== 'judged') return { annotations: [], failure: undefined, regressions: 0 };
  const only = onlyRunOf(finding);
  if (only !== undefined) return announce(only.judgement, titlesOf(only.run));
  const annotations: Annotation[] = [];
  let regressions = 0;
  for (const leg of finding.legs) {
    const { name } = leg;
    if ('problem' in leg) {
      annotations.push({ level: 'error', title: `missing: ${name}`, message: leg.problem });
      continue;
    }
    const own = announce(leg.judged.judgement, titlesOf(leg.judged.run));
    annotations.push(...own.annotations.map(one => ({ ...one, title: `${name}: ${one.title}` })));
    regressions += own.regressions;
  }
  const { passed, description } = outcomeOf(finding);
  return { annotations, failure: passed === true ? undefined : description, regressions };
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
 * An error for each gated cell that regressed or is missing (a warning where the policy lets it
 * pass), and a sentence for the run. `titleOf` gives the reader's name of a workload.
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
    return { level, title, message: describeCell(cell), at: placeOfCell(cell, judgement) } as const;
  });
  const headline = headlineOf(judgement, titleOf);
  const sentence = `${headline.title}: ${headline.sentence}; ${headline.sureness}`;
  return {
    annotations: judgement.passed ? [...cells, ...announcePassed(judgement, sentence)] : cells,
    failure: judgement.passed ? undefined : sentence,
    regressions: gated.filter(({ verdict }) => verdict === 'regressed').length,
  };
}

function describeCell(cell: CellJudgement): string {
  const { metric, base, head, change, interval, reason } = cell;
  return [
    base !== undefined &&
      head !== undefined &&
      `${formatValue(metric, base)} -> ${formatValue(metric, head)}`,
    change !== undefined && formatChange(change),
    interval !== undefined && `interval ${formatInterval(interval)}`,
    `tolerance ${formatShare(cell.tolerance)}`,
    reason !== undefined && reasonText(reason),
  ]
    .filter(Boolean)
    .join(', ');
}

/** A passed run says its verdict only where the green job does not say it all. */
function announcePassed({ verdict, cells }: Judgement, message: string): readonly Annotation[] {
  const title = 'storage gate';
  if (verdict === 'improved' || verdict === 'unchanged') return [];
  const open = cells.filter(cell => cell.gated && cell.verdict === verdict);
  const isNew = verdict === 'inconclusive' && open.every(lacksReference);
  return [{ level: isNew ? 'notice' : 'warning', title, message }];
}
