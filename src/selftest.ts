import { disksOf, twinPlan } from './config/plan.ts';
import type { Plan, PlannedArm } from './core/plan.ts';
import type { Policy } from './core/policy.ts';
import { formatRate } from './core/quantity.ts';
import type { MeasureRequest, measure } from './measure/measure.ts';
import { type JudgedRun, runLive } from './run.ts';
import { kindOf } from './suites/registry.ts';

/** What is selftested: the plan and the policy that gate later, on the host that they will. */
export interface SelftestRequest extends Omit<MeasureRequest, 'commit'> {
  readonly policy: Policy;
  /** Tells the first run before the second: trouble there must not cost it. */
  readonly publish: (unchanged: JudgedRun) => void;
}

/** What a gate on this host says where it is known what it should say. */
export interface Selftest {
  /** Head and base were the same disks (A/A). */
  readonly unchanged: JudgedRun;
  /** The head is the first disk with so many needless nodes of QEMU below it, the base without. */
  readonly knownLoss: JudgedRun;
  readonly layers: number;
  /** The share that they took; undefined where a value is missing. */
  readonly loss: number | undefined;
  /** What is wrong with a gate on this host: sentences without a full stop; empty if nothing is. */
  readonly problems: readonly string[];
}

/** Share of the budget that the run without a change may take: that with a loss has the rest. */
const unchangedShare = 0.8;

/** What a selftest measures: the disks beside themselves, and then the first one with a loss. */
export function selftestPlans(plan: Plan): readonly [Plan, Plan] {
  const [disk] = disksOf(plan);
  if (disk === undefined) throw new RangeError('a plan of pairs has a disk');
  return [twinPlan({ ...plan, budget: plan.budget * unchangedShare }), knownLossPlan(plan, disk)];
}

/**
 * Measures the disks beside themselves, then one of them with a known loss, and judges both as the
 * gate would, each against its own base side. `bad-argument` where so few rounds could show no
 * loss; trouble in either run is thrown. `measureRun` is how a run is had; a test gives one that
 * was measured before.
 */
export async function runSelftest(
  request: SelftestRequest,
  measureRun?: typeof measure,
): Promise<Selftest> {
  const { plan, policy, publish, onProgress } = request;
  const [twins, lossy] = selftestPlans(plan);
  onProgress({ kind: 'phase', text: 'nothing changed: head and base are the same disks' });
  const gate = { ...request, commit: null };
  const unchanged = await runLive({ ...gate, plan: twins }, measureRun);
  publish(unchanged);
  onProgress({
    kind: 'phase',
    text: `known loss: ${layers} needless nodes of QEMU below the head`,
  });
  const { boot, prepare, measure: measuring, rest } = unchanged.run.timing;
  const left = plan.budget - boot - prepare - measuring - rest;
  const strict = { ...policy, cells: [], tolerance: Math.min(policy.tolerance, lossTolerance) };
  const loss = { ...lossy, budget: Math.max(left, leastKnownLossBudget) };
  const knownLoss = await runLive({ ...gate, plan: loss, policy: strict }, measureRun);
  const change = knownLoss.judgement.cells.find(({ gated }) => gated)?.change;
  const found = { unchanged, knownLoss, layers, loss: change && -change };
  return { ...found, problems: selftestProblems(found) };
}

/** What is wrong with a gate that judged so: sentences without a full stop. */
function selftestProblems(found: Omit<Selftest, 'problems'>): string[] {
  const [unchanged, { verdict }] = [found.unchanged.judgement, found.knownLoss.judgement];
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
  if (verdict !== 'regressed')
    problems.push(
      `the known loss was not caught: with ${layers} needless nodes below it the head read ${verdict}, so a green gate on this host says nothing. If the drive is slower than those nodes, a disk with cache=writeback shows the loss`,
    );
  return problems;
}

/** A run with a known loss may take so many seconds even where less of the budget is left. */
const leastKnownLossBudget = 300;

/**
 * It ends as soon as it is decided, after some eight to eleven rounds. By so many one cell can be
 * red at any budget of false alarms from 0.002 % on.
 */
const knownLossRounds = 16;

/**
 * They took 65 and 74 % of emulated disks (docs/statistics.md). QEMU's work for a request and that
 * for a node move together with the host. With 400 QEMU needs 20 s to list its nodes.
 */
const layers = 60;

/** Many requests at a time, of which each waits until QEMU is done with those before. */
const lossWorkload = 'randread-4k-qd32';

/** Well below what is lost, whatever the gate's own is. */
const lossTolerance = 0.1;

/** Images need no more than this: what is measured is QEMU. */
const lossSize = 256 * 2 ** 20;

/** One workload on one small disk, which the head has under needless nodes. */
function knownLossPlan(plan: Plan, { name, target }: PlannedArm): Plan {
  if (target.kind !== 'disk') throw new TypeError('a disk that is judged is virtual');
  const mode = { ...target.mode, size: Math.min(target.mode.size, lossSize) };
  const quick = kindOf(plan.suite).make('quick');
  const workloads = quick.workloads.filter(workload => workload.name === lossWorkload);
  const twins = twinPlan({
    ...plan,
    suite: { ...quick, workloads },
    rounds: knownLossRounds,
    budget: leastKnownLossBudget,
    arms: [{ name, side: 'head', target: { kind: 'disk', mode } }],
  });
  const arms = twins.arms.map(arm => (arm.side === 'head' ? { ...arm, layers } : arm));
  return { ...twins, arms };
}
