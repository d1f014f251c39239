import type { CellName } from '../core/cell.ts';
import { nearWord } from '../core/near-word.ts';
import { type Plan, type PlannedArm, type Side, targetKey } from '../core/plan.ts';
import { type Policy, policyFor, ruleFor } from '../core/policy.ts';
import type { Run, RunArm } from '../core/run.ts';
import type { Baseline } from '../history/history.ts';
import { rulesOf } from '../suites/registry.ts';

/** What the cells of a run are judged with. */
export interface CellsRequest {
  readonly run: Run;
  readonly baseline: Baseline;
  readonly policy: Policy;
  /** The disks of the base commit's config. */
  readonly hadBefore?: readonly PlannedArm[] | undefined;
}

/** What is to be judged, with what the policy says of it. */
export interface Cell extends CellName {
  readonly side: Side;
  readonly gated: boolean;
  readonly tolerance: number;
}

/** A cell of an arm that is no longer there, and the arm that may be it under another name. */
export interface GoneCell extends Cell {
  readonly perhaps: string | undefined;
}

/** The cells of a run, and the gated ones of arms that are no longer there. */
export interface CellsOfRun {
  readonly present: readonly Cell[];
  readonly gone: readonly GoneCell[];
}

/** The cells of the run's head and host arms, and of arms that only the base still has. */
export function cellsOfRun(request: CellsRequest): CellsOfRun {
  const { run, policy } = request;
  const of = { plan: run.plan, measured: measuredCells(run), policy };
  const present = run.arms.filter(({ side }) => side === 'head' || side === 'host');
  const gone = goneArms(request).flatMap(({ perhaps, ...arm }) =>
    cellsOf(arm, of).map(cell => ({ ...cell, perhaps })),
  );
  return {
    present: present.flatMap(arm => cellsOf(plannedAs(arm), of)),
    gone: gone.filter(({ gated }) => gated),
  };
}

type AnyArm = Pick<PlannedArm, 'name' | 'side' | 'target'>;

function plannedAs({ name, side, subject: { target } }: RunArm): AnyArm {
  return { name, side, target };
}

/** The gated cells of a plan, before anything is measured. */
export function plannedCells(plan: Plan, policy: Policy): readonly Cell[] {
  const of = { plan, measured: new Set<string>(), policy };
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
 * What the base has, in the run or in its config, or the newest run with all its arms, and the head
 * has not. A run whose arms were picked by hand neither shows nor misses any of the stored ones.
 */
function goneArms({ run, baseline, policy, hadBefore = [] }: CellsRequest) {
  const { runs, newest } = baseline;
  const whole = [...runs, newest].find(earlier => earlier?.plan.armsPicked !== true);
  const isAsked = run.plan.armsPicked !== true && policy.reference !== 'base';
  const stored = headsOf(isAsked ? whole : undefined);
  const bases = run.arms.filter(({ side }) => side === 'base' && policy.reference !== 'stored');
  const before = new Map(
    [...stored, ...bases.map(plannedAs), ...hadBefore].map(arm => [
      arm.name,
      { ...arm, side: 'head' as const },
    ]),
  );
  const heads = headsOf(run);
  const added = heads.filter(({ name }) => !before.has(name));
  return [...before.values()]
    .filter(({ name }) => heads.every(head => head.name !== name))
    .filter(({ name }) => run.plan.unchanged?.includes(name) !== true)
    .map(arm => ({ ...arm, perhaps: likelyPartner(arm, added) }));
}

function headsOf(run: Run | undefined): readonly AnyArm[] {
  return (run?.arms ?? []).filter(({ side }) => side === 'head').map(plannedAs);
}

/** The arm that measures the same under another name, or has a name that is hardly another one. */
function likelyPartner(arm: AnyArm, added: readonly AnyArm[]): string | undefined {
  const like = added.find(({ target }) => targetKey(target) === targetKey(arm.target));
  return (
    like?.name ??
    nearWord(
      arm.name,
      added.map(({ name }) => name),
    )
  );
}

/**
 * The cells of an arm. Throughput, and a metric whose gate names it, are expected of every workload
 * that can have them, measured or not; other metrics where the run has them at all.
 */
function cellsOf(
  { name: arm, side, target }: AnyArm,
  {
    plan,
    measured,
    policy: asked,
  }: {
    readonly plan: Plan;
    /** Workload and metric. */
    readonly measured: ReadonlySet<string>;
    readonly policy: Policy;
  },
): Cell[] {
  const rules = rulesOf(plan.suite);
  const policy = policyFor(rules.gates, asked);
  const named = new Set(policy.cells.flatMap(({ metric }) => metric ?? []));
  return rules.workloads.flatMap(workload =>
    workload
      .metrics(target)
      .map(metric => {
        const cell = { arm, side, workload: workload.name, metric };
        const rule = ruleFor(cell, policy);
        return { ...cell, ...rule };
      })
      .filter(
        ({ metric, gated }) =>
          metric === 'throughput' ||
          measured.has(`${workload.name} ${metric}`) ||
          (gated && named.has(metric)),
      ),
  );
}

function measuredCells({ rounds }: Run): ReadonlySet<string> {
  return new Set(
    rounds.flatMap(round => round.measurements.map(one => `${one.workload} ${one.metric}`)),
  );
}
