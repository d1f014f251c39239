import { notice } from '@actions/core';
import type { GithubFacts } from '../github/environment.ts';
import { writeLog } from '../github/log.ts';
import type { StatusOutcome } from '../github/status.ts';
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
 * Where the comment stands, or an empty text; and what is known of earlier runs, in sentences of
 * plain text.
 */
interface Told {
  readonly url: string;
  readonly history: readonly string[];
}

/**
 * Tells the pull request, or the merge queue, what was found: comment and commit status, each
 * unless a later run has set it. What GitHub refuses is one notice: the report is in the step
 * summary, and the gate's result stands.
 */
export async function tellPullRequest({ finding, facts, inputs, signal }: Telling): Promise<Told> {
  const posted = await postComment({ finding, facts, policy: inputs.comment, signal });
  const status = await postStatus({
    facts,
    status: statusOf(finding),
    policy: inputs.status,
    signal,
  });
  const comment = posted?.outcome;
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
  const history = posted?.history ?? [];
  const url = comment !== undefined && 'url' in comment ? comment.url : '';
  return { url, history: history.length > 0 ? history : triedBefore(facts, status) };
}

/** Where no comment has kept it, the first attempt's status tells how that ended. */
function triedBefore({ runAttempt }: GithubFacts, status: StatusOutcome | undefined): string[] {
  if (status === undefined || !('first' in status) || status.first === undefined) return [];
  const { state, description } = status.first;
  return [
    `This is attempt ${runAttempt} of the run; the first attempt ended with the status ${state}: ${description}`,
  ];
}
