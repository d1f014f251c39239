import { metricOf } from '../core/metric.ts';
import type { MissingReason } from '../core/reason.ts';
import type { Run } from '../core/run.ts';
import { type MissingSample, meanOf, type Sample, sampleOf } from '../core/sample.ts';
import { sideLevelsOf } from '../statistics/centre.ts';
import { type Cell, type CellsRequest, liveBaseOf } from './cell.ts';
import type { CellJudgement } from './judgement.ts';
import type { CellSeries } from './look.ts';
import { roundDoubts } from './round-doubt.ts';

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
      : baseline.runs.flatMap(earlier => {
          const taken = takenFrom(earlier, cell, undefined);
          return taken.head.kind === 'values' ? [{ ...taken, head: taken.head }] : [];
        });
  const { head, against, differences, guards } = own;
  const facts: ReadCell['facts'] = {
    ...cell,
    headRounds: head.kind === 'values' ? head.n : 0,
    reference: base === undefined ? 'stored runs' : 'live base',
    baseRuns: stored.length,
    ...levelsOf(cell, own),
    ...(guards !== undefined && guards.length > 0 && { guards }),
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

/** Only where each stored run has the yardstick too: ratios and levels must be of the same runs. */
function ratioOf(own: Taken, stored: readonly Taken[]): Pick<CellSeries, 'storedRatio'> {
  const [series, ...others] = [own, ...stored].map(({ yardstick }) =>
    yardstick?.kind === 'values' ? yardstick.logs : undefined,
  );
  const found = others.filter(logs => logs !== undefined);
  return series === undefined || found.length < others.length
    ? {}
    : { storedRatio: { series, stored: found } };
}

function ruleOf({ gated, tolerance }: Cell): Pick<CellSeries, 'gated' | 'tolerance'> {
  return { gated, tolerance };
}

function withDoubts(cell: Cell, facts: ReadCell['facts'], series: CellSeries): ReadCell {
  const doubts = cell.gated ? roundDoubts(series.series, cell.tolerance) : {};
  return { facts: { ...facts, ...doubts }, series };
}

/** The differences of two arms round by round, towards better. */
interface Differences {
  readonly kind: 'values';
  readonly logs: readonly number[];
  readonly sums?: readonly number[] | undefined;
}

/** What one run has of a cell. */
interface Taken {
  readonly head: Sample;
  readonly against?: Sample | undefined;
  readonly differences?: Differences | MissingSample | undefined;
  readonly yardstick?: Differences | MissingSample | undefined;
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
  const pairWith = (isOther: (index: number) => boolean) =>
    run.plan.pairs?.findIndex(({ head, against }) => head === armIndex && isOther(against));
  const yard = pairWith(index => run.arms[index]?.side === 'yardstick');
  const yardstick =
    yard === undefined || yard === -1
      ? undefined
      : differencesOf(run, { cell, pair: yard, measuredFor, armIndex });
  if (base === undefined) {
    const pair = yard === -1 ? undefined : yard;
    return { head: measuredFor(armIndex, pair), yardstick };
  }
  const pair = pairWith(index => index === base);
  const [head, against] = [measuredFor(armIndex, pair), measuredFor(base, pair)];
  const differences =
    pair === undefined
      ? subtracted(cell, head, against)
      : differencesOf(run, { cell, pair, measuredFor, armIndex });
  const guards = pair === undefined ? undefined : guardsOf(run, pair, workload);
  return { head, against, differences, yardstick, guards };
}

function guardsOf({ rounds }: Run, pair: number, workload: string): CellJudgement['guards'] {
  return rounds.flatMap(({ index, doubts = [] }) =>
    doubts
      .filter(one => one.pair === pair && (one.workload ?? workload) === workload)
      .map(({ reason }) => ({ round: index, by: reason })),
  );
}

interface PairRequest {
  readonly cell: Cell;
  readonly pair: number;
  readonly armIndex: number;
  readonly measuredFor: (index: number, pair: number) => Sample;
}

/** The differences of a pair: of its slices where there are some, and of the sums beside them. */
function differencesOf(
  { plan, rounds }: Run,
  { cell, pair, armIndex, measuredFor }: PairRequest,
): Differences | MissingSample {
  const against = plan.pairs?.[pair]?.against ?? -1;
  const sums = subtracted(cell, measuredFor(armIndex, pair), measuredFor(against, pair));
  if (sums.kind === 'missing' || cell.metric !== 'throughput') return sums;
  const logs: number[] = [];
  for (const { index, differences = [] } of rounds) {
    if (plan.order[index]?.includes(pair) !== true) continue;
    const found = differences.filter(one => one.pair === pair && one.workload === cell.workload);
    const [difference] = found;
    if (difference === undefined || found.length > 1)
      return { kind: 'missing', reason: { kind: 'no-difference', round: index } };
    logs.push(difference.log);
  }
  return { kind: 'values', logs, sums: sums.logs };
}

function subtracted(cell: Cell, head: Sample, against: Sample): Differences | MissingSample {
  if (head.kind === 'missing') return head;
  if (against.kind === 'missing')
    return { kind: 'missing', reason: { kind: 'other-arm', reason: against.reason } };
  const logs = head.logs.map((log, round) => log - (against.logs[round] ?? Number.NaN));
  return { kind: 'values', logs: turned(cell, logs) };
}

/** Logs turned so that more is better. */
function turned({ metric }: Cell, logs: readonly number[]): readonly number[] {
  return metricOf(metric).better === 'higher' ? logs : logs.map(log => -log);
}
