import type { Acknowledgement } from '../core/acknowledgement.ts';
import type { CellName } from '../core/cell.ts';
import { commitOf } from '../core/commit.ts';
import { logRatioOf } from '../core/difference.ts';
import { loadOf, ofLikeLoad, ofLikeMedium } from '../core/load.ts';
import { metricOf } from '../core/metric.ts';
import type { Run } from '../core/run.ts';
import { logCentreOf, meanOf } from '../core/sample.ts';
import { findShifts } from '../statistics/shift.ts';
import { studentTQuantile } from '../statistics/student-t.ts';
import { trendLimit, trendOf } from '../statistics/trend.ts';
import { betweenRuns } from '../statistics/uncertainty.ts';
import { acceptedLevel } from './accepted-level.ts';
import { startOf } from './eligibility.ts';
import { levelRuns, mostRuns } from './limits.ts';

/** A cell of the default branch whose level is judged, by its own tolerance. */
export type LevelledCell = CellName & {
  /** The smallest change worth speaking of. */
  readonly tolerance: number;
};

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

interface Shift {
  readonly change: number;
  /** The last commit before it and the first one after it; null where a run names none. */
  readonly from: string | null;
  readonly to: string | null;
  /** When the first run after it started. */
  readonly startedAt: string;
  /** Whether the newest run is what made it visible. */
  readonly isNew: boolean;
}

/** One history in a thousand without a shift shows one: every push looks at every cell. */
const chanceProbability = 0.001;

/**
 * Judges the levels of cells over the runs of the default branch; cells without a valid run are
 * left out. The one rule by which the window of a baseline ends and the default branch is judged.
 */
export function levelsOf(cells: readonly LevelledCell[], branch: Branch): readonly CellLevel[] {
  const runs = branch.runs.toSorted((a, b) => startOf(a) - startOf(b));
  return cells.flatMap(({ arm, workload, metric, tolerance }) => {
    const cell = { arm, workload, metric };
    const newest = runs.findLast(run => logCentreOf(run, cell) !== undefined);
    if (newest === undefined) return [];
    const until = startOf(newest);
    const load = loadOf(newest);
    const same = ofLikeMedium(newest, runs, arm);
    const like = ofLikeLoad(newest, same);
    const others = new Set(runs.filter(run => !same.includes(run)).map(run => run.startedAt));
    const acknowledgements = branch.acknowledgements.filter(said =>
      said.runs.every(({ startedAt }) => !others.has(startedAt)),
    );
    const sign = metricOf(metric).better === 'higher' ? 1 : -1;
    const courseOf = (logOf: (run: Run) => number | undefined, ratioOf?: typeof logOf): Course => {
      const points = like.flatMap((run): Point[] => {
        const log = logOf(run);
        return log === undefined ? [] : [{ run, log: sign * log }];
      });
      const accepted = acceptedLevel(cell, {
        ...{ runs: same, acknowledgements },
        ...{ until, load, ratioOf },
      });
      return courseOfPoints(points, {
        tolerance,
        accepted: accepted && { ...accepted, logValue: sign * accepted.logValue },
      });
    };
    const level = courseOf(run => logCentreOf(run, cell));
    const key = logRatioOf(newest, cell)?.key;
    const ratioOf = (run: Run): number | undefined => {
      const ratio = logRatioOf(run, cell);
      return ratio?.key === key ? ratio?.log : undefined;
    };
    const ratio = key === undefined ? undefined : courseOf(ratioOf, ratioOf);
    // With few ratios, a shift of the level may be older than they are.
    const isGauged = ratio !== undefined && ratio.runs >= Math.min(level.runs, 2 * levelRuns);
    return [{ cell, ...(isGauged ? bothOf(level, ratio) : level) }];
  });
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

/** The value of a cell in a run; higher is better. */
interface Point {
  readonly run: Run;
  readonly log: number;
}

/**
 * Index of the first run after the newest shift; 0 where there is none, or where a slope explains
 * the series better.
 */
function lastShift(points: readonly Point[]): number {
  const logs = points.map(({ log }) => log);
  const shifts = findShifts(logs, { seed: 1, least: levelRuns, probability: chanceProbability });
  const levels = [0, ...shifts].map((start, index) => logs.slice(start, shifts[index]));
  const aroundLevels = levels.reduce((sum, level) => sum + squaresAround(level), 0);
  return aroundLevels <= squaresAround(withoutTrend(logs)) ? (shifts.at(-1) ?? 0) : 0;
}

function withoutTrend(logs: readonly number[]): readonly number[] {
  if (logs.length < 2) return logs;
  const { slope } = trendOf(logs);
  return logs.map((log, index) => log - slope * index);
}

function squaresAround(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

function shiftAt(
  points: readonly Point[],
  { start, tolerance }: { readonly start: number; readonly tolerance: number },
): Shift | undefined {
  const [before, after] = [points[start - 1], points[start]];
  const earlier = lastShift(points.slice(0, start));
  const change = Math.expm1(meanLog(points.slice(start)) - meanLog(points.slice(earlier, start)));
  if (before === undefined || after === undefined || Math.abs(change) < tolerance) return undefined;
  const [from, to] = [commitOf(before.run), commitOf(after.run)];
  // Without the newest run nothing was seen: so it is this push that tells.
  const isNew = lastShift(points.slice(0, -1)) < start - 1;
  return { change, from, to, startedAt: after.run.startedAt, isNew };
}

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

function meanLog(points: readonly Point[]): number {
  return meanOf(points.map(({ log }) => log));
}
