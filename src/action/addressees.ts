import type { Job } from '../github/environment.ts';
import { type FoundPullRequest, findPullRequests } from '../github/repository.ts';
import { required } from './base.ts';
import type { Inputs } from './inputs.ts';

/** A pull request or merge queue that waits for a verdict, and how it receives it. */
export interface Audience extends Job {
  readonly inputs: Pick<Inputs, 'comment' | 'status'>;
}

/** What a report is about: facts of the measured event, and notes for its readers. */
export interface Addressee extends Job {
  readonly notes: readonly string[];
}

/**
 * The pull requests for which documents are judged. In the measuring workflow it is the event's
 * own. Behind `workflow_run` GitHub is asked, and nothing that the measuring run wrote is believed.
 * If several pull requests have its head, GitHub does not say which one was measured: it is judged
 * for each, by the policy of its own base. A reason where there is none.
 */
export async function findAddressees(
  job: Job,
): Promise<readonly Addressee[] | { readonly nobody: string }> {
  const { facts, signal } = job;
  const { workflowRun } = facts;
  if (workflowRun === undefined) return [{ ...job, notes: [] }];
  if (workflowRun.event !== 'pull_request') {
    return {
      nobody: `the measuring run was for the event ${workflowRun.event}, which sets its own status`,
    };
  }
  const answer = await findPullRequests(workflowRun, job);
  const found = required(answer, `which pull request has the head ${workflowRun.headSha}`);
  if (found.length === 0)
    return { nobody: `no open pull request has the head ${workflowRun.headSha} any more` };
  const notes = [
    "Measured by the pull request's own code: this is not proof against a hostile author.",
    ...shared(found),
  ];
  return found.map(({ mergeSha, ...pullRequest }) => ({
    facts: {
      ...facts,
      eventName: 'pull_request',
      pullRequest,
      sha: mergeSha ?? pullRequest.headSha,
      runId: workflowRun.id,
      runAttempt: workflowRun.attempt,
      workflowPath: workflowRun.path || undefined,
    },
    signal,
    notes,
  }));
}

function shared(found: readonly FoundPullRequest[]): string[] {
  if (found.length === 1) return [];
  const numbers = found.map(({ number }) => `#${number}`).join(', ');
  return [
    `The pull requests ${numbers} have this head, and the server did not say which of them was measured. So the run is judged for each, and the commit's status is red if one of them is.`,
  ];
}
