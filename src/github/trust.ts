import { GateError } from '../errors.ts';
import type { GithubFacts } from './environment.ts';

/**
 * Why nothing may be measured for this event; undefined where it may. `pull_request_target` runs
 * with the base's secrets and a writing token: measuring would hand both to the author of the pull
 * request.
 */
export function measuringRefusal({
  eventName,
}: Pick<GithubFacts, 'eventName'>): string | undefined {
  return eventName === 'pull_request_target'
    ? 'the event pull_request_target runs with secrets and a writing token, so no code of a pull request is measured on it'
    : undefined;
}

/**
 * Refuses an event for which nothing is measured, with `bad-argument`; `instead` is the event to
 * run on.
 */
export function requireMeasuring(facts: Pick<GithubFacts, 'eventName'>, instead: string): void {
  const problem = measuringRefusal(facts);
  if (problem === undefined) return;
  throw new GateError('bad-argument', {
    problem,
    remedy: `run this workflow on ${instead} instead`,
  });
}

/** Events that run code which is already on the branch. */
const recordingEvents: readonly string[] = ['push', 'schedule', 'workflow_dispatch'];

/**
 * Why this run may not become a baseline; undefined where it may. Only the default branch's own
 * code may.
 */
export function recordingRefusal(
  facts: Pick<GithubFacts, 'eventName' | 'ref' | 'defaultBranch'>,
): string | undefined {
  const { eventName, ref, defaultBranch } = facts;
  if (!recordingEvents.includes(eventName)) {
    return `the event ${eventName} does not record; ${recordingEvents.join(', ')} on the default branch do`;
  }
  if (defaultBranch === undefined) return `the event ${eventName} does not name the default branch`;
  if (ref !== `refs/heads/${defaultBranch}`)
    return `${ref} is not the default branch, refs/heads/${defaultBranch}`;
  return undefined;
}
