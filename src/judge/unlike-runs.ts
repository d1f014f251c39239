import type { CellName } from '../core/cell.ts';
import type { Run } from '../core/run.ts';
import { logCentreOf, sampleOf } from '../core/sample.ts';
import { assumedBetweenDeviation } from '../statistics/uncertainty.ts';

/**
 * A cell in which runs differ by more than they would by chance: their mean is the level of none of
 * them.
 */
export interface UnlikeRuns {
  readonly cell: CellName;
  /** The lowest and the highest geometric mean among the runs, in the metric's base unit. */
  readonly low: number;
  readonly high: number;
  /** How many of the newest runs are alike. */
  readonly alike: number;
}

/**
 * The cell in which some runs, the newest first, differ most; undefined where in each cell all are
 * alike. A host is taken to vary by 10 % between runs, as for baselines of few; of five runs alike
 * the range exceeds four deviations in 4 % of cases.
 */
export function findUnlikeRuns(
  runs: readonly Run[],
  cells: readonly CellName[],
): UnlikeRuns | undefined {
  const unlike = cells.flatMap(cell => unlikeIn(runs, cell) ?? []);
  const [worst] = unlike.toSorted((a, b) => b.high / b.low - a.high / a.low);
  return worst === undefined
    ? undefined
    : { ...worst, alike: Math.min(...unlike.map(({ alike }) => alike)) };
}

function unlikeIn(runs: readonly Run[], cell: CellName): UnlikeRuns | undefined {
  const logs = runs.flatMap(run => logCentreOf(run, cell) ?? []);
  const limit = 4 * Math.max(assumedBetweenDeviation, ...runs.map(run => errorOf(run, cell)));
  const firstUnlike = logs.findIndex((_, index) => rangeOf(logs.slice(0, index + 1)) > limit);
  if (firstUnlike < 0) return undefined;
  return {
    cell,
    low: Math.exp(Math.min(...logs)),
    high: Math.exp(Math.max(...logs)),
    alike: firstUnlike,
  };
}

/** Standard error of a cell's centre in one run: what its own rounds leave open. */
function errorOf(run: Run, { arm, workload, metric }: CellName): number {
  const armIndex = run.arms.findIndex(({ name, side }) => name === arm && side === 'head');
  const sample = sampleOf(run, { armIndex, workload, metric });
  return sample.kind === 'values' ? sample.logDeviation / Math.sqrt(sample.n) : 0;
}

function rangeOf(logs: readonly number[]): number {
  return Math.max(...logs) - Math.min(...logs);
}
