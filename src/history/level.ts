import type { Acknowledgement } from '../core/acknowledgement.ts';
import type { CellName } from '../core/cell.ts';
import { isLikeLoad, ofLikeMedium } from '../core/load.ts';
import type { Run } from '../core/run.ts';
import { studentTQuantile } from '../statistics/student-t.ts';
import { trendLimit, trendOf } from '../statistics/trend.ts';
import { betweenRuns } from '../statistics/uncertainty.ts';
import { acceptedLevel } from './accepted-level.ts';
import { startOf } from './eligibility.ts';
import { levelRuns, mostRuns } from './limits.ts';
import { type Reading, readingOf, readingsOf } from './reading.ts';
import {
  type LevelledCell,
  lastShift,
  meanLog,
  type Point,
  pointsOf,
  type Shift,
  shiftAt,
  signOf,
  squaresAround,
} from './shift.ts';

/** What the levels of the default branch are judged by. */
export interface Branch {
  /**
   * Its eligible runs in one environment, in any order; those that are older than the window may
   * have a gap before it.
   */
  readonly runs: readonly Run[];
  readonly acknowledgements: readonly Acknowledgement[];
}

/**
 * How a cell of the default branch stands to what the team agreed it should deliver. Changes are
 * towards better; of the ratio to the yardstick where the runs have it, else of the level.
 */
export interface CellLevel {
  readonly cell: CellName;
  /** Newest change of level, between two runs; undefined where there is none. */
  readonly shift?: Shift | undefined;
  /** The level changed, and the ratio to the yardstick never did: the host's doing. */
  readonly hostShift?: Shift | undefined;
  /**
   * Against the accepted level; undefined where nothing is accepted yet. Below are ratio and level
   * both; where the ratio alone is, `level` is the change of the level.
   */
  readonly againstAccepted?: AgainstAccepted | undefined;
  /** A loss over the whole window that no single step explains. */
  readonly decline?: { readonly change: number; readonly runs: number } | undefined;
}

interface AgainstAccepted {
  readonly change: number;
  readonly isBelow: boolean;
  readonly acknowledgedBy?: string;
  readonly level?: number;
}

/**
 * Judges the levels of cells over the runs of the default branch; cells without a valid run are
 * left out. The one rule by which the window of a baseline ends and the default branch is judged.
 */
export function levelsOf(cells: readonly LevelledCell[], branch: Branch): readonly CellLevel[] {
  const runs = branch.runs.toSorted((a, b) => startOf(a) - startOf(b));
  return cells.flatMap(({ tolerance, ...named }) => {
    const { arm, workload, metric } = named;
    const cell = { arm, workload, metric, tolerance };
    const newest = runs.findLast(run => readingOf(run, cell) !== undefined);
    if (newest === undefined) return [];
    const same = ofLikeMedium(newest, runs, arm);
    const others = new Set(runs.filter(run => !same.includes(run)).map(run => run.startedAt));
    const acknowledgements = branch.acknowledgements.filter(said =>
      said.runs.every(({ startedAt }) => !others.has(startedAt)),
    );
    return levelOf(cell, { acknowledgements, readings: readingsOf(same, cell) }) ?? [];
  });
}

/** The same of one cell, by its readings, the oldest first; undefined where there is none. */
export function levelOf(
  { tolerance, ...cell }: LevelledCell,
  {
    readings,
    acknowledgements,
  }: Pick<Branch, 'acknowledgements'> & { readonly readings: readonly Reading[] },
): CellLevel | undefined {
  const newest = readings.at(-1);
  if (newest === undefined) return undefined;
  const { load } = newest;
  const until = startOf(newest);
  const like = readings.filter(reading => isLikeLoad(reading.load, load));
  const courseOf = (key?: string): Course => {
    const accepted = acceptedLevel(cell, { readings, acknowledgements, until, load, key });
    const sign = signOf(cell);
    return courseOfPoints(pointsOf(cell, like, key), {
      tolerance,
      accepted: accepted && { ...accepted, logValue: sign * accepted.logValue },
    });
  };
  const level = courseOf();
  const ratio = newest.ratio && courseOf(newest.ratio.key);
  // With few ratios, a shift of the level may be older than they are.
  const isGauged = ratio !== undefined && ratio.runs >= Math.min(level.runs, 2 * levelRuns);
  return { cell, ...(isGauged ? bothOf(level, ratio) : level) };
}

/** How one series went, of levels or of ratios. */
interface Course extends Omit<CellLevel, 'cell'> {
  readonly runs: number;
}

function courseOfPoints(
  points: readonly Point[],
  { tolerance, accepted }: { readonly tolerance: number; readonly accepted?: Accepted | undefined },
): Course {
  const recent = points.slice(-mostRuns);
  const start = lastShift(recent);
  const shift = start === 0 ? undefined : shiftAt(recent, { start, tolerance });
  const decline = shift === undefined ? declineOf(recent, tolerance) : undefined;
  const since = recent.slice(start);
  const againstAccepted = accepted && againstLevel(since, { accepted, tolerance });
  return { shift, decline, againstAccepted, runs: points.length };
}

/** The disk's own course is its ratio; it is below only where the level is too. */
function bothOf(level: Course, ratio: Course): Omit<CellLevel, 'cell'> {
  const [one, other] = [ratio.againstAccepted, level.againstAccepted];
  const isBelow = one?.isBelow === true && other?.isBelow === true;
  const alone = one?.isBelow === true && !isBelow && other ? { level: other.change } : {};
  return {
    shift: ratio.shift,
    decline: ratio.decline,
    hostShift: ratio.shift === undefined ? level.shift : undefined,
    againstAccepted: one === undefined ? other : { ...one, isBelow, ...alone },
  };
}

/** What was accepted, higher being better, and as how many runs' mean. */
type Accepted = NonNullable<ReturnType<typeof acceptedLevel>>;

/**
 * Below: the mean of the runs since the last shift is worse than what was accepted by the tolerance
 * or more, and the interval of the difference excludes 0 at 0.5 % on one side. Fewer than five runs
 * don't show how much the host varies: an SD of 10 % is assumed then, as for baselines.
 */
function againstLevel(
  points: readonly Point[],
  {
    accepted: { logValue, runs, by },
    tolerance,
  }: { readonly accepted: Accepted; readonly tolerance: number },
): AgainstAccepted {
  const n = points.length;
  const difference = meanLog(points) - logValue;
  const spread = squaresAround(points.map(({ log }) => log)) / Math.max(1, n - 1);
  const { variance, freedom } = betweenRuns(spread, n);
  const half = studentTQuantile(0.995, freedom) * Math.sqrt(variance * (1 / n + 1 / runs));
  const change = Math.expm1(difference);
  const isBelow = change <= -tolerance && difference + half < 0;
  return { change, isBelow, ...(by !== undefined && { acknowledgedBy: by }) };
}

function declineOf(points: readonly Point[], tolerance: number): CellLevel['decline'] {
  if (points.length < 2 * levelRuns) return undefined;
  const { slope, z } = trendOf(points.map(({ log }) => log));
  const change = Math.expm1(slope * (points.length - 1));
  return z < -trendLimit && change <= -tolerance ? { change, runs: points.length } : undefined;
}
