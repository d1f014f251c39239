import { notice } from '@actions/core';
import type { GithubFacts } from '../github/environment.ts';
import { writeLog } from '../github/log.ts';
import { postComment } from './comment.ts';
import { type Finding, statusOf } from './finding.ts';
import type { Inputs } from './inputs.ts';
import { postStatus } from './status.ts';

interface Telling {
  readonly finding: Finding;
  readonly facts: GithubFacts;
  readonly inputs: Pick<Inputs, 'comment' | 'status'>;
  readonly signal: AbortSignal;
}

/**
 * Tells the pull request, or the merge queue, what was found: comment and commit status, unless the comment shows that a
 * later run has told both. Returns the comment's address, or an empty text. What GitHub refuses is one notice: the report is in the step summary, and the gate's result stands.
 */
export async function tellPullRequest({ finding, facts, inputs, signal }: Telling): Promise<string> {
  const comment = await postComment({ finding, facts, policy: inputs.comment, signal });
  const isOutrun = comment !== undefined && 'isOutrun' in comment;
  const policy = isOutrun ? 'never' : inputs.status;
  const status = await postStatus({ facts, status: statusOf(finding), policy, signal });
  if (comment !== undefined && 'kept' in comment) writeLog(`- the comment stays as it is: ${comment.kept}`);
  const refusals = [
    ...(comment !== undefined && 'refused' in comment
      ? [`the comment was not written: ${comment.refused}. The report is in the step summary.`]
      : []),
    ...(status === undefined ? [] : [`the commit status was not set: ${status}.`]),
  ];
  if (refusals.length > 0) notice(refusals.join('\n'), { title: 'storage gate' });
  return comment !== undefined && 'url' in comment ? comment.url : '';
}
