import { setFailed, setOutput } from '@actions/core';
import { describeError, exitStatusOf, GateError } from '../errors.ts';
import type { GithubFacts } from '../github/environment.ts';
import { writeSummary } from '../github/summary.ts';
import { noteEnding } from './ending.ts';
import { describeFailure } from './failure.ts';
import type { Inputs } from './inputs.ts';
import { tellPullRequest } from './pull-request.ts';

/** A pull request that waits for a verdict. */
export interface Waiting {
  readonly facts: GithubFacts;
  readonly inputs: Pick<Inputs, 'comment' | 'status'>;
  /** The status of the beginning, which must not come after that of the end. */
  readonly begun: Promise<unknown> | undefined;
}

interface Trouble {
  readonly error: unknown;
  /** None before event and inputs are known, and once there is a verdict. */
  readonly waiting: readonly Waiting[];
  readonly signal: AbortSignal;
}

/**
 * The end of every entry's only catch-all: what ended the run is told in log and summary, and
 * decides the exit status.
 */
export async function endInTrouble({ error: thrown, waiting, signal }: Trouble): Promise<void> {
  // What a cancelled step was waiting for may fail in its own words first; the cancellation is the
  // reason.
  const error: unknown = signal.aborted ? signal.reason : thrown;
  setFailed(describeError(error).slice(0, 4096));
  setOutput('verdict', 'error');
  await writeSummary(describeFailure(error), process.env);
  process.exitCode = exitStatusOf(error);
  for (const each of waiting) await tellTrouble(each, { error, signal });
}

/** A cancelled step has seconds only, so its post step tells it. */
async function tellTrouble(
  { facts, inputs, begun }: Waiting,
  { error, signal }: Pick<Trouble, 'error' | 'signal'>,
): Promise<void> {
  const reason =
    error instanceof GateError ? reasonOf(error) : 'a bug of qemu-storage-gate ended the run';
  try {
    await begun;
    signal.throwIfAborted();
    await tellPullRequest({ facts, inputs, finding: { kind: 'not-measured', reason }, signal });
    noteEnding('told');
  } catch (trouble) {
    if (!signal.aborted) throw trouble;
    noteEnding('cancelled');
  }
}

/** One sentence: of several faults the first. */
function reasonOf({ facts: { problem, faults = [] } }: GateError): string {
  return faults.length === 0 ? problem : `${problem}, the first: ${faults[0]}`;
}
