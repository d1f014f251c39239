import type { Acknowledgement } from '../core/acknowledgement.ts';
import type { CellName } from '../core/cell.ts';
import { commitOf } from '../core/commit.ts';
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
 * towards better.
 */
export interface CellLevel {
  readonly cell: CellName;
  /** Newest change of level, between two runs; undefined where there is none. */
  readonly shift?:
    | {
        readonly change: number;
        /** The last commit before it and the first one after it; null where a run names none. */
        readonly from: string | null;
        readonly to: string | null;
        /** When the first run after it started. */
        readonly startedAt: string;
        /** Whether the newest run is what made it visible. */
        readonly isNew: boolean;
      }
    | undefined;
  /** Against the accepted level; undefined where nothing is accepted yet. */
  readonly againstAccepted?:
    | { readonly change: number; readonly isBelow: boolean; readonly acknowledgedBy?: string }
    | undefined;
  /** A loss over the whole window that no single step explains. */
  readonly decline?: { readonly change: number; readonly runs: number } | undefined;
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
    const sign = metricOf(metric).better === 'higher' ? 1 : -1;
    const points = runs.flatMap((run): Point[] => {
      const log = logCentreOf(run, cell);
      return log === undefined ? [] : [{ run, log: sign * log }];
    });
    if (points.length === 0) return [];
    const recent = points.slice(-mostRuns);
    const start = lastShift(recent);
    const shift = start === 0 ? undefined : shiftAt(recent, { start, tolerance });
    const decline = shift === undefined ? declineOf(recent, tolerance) : undefined;
    const until = Math.max(...points.map(({ run }) => startOf(run)));
    const accepted = acceptedLevel(cell, { ...branch, runs, until });
    const againstAccepted =
      accepted &&
      againstLevel(recent.slice(start), {
        ...accepted,
        accepted: sign * accepted.logValue,
        tolerance,
      });
    return [{ cell, shift, decline, againstAccepted }];
  });
}

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
): CellLevel['shift'] {
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
    accepted,
    runs,
    by,
    tolerance,
  }: {
    readonly accepted: number;
    /** As many as the accepted level is the mean of. */
    readonly runs: number;
    readonly by?: string;
    readonly tolerance: number;
  },
): CellLevel['againstAccepted'] {
  const n = points.length;
  const difference = meanLog(points) - accepted;
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
