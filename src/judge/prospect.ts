import type { Looks } from '../core/gate-plan.ts';
import { looksFor } from '../core/gate-plan.ts';
import { centreOf } from '../statistics/centre.ts';
import { type ComparisonTerms, comparisonOf, type Difference } from '../statistics/comparison.ts';
import { halfWidthOf } from '../statistics/uncertainty.ts';
import { differenceOf, readyCell } from './cell-numbers.ts';
import { blockingLevels } from './error-budget.ts';
import { certifyingError, levelsOf } from './look.ts';

/** A cell whose noise is known by the differences of its sides, as logs, one a round. */
export interface ProspectRequest {
  readonly differences: readonly number[];
  readonly tolerance: number;
  readonly falseAlarm: number;
  readonly gatedCells: number;
}

/** What a run of a certain length can tell of a cell. Fractions. */
export interface Prospect {
  /** The smallest loss that it catches nine times in ten. */
  readonly mde: number;
  /** The tolerance at which the cell, unchanged, would more likely than not be shown so. */
  readonly tolerance: number;
}

/** Most rounds that a run can have. */
const mostRounds = 100;

/** What a run could tell at the last of its looks, if its noise is that of the differences. */
export function prospectOf({ differences, ...request }: ProspectRequest, looks: Looks): Prospect {
  const { variance } = centreOf(differences);
  const n = looks.at.at(-1) ?? looks.rounds;
  const nothing = readyCell({
    head: [0],
    base: [0],
    earlier: [],
    tolerance: request.tolerance,
    gated: true,
  });
  const own = { centre: 0, variance, freedom: Math.max(1, n - 1), n };
  const difference = differenceOf(nothing, own, { blocking: 1, certifying: 1 });
  const { mde, certifyingLow } = comparisonOf(
    difference,
    lastTerms(difference, { ...request, looks }),
  );
  return { mde, tolerance: Math.max(0, -certifyingLow) };
}

/**
 * The levels of a cell with such errors at the last look, beside others that keep a whole share of
 * the budget each.
 */
export function lastTerms(
  { blocking: errors }: Difference,
  {
    tolerance,
    falseAlarm,
    gatedCells,
    looks,
  }: Omit<ProspectRequest, 'differences'> & { readonly looks: Looks },
): ComparisonTerms {
  const half = halfWidthOf(errors, falseAlarm / gatedCells);
  const [blocking = 0] = blockingLevels(
    { looks, falseAlarm, gatedCells },
    {
      place: looks.at.length - 1,
      cells: [{ half, tolerance, shares: true }],
      others: gatedCells - 1,
    },
  );
  return { tolerance, blocking, certifying: levelsOf(looks, certifyingError).at(-1) ?? 0 };
}

/**
 * Rounds after which a loss is caught nine times in ten; undefined where not even the longest run
 * catches it.
 */
export function roundsNeeded(request: ProspectRequest, loss: number): number | undefined {
  const catches = (rounds: number): boolean =>
    prospectOf(request, { at: looksFor(rounds), rounds }).mde <= loss;
  if (!catches(mostRounds)) return undefined;
  let [low, high] = [1, mostRounds];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (catches(middle)) high = middle;
    else low = middle;
  }
  return high;
}
