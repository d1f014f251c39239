import type { GithubFacts } from '../github/environment.ts';
import { findPullRequest } from '../github/pull-request.ts';
import { required } from './base.ts';

/** What a report is about: the facts of the event that was measured, and what its readers should know. */
export interface ReportSubject {
  readonly facts: GithubFacts;
  readonly notes: readonly string[];
}

/**
 * The pull request that documents are judged for. In the workflow that measured it is the event's own; behind
 * `workflow_run` GitHub is asked, and nothing that the measuring run wrote is believed about it. A reason where there is
 * none to report to.
 */
export async function findReportSubject(
  facts: GithubFacts,
  signal: AbortSignal,
): Promise<ReportSubject | { readonly nobody: string }> {
  const { workflowRun } = facts;
  if (workflowRun === undefined) return { facts, notes: [] };
  if (workflowRun.event !== 'pull_request') {
    return { nobody: `the measuring run was for the event ${workflowRun.event}, which tells its own status` };
  }
  const answer = await findPullRequest({ facts, run: workflowRun, signal });
  const found = required(answer, `which pull request has the head ${workflowRun.headSha}`);
  if (found === undefined) return { nobody: `no open pull request has the head ${workflowRun.headSha} any more` };
  const { mergeSha, ...pullRequest } = found;
  return {
    facts: {
      ...facts,
      eventName: 'pull_request',
      pullRequest,
      sha: mergeSha ?? pullRequest.headSha,
      runId: workflowRun.id,
      runAttempt: workflowRun.attempt,
      workflowPath: workflowRun.path || undefined,
    },
    notes: ["Measured by the pull request's own code: this is not proof against a hostile author."],
  };
}
