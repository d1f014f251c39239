import type { CellName } from '../core/cell.ts';
import { metricOf } from '../core/metric.ts';
import { meanOf } from '../core/sample.ts';
import { findShifts } from '../statistics/shift.ts';
import { trendOf } from '../statistics/trend.ts';
import { levelRuns, mostRuns } from './limits.ts';
import { logIn, type Reading } from './reading.ts';

/** A cell of the default branch whose level is judged, by its own tolerance. */
export type LevelledCell = CellName & {
  /** The smallest change worth speaking of. */
  readonly tolerance: number;
};

/** A change of level between two runs, towards better. */
export interface Shift {
  readonly change: number;
  /** The last commit before it and the first one after it; null where a run names none. */
  readonly from: string | null;
  readonly to: string | null;
  /** When the first run after it started. */
  readonly startedAt: string;
  /** Whether the newest run is what made it visible. */
  readonly isNew: boolean;
}

/** The value of a cell in a run; higher is better. */
export interface Point {
  readonly reading: Reading;
  readonly log: number;
}

/** One history in a thousand without a shift shows one: every push looks at every cell. */
const chanceProbability = 0.001;

/**
 * Every shift of a cell's level by its tolerance or more, the oldest first, with how the ratio to
 * the yardstick changed meanwhile. Windows as long as that of a gate are looked through, each half
 * beyond the one before: older runs describe another machine.
 */
export function shiftsOf(
  { tolerance, ...cell }: LevelledCell,
  readings: readonly Reading[],
): readonly (Omit<Shift, 'isNew'> & { readonly ratio: number | undefined })[] {
  const points = pointsOf(cell, readings);
  const starts: number[] = [];
  for (let from = 0; from + 2 * levelRuns <= points.length; ) {
    const found = shiftsIn(points.slice(from, from + mostRuns))[0];
    if (found !== undefined) starts.push(from + found);
    from += found ?? mostRuns / 2;
  }
  return starts.flatMap((start, index) => {
    const before = points.slice(Math.max(starts[index - 1] ?? 0, start - mostRuns), start);
    const after = points.slice(start, Math.min(starts[index + 1] ?? Infinity, start + mostRuns));
    const change = Math.expm1(meanLog(after) - meanLog(before));
    const [last, first] = [before.at(-1)?.reading, after[0]?.reading];
    if (last === undefined || first === undefined || Math.abs(change) < tolerance) return [];
    const [one, other] = [before, after].map(side => {
      return pointsOf(
        cell,
        side.map(({ reading }) => reading),
        first.ratio?.key ?? '',
      );
    });
    const ratio =
      one?.length && other?.length ? Math.expm1(meanLog(other) - meanLog(one)) : undefined;
    return [{ change, from: last.commit, to: first.commit, startedAt: first.startedAt, ratio }];
  });
}

/** The shift at an index; undefined where it is below the tolerance. */
export function shiftAt(
  points: readonly Point[],
  { start, tolerance }: { readonly start: number; readonly tolerance: number },
): Shift | undefined {
  const [before, after] = [points[start - 1], points[start]];
  const earlier = lastShift(points.slice(0, start));
  const change = Math.expm1(meanLog(points.slice(start)) - meanLog(points.slice(earlier, start)));
  if (before === undefined || after === undefined || Math.abs(change) < tolerance) return undefined;
  // Without the newest run nothing was seen: so it is this push that tells.
  const isNew = lastShift(points.slice(0, -1)) < start - 1;
  const { startedAt, commit: to } = after.reading;
  return { change, from: before.reading.commit, to, startedAt, isNew };
}

/** Index of the first run after the newest shift; 0 where there is none. */
export function lastShift(points: readonly Point[]): number {
  return shiftsIn(points).at(-1) ?? 0;
}

/** Indexes of the first runs after shifts; none where a slope explains the series better. */
function shiftsIn(points: readonly Point[]): readonly number[] {
  const logs = points.map(({ log }) => log);
  const shifts = findShifts(logs, { seed: 1, least: levelRuns, probability: chanceProbability });
  if (shifts.length === 0) return shifts;
  const levels = [0, ...shifts].map((start, index) => logs.slice(start, shifts[index]));
  const aroundLevels = levels.reduce((sum, level) => sum + squaresAround(level), 0);
  return aroundLevels <= squaresAround(withoutTrend(logs)) ? shifts : [];
}

function withoutTrend(logs: readonly number[]): readonly number[] {
  if (logs.length < 2) return logs;
  const { slope } = trendOf(logs);
  return logs.map((log, index) => log - slope * index);
}

/** The sum of squares around the mean. */
export function squaresAround(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/** 1 where more of a cell's metric is better, else -1. */
export function signOf({ metric }: CellName): number {
  return metricOf(metric).better === 'higher' ? 1 : -1;
}

/** The values of readings: of the ratio to the yardstick of a key, or of the level. */
export function pointsOf(cell: CellName, readings: readonly Reading[], key?: string): Point[] {
  return readings.flatMap(reading => {
    const log = logIn(reading, key);
    return log === undefined ? [] : [{ reading, log: signOf(cell) * log }];
  });
}

/** The mean over some points. */
export function meanLog(points: readonly Point[]): number {
  return meanOf(points.map(({ log }) => log));
}
