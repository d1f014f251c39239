import {
  type CellNumbers,
  centreAt,
  differenceOf,
  type NoiseFactors,
  type ReadyCell,
  readyCell,
} from './cell-numbers.ts';
import type { Centre } from './centre.ts';
import { type Comparison, comparisonOf } from './comparison.ts';
import { type Decision, decide } from './decision.ts';
import { noiseFactor } from './noise-history.ts';
import { spentLevels } from './spending.ts';

/** Probability that a loss beyond the tolerance is certified as unchanged, for each cell (the second error budget). */
export const certifyingError = 0.05;

/** Looks at a run: `at` after so many rounds, declared before the first number. */
export interface Looks {
  /** Ascending; levels are computed for all of them. */
  readonly at: readonly number[];
  /** Rounds that were planned: where the last of the error budget is spent. */
  readonly rounds: number;
}

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
 * Decides cells by the looks taken so far: a cell's verdict is that of the latest look which decided it. Both error budgets
 * are spent over the looks, so each holds whatever stops the run. The false-alarm budget is shared evenly over the gated
 * cells; a cell that regressed leaves its share to the others. At least one look must have been taken.
 * Sources: S. Holm, Scand. J. Statist. 6, 1979; with looks, W. Maurer and F. Bretz, Stat. Biopharm. Res. 5, 2013.
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
  const states = lookedAt(cells, looks);
  const tables: Compared[][][] = [];
  const tableFor = (regressed: number): Compared[][] =>
    (tables[regressed] ??= comparedAt(states, { cells, looks, errorShare: falseAlarm / (gated - regressed) }));
  return states.map(({ at }, last) => {
    let regressed = 0;
    for (;;) {
      const taken = tableFor(regressed).slice(0, last + 1);
      const decisions = cells.map((_, cell) => latestDecision(taken.flatMap(row => row[cell] ?? [])));
      const found = decisions.filter(
        ({ verdict }, cell) => verdict === 'regressed' && cells[cell]?.gated === true,
      ).length;
      if (found <= regressed || found >= gated) return { at, decisions };
      regressed = found;
    }
  });
}

/** The first look after which nothing is left to decide: every gated cell was decided there or before. */
export function isDecided(decisions: readonly CellDecision[], cells: readonly CellNumbers[]): boolean {
  return decisions.every(({ verdict }, cell) => verdict !== 'inconclusive' || cells[cell]?.gated === false);
}

interface LookState {
  readonly at: number;
  /** Place among the declared looks. */
  readonly place: number;
  readonly cells: readonly { readonly ready: ReadyCell; readonly own: Centre }[];
  readonly factors: NoiseFactors;
}

/** Standard errors by which the run's noise is taken for larger than it looks where it blocks, smaller where it certifies. */
const noiseCaution = 1;

function lookedAt(cells: readonly CellNumbers[], { at }: Looks): LookState[] {
  const states = cells.map(readyCell);
  const rounds = Math.max(0, ...cells.map(({ head }) => head.length));
  return at.flatMap((look, place) => {
    if (look > rounds) return [];
    const looked = states.map(ready => ({ ready, own: centreAt(ready, look) }));
    const noises = looked
      .filter((_, cell) => cells[cell]?.gated === true)
      .map(({ ready, own }) => ({ own, history: ready.noise }));
    const factors = { blocking: noiseFactor(noises, noiseCaution), certifying: noiseFactor(noises, -noiseCaution) };
    return [{ at: look, place, cells: looked, factors }];
  });
}

/** A cell at one look. */
interface Compared extends Decision {
  readonly at: number;
  readonly comparison: Comparison;
}

interface ComparedRequest {
  readonly cells: readonly CellNumbers[];
  readonly looks: Looks;
  readonly errorShare: number;
}

function comparedAt(states: readonly LookState[], { cells, looks, errorShare }: ComparedRequest): Compared[][] {
  const certifying = levelsOf(looks, certifyingError);
  const blocking = levelsOf(looks, errorShare);
  return states.map(({ at, place, cells: looked, factors }) =>
    looked.map(({ ready, own }, cell) => {
      const tolerance = cells[cell]?.tolerance ?? 0;
      const terms = { tolerance, blocking: blocking[place] ?? 0, certifying: certifying[place] ?? 0 };
      const comparison = comparisonOf(differenceOf(ready, own, factors), terms);
      return { at, comparison, ...decide(comparison, tolerance) };
    }),
  );
}

function latestDecision(looks: readonly Compared[]): CellDecision {
  const last = looks.at(-1);
  if (last === undefined) throw new RangeError('no look was taken');
  const { comparison, verdict, reason } = last;
  if (verdict !== 'inconclusive') return { verdict, reason, comparison, decidedAt: last.at };
  const decided = looks.findLast(look => look.verdict !== 'inconclusive');
  if (decided === undefined) return { verdict, reason, comparison };
  return { verdict: decided.verdict, reason: `decided after ${decided.at} rounds`, comparison, decidedAt: decided.at };
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
