import { disksOf, twinPlan, wiringLoss, wiringPlan } from './config/plan.ts';
import type { Plan, PlannedArm, Site } from './core/plan.ts';
import type { Policy } from './core/policy.ts';
import { formatRate, formatShare } from './core/quantity.ts';
import type { Run } from './core/run.ts';
import { sampleOf } from './core/sample.ts';
import { GateError } from './errors.ts';
import { emptyBaseline } from './history/history.ts';
import { declareGate, judge } from './judge/judge.ts';
import type { Judgement } from './judge/judgement.ts';
import { type MeasureRequest, measure } from './measure/measure.ts';
import type { JudgedRun } from './run.ts';
import { rulesOf } from './suites/registry.ts';

/** What is selftested: the plan and the policy that gate later, on the host that they will. */
export interface SelftestRequest
  extends Pick<MeasureRequest, 'cacheDirectory' | 'toolVersion' | 'onProgress' | 'signal'> {
  readonly plan: Plan;
  readonly policy: Policy;
  readonly site: Site;
  /** Tells the first run before the second: trouble there must not cost it. */
  readonly publish: (unchanged: JudgedRun) => void;
}

/** What a gate on this host says where it is known what it should say. */
export interface Selftest {
  /** Head and base were the same disks (A/A). */
  readonly unchanged: JudgedRun;
  /** Both sides throttled, the head by `loss` more than its base. */
  readonly knownLoss: JudgedRun;
  /** A fraction. */
  readonly loss: number;
  /** What is wrong with a gate on this host: sentences without a full stop; empty if nothing is. */
  readonly problems: readonly string[];
}

/** Share of the budget that the run without a change may take: that with a loss has the rest. */
const unchangedShare = 0.8;

/**
 * Measures the disks beside themselves, then one of them with a known loss, and judges both as the
 * gate would, each against its own base side. Trouble in either run is thrown. `measureRun` is how
 * a run is had; a test gives one that was measured before.
 */
export async function runSelftest(
  request: SelftestRequest,
  measureRun: typeof measure = measure,
): Promise<Selftest> {
  const { plan, policy, publish, onProgress } = request;
  const [disk] = disksOf(plan);
  if (disk === undefined)
    throw new GateError('bad-argument', {
      problem: 'no virtual disk is named, so there is none that a gate could judge',
      remedy: 'give a --disk that is no row of the host, such as --disk none',
    });
  const gate = async (wanted: Plan, judging: Policy): Promise<JudgedRun> => {
    const { run, trouble } = await measureRun({
      ...request,
      plan: wanted,
      commit: null,
      declare: async before => declareGate({ before, baseline: emptyBaseline, policy: judging }),
    });
    if (trouble !== undefined) throw trouble;
    const judgement = judge({ run, baseline: emptyBaseline, policy: judging });
    return { run, judgement, claims: [] };
  };
  onProgress({ kind: 'phase', text: 'nothing changed: head and base are the same disks' });
  const twins = twinPlan({ ...plan, budget: plan.budget * unchangedShare });
  const unchanged = await gate(twins, { ...policy, reference: 'base' });
  publish(unchanged);
  onProgress({
    kind: 'phase',
    text: `known loss: both sides throttled, the head to ${formatShare(1 - wiringLoss)} of its base`,
  });
  const knownLoss = await gate(
    knownLossPlan(plan, { disk, unchanged: unchanged.run }),
    knownLossPolicy(policy),
  );
  const judgements = { unchanged: unchanged.judgement, knownLoss: knownLoss.judgement };
  return { unchanged, knownLoss, loss: wiringLoss, problems: selftestProblems(judgements) };
}

/** What is wrong with a gate that judged so: sentences without a full stop. */
function selftestProblems({
  unchanged,
  knownLoss,
}: {
  readonly unchanged: Judgement;
  readonly knownLoss: Judgement;
}): string[] {
  const problems: string[] = [];
  if (unchanged.verdict === 'regressed')
    problems.push(
      `a false alarm: head and base were the same disks and read regressed, which at most ${formatRate(unchanged.falseAlarm)} of such runs should. Run it again; if it stays red, the noise of this host is not what the gate assumes: see \`storage-gate doctor\` and docs/other-load.md`,
    );
  else if (!unchanged.passed)
    problems.push(
      `unchanged disks failed the gate: they read ${unchanged.verdict}, which the policy fails on`,
    );
  if (unchanged.gatedCells === 0)
    problems.push('no cell is gated, so the gate could not have failed whatever was lost');
  if (knownLoss.verdict !== 'regressed')
    problems.push(
      `the known loss was not caught: a real loss of ${formatShare(wiringLoss)} read ${knownLoss.verdict}, so a green gate on this host says nothing`,
    );
  return problems;
}

/** A run with a known loss may take so many seconds even where less of the budget is left. */
const leastKnownLossBudget = 120;

/** Its rounds; it ends as soon as it is decided, mostly after six. */
const knownLossRounds = 16;

/** The disk throttled by what it did unthrottled. */
function knownLossPlan(
  plan: Plan,
  { disk, unchanged }: { readonly disk: PlannedArm; readonly unchanged: Run },
): Plan {
  const { boot, prepare, measure: measuring, rest } = unchanged.timing;
  const left = plan.budget - boot - prepare - measuring - rest;
  const workload = throttledWorkload(plan);
  return wiringPlan(
    { ...plan, budget: Math.max(leastKnownLossBudget, left) },
    { disk, workload, speed: speedOf(unchanged, { disk, workload }), rounds: knownLossRounds },
  );
}

/** A loss of 20 % is judged by a tolerance well below it, whatever the gate's own is. */
const knownLossTolerance = 0.1;

function knownLossPolicy(policy: Policy): Policy {
  const tolerance = Math.min(policy.tolerance, knownLossTolerance);
  return { ...policy, reference: 'base', cells: [], tolerance };
}

/** A read where there is one, the slowest first: a throttle holds them all. */
function throttledWorkload({ suite }: Plan): string {
  const { workloads } = rulesOf(suite);
  const workload = workloads.find(({ writes }) => !writes) ?? workloads[0];
  if (workload === undefined) throw new RangeError('a suite has workloads');
  return workload.name;
}

/**
 * Bytes per second that the disk reached unthrottled, in its slowest round: a busy host is to reach
 * what the throttle lets through.
 */
function speedOf(
  run: Run,
  { disk, workload }: { readonly disk: PlannedArm; readonly workload: string },
): number {
  const armIndex = run.arms.findIndex(({ name, side }) => name === disk.name && side === 'head');
  const sample = sampleOf(run, { armIndex, workload, metric: 'throughput' });
  if (sample.kind === 'values') return Math.exp(Math.min(...sample.logs));
  throw new GateError('tool-failed', {
    problem: `${disk.name} ${workload} has no throughput to throttle in its first run`,
  });
}
