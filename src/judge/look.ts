import type { Looks } from '../core/gate-plan.ts';
import { centreOf } from '../statistics/centre.ts';
import { type Comparison, comparisonOf } from '../statistics/comparison.ts';
import { lossShownAt } from '../statistics/sign-flip.ts';
import { spentAt } from '../statistics/spending.ts';
import { type Estimate, estimateOf, predictionOf } from '../statistics/uncertainty.ts';
import { type Decision, decide, isBeyond } from './decision.ts';
import {
  certifyingError,
  certifyingLevels,
  type ErrorBudget,
  latenessOf,
  roundsToShow,
  sharesOf,
} from './error-budget.ts';

/** The numbers that a cell is judged by: logs, turned so that more is better. */
export interface CellSeries {
  readonly gated: boolean;
  readonly tolerance: number;
  /**
   * `live`: against the other disk of a pair in the same rounds; `stored`: against earlier runs.
   */
  readonly reference: 'live' | 'stored';
  /** One value a round. `live`: head less base; `stored`: the head's level. */
  readonly series: readonly number[];
  /** Of live throughput: the same by the sums of the round, in which rare stalls count in full. */
  readonly sums?: readonly number[] | undefined;
  /** Levels of each earlier run, one a round; at least one run where the reference is `stored`. */
  readonly stored?: readonly (readonly number[])[] | undefined;
  /** The ratio to the yardstick, in this run and in each earlier one. */
  readonly storedRatio?:
    | { readonly series: readonly number[]; readonly stored: readonly (readonly number[])[] }
    | undefined;
}

export interface LookRequest {
  /** All cells have values for the same rounds, one at least. */
  readonly cells: readonly CellSeries[];
  readonly looks: Looks;
  /** Share of runs that may falsely read regressed, over all gated cells together. */
  readonly falseAlarm: number;
  /** How many cells share it; absent: the gated ones of `cells`. */
  readonly gatedCells?: number | undefined;
}

/** What is said of a cell after all rounds so far. */
export interface CellDecision extends Decision {
  /** By all rounds; undefined where there is one only. Against stored runs that of the ratio. */
  readonly comparison?: Comparison | undefined;
  /** The look since which the verdict has been this one; undefined where it is inconclusive. */
  readonly decidedAt?: number | undefined;
}

/**
 * Decides cells by the looks taken so far. Both error budgets are spent over the looks, so each
 * holds whatever stops the run. The gated cells share the false-alarm budget evenly. A RangeError
 * where no look was taken.
 */
export function decideCells(request: LookRequest): readonly CellDecision[] {
  const last = decideAtLooks(request).at(-1);
  if (last === undefined) throw new RangeError('no look was taken');
  return last.decisions;
}

/** What would be said after each look that was taken, if it were the last one. */
export function decideAtLooks({ cells, looks, falseAlarm, gatedCells }: LookRequest): {
  readonly at: number;
  readonly decisions: readonly CellDecision[];
}[] {
  const rounds = Math.max(0, ...cells.map(({ series }) => series.length));
  const taken = looks.at.filter(look => look <= rounds);
  const gated = gatedCells ?? cells.filter(cell => cell.gated).length;
  const columns = cells.map(cell => {
    const budget = { falseAlarm, gatedCells: gated, hasSums: cell.sums !== undefined };
    const decisions =
      cell.reference === 'live'
        ? decideLive(cell, { looks, taken, budget })
        : decideStored(cell, { looks, taken, budget });
    return decisions.map((decision, index) => {
      // Stored runs are asked once, at the end: what they would say before must stop no run.
      const isOpen = cell.reference === 'stored' && taken[index] !== looks.at.at(-1);
      return isOpen ? decision : withStart(decision, { decisions, index, taken });
    });
  });
  return taken.map((at, index) => ({
    at,
    decisions: columns.flatMap(column => column[index] ?? []),
  }));
}

interface Taken {
  readonly looks: Looks;
  readonly taken: readonly number[];
  readonly budget: ErrorBudget;
}

function withStart(
  decision: CellDecision,
  {
    decisions,
    index,
    taken,
  }: { decisions: readonly CellDecision[]; index: number; taken: readonly number[] },
): CellDecision {
  const { verdict } = decision;
  if (verdict === 'inconclusive') return decision;
  const before = decisions.slice(0, index).findLastIndex(other => other.verdict !== verdict);
  return { ...decision, decidedAt: taken[before + 1] };
}

function decideLive(cell: CellSeries, { looks, taken, budget }: Taken): CellDecision[] {
  const { series, sums, tolerance } = cell;
  const shares = sharesOf(budget);
  const common = { looks, taken, budget, tolerance };
  const levels = certifyingLevels(
    looks,
    latenessOf(series.slice(0, looks.at[0]), { tolerance, ...looks }),
  );
  const slices = lookedAt(series, { ...common, levels, share: shares.slices });
  const stalls = sums && lookedAt(sums, { ...common, levels: [], share: shares.sums });
  let certifiedAt: number | undefined;
  return slices.map((look, index): CellDecision => {
    if (look === undefined) return { verdict: 'inconclusive', reason: { kind: 'one-round' } };
    const { at, comparison, isShown } = look;
    const sum = stalls?.[index];
    const isStalled = sum !== undefined && isBeyond(sum.comparison, tolerance);
    if (!isStalled && comparison.certifyingLow > -tolerance) certifiedAt ??= at;
    const found = decide({
      comparison,
      tolerance,
      isShown,
      certifiedAt,
      ...(isStalled && { stalls: sum.isShown ? 'shown' : 'perhaps' }),
    });
    const fewest = roundsToShow(shares.slices);
    const isTooFew = found.reason?.kind === 'beyond-but-could-be-nothing' && at < fewest;
    return {
      ...found,
      comparison,
      ...(isTooFew && { reason: { kind: 'too-few-rounds', fewest } }),
    };
  });
}

interface LookedRequest extends Taken {
  readonly tolerance: number;
  /** The certifying level of each look; empty where nothing is certified. */
  readonly levels: readonly number[];
  /** What may be spent on showing a loss. */
  readonly share: number;
}

interface Looked {
  readonly at: number;
  readonly comparison: Comparison;
  /** Whether the signs of the rounds showed a loss by then. */
  readonly isShown: boolean;
}

/** What a series of differences shows at each look; undefined where that is one round. */
function lookedAt(
  series: readonly number[],
  { looks, taken, budget, tolerance, levels, share }: LookedRequest,
): (Looked | undefined)[] {
  const { at, rounds } = looks;
  // The sizes alone say how late, not the signs: so the test by the signs stays exact.
  const sizes = series.slice(0, at[0]).map(Math.abs);
  const spent = spentAt({
    at,
    rounds,
    error: share,
    lateness: latenessOf(sizes, { tolerance, rounds }),
  });
  const planned = at.at(-1) ?? rounds;
  const comparisons = taken.map((look, index) => {
    if (look < 2) return undefined;
    return comparisonOf(estimateOf(centreOf(series.slice(0, look)), planned), {
      tolerance,
      interval: budget.falseAlarm,
      certifying: levels[index] ?? 0,
      blocking: planned < roundsToShow(share) ? 0 : share,
    });
  });
  const isWanted = comparisons.some(
    comparison => comparison !== undefined && isBeyond(comparison, tolerance),
  );
  const shownAt = isWanted ? lossShownAt(series, { at, spent }) : undefined;
  return comparisons.map((comparison, index) => {
    const look = taken[index] ?? 0;
    return (
      comparison && { at: look, comparison, isShown: shownAt !== undefined && shownAt <= look }
    );
  });
}

/** One look, at the end: what is said before is what it would be, and ends no run. */
function decideStored(cell: CellSeries, { taken, budget }: Taken): CellDecision[] {
  const { series, stored = [], storedRatio, tolerance } = cell;
  const share = budget.falseAlarm / Math.max(1, budget.gatedCells);
  const compare = (estimate: Estimate) =>
    comparisonOf(estimate, {
      tolerance,
      interval: share,
      certifying: certifyingError,
      blocking: share,
    });
  return taken.map((look): CellDecision => {
    if (look < 2) return { verdict: 'inconclusive', reason: { kind: 'one-round' } };
    const level = compare(predictionOf(series.slice(0, look), stored));
    const comparison =
      storedRatio === undefined
        ? level
        : compare(predictionOf(storedRatio.series.slice(0, look), storedRatio.stored));
    const isLower = isBeyond(level, tolerance);
    const found = decide({
      comparison,
      tolerance,
      isShown: isLower,
      certifiedAt: comparison.certifyingLow > -tolerance ? look : undefined,
    });
    const isRatioLower = isBeyond(comparison, tolerance);
    if (isRatioLower && !isLower)
      return { ...found, comparison, reason: { kind: 'level-disagrees', level: level.change } };
    return isLower && !isRatioLower
      ? { ...found, comparison, reason: { kind: 'host-moved', level: level.change } }
      : { ...found, comparison };
  });
}
