import type { Run } from '../../src/core/run.ts';
import { type Baseline, historyOf } from '../../src/history/history.ts';

/** The baseline of a run among stored runs of which nothing else is known. */
export function baselineOf(run: Run, runs: readonly Run[]): Baseline {
  return historyOf(run, { runs, acknowledgements: [] });
}
