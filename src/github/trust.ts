import { GateError } from '../errors.ts';
import type { GithubFacts } from './environment.ts';

/**
 * Why nothing is measured for this event, or undefined where it may be. `pull_request_target` runs
 * with the base's secrets and a writing token: measuring there would hand both to whoever opens a
 * pull request.
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
 * Why this run is not kept as a baseline, or undefined where it may be: only the default branch's
 * own code is.
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
