import { GateError } from '../errors.ts';
import type { GithubFacts } from './environment.ts';

/** The events for which something is measured; the table of docs/github.md says what each does. */
export const measuredEvents: readonly string[] = [
  'push',
  'schedule',
  'workflow_dispatch',
  'merge_group',
  'pull_request',
];

/**
 * Refuses an event for which nothing may be measured, with `bad-argument`: all that are not named
 * above, and the deletion of a ref. A report is also made on `workflow_run`. `pull_request_target`
 * runs with the base's secrets and a writing token: measuring would hand both to the author of the
 * pull request.
 */
export function requireServed(
  { eventName, isDeletion }: Pick<GithubFacts, 'eventName' | 'isDeletion'>,
  action: 'gate' | 'report',
): void {
  const served = action === 'report' ? [...measuredEvents, 'workflow_run'] : measuredEvents;
  if (served.includes(eventName) && isDeletion !== true) return;
  const why =
    eventName === 'pull_request_target'
      ? 'it runs with secrets and a writing token, which the code of a pull request must not get'
      : isDeletion === true
        ? 'a branch or tag was deleted, so there is nothing to measure'
        : 'it does not say which commit is to be compared with which';
  throw new GateError('bad-argument', {
    problem: `the event ${eventName} is not served: ${why}`,
    remedy:
      isDeletion === true
        ? 'leave the step out then: `if: ${{ !github.event.deleted }}`'
        : `run this workflow on ${served.slice(0, -1).join(', ')} or ${served.at(-1)} instead`,
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
