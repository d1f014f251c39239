import { type Centre, centreOf } from './centre.ts';
import { studentTQuantile } from './student-t.ts';

/** Standard deviation between runs, on the log scale, that is assumed until it can be estimated. */
export const assumedBetweenDeviation = 0.1;

/** How many earlier runs it takes to estimate the deviation between runs. */
export const runsToEstimateBetween = 5;

/** An estimate on the log scale, and how well it is known. */
export interface Estimate {
  readonly value: number;
  /** Half the interval that excludes the truth on one side with this probability at most. */
  readonly halfWidth: (probability: number) => number;
  /** The same as the last planned round would leave it. */
  readonly finalHalfWidth: (probability: number) => number;
  /** Share of the error's variance that comes from differences between runs. */
  readonly betweenShare: number;
}

/** The centre of a run's own rounds, of which `planned` are to come in all. */
export function estimateOf({ centre, variance, freedom, n }: Centre, planned: number): Estimate {
  const half = (rounds: number) => (probability: number) =>
    halfOf(probability, { variance: variance / rounds, freedom });
  return {
    value: centre,
    halfWidth: half(n),
    finalHalfWidth: half(planned),
    betweenShare: 0,
  };
}

/**
 * How far a run of these logs is from K earlier runs, of which each counts once, by as many of its
 * first rounds as this one has. The interval is that of a prediction: S² (1 + 1/K) with K - 1
 * degrees of freedom, where S² is the variance of the earlier centres. From five runs on S² holds
 * the noise of a usual run's rounds, and only what this run may have beyond that comes on top; the
 * SD that is assumed before holds none of it. At least one earlier run.
 */
export function predictionOf(
  logs: readonly number[],
  earlier: readonly (readonly number[])[],
): Estimate {
  const K = earlier.length;
  const own = centreOf(logs);
  const centres = earlier.map(run => centreOf(run.slice(0, own.n)));
  const level = centreOfRuns(centres.map(({ centre }) => centre));
  const between = betweenRuns(level.variance, K);
  const rounds = { variance: own.variance / own.n, freedom: own.freedom };
  const usual = {
    variance: centres.reduce((sum, { variance, n }) => sum + variance / n, 0) / K,
    freedom: Math.max(own.freedom, K - 1),
  };
  const halfWidth = (probability: number): number => {
    const spread = halfOf(probability, between) * Math.sqrt(1 + 1 / K);
    const held = K < runsToEstimateBetween ? 0 : halfOf(probability, usual);
    return Math.sqrt(spread ** 2 + Math.max(0, halfOf(probability, rounds) ** 2 - held ** 2));
  };
  const total = Math.max(rounds.variance, between.variance);
  return {
    value: own.centre - level.mean,
    halfWidth,
    finalHalfWidth: halfWidth,
    betweenShare: total === 0 ? 0 : 1 - rounds.variance / total,
  };
}

/** Logs of a cell in this run and in each earlier one, one a round. */
export interface Levels {
  readonly logs: readonly number[];
  readonly earlier: readonly (readonly number[])[];
}

/**
 * How far each of some cells is from its earlier runs, by one noise for all: the median of their
 * variances, from run to run (this one among them) or from round to round, whichever is wider. So
 * the few that moved widen nobody's interval. Where they are too few to tell what runs differ by,
 * that is assumed. At least one earlier run each.
 */
export function pooledPredictions(cells: readonly Levels[]): readonly Estimate[] {
  const centred = cells.map(({ logs, earlier }) => [logs, ...earlier].map(run => centreOf(run)));
  const between = medianSpread(
    centred.map(runs =>
      centreOf(
        runs.map(({ centre }) => centre),
        0,
      ),
    ),
  );
  const rounds = medianSpread(
    centred.map(runs => {
      const freedom = runs.reduce((sum, run) => sum + run.freedom, 0);
      const squares = runs.reduce((sum, run) => sum + run.freedom * run.variance, 0);
      return { variance: freedom === 0 ? 0 : squares / freedom, freedom };
    }),
  );
  const runs =
    between.freedom < leastFreedom
      ? { variance: assumedBetweenDeviation ** 2, freedom: Number.POSITIVE_INFINITY }
      : between;
  return centred.map(([own, ...earlier]) => {
    const { centre = 0, n = 1 } = own ?? {};
    const others = earlier.reduce((sum, run) => sum + run.centre, 0) / earlier.length;
    const spread = (probability: number): number =>
      Math.max(
        halfOf(probability, runs),
        rounds.freedom === 0
          ? 0
          : halfOf(probability, { ...rounds, variance: rounds.variance / n }),
      );
    const halfWidth = (probability: number): number =>
      spread(probability) * Math.sqrt(1 + 1 / earlier.length);
    return { value: centre - others, halfWidth, finalHalfWidth: halfWidth, betweenShare: 1 };
  });
}

/** A noise that is known less well than that is assumed instead. */
const leastFreedom = 3;

/**
 * The median of variances, made up for being below their mean (the approximation of E. B. Wilson
 * and M. M. Hilferty, 1931), with the share of their degrees of freedom that a median is worth.
 */
function medianSpread(spreads: readonly Spread[]): Spread {
  const middle = (values: readonly number[]): number => {
    const sorted = values.toSorted((a, b) => a - b);
    const half = (sorted.length - 1) / 2;
    return ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half)] ?? 0)) / 2;
  };
  const freedom = middle(spreads.map(one => one.freedom));
  if (freedom === 0) return { variance: 0, freedom };
  const variance = middle(spreads.map(one => one.variance)) / (1 - 2 / (9 * freedom)) ** 3;
  return { variance, freedom: 0.4 * freedom * spreads.length };
}

/** A variance, and its degrees of freedom: Infinity where it is assumed. */
interface Spread {
  readonly variance: number;
  readonly freedom: number;
}

/** What can't be told at all can't be told by values that never vary either. */
function halfOf(probability: number, { variance, freedom }: Spread): number {
  const deviations = quantile(probability, freedom);
  return Number.isFinite(deviations) ? deviations * Math.sqrt(variance) : deviations;
}

/** Looks ask for the same few quantiles for every cell. */
const known = new Map<number, Map<number, number>>();

/** How many standard errors away the truth is with this probability, on one side. */
function quantile(probability: number, freedom: number): number {
  const row = known.get(probability) ?? new Map<number, number>();
  const found = row.get(freedom) ?? -studentTQuantile(probability, freedom);
  if (known.size > 10_000) known.clear();
  known.set(probability, row.set(freedom, found));
  return found;
}

/**
 * The variance between runs, on the log scale, and how well it is known, from the variance of the
 * centres of K runs. Too few runs to estimate it may yet show that it is larger than is assumed.
 */
export function betweenRuns(variance: number, K: number): Spread {
  const assumed = assumedBetweenDeviation ** 2;
  if (K >= runsToEstimateBetween || variance > assumed) return { variance, freedom: K - 1 };
  return { variance: assumed, freedom: Number.POSITIVE_INFINITY };
}

/** Untrimmed: a slow run is as much a run as any other. */
function centreOfRuns(centres: readonly number[]): {
  readonly mean: number;
  readonly variance: number;
} {
  const mean = centres.reduce((sum, centre) => sum + centre, 0) / centres.length;
  const isFlat = centres.every(centre => centre === centres[0]);
  const squares = isFlat ? 0 : centres.reduce((sum, centre) => sum + (centre - mean) ** 2, 0);
  return { mean, variance: centres.length < 2 ? 0 : squares / (centres.length - 1) };
}
