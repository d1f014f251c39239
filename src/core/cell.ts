import { workloadsOfArm } from './arm-workloads.ts';
import type { Baseline } from './baseline.ts';
import { cacheFlags, describeCache, durabilityClass } from './cache-mode.ts';
import { type Comparison, compare, comparePaired } from './comparison.ts';
import { isContaminated } from './contamination.ts';
import { isPlannedControl } from './control-arm.ts';
import { decide } from './decision.ts';
import { expectedMetrics } from './expected-metrics.ts';
import type { CellJudgement } from './judgement.ts';
import { hasLiveBase, liveBaseOf } from './live-base.ts';
import { type MetricName, metricOf } from './metric.ts';
import type { Side } from './plan.ts';
import type { Policy } from './policy.ts';
import type { Run, RunArm } from './run.ts';
import { type CellOfRun, meanOf, type Sample, sampleOf, type Values } from './sample.ts';

/** What the cells of a run are judged with. */
export interface CellsRequest {
  readonly run: Run;
  readonly baseline: Baseline;
  readonly policy: Policy;
}

/** Arm x workload x metric, with what the policy says of it. */
interface Cell {
  readonly arm: string;
  readonly side: Side;
  readonly workload: string;
  readonly metric: MetricName;
  readonly gated: boolean;
  readonly tolerance: number;
}

/** Judges every cell of the run's head and host arms and of null disks that were asked for, and the gated ones of arms that only the base still has. */
export function judgeCells({ run, baseline, policy }: CellsRequest): CellJudgement[] {
  const arms = run.arms.filter(({ side }, index) => side !== 'base' && !isPlannedControl(run.plan, index));
  const present = arms.flatMap(arm => cellsOf(arm, { run, policy }));
  const gone = goneArms(run, baseline)
    .flatMap(arm => cellsOf(arm, { run, policy }))
    .filter(({ gated }) => gated);
  const gatedCells = [...present, ...gone].filter(({ gated }) => gated).length;
  const errorShare = policy.falseAlarm / Math.max(1, gatedCells);
  return [...present.map(cell => judgeCell(cell, { run, baseline, errorShare })), ...gone.map(missingArm)];
}

/**
 * What the base side of the run has, or else what the newest run with all its arms still had. A run whose arms were picked
 * by hand neither shows nor misses any of the stored ones.
 */
function goneArms(run: Run, { runs, newest }: Baseline): readonly RunArm[] {
  if (hasLiveBase(run)) {
    const heads = new Set(headNames(run));
    return run.arms.flatMap(arm => (arm.side === 'base' && !heads.has(arm.name) ? [{ ...arm, side: 'head' }] : []));
  }
  if (run.plan.armsPicked === true) return [];
  const whole = [...runs, newest].find(earlier => earlier !== undefined && earlier.plan.armsPicked !== true);
  const names = new Set(headNames(run));
  return (whole?.arms ?? []).filter(({ side, name }) => side === 'head' && !names.has(name));
}

function headNames(run: Run): string[] {
  return run.arms.filter(({ side }) => side === 'head').map(({ name }) => name);
}

/**
 * The cells of an arm. Throughput, and a metric whose gate names it, are expected of every workload that can have them,
 * measured or not; other metrics where the run has them at all.
 */
function cellsOf(
  { name: arm, side, subject }: RunArm,
  { run, policy }: { readonly run: Run; readonly policy: Policy },
): Cell[] {
  const measured = measuredMetrics(run);
  const named = new Set(policy.cells.flatMap(({ metric }) => metric ?? []));
  const planned = run.plan.arms.find(other => other.name === arm && other.side === side);
  return workloadsOfArm(run.plan.suite, planned ?? {}).flatMap(workload =>
    expectedMetrics(workload, subject.target)
      .map(metric => {
        const cell = { arm, side, workload: workload.name, metric };
        return { ...cell, ...ruleFor(cell, policy) };
      })
      .filter(({ metric, gated }) => metric === 'throughput' || measured.has(metric) || (gated && named.has(metric))),
  );
}

function measuredMetrics({ rounds }: Run): ReadonlySet<MetricName> {
  return new Set(rounds.flatMap(round => round.measurements.map(({ metric }) => metric)));
}

function ruleFor(
  cell: Pick<Cell, 'arm' | 'side' | 'workload' | 'metric'>,
  policy: Policy,
): { readonly gated: boolean; readonly tolerance: number } {
  const matching = policy.cells.filter(
    ({ disk, workload, metric }) =>
      (disk ?? cell.arm) === cell.arm &&
      (workload ?? cell.workload) === cell.workload &&
      (metric ?? cell.metric) === cell.metric,
  );
  const gate = matching.findLast(rule => rule.gate !== undefined)?.gate ?? cell.metric === 'throughput';
  const tolerance = matching.findLast(rule => rule.tolerance !== undefined)?.tolerance ?? policy.tolerance;
  return { gated: cell.side === 'head' && gate, tolerance };
}

interface CellContext {
  readonly run: Run;
  readonly baseline: Baseline;
  readonly errorShare: number;
}

function judgeCell(cell: Cell, { run, baseline, errorShare }: CellContext): CellJudgement {
  const head = sampleOfCell(run, cell);
  const base = baseline.runs
    .map(earlier => sampleOfCell(earlier, cell))
    .filter((sample): sample is Values => sample.kind === 'values');
  const live = liveSample(run, cell);
  const context = { cell, baseline, errorShare };
  const facts = {
    ...cell,
    headRounds: head.kind === 'values' ? head.n : 0,
    reference: live === undefined ? ('stored runs' as const) : ('live base' as const),
    baseRuns: base.length,
    ...(head.kind === 'values' && { head: head.centre }),
    ...baseCentre(live, base),
  };
  const found = live === undefined ? compareCell(head, base, context) : compareLive(head, live, context);
  const compared = doubted(found, run);
  const weaker = cell.gated ? weakerDurability(cell, run, baseline) : undefined;
  return weaker === undefined
    ? { ...facts, ...compared }
    : { ...facts, ...compared, verdict: 'regressed', reason: weaker };
}

function liveSample(run: Run, { arm, side, workload, metric }: Cell): Sample | undefined {
  const base = side === 'head' ? liveBaseOf(run, arm) : undefined;
  return base === undefined ? undefined : sampleOf(run, { armIndex: base.index, workload, metric });
}

function baseCentre(live: Sample | undefined, stored: readonly Values[]): { readonly base?: number } {
  if (live !== undefined) return live.kind === 'values' ? { base: live.centre } : {};
  return stored.length === 0 ? {} : { base: Math.exp(meanOf(stored.map(({ logCentre }) => logCentre))) };
}

/** The base of the same rounds decides alone: what the host did since the stored runs is no matter of this change. */
function compareLive(head: Sample, base: Sample, { cell, errorShare }: CompareContext): ComparedCell {
  if (head.kind === 'missing') return { verdict: 'missing', reason: head.reason };
  if (base.kind === 'missing') return { verdict: 'missing', reason: `its base side: ${base.reason}` };
  if (head.n < 2) return oneRound;
  const { better } = metricOf(cell.metric);
  return decided(comparePaired(head, base, { better, tolerance: cell.tolerance, errorShare }), cell);
}

const oneRound: ComparedCell = {
  verdict: 'inconclusive',
  reason: 'one round shows no spread, so no change can be told from noise',
};

function decided(comparison: Comparison, { tolerance }: Cell): ComparedCell {
  const { change, blocking: interval, mde } = comparison;
  return { ...decide(comparison, tolerance), change, interval, mde };
}

/** Numbers of a contaminated run are shown, but nothing is decided by them; what has none stays missing. */
function doubted(compared: ComparedCell, run: Run): ComparedCell {
  if (compared.verdict === 'missing' || !isContaminated(run)) return compared;
  return { ...compared, verdict: 'inconclusive', reason: 'other load disturbed too many rounds of this run' };
}

type ComparedCell = Pick<CellJudgement, 'verdict' | 'reason' | 'change' | 'interval' | 'mde'>;

interface CompareContext {
  readonly cell: Cell;
  readonly baseline: Baseline;
  readonly errorShare: number;
}

function compareCell(
  head: Sample,
  base: readonly Values[],
  { cell, baseline, errorShare }: CompareContext,
): ComparedCell {
  if (head.kind === 'missing') return { verdict: 'missing', reason: head.reason };
  if (base.length === 0) return withoutBase(cell, baseline);
  if (head.n < 2) return oneRound;
  const { better } = metricOf(cell.metric);
  return decided(compare(head, base, { better, tolerance: cell.tolerance, errorShare }), cell);
}

function withoutBase(cell: Cell, baseline: Baseline): Pick<CellJudgement, 'verdict' | 'reason'> {
  if (baseline.incomparable.length > 0) {
    return { verdict: 'incomparable', reason: `measured elsewhere: ${baseline.incomparable.join(', ')}` };
  }
  if (baseline.runs.length === 0) return { verdict: 'no-baseline', reason: 'no earlier run is stored' };
  const known = baseline.runs.some(earlier => armOf(earlier, cell) !== undefined);
  return {
    verdict: 'no-baseline',
    reason: known ? 'no earlier run has a valid value of it' : `no earlier run has an arm ${cell.arm}`,
  };
}

function sampleOfCell(run: Run, cell: Cell): Sample {
  const { workload, metric } = cell;
  const armIndex = run.arms.findIndex(arm => isArmOf(arm, cell));
  return sampleOf(run, { armIndex, workload, metric } satisfies CellOfRun);
}

function armOf(run: Run | undefined, cell: Cell): RunArm | undefined {
  return run?.arms.find(arm => isArmOf(arm, cell));
}

function isArmOf({ name, side }: RunArm, cell: Cell): boolean {
  return name === cell.arm && side === cell.side;
}

/** A lower durability class is faster because it promises less: red whatever its speed, and whatever host measured it. */
function weakerDurability(cell: Cell, run: Run, { runs, newest }: Baseline): string | undefined {
  const head = armOf(run, cell)?.subject.target;
  const stored = [...runs, newest].map(earlier => armOf(earlier, cell)).find(arm => arm !== undefined);
  const base = (liveBaseOf(run, cell.arm)?.arm ?? stored)?.subject.target;
  if (head?.kind !== 'disk' || base?.kind !== 'disk') return undefined;
  const promised = durabilityClass(cacheFlags(base.mode.cache));
  const now = durabilityClass(cacheFlags(head.mode.cache));
  if (now >= promised) return undefined;
  return `${describeCache(head.mode.cache)} promises less durability than ${describeCache(base.mode.cache)}, whatever its speed`;
}

function missingArm(cell: Cell): CellJudgement {
  const reason = `the arm ${cell.arm} is in the baseline, and no longer in this run`;
  return { ...cell, headRounds: 0, reference: 'stored runs', baseRuns: 0, verdict: 'missing', reason };
}
