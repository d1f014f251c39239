import type { Acknowledgement } from '../core/acknowledgement.ts';
import { type CellName, cellText } from '../core/cell.ts';
import { logRatioOf } from '../core/difference.ts';
import { isLikeLoad, loadOf } from '../core/load.ts';
import type { Run } from '../core/run.ts';
import { headCells, headSampleOf, logCentreOf, meanOf } from '../core/sample.ts';
import { assumedBetweenDeviation } from '../statistics/uncertainty.ts';
import { startOf } from './eligibility.ts';
import { levelRuns } from './limits.ts';
import { logIn, type Reading } from './reading.ts';

/**
 * Accepts the level of some runs of one environment, the newest first, with the digests of their
 * documents: per cell that is covered their geometric mean. Cells that not all of them have stay as
 * they were.
 */
export function acknowledge({
  runs,
  covers,
  toolVersion,
  ...said
}: Pick<Acknowledgement, 'acknowledgedAt' | 'by' | 'reason'> & {
  readonly toolVersion: string;
  readonly runs: readonly { readonly run: Run; readonly digest: string }[];
  readonly covers: (cell: CellName) => boolean;
}): Acknowledgement {
  const [newest] = runs;
  const cells = newest === undefined ? [] : headCells(newest.run).filter(covers);
  const loads = runs.flatMap(({ run }) => loadOf(run) ?? []);
  return {
    schema: 1,
    kind: 'acknowledgement',
    tool: { name: 'qemu-storage-gate', version: toolVersion },
    ...said,
    fingerprint: newest?.run.fingerprint ?? '',
    levels: cells.flatMap(cell => {
      const centres = runs.flatMap(({ run }) => logCentreOf(run, cell) ?? []);
      if (centres.length < runs.length) return [];
      const ratios = runs.flatMap(({ run }) => logRatioOf(run, cell)?.log ?? []);
      const isGauged = ratios.length === runs.length;
      const ratio = isGauged ? { ratio: Math.exp(meanOf(ratios)) } : {};
      return [{ ...cell, value: Math.exp(meanOf(centres)), ...ratio }];
    }),
    ...(loads.length > 0 && { load: meanOf(loads) }),
    runs: runs.map(({ run: { startedAt }, digest }) => ({ startedAt, digest })),
  };
}

/**
 * What a cell of the default branch is to deliver, in the metric's base unit, and who said so:
 * what was last acknowledged, else the geometric mean of the first five runs; undefined where fewer
 * have it, and where those were measured under other load. `readings` are those of the cell in
 * eligible runs of one environment, in any order, the oldest among them.
 */
export function acceptedLevel(
  cell: CellName,
  {
    readings = [],
    acknowledgements,
    until = Number.POSITIVE_INFINITY,
    load,
    key,
  }: {
    readonly readings?: readonly Reading[];
    readonly acknowledgements: readonly Acknowledgement[];
    /** Milliseconds since 1970 from which on nothing counts that was said of a run. */
    readonly until?: number;
    /** Of the run that is held to it; undefined: of whichever. */
    readonly load?: number | undefined;
    /** Asks for the ratio to the yardstick of this key. */
    readonly key?: string | undefined;
  },
): { readonly logValue: number; readonly runs: number; readonly by?: string } | undefined {
  for (const acknowledgement of newestFirst(acknowledgements, until)) {
    const level = levelsIn(acknowledgement).get(cellText(cell));
    if (level === undefined) continue;
    const logValue = key === undefined ? level.log : level.logRatio;
    if (logValue === undefined || !isLikeLoad(acknowledgement.load, load)) return undefined;
    return { logValue, runs: acknowledgement.runs.length, by: acknowledgement.by };
  }
  const first = readings
    .toSorted((a, b) => startOf(a) - startOf(b))
    .flatMap(reading => {
      const log = logIn(reading, key);
      return log === undefined ? [] : [{ log, load: reading.load ?? 0 }];
    })
    .slice(0, levelRuns);
  if (first.length < levelRuns) return undefined;
  const then = meanOf(first.map(one => one.load));
  if (!isLikeLoad(then, load)) return undefined;
  return { logValue: meanOf(first.map(({ log }) => log)), runs: levelRuns };
}

/** Levels are looked through once, however many cells are asked for: a document never changes. */
const levelsByDocument = new WeakMap<Acknowledgement, ReadonlyMap<string, Logs>>();

interface Logs {
  readonly log: number;
  readonly logRatio: number | undefined;
}

function levelsIn(acknowledgement: Acknowledgement): ReadonlyMap<string, Logs> {
  const found = levelsByDocument.get(acknowledgement);
  if (found !== undefined) return found;
  // Of a cell that is named twice the first counts.
  const logs = new Map(
    acknowledgement.levels
      .toReversed()
      .map(level => [
        cellText(level),
        { log: Math.log(level.value), logRatio: level.ratio && Math.log(level.ratio) },
      ]),
  );
  levelsByDocument.set(acknowledgement, logs);
  return logs;
}

/**
 * By the runs that they speak of, and only where the last of those is the same by their own time:
 * the clock of who acknowledged is nobody's to check, and one that is ahead would outrank all that
 * others say later.
 */
function newestFirst(
  acknowledgements: readonly Acknowledgement[],
  until: number,
): readonly Acknowledgement[] {
  const lastRun = ({ runs }: Acknowledgement): number =>
    Math.max(...runs.map(startOf).filter(start => start <= until));
  const saidAt = ({ acknowledgedAt }: Acknowledgement): number => Date.parse(acknowledgedAt);
  return acknowledgements
    .filter(one => lastRun(one) > Number.NEGATIVE_INFINITY)
    .toSorted((a, b) => lastRun(b) - lastRun(a) || saidAt(b) - saidAt(a));
}

/**
 * The cell in which some runs, the newest first, differ by more than they would by chance, so that
 * their mean is the level of none of them: the worst one, with its lowest and highest geometric
 * mean in base units, and how many of the newest runs are alike. Undefined where in each cell all
 * are. A host is taken to vary by 10 % between runs, as for baselines of few; of five runs alike
 * the range exceeds four deviations in 4 % of cases.
 */
export function findUnlikeRuns(runs: readonly Run[], cells: readonly CellName[]) {
  const unlike = cells.flatMap(cell => {
    const logs = runs.flatMap(run => logCentreOf(run, cell) ?? []);
    const limit = 4 * Math.max(assumedBetweenDeviation, ...runs.map(run => errorOf(run, cell)));
    const alike = logs.findIndex((_, index) => rangeOf(logs.slice(0, index + 1)) > limit);
    if (alike < 0) return [];
    return [{ cell, low: Math.exp(Math.min(...logs)), high: Math.exp(Math.max(...logs)), alike }];
  });
  const [worst] = unlike.toSorted((a, b) => b.high / b.low - a.high / a.low);
  const alike = Math.min(...unlike.map(one => one.alike));
  return worst === undefined ? undefined : { ...worst, alike };
}

/** Standard error of a cell's centre in one run: what its own rounds leave open. */
function errorOf(run: Run, cell: CellName): number {
  const sample = headSampleOf(run, cell);
  return sample.kind === 'values' ? sample.logDeviation / Math.sqrt(sample.n) : 0;
}

function rangeOf(logs: readonly number[]): number {
  return Math.max(...logs) - Math.min(...logs);
}
