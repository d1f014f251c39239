import type { CellName } from '../core/cell.ts';
import type { MetricName } from '../core/metric.ts';
import type { Plan, PlannedArm, Side } from '../core/plan.ts';
import { workloadsOfArm } from '../core/plan-work.ts';
import { type Policy, policyFor, ruleFor } from '../core/policy.ts';
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
  const of = { plan: run.plan, measured: measuredMetrics(run), policy };
  const cells = (arms: readonly RunArm[]): Cell[] =>
    arms.flatMap(({ name, side, subject: { target } }) => cellsOf({ name, side, target }, of));
  return {
    present: cells(run.arms.filter(({ side }) => side === 'head' || side === 'host')),
    gone: cells(goneArms(run, { baseline, policy })).filter(({ gated }) => gated),
  };
}

/** The gated cells of a plan, before anything is measured. */
export function plannedCells(plan: Plan, policy: Policy): readonly Cell[] {
  const of = { plan, measured: new Set<MetricName>(), policy };
  return plan.arms.flatMap(arm => cellsOf(arm, of)).filter(({ gated }) => gated);
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
  { name: arm, side, target }: Pick<PlannedArm, 'name' | 'side' | 'target'>,
  {
    plan,
    measured,
    policy: asked,
  }: {
    readonly plan: Plan;
    readonly measured: ReadonlySet<MetricName>;
    readonly policy: Policy;
  },
): Cell[] {
  const rules = rulesOf(plan.suite);
  const policy = policyFor(rules.gates, asked);
  const named = new Set(policy.cells.flatMap(({ metric }) => metric ?? []));
  const planned = plan.arms.find(other => other.name === arm && other.side === side);
  return workloadsOfArm(rules, planned ?? {}).flatMap(workload =>
    workload
      .metrics(target)
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
