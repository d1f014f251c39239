import type { Looks } from '../core/gate-plan.ts';
import { spentLevels } from '../statistics/spending.ts';

/** Probability that a run without any change reads regressed, which its gated cells share. */
export interface ErrorBudget {
  readonly falseAlarm: number;
  /** All that gate, also those that have no value. */
  readonly gatedCells: number;
  /** Whether the cells have sums, by which stalls are told. */
  readonly hasSums: boolean;
}

/** The part of a cell's share that the ratio of its sums has, where it has one. */
const stallsPart = 0.1;

/** What a cell may spend on its typical slices, and on its sums; each cell has the same. */
export function sharesOf({ falseAlarm, gatedCells, hasSums }: ErrorBudget): {
  readonly slices: number;
  readonly sums: number;
} {
  const share = falseAlarm / Math.max(1, gatedCells);
  const sums = hasSums ? stallsPart * share : 0;
  return { slices: share - sums, sums };
}

/**
 * Fewest rounds by which a share can show a loss: all n rounds are worse by chance with probability
 * 2^-n.
 */
export function roundsToShow(share: number): number {
  return Math.ceil(-Math.log2(share));
}

/**
 * What a step of a bisection may spend of the false-alarm budget of them all: as many as halving so
 * many commits takes share nine tenths evenly, and later ones, after commits that were skipped,
 * have ever less of the rest.
 */
export function stepShare(falseAlarm: number, commits: number, taken: number): number {
  const steps = Math.max(1, Math.ceil(Math.log2(commits)));
  const late = taken - steps;
  return falseAlarm * (late < 0 ? 0.9 / steps : 0.1 / ((late + 1) * (late + 2)));
}

/** A plan that is refused: what is wrong, why, and what helps; sentences without a full stop. */
export interface HopelessPlan {
  readonly problem: string;
  readonly why: string;
  readonly remedy: string;
}

/** Why cells could never read regressed after so many rounds; undefined where they could. */
export function hopelessPlan(rounds: number, budget: ErrorBudget): HopelessPlan | undefined {
  const fewest = roundsToShow(sharesOf(budget).slices);
  if (rounds >= fewest) return undefined;
  const { falseAlarm, gatedCells } = budget;
  const cells = gatedCells === 1 ? '1 gated cell' : `${gatedCells} gated cells`;
  return {
    problem: `${rounds} rounds can show no loss: ${cells} at ${falseAlarm * 100} % false alarms take ${fewest} rounds`,
    why: 'so many rounds in a row are worse by chance more often than the budget of a cell allows',
    remedy: `plan ${fewest} rounds or more, gate fewer cells, or only measure (storage-gate measure)`,
  };
}

/**
 * How late a cell spends its budgets: between evenly over the rounds, and nearly all at the end.
 */
const latest = 8;

/** So many deviations tell an unchanged cell within its tolerance nine times in ten. */
const deviationsToCertify = 1.645 + 1.282;

/**
 * By how noisy its first rounds are, how late a cell spends (see `Spending.lateness`). One that
 * could be told within an eighth of the planned rounds spends evenly, so that it ends early; one
 * that needs them all spends nearly all of it at the end, since earlier looks would decide nothing.
 */
export function latenessOf(
  first: readonly number[],
  { tolerance, rounds }: { readonly tolerance: number; readonly rounds: number },
): number {
  const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
  const squares = first.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const variance = squares / Math.max(1, first.length - 1);
  const needed = variance * (deviationsToCertify / Math.log1p(-tolerance)) ** 2;
  const lateness = Math.round((8 * needed) / rounds);
  return Number.isNaN(lateness) ? latest : Math.min(latest, Math.max(1, lateness));
}

/**
 * Probability that a loss beyond the tolerance is certified as unchanged, for each cell (the second
 * error budget).
 */
export const certifyingError = 0.05;

/** The same few plans are asked for again and again. */
const known = new Map<string, readonly number[]>();

/**
 * Levels are those of a known noise, and a cell's own noise says how late it spends: simulated,
 * both together cost a tenth of the budget.
 */
const keptBack = 0.1;

/** The certifying level of each look, for a cell that spends so late. */
export function certifyingLevels({ at, rounds }: Looks, lateness: number): readonly number[] {
  const key = `${at.join()} ${rounds} ${lateness}`;
  const error = certifyingError * (1 - keptBack);
  const levels = known.get(key) ?? spentLevels({ at, rounds, error, lateness });
  if (known.size > 1000) known.clear();
  known.set(key, levels);
  return levels;
}
