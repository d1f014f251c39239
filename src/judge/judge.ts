import type { Doubt } from '../core/doubt.ts';
import { type GatePlan, looksFor, looksTaken } from '../core/gate-plan.ts';
import { loadParts, ofLikeLoad, takenByOthers } from '../core/load.ts';
import { isFurther } from '../core/metric.ts';
import type { Plan } from '../core/plan.ts';
import { isFailing, isMeant, type Policy } from '../core/policy.ts';
import type { Round, Run, RunArm } from '../core/run.ts';
import { worstVerdict } from '../core/verdict.ts';
import type { Baseline } from '../history/history.ts';
import { assumedBetweenDeviation, runsToEstimateBetween } from '../statistics/uncertainty.ts';
import { rulesOf } from '../suites/registry.ts';
import { type CellsRequest, cellsOfRun, liveBaseOf, plannedCells } from './cell.ts';
import { judgeCells } from './cell-verdict.ts';
import { type HopelessPlan, hopelessPlan } from './error-budget.ts';
import type { CellJudgement, Judgement } from './judgement.ts';
import { type SubjectChange, shownIn, subjectChanges } from './subject.ts';

/** What a run is judged by. */
export type JudgeRequest = CellsRequest;

/**
 * Judges every cell of a run against earlier runs of the same environment, and the run by the worst
 * of its gated cells. Its looks are those that its plan declared.
 */
export function judge(request: JudgeRequest): Judgement {
  const { run, baseline, policy } = request;
  const cells = judgeCells({ ...request, looks: looksTaken(run) });
  const gated = cells.filter(cell => cell.gated);
  const like = gated.length === 0 ? baseline.runs : ofLikeLoad(run, baseline.runs);
  const found = gated.map(({ verdict }) => verdict);
  return {
    verdict: worstVerdict(found),
    passed: !isFailing([worstVerdict(found)], policy.failOn),
    ...(policy.advisory === true && { advisory: true }),
    gatedCells: gated.length,
    gates: rulesOf(run.plan.suite).gates,
    tolerance: policy.tolerance,
    falseAlarm: policy.falseAlarm,
    cells,
    changes: changesSince(baseline.newest, run, policy.reference),
    baseline: like.map(({ startedAt, arms }) => ({
      startedAt,
      commit: headArms(arms)[0]?.commit ?? null,
    })),
    incomparable: baseline.incomparable,
    ...nearestHistory(baseline.nearest),
    caveats: [
      ...doubtsOf(run),
      ...doubtsOfReference(cells, baseline, like.length),
      ...doubtsOfRounds(gated),
      ...doubtsOfGuards(gated),
      ...unmatchedPolicies(policy, cells, run.plan.unchanged),
    ],
  };
}

function nearestHistory(run: Run | undefined): Pick<Judgement, 'nearest'> {
  if (run === undefined) return {};
  const { fingerprint, startedAt, arms } = run;
  return { nearest: { fingerprint, startedAt, commit: headArms(arms)[0]?.commit ?? null } };
}

function headArms(arms: readonly RunArm[]): readonly RunArm[] {
  return arms.filter(({ side }) => side === 'head');
}

function changesSince(
  earlier: Run | undefined,
  run: Run,
  reference: Policy['reference'],
): SubjectChange[] {
  const before = headArms(earlier?.arms ?? []);
  return run.arms.flatMap((arm, index) => {
    if (arm.side !== 'head') return [];
    const live = reference === 'stored' ? undefined : liveBaseOf(run, arm.name)?.arm;
    const from = live ?? before.find(({ name }) => name === arm.name);
    const changes =
      from === undefined ? [] : subjectChanges(from, arm, run.plan.arms[index]?.definition);
    return changes.map(change => shownIn(change, run.plan));
  });
}

/** What the run itself says of its end, and of what else went on on its host. */
function doubtsOf({ stop: { reason }, rounds, environment }: Run): Doubt[] {
  const loads = loadParts.flatMap((part): Doubt[] => {
    const taken = rounds.flatMap(({ load }) => takenByOthers(load, part) ?? []);
    if (taken.length === 0) return [];
    const counts = { processors: environment.cpuCores, rounds: taken.length, of: rounds.length };
    return [{ kind: 'others-load', part, most: Math.max(...taken), ...counts }];
  });
  if (reason !== 'budget' && reason !== 'write-budget') return loads;
  return [{ kind: 'ended-by', budget: reason === 'budget' ? 'time' : 'writes' }, ...loads];
}

function doubtsOfReference(
  cells: readonly CellJudgement[],
  { runs, leftOut }: Baseline,
  like: number,
): readonly Doubt[] {
  const gated = cells.filter(cell => cell.gated);
  const doubts: Doubt[] = [];
  const isStored = gated.some(
    ({ reference, base }) => reference === 'stored runs' && base !== undefined,
  );
  const unlike = runs.length - like;
  if (unlike > 0 && gated.some(({ since }) => since !== undefined))
    doubts.push({ kind: 'other-load', runs: unlike });
  if (isStored && like < runsToEstimateBetween)
    doubts.push({
      kind: 'few-runs',
      runs: like,
      until: runsToEstimateBetween,
      deviation: assumedBetweenDeviation,
    });
  // Two documents in the wrong order, or a clock that was wrong once, would leave a run without its
  // baseline, and nobody would know why.
  const isTold = cells.some(({ reason }) => reason?.kind === 'none-usable');
  for (const why of ['later', 'copy'] as const) {
    const left = leftOut.get(why)?.length ?? 0;
    if (left > 0 && !isTold) doubts.push({ kind: 'left-out', why, runs: left });
  }
  return doubts;
}

/** Rounds that stand out, and a drift from the first to the last. */
function doubtsOfRounds(gated: readonly CellJudgement[]): Doubt[] {
  return gated.flatMap(({ arm, workload, metric, reference, outliers, drift }): Doubt[] => {
    const of = { cell: { arm, workload, metric }, live: reference === 'live base' };
    return [
      ...(outliers === undefined ? [] : [{ kind: 'outliers', ...of, rounds: outliers } as const]),
      ...(drift === undefined ? [] : [{ kind: 'drift', ...of, change: drift } as const]),
    ];
  });
}

/** What guards found of the pairs of gated cells, each kind once a cell. */
function doubtsOfGuards(gated: readonly CellJudgement[]): Doubt[] {
  return gated.flatMap(({ arm, workload, metric, guards = [], headRounds: of }) =>
    [...Map.groupBy(guards, ({ by }) => by.kind).values()].flatMap(found =>
      found.slice(0, 1).map(({ by }) => {
        const rounds = new Set(found.map(({ round }) => round)).size;
        return { kind: 'guarded', cell: { arm, workload, metric }, by, rounds, of } as const;
      }),
    ),
  );
}

/** A misspelt name in the policy would silently leave a cell ungated. */
function unmatchedPolicies(
  { cells: rules }: Policy,
  cells: readonly CellJudgement[],
  unchanged: Plan['unchanged'] = [],
): Doubt[] {
  return rules
    .filter(({ disk }) => disk === undefined || !unchanged.includes(disk))
    .filter(rule => rule.ofWorkload !== true && !cells.some(cell => isMeant(rule, cell)))
    .map(({ disk, workload, metric }) => ({
      kind: 'unmatched-policy',
      ...(disk !== undefined && { disk }),
      ...(workload !== undefined && { workload }),
      ...(metric !== undefined && { metric }),
    }));
}

/**
 * Why a plan could show no loss of a disk against its base side; undefined where it could, and
 * where no cell is judged that way.
 */
export function hopelessGate(plan: Plan, policy: Policy): HopelessPlan | undefined {
  const gated = plannedCells(plan, policy);
  const bases = new Set(plan.arms.flatMap(({ side, name }) => (side === 'base' ? [name] : [])));
  if (policy.reference === 'stored' || !gated.some(({ arm }) => bases.has(arm))) return undefined;
  const hasSums = rulesOf(plan.suite).unit === 'pair';
  const budget = { falseAlarm: policy.falseAlarm, gatedCells: gated.length, hasSums };
  return hopelessPlan(plan.rounds, budget);
}

/** A gate that was settled before the first number. */
export interface DeclaredGate {
  readonly gate: GatePlan;
  /** Says after each round whether another one is wanted. */
  readonly decide: (rounds: readonly Round[]) => 'continue' | 'stop';
}

/**
 * Settles which cells gate, when the run is looked at, and what ends it early; `before` is the run
 * as it is before its first round.
 */
export function declareGate({
  before,
  ...judging
}: Omit<JudgeRequest, 'run'> & { readonly before: Run }): DeclaredGate {
  const looks = { at: looksFor(before.plan.rounds), rounds: before.plan.rounds };
  const cells = cellsOfRun({ ...judging, run: before })
    .present.filter(({ gated }) => gated)
    .map(({ arm, workload, metric }) => ({ arm, workload, metric }));
  const gate: GatePlan = { looks: looks.at, cells };
  const run = { ...before, plan: { ...before.plan, gate }, arms: before.arms.map(withoutDoubt) };
  return {
    gate,
    decide: rounds => {
      if (!looks.at.includes(rounds.length)) return 'continue';
      const judged = judgeCells({ ...judging, run: { ...run, rounds }, looks });
      return isSettled(judged.filter(({ gated }) => gated)) ? 'stop' : 'continue';
    },
  };
}

/**
 * Whether more rounds could change nothing; where there is nothing to compare with, the rounds make
 * a baseline. A cell that is red for its durability has still to be told how fast it is.
 */
function isSettled(gated: readonly CellJudgement[]): boolean {
  const decided = gated.filter(({ decidedAt }) => decidedAt !== undefined);
  return (
    decided.length > 0 && gated.every(cell => decided.includes(cell) || cell.verdict === 'missing')
  );
}

/** Attestation is seen after the first rounds; until then it decides nothing. */
function withoutDoubt(arm: RunArm): RunArm {
  return { ...arm, attestation: { ok: true, evidence: [] } };
}

/** A gated percentile that a round has too few requests for, and which it has enough for. */
export function shortPercentile({ pairs = [], gate }: Pick<Plan, 'pairs' | 'gate'>) {
  return gate?.cells.flatMap(cell =>
    pairs.flatMap(({ slices = [] }) =>
      slices
        .filter(one => one.workload === cell.workload && isFurther(cell.metric, one.furthest))
        .map(({ furthest }) => ({ ...cell, furthest })),
    ),
  )[0];
}
