import { GateError } from '../errors.ts';
import type { GithubFacts } from './environment.ts';

/**
 * Refuses an event for which nothing may be measured, with `bad-argument`; `instead` is the event
 * to run on. `pull_request_target` runs with the base's secrets and a writing token: measuring
 * would hand both to the author of the pull request.
 */
export function requireMeasuring(
  { eventName }: Pick<GithubFacts, 'eventName'>,
  instead: string,
): void {
  if (eventName !== 'pull_request_target') return;
  throw new GateError('bad-argument', {
    problem:
      'the event pull_request_target runs with secrets and a writing token, so no code of a pull request is measured on it',
    remedy: `run this workflow on ${instead} instead`,
  });
}

/** Events that run code which is already on the branch. */
const recordingEvents: readonly string[] = ['push', 'schedule', 'workflow_dispatch'];

/**
 * Why this run may not become a baseline; undefined where it may. Only the default branch's own
 * code may.
 */
export function recordingRefusal({
  eventName,
  ref,
  defaultBranch,
}: Pick<GithubFacts, 'eventName' | 'ref' | 'defaultBranch'>): string | undefined {
  if (!recordingEvents.includes(eventName)) {
    return `the event ${eventName} does not record; ${recordingEvents.join(', ')} on the default branch do`;
  }
  if (defaultBranch === undefined) return `the event ${eventName} does not name the default branch`;
  if (ref !== `refs/heads/${defaultBranch}`)
    return `${ref} is not the default branch, refs/heads/${defaultBranch}`;
  return undefined;
}

/**
 * Why a run of this work tree may not become a baseline of the commit that the event names;
 * undefined where that commit is checked out.
 */
export function checkoutRefusal(
  commit: string | undefined,
  { sha }: Pick<GithubFacts, 'sha'>,
): string | undefined {
  if (commit === sha) return undefined;
  return commit === undefined
    ? 'the workspace is no git checkout whose commit is known'
    : `the commit ${commit} is checked out, and the event is about ${sha}`;
}
