import type { Looks } from '../core/gate-plan.ts';
import { type Comparison, comparisonOf, type Difference } from '../statistics/comparison.ts';
import { noiseFactor } from '../statistics/noise-history.ts';
import { spentLevels } from '../statistics/spending.ts';
import { halfWidthOf } from '../statistics/uncertainty.ts';
import { type CellNumbers, centreAt, differenceOf, readyCell } from './cell-numbers.ts';
import { type Decision, decide } from './decision.ts';
import { blockingLevels, type ErrorBudget } from './error-budget.ts';

/**
 * Probability that a loss beyond the tolerance is certified as unchanged, for each cell (the second
 * error budget).
 */
export const certifyingError = 0.05;

export interface LookRequest {
  /** All cells have values for the same rounds, one at least. */
  readonly cells: readonly CellNumbers[];
  readonly looks: Looks;
  /** Share of runs that may falsely read regressed, over all gated cells together. */
  readonly falseAlarm: number;
  /** How many cells share it; absent: the gated ones of `cells`. */
  readonly gatedCells?: number | undefined;
}

/** What is said of a cell after all rounds so far. */
export interface CellDecision extends Decision {
  /** By all rounds, at the levels of the last look. */
  readonly comparison: Comparison;
  /** The latest look at which it was decided; undefined where none decided it. */
  readonly decidedAt?: number | undefined;
}

/**
 * Decides cells by the looks taken so far: a cell's verdict is that of the latest look which
 * decided it. Both error budgets are spent over the looks, so each holds whatever stops the run.
 * The gated cells share the false-alarm budget; a cell that regressed leaves its share to the
 * others. At least one look must have been taken. Sources: S. Holm, Scand. J. Statist. 6, 1979;
 * with looks, W. Maurer and F. Bretz, Stat. Biopharm. Res. 5, 2013.
 */
export function decideCells(request: LookRequest): readonly CellDecision[] {
  const last = decideAtLooks(request).at(-1);
  if (last === undefined) throw new RangeError('no look was taken');
  return last.decisions;
}

/** What would be said after each look that was taken, if it were the last one. */
export function decideAtLooks(
  request: LookRequest,
): { readonly at: number; readonly decisions: readonly CellDecision[] }[] {
  const { cells, looks, falseAlarm } = request;
  const gated = Math.max(1, request.gatedCells ?? cells.filter(cell => cell.gated).length);
  const budget = { looks, falseAlarm, gatedCells: gated };
  const states = lookedAt(cells, budget);
  const tables = new Map<string, Compared[][]>();
  const tableFor = (regressed: ReadonlySet<number>): Compared[][] => {
    const key = [...regressed].join();
    const found = tables.get(key) ?? comparedAt(states, { cells, budget, regressed });
    tables.set(key, found);
    return found;
  };
  return states.map(({ at }, last) => {
    let regressed: ReadonlySet<number> = new Set();
    for (;;) {
      const taken = tableFor(regressed).slice(0, last + 1);
      const decisions = cells.map((_, cell) =>
        latestDecision(taken.flatMap(row => row[cell] ?? [])),
      );
      const found = redCells(decisions, cells);
      if (found.size <= regressed.size || found.size >= gated) return { at, decisions };
      regressed = found;
    }
  });
}

function redCells(
  decisions: readonly CellDecision[],
  cells: readonly CellNumbers[],
): ReadonlySet<number> {
  const red = decisions.flatMap(({ verdict }, cell) =>
    verdict === 'regressed' && cells[cell]?.gated ? [cell] : [],
  );
  return new Set(red);
}

/**
 * The first look after which nothing is left to decide: every gated cell was decided there or
 * before.
 */
export function isDecided(
  decisions: readonly CellDecision[],
  cells: readonly CellNumbers[],
): boolean {
  return decisions.every(
    ({ verdict }, cell) => verdict !== 'inconclusive' || cells[cell]?.gated === false,
  );
}

interface LookState {
  readonly at: number;
  /** Place among the declared looks. */
  readonly place: number;
  readonly cells: readonly LookedCell[];
}

/** What a cell shows at a look, whatever its share of the budget. */
interface LookedCell {
  readonly difference: Difference;
  /** Half of the blocking interval at an even share of the budget. */
  readonly half: number;
}

/**
 * Standard errors by which the run's noise is taken for larger than it looks where it blocks,
 * smaller where it certifies.
 */
const noiseCaution = 1;

function lookedAt(
  cells: readonly CellNumbers[],
  { looks, falseAlarm, gatedCells }: ErrorBudget,
): LookState[] {
  const states = cells.map(readyCell);
  const rounds = Math.max(0, ...cells.map(({ head }) => head.length));
  return looks.at.flatMap((look, place) => {
    if (look > rounds) return [];
    const looked = states.map(ready => ({ ready, own: centreAt(ready, look) }));
    const noises = looked
      .filter((_, cell) => cells[cell]?.gated === true)
      .map(({ ready, own }) => ({ own, history: ready.noise }));
    const factors = {
      blocking: noiseFactor(noises, noiseCaution),
      certifying: noiseFactor(noises, -noiseCaution),
    };
    const shown = looked.map(({ ready, own }): LookedCell => {
      const difference = differenceOf(ready, own, factors);
      return { difference, half: halfWidthOf(difference.blocking, falseAlarm / gatedCells) };
    });
    return [{ at: look, place, cells: shown }];
  });
}

/** A cell at one look. */
interface Compared extends Decision {
  readonly at: number;
  readonly comparison: Comparison;
}

interface ComparedRequest {
  readonly cells: readonly CellNumbers[];
  readonly budget: ErrorBudget;
  readonly regressed: ReadonlySet<number>;
}

function comparedAt(
  states: readonly LookState[],
  { cells, budget, regressed }: ComparedRequest,
): Compared[][] {
  const certifying = levelsOf(budget.looks, certifyingError);
  const others = budget.gatedCells - cells.filter(({ gated }) => gated).length;
  return states.map(({ at, place, cells: looked }) => {
    const noisy = cells.map(({ tolerance, gated }, cell) => {
      const shares = gated && !regressed.has(cell);
      return { half: looked[cell]?.half ?? Number.NaN, tolerance, shares };
    });
    const blocking = blockingLevels(budget, { place, cells: noisy, others });
    return looked.map(({ difference }, cell) => {
      const tolerance = cells[cell]?.tolerance ?? 0;
      const terms = {
        tolerance,
        blocking: blocking[cell] ?? 0,
        certifying: certifying[place] ?? 0,
      };
      const comparison = comparisonOf(difference, terms);
      return { at, comparison, ...decide(comparison, tolerance) };
    });
  });
}

function latestDecision(looks: readonly Compared[]): CellDecision {
  const last = looks.at(-1);
  if (last === undefined) throw new RangeError('no look was taken');
  const { comparison, verdict, reason } = last;
  if (verdict !== 'inconclusive') return { verdict, reason, comparison, decidedAt: last.at };
  const decided = looks.findLast(look => look.verdict !== 'inconclusive');
  if (decided === undefined) return { verdict, reason, comparison };
  return {
    verdict: decided.verdict,
    reason: { kind: 'decided-at', rounds: decided.at },
    comparison,
    decidedAt: decided.at,
  };
}

/** The same few plans are asked for again and again. */
const known = new Map<string, readonly number[]>();

/** The level of each look, so that together they err with probability `error`. */
export function levelsOf({ at, rounds }: Looks, error: number): readonly number[] {
  const key = `${at.join()} ${rounds} ${error}`;
  const levels = known.get(key) ?? spentLevels({ looks: at, rounds, error });
  if (known.size > 1000) known.clear();
  known.set(key, levels);
  return levels;
}
