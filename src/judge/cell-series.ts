import { type Differences, differencesOf, gaugedIn, subtracted } from '../core/difference.ts';
import { ofLikeLoad, ofLikeMedium } from '../core/load.ts';
import { metricOf } from '../core/metric.ts';
import type { MissingReason } from '../core/reason.ts';
import type { Run } from '../core/run.ts';
import { type MissingSample, meanOf, type Sample, sampleOf, type Values } from '../core/sample.ts';
import { sideLevelsOf } from '../statistics/centre.ts';
import { type Cell, type CellsRequest, liveBaseOf } from './cell.ts';
import type { CellJudgement } from './judgement.ts';
import type { CellSeries } from './look.ts';
import { roundDoubts } from './outlier.ts';

/** A cell as far as its values say it, and what it is decided by where they suffice. */
export interface ReadCell {
  readonly facts: Omit<CellJudgement, 'verdict'>;
  readonly missing?: MissingReason | undefined;
  /** Absent where a value is missing, and where there is nothing to compare with. */
  readonly series?: CellSeries | undefined;
}

/** Reads what a run and its baseline have of a cell; which references count is the policy's. */
export function readCell(cell: Cell, { run, baseline, policy }: CellsRequest): ReadCell {
  const base = policy.reference === 'stored' ? undefined : liveIndex(run, cell);
  const own = takenFrom(run, cell, base);
  const stored =
    policy.reference === 'base'
      ? []
      : // What nobody gates is shown as it is; a caveat tells of the load.
        ofLikeMedium(
          run,
          cell.gated ? ofLikeLoad(run, baseline.runs) : baseline.runs,
          cell.arm,
        ).flatMap(earlier => storedOf(earlier, cell, own));
  const { head, against, differences, guards, yardstick } = own;
  const facts: ReadCell['facts'] = {
    ...cell,
    headRounds: head.kind === 'values' ? head.n : 0,
    reference: base === undefined ? 'stored runs' : 'live base',
    baseRuns: stored.length,
    ...levelsOf(cell, own),
    ...sinceOf(cell, own, stored),
    ...(guards !== undefined && guards.length > 0 && { guards }),
    ...(stored.length > 1 &&
      head.kind === 'values' && {
        trail: [...stored.map(one => one.head.centre).toReversed(), head.centre],
      }),
    ...(base === undefined &&
      stored.length > 0 && { base: Math.exp(meanOf(stored.map(one => one.head.logCentre))) }),
  };
  if (head.kind === 'missing') return { facts, missing: head.reason };
  if (base !== undefined) {
    if (against?.kind === 'missing')
      return { facts, missing: { kind: 'other-arm', reason: against.reason } };
    if (differences?.kind !== 'values') return { facts, missing: differences?.reason };
    const { logs: series, sums } = differences;
    const both = { series, ...(sums !== undefined && { sums }) };
    return withDoubts(cell, facts, { ...ruleOf(cell), reference: 'live', ...both });
  }
  if (yardstick?.kind === 'missing')
    return { facts, missing: { kind: 'other-arm', arm: 'yardstick', reason: yardstick.reason } };
  if (stored.length === 0) return { facts };
  return withDoubts(cell, facts, {
    ...ruleOf(cell),
    reference: 'stored',
    series: turned(cell, head.logs),
    stored: stored.map(one => turned(cell, one.head.logs)),
    ...ratioOf(own, stored),
  });
}

/** Of two sides levels whose ratio is the change that is judged. */
function levelsOf(
  cell: Cell,
  { head, against, differences }: Taken,
): Pick<CellJudgement, 'head' | 'base'> {
  if (head.kind === 'missing') return against?.kind === 'values' ? { base: against.centre } : {};
  if (differences?.kind !== 'values') return { head: head.centre };
  const levels = sideLevelsOf(head.logs, turned(cell, differences.logs));
  return { head: Math.exp(levels.head), base: Math.exp(levels.base) };
}

/** A stored run that has the cell, and the same yardstick beside it where this run has one. */
interface Stored {
  readonly head: Values;
  readonly key: string;
  readonly ratio: readonly number[];
}

function storedOf(run: Run, cell: Cell, { yardstick, yardstickKey }: Taken): Stored[] {
  const taken = takenFrom(run, cell, undefined);
  const isGauged = yardstick?.kind === 'values';
  const ratio = taken.yardstickKey === yardstickKey ? taken.yardstick : undefined;
  if (taken.head.kind === 'missing' || (isGauged && ratio?.kind !== 'values')) return [];
  return [{ head: taken.head, key: taken.key, ratio: ratio?.kind === 'values' ? ratio.logs : [] }];
}

/** Ratios and levels are of the same runs. */
function ratioOf({ yardstick }: Taken, stored: readonly Stored[]): Pick<CellSeries, 'storedRatio'> {
  return yardstick?.kind === 'values'
    ? { storedRatio: { series: yardstick.logs, stored: stored.map(({ ratio }) => ratio) } }
    : {};
}

/**
 * How the cell moved since the stored runs. What the host did is what the yardstick did: the level
 * without the ratio. Without one it is what the base side did, where that is the stored disk.
 */
function sinceOf(
  cell: Cell,
  { level, yardstick, differences, baseKey }: Taken,
  stored: readonly Stored[],
): Pick<CellJudgement, 'since'> {
  if (level.kind === 'missing' || stored.length === 0) return {};
  const from = (logs: readonly number[], before: readonly number[]): number =>
    meanOf(logs) - meanOf(before);
  const levels = stored.map(({ head }) => head.logCentre);
  const moved = from(turned(cell, level.logs), turned(cell, levels));
  const ratio =
    yardstick?.kind === 'values'
      ? from(
          yardstick.logs,
          stored.map(one => meanOf(one.ratio)),
        )
      : undefined;
  const isSame = stored.every(({ key }) => key === baseKey);
  const live = differences?.kind === 'values' && isSame ? meanOf(differences.logs) : undefined;
  const own = ratio ?? live;
  return {
    since: {
      runs: stored.length,
      level: Math.expm1(moved),
      ...(ratio !== undefined && { ratio: Math.expm1(ratio) }),
      ...(own !== undefined && { host: Math.expm1(moved - own) }),
    },
  };
}

function ruleOf({ gated, tolerance }: Cell): Pick<CellSeries, 'gated' | 'tolerance'> {
  return { gated, tolerance };
}

function withDoubts(cell: Cell, facts: ReadCell['facts'], series: CellSeries): ReadCell {
  const doubts = cell.gated ? roundDoubts(series.series, cell.tolerance) : {};
  return { facts: { ...facts, ...doubts }, series };
}

/** What one run has of a cell; differences are towards better. */
interface Taken {
  readonly head: Sample;
  /** The head as stored runs have it: beside the yardstick, where it is. */
  readonly level: Sample;
  readonly key: string;
  readonly baseKey: string | undefined;
  readonly against?: Sample | undefined;
  readonly differences?: Differences | MissingSample | undefined;
  readonly yardstick?: Differences | MissingSample | undefined;
  readonly yardstickKey: string | undefined;
  readonly guards?: CellJudgement['guards'];
}

function liveIndex(run: Run, { arm, side }: Cell): number | undefined {
  return side === 'head' ? liveBaseOf(run, arm)?.index : undefined;
}

/** Every look at a run asks the same stored runs for the same cells: a document never changes. */
const known = new WeakMap<Run, Map<string, Taken>>();

/** `base`: the index of the arm that the cell is compared with in its own run. */
function takenFrom(run: Run, cell: Cell, base: number | undefined): Taken {
  const taken = known.get(run) ?? new Map<string, Taken>();
  known.set(run, taken);
  const key = [cell.side, cell.workload, cell.metric, cell.arm, base].join('\0');
  const found = taken.get(key) ?? take(run, cell, base);
  taken.set(key, found);
  return found;
}

function take(run: Run, cell: Cell, base: number | undefined): Taken {
  const { workload, metric } = cell;
  const armIndex = run.arms.findIndex(({ name, side }) => name === cell.arm && side === cell.side);
  const measuredFor = (index: number, pair: number | undefined) =>
    sampleOf(run, { armIndex: index, workload, metric, pair });
  const between = (pair: number) => towardsBetter(cell, differencesOf(run, { ...cell, pair }));
  const gauged = gaugedIn(run, armIndex);
  const level = measuredFor(armIndex, gauged?.pair);
  const common = {
    level,
    key: run.arms[armIndex]?.key ?? '',
    baseKey: run.arms[base ?? -1]?.key,
    yardstick: gauged && between(gauged.pair),
    yardstickKey: gauged?.key,
  };
  if (base === undefined) return { ...common, head: level };
  const pair = run.plan.pairs?.findIndex(one => one.head === armIndex && one.against === base);
  const [head, against] = [measuredFor(armIndex, pair), measuredFor(base, pair)];
  const differences =
    pair === undefined ? towardsBetter(cell, subtracted(head, against)) : between(pair);
  const guards = pair === undefined ? undefined : guardsOf(run, pair, workload);
  return { ...common, head, against, differences, guards };
}

function towardsBetter(cell: Cell, found: Differences | MissingSample) {
  return found.kind === 'missing' ? found : { ...found, logs: turned(cell, found.logs) };
}

function guardsOf({ rounds }: Run, pair: number, workload: string): CellJudgement['guards'] {
  return rounds.flatMap(({ index, doubts = [] }) =>
    doubts
      .filter(one => one.pair === pair && (one.workload ?? workload) === workload)
      .map(({ reason }) => ({ round: index, by: reason })),
  );
}

/** Logs turned so that more is better. */
function turned({ metric }: Cell, logs: readonly number[]): readonly number[] {
  return metricOf(metric).better === 'higher' ? logs : logs.map(log => -log);
}
