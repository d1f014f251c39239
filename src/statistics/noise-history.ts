import type { Centre } from './centre.ts';
import { digamma, inverseTrigamma, trigamma } from './polygamma.ts';

/**
 * What earlier runs say of a cell's noise from round to round: a variance, and how many degrees of
 * freedom it is worth.
 */
export interface Noise {
  readonly variance: number;
  readonly freedom: number;
}

/**
 * Most degrees of freedom that history lends: however long it is, this run's own rounds must be
 * able to contradict it.
 */
const mostFreedom = 30;

/**
 * Standard errors that are added to the estimated disagreement of the runs: a few runs cannot prove
 * that they agree.
 */
const caution = 0.3;

/**
 * The noise of one cell in its earlier runs. The more the runs' own variances differ (beyond what
 * chance does), the fewer degrees of freedom are lent; runs that agree lend as many as they have,
 * at most 30. Undefined where nothing was learnt. Source: the moments of log variances, G. K.
 * Smyth, Stat. Appl. Genet. Mol. Biol. 3, 2004, 6.2 (there across genes, here across the runs of
 * one cell).
 */
export function noiseOf(runs: readonly Centre[]): Noise | undefined {
  const known = runs.filter(({ variance, freedom }) => variance > 0 && freedom > 0);
  const total = sum(known.map(({ freedom }) => freedom));
  if (known.length === 0) return undefined;
  const variance = sum(known.map(run => run.freedom * run.variance)) / total;
  const freedom = Math.floor(Math.min(agreement(known), total, mostFreedom));
  return freedom < 1 ? undefined : { variance, freedom };
}

/**
 * Degrees of freedom of the distribution that the runs' variances come from; Infinity where they
 * agree.
 */
function agreement(runs: readonly Centre[]): number {
  const logs = runs.map(({ variance, freedom }) => Math.log(variance) - meanLog(freedom));
  const chance = sum(runs.map(({ freedom }) => trigamma(freedom / 2))) / runs.length;
  const middle = sum(logs) / runs.length;
  const others = Math.max(1, runs.length - 1);
  const found = runs.length < 2 ? chance : sum(logs.map(log => (log - middle) ** 2)) / others;
  const disagreement = Math.max(0, found - chance) + caution * chance * Math.sqrt(2 / others);
  return 2 * inverseTrigamma(disagreement);
}

/**
 * How much noisier a run is than its history, as a factor of the variance, over all its cells
 * together: the median log ratio plus `errors` standard errors, never below 1. The median, since a
 * cell that is all but free of noise of its own has a history that is too wide for its differences,
 * and would hide the others. It only widens: that other cells are calm says nothing of this one,
 * but that all of them are disturbed does.
 */
export function noiseFactor(
  cells: readonly { readonly own: Centre; readonly history: Noise | undefined }[],
  errors: number,
): number {
  const ratios = cells.flatMap(({ own, history }) =>
    history === undefined || own.variance <= 0 || own.freedom < 1
      ? []
      : [
          {
            log: Math.log(own.variance / history.variance) - meanLog(own.freedom),
            chance: trigamma(own.freedom / 2),
          },
        ],
  );
  if (ratios.length === 0) return 1;
  const error = (medianError * Math.sqrt(sum(ratios.map(({ chance }) => chance)))) / ratios.length;
  return Math.max(1, Math.exp(medianOf(ratios.map(({ log }) => log)) + errors * error));
}

/** How much larger the standard error of a median is than that of a mean, of normal values. */
const medianError = Math.sqrt(Math.PI / 2);

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2;
}

/** From this ratio on a run's own variance contradicts its history, and nothing is borrowed. */
const contradiction = 2.5;

/**
 * A run whose variance is less than this part of its history's, by so many degrees of freedom, has
 * another noise too.
 */
const calmer = { part: 0.5, freedom: 9 } as const;

/**
 * The variance of one round with what history lends: the means of both, weighted by degrees of
 * freedom (the scaled inverse chi-square posterior). Source: A. Gelman et al., Bayesian Data
 * Analysis, 3rd ed., 3.2.
 */
export function withHistory(own: Centre, history: Noise | undefined, factor: number): Noise {
  if (history === undefined || own.variance > contradiction * factor * history.variance) return own;
  if (own.freedom >= calmer.freedom && own.variance < calmer.part * history.variance) return own;
  const freedom = own.freedom + history.freedom;
  const variance =
    (own.freedom * own.variance + history.freedom * factor * history.variance) / freedom;
  return { variance, freedom };
}

/** The mean of the logarithm of a chi-square over its degrees of freedom. */
function meanLog(freedom: number): number {
  return digamma(freedom / 2) - Math.log(freedom / 2);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
