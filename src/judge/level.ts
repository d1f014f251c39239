import { type Acknowledgement, acknowledgedLevel } from '../core/acknowledgement.ts';
import { isEligible } from '../core/baseline.ts';
import type { CellName } from '../core/cell.ts';
import { metricOf } from '../core/metric.ts';
import type { Run } from '../core/run.ts';
import { commitOf } from '../core/run-commit.ts';
import { logCentreOf, meanOf } from '../core/sample.ts';
import { findShifts } from '../statistics/shift.ts';
import { studentTQuantile } from '../statistics/student-t.ts';
import { trendLimit, trendOf } from '../statistics/trend.ts';
import { betweenRuns } from '../statistics/uncertainty.ts';
import { firstRuns } from './accepted-level.ts';

/**
 * How a cell of the default branch stands to what the team agreed it should deliver. Changes are
 * towards better.
 */
export interface CellLevel {
  readonly cell: CellName;
  /**
   * Newest change of level; between which commits. It is new where the newest run is what made it
   * visible.
   */
  readonly shift?: LevelShift | undefined;
  /**
   * Against the accepted level; undefined where nothing is accepted yet, by a person or by five
   * runs.
   */
  readonly againstAccepted?:
    | { readonly change: number; readonly isBelow: boolean; readonly acknowledgedBy?: string }
    | undefined;
  /** A loss over the whole window that no single step explains. */
  readonly decline?: { readonly change: number; readonly runs: number } | undefined;
}

/** A change of level between two runs. */
export interface LevelShift {
  readonly change: number;
  /** The last commit before it and the first one after it; null where a run names none. */
  readonly from: string | null;
  readonly to: string | null;
  /** When the first run after it started. */
  readonly startedAt: string;
  readonly isNew: boolean;
}

export interface LevelRequest {
  /**
   * Runs of the default branch in one environment, in any order; older ones than the window may
   * have a gap before it.
   */
  readonly runs: readonly Run[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly cells: readonly CellName[];
  /** The smallest change worth speaking of. */
  readonly tolerance: number;
}

/** Runs in which shifts and declines are looked for. */
const window = 30;
/** Fewest runs on a side of a shift. */
const least = firstRuns;
/** One history in a thousand without a shift shows one: every push looks at every cell. */
const byChance = 0.001;

/**
 * Judges the levels of cells over the runs of the default branch; cells without a valid run are
 * left out.
 */
export function judgeLevels({
  runs,
  acknowledgements,
  cells,
  tolerance,
}: LevelRequest): CellLevel[] {
  const series = runs
    .filter(isEligible)
    .toSorted((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  return cells.flatMap(cell => {
    const points = series.flatMap((run): Point[] => {
      const log = logCentreOf(run, cell);
      return log === undefined
        ? []
        : [{ run, log: metricOf(cell.metric).better === 'higher' ? log : -log }];
    });
    if (points.length === 0) return [];
    return [{ cell, ...judgePoints(points, { cell, acknowledgements, tolerance }) }];
  });
}

/** The value of a cell in a run; higher is better. */
interface Point {
  readonly run: Run;
  readonly log: number;
}

type Context = Pick<LevelRequest, 'acknowledgements' | 'tolerance'> & { readonly cell: CellName };

function judgePoints(points: readonly Point[], context: Context): Omit<CellLevel, 'cell'> {
  const recent = points.slice(-window);
  const start = lastShift(recent);
  const level = recent.slice(start);
  const shift = start === 0 ? undefined : describeShift(recent, start, context.tolerance);
  const decline = shift === undefined ? declineOf(recent, context.tolerance) : undefined;
  return { shift, decline, againstAccepted: againstAccepted(level, { points, ...context }) };
}

/**
 * Index of the first run after the newest shift; 0 where there is none, or where a slope explains
 * the series better.
 */
function lastShift(points: readonly Point[]): number {
  const logs = points.map(({ log }) => log);
  const shifts = findShifts(logs, { seed: 1, least, probability: byChance });
  const ends = [...shifts.slice(1), logs.length];
  const levels = [
    logs.slice(0, shifts[0]),
    ...shifts.map((start, index) => logs.slice(start, ends[index])),
  ];
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

function describeShift(
  points: readonly Point[],
  start: number,
  tolerance: number,
): LevelShift | undefined {
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
function againstAccepted(
  level: readonly Point[],
  { points, cell, acknowledgements, tolerance }: Context & { readonly points: readonly Point[] },
): CellLevel['againstAccepted'] {
  const until = Math.max(...points.map(({ run }) => Date.parse(run.startedAt)));
  const said = acknowledgedLevel({ cell, acknowledgements, until });
  const first = points.slice(0, least);
  if (said === undefined && first.length < least) return undefined;
  const sign = metricOf(cell.metric).better === 'higher' ? 1 : -1;
  const accepted = said === undefined ? meanLog(first) : sign * Math.log(said.value);
  const counted = said === undefined ? least : said.acknowledgement.runs.length;
  const difference = meanLog(level) - accepted;
  const { variance, freedom } = betweenRuns(varianceOf(level), level.length);
  const half =
    studentTQuantile(0.995, freedom) * Math.sqrt(variance * (1 / level.length + 1 / counted));
  const change = Math.expm1(difference);
  const isBelow = change <= -tolerance && difference + half < 0;
  return {
    change,
    isBelow,
    ...(said !== undefined && { acknowledgedBy: said.acknowledgement.by }),
  };
}

function declineOf(points: readonly Point[], tolerance: number): CellLevel['decline'] {
  if (points.length < 2 * least) return undefined;
  const { slope, z } = trendOf(points.map(({ log }) => log));
  const change = Math.expm1(slope * (points.length - 1));
  return z < -trendLimit && change <= -tolerance ? { change, runs: points.length } : undefined;
}

function meanLog(points: readonly Point[]): number {
  return meanOf(points.map(({ log }) => log));
}

function varianceOf(points: readonly Point[]): number {
  return squaresAround(points.map(({ log }) => log)) / Math.max(1, points.length - 1);
}
