import { type Acknowledgement, acknowledgedLevel } from '../core/acknowledgement.ts';
import { isEligible } from '../core/baseline.ts';
import type { CellName } from '../core/cell.ts';
import type { Run } from '../core/run.ts';
import { logCentreOf, meanOf } from '../core/sample.ts';

/** As many runs as set the level of a cell until somebody acknowledges one. */
export const firstRuns = 5;

/** Of which cell the accepted level is asked, and what is known of its environment. */
export interface AcceptedLevelQuestion {
  readonly cell: CellName;
  /** The oldest runs at least, in any order. */
  readonly runs: readonly Run[];
  readonly acknowledgements: readonly Acknowledgement[];
}

/**
 * What a cell of the default branch is to deliver, in the metric's base unit: what somebody last
 * acknowledged, else the geometric mean of the first five runs that can be a baseline; undefined
 * where fewer have it.
 */
export function acceptedLevel({
  cell,
  runs,
  acknowledgements,
}: AcceptedLevelQuestion): number | undefined {
  const said = acknowledgedLevel({ cell, acknowledgements, until: Number.POSITIVE_INFINITY });
  if (said !== undefined) return said.value;
  const centres = runs
    .filter(isEligible)
    .toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt))
    .flatMap(run => logCentreOf(run, cell) ?? [])
    .slice(0, firstRuns);
  return centres.length < firstRuns ? undefined : Math.exp(meanOf(centres));
}
