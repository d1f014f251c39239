import { notice } from '@actions/core';
import type { Judgement } from '../core/judgement.ts';
import { commentLimit, markerLength, upsertComment } from '../github/comment.ts';
import type { GithubFacts } from '../github/environment.ts';
import { writeLog } from '../github/log.ts';
import { renderMarkdown } from '../report/markdown.ts';
import type { JudgedRun } from '../run.ts';
import { gateKey } from './gate-key.ts';
import type { CommentPolicy } from './inputs.ts';

interface CommentRequest {
  readonly judged: JudgedRun;
  readonly facts: GithubFacts;
  readonly policy: CommentPolicy;
  readonly signal: AbortSignal;
}

/**
 * Comments on the pull request, where there is one and the policy wants it; returns the comment's address, or an empty
 * text. A refused comment is a notice: the report is in the step summary, and the gate's result stands.
 */
export async function postComment({ judged, facts, policy, signal }: CommentRequest): Promise<string> {
  if (facts.pullRequest === undefined || policy === 'never') return '';
  const key = gateKey(facts);
  const create = policy === 'always' || hasChanged(judged.judgement);
  const outcome = await upsertComment({ facts, key, body: commentText(judged, facts), create, signal });
  if (outcome === undefined) {
    writeLog('- nothing changed and there is no comment yet, so none is written (comment: on-change)');
    return '';
  }
  if ('url' in outcome) return outcome.url;
  notice(`the comment was not written: ${outcome.refused}. The report is in the step summary.`, {
    title: 'storage gate',
  });
  return '';
}

/** Whether a reader would want to hear of it: a disk mode differs, or a gated cell moved, or the gate failed. */
export function hasChanged({ passed, changes, cells }: Judgement): boolean {
  const moved = cells.some(({ gated, verdict }) => gated && ['regressed', 'missing', 'improved'].includes(verdict));
  return !passed || moved || changes.length > 0;
}

/** The report within GitHub's limit, and the commit and the attempt that it is about. */
function commentText(judged: JudgedRun, facts: GithubFacts): string {
  const origin = `\n\n<sub>Measured at ${facts.pullRequest?.headSha ?? facts.sha} in ${runLink(facts)}.</sub>`;
  const limit = commentLimit - markerLength(gateKey(facts)) - origin.length;
  return `${renderMarkdown({ ...judged, limit }).trimEnd()}${origin}`;
}

function runLink({ serverUrl, repository, runId, runAttempt }: GithubFacts): string {
  const address = `${serverUrl}/${repository.owner}/${repository.name}/actions/runs/${runId}/attempts/${runAttempt}`;
  return `[run ${runId}, attempt ${runAttempt}](${address})`;
}
