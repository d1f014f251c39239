import type { CellName } from '../core/cell.ts';
import type { MetricName } from '../core/metric.ts';
import type { Side } from '../core/plan.ts';
import { workloadsOfArm } from '../core/plan-work.ts';
import { type Policy, ruleFor } from '../core/policy.ts';
import type { Run, RunArm } from '../core/run.ts';
import type { Baseline } from '../history/history.ts';
import { rulesOf } from '../suites/registry.ts';

/** What the cells of a run are judged with. */
export interface CellsRequest {
  readonly run: Run;
  readonly baseline: Baseline;
  readonly policy: Policy;
}

/** What is to be judged, with what the policy says of it. */
export interface Cell extends CellName {
  readonly side: Side;
  readonly gated: boolean;
  readonly tolerance: number;
}

/** The cells of a run, and the gated ones of arms that are no longer there. */
export interface CellsOfRun {
  readonly present: readonly Cell[];
  readonly gone: readonly Cell[];
}

/** The cells of the run's head and host arms, and of arms that only the base still has. */
export function cellsOfRun({ run, baseline, policy }: CellsRequest): CellsOfRun {
  const arms = run.arms.filter(({ side }) => side === 'head' || side === 'host');
  const present = arms.flatMap(arm => cellsOf(arm, { run, policy }));
  const gone = goneArms(run, { baseline, policy })
    .flatMap(arm => cellsOf(arm, { run, policy }))
    .filter(({ gated }) => gated);
  return { present, gone };
}

/**
 * The base side of a head arm in its own run: measured in the same rounds, on the same host.
 * Undefined where there is none.
 */
export function liveBaseOf(
  run: Run,
  name: string,
): { readonly arm: RunArm; readonly index: number } | undefined {
  const index = run.arms.findIndex(arm => arm.side === 'base' && arm.name === name);
  const arm = run.arms[index];
  return arm === undefined ? undefined : { arm, index };
}

/**
 * What the base side of the run has, or else what the newest run with all its arms still had. A run
 * whose arms were picked by hand neither shows nor misses any of the stored ones.
 */
function goneArms(run: Run, { baseline, policy }: Omit<CellsRequest, 'run'>): readonly RunArm[] {
  const { runs, newest } = baseline;
  const hasBase = run.arms.some(({ side }) => side === 'base');
  if (hasBase && policy.reference !== 'stored') {
    const heads = new Set(headNames(run));
    return run.arms.flatMap(arm =>
      arm.side === 'base' && !heads.has(arm.name) ? [{ ...arm, side: 'head' }] : [],
    );
  }
  if (run.plan.armsPicked === true || policy.reference === 'base') return [];
  const whole = [...runs, newest].find(
    earlier => earlier !== undefined && earlier.plan.armsPicked !== true,
  );
  const names = new Set(headNames(run));
  return (whole?.arms ?? []).filter(({ side, name }) => side === 'head' && !names.has(name));
}

function headNames(run: Run): string[] {
  return run.arms.filter(({ side }) => side === 'head').map(({ name }) => name);
}

/**
 * The cells of an arm. Throughput, and a metric whose gate names it, are expected of every workload
 * that can have them, measured or not; other metrics where the run has them at all.
 */
function cellsOf(
  { name: arm, side, subject }: RunArm,
  { run, policy }: { readonly run: Run; readonly policy: Policy },
): Cell[] {
  const measured = measuredMetrics(run);
  const named = new Set(policy.cells.flatMap(({ metric }) => metric ?? []));
  const planned = run.plan.arms.find(other => other.name === arm && other.side === side);
  return workloadsOfArm(rulesOf(run.plan.suite), planned ?? {}).flatMap(workload =>
    workload
      .metrics(subject.target)
      .map(metric => {
        const cell = { arm, side, workload: workload.name, metric };
        const rule = ruleFor(cell, policy);
        return { ...cell, ...rule };
      })
      .filter(
        ({ metric, gated }) =>
          metric === 'throughput' || measured.has(metric) || (gated && named.has(metric)),
      ),
  );
}

function measuredMetrics({ rounds }: Run): ReadonlySet<MetricName> {
  return new Set(rounds.flatMap(round => round.measurements.map(({ metric }) => metric)));
}
