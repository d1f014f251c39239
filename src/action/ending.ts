import { getState, saveState } from '@actions/core';
import { z } from 'zod';
import { readGithubFacts } from '../github/environment.ts';
import { readInputs } from './inputs.ts';
import { tellPullRequest } from './pull-request.ts';

const name = 'ending';
const schema = z.enum(['', 'begun', 'cancelled', 'told']);

/**
 * How far the main step came in telling its end: what the post step needs in order to tell it
 * instead.
 */
export function noteEnding(ending: 'begun' | 'cancelled' | 'told'): void {
  saveState(name, ending);
}

const reasons = {
  begun: 'the step was killed before it could end',
  cancelled: 'the job was cancelled',
} as const;

/**
 * Tells the pull request that nothing was measured, where the main step had no time to do so: it
 * was cancelled or killed. A comment of an earlier run would otherwise pass for one about this
 * commit, and the status would stay pending.
 */
export async function tellAbandoned(): Promise<void> {
  const reason = abandonedReason();
  if (reason === undefined) return;
  const finding = { kind: 'not-measured', reason } as const;
  const { signal } = new AbortController();
  await tellPullRequest({
    finding,
    facts: readGithubFacts(process.env),
    inputs: readInputs(),
    signal,
  });
}

/** Why the main step told nobody its end; undefined where it did, or never began. */
export function abandonedReason(): string | undefined {
  const ending = schema.parse(getState(name));
  return ending === '' || ending === 'told' ? undefined : reasons[ending];
}
