import { acceptedLabel } from '../github/acceptance.ts';
import type { GithubFacts } from '../github/environment.ts';
import { readStatus } from '../github/status.ts';
import type { Inputs } from './inputs.ts';
import { statusContext } from './status.ts';

/** With this label a pull request is measured although nothing under test changed. */
export const measureLabel = 'storage-gate-measure';

/** A status that already stands on the pull request's head. */
export interface EarlierStatus {
  readonly state: 'success' | 'failure';
  readonly description: string;
}

interface StatusQuestion {
  readonly facts: GithubFacts;
  /** Whether this job sets the status. */
  readonly status: Inputs['status'];
  readonly signal: AbortSignal;
}

/**
 * What the commit's status says already, where the event is a label that is none of ours: setting
 * one must neither cost a measurement nor turn a red job green. Undefined where the run goes on: no
 * such event, no status yet, or it can't be read; a job that somebody runs again; and one that sets
 * no status, for which another job waits: without a document that would read missing.
 */
export async function settledBefore({
  facts,
  status,
  signal,
}: StatusQuestion): Promise<EarlierStatus | undefined> {
  const { pullRequest } = facts;
  if (status === 'never' || facts.runAttempt > 1) return undefined;
  if (pullRequest?.label === undefined || ownLabels.has(pullRequest.label)) return undefined;
  const sha = pullRequest.headSha;
  const outcome = await readStatus({ facts, sha, context: statusContext(facts), signal });
  const found = 'answer' in outcome ? outcome.answer : undefined;
  if (found?.state !== 'success' && found?.state !== 'failure') return undefined;
  return { state: found.state, description: found.description };
}

const ownLabels: ReadonlySet<string> = new Set([measureLabel, acceptedLabel]);
