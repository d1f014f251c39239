import { disksOf, twinPlan, wiringLoss, wiringPlan } from './config/plan.ts';
import { controlWorkload } from './core/control-arm.ts';
import { type Looks, looksFor } from './core/gate-plan.ts';
import { isWriting } from './core/gate-suite.ts';
import type { Plan, PlannedArm, Site } from './core/plan.ts';
import type { Policy } from './core/policy.ts';
import { rejectionFacts } from './core/rejection.ts';
import type { Run } from './core/run.ts';
import { sampleOf } from './core/sample.ts';
import { GateError } from './errors.ts';
import { emptyBaseline } from './history/history.ts';
import { declareGate } from './judge/gate-declaration.ts';
import { judge } from './judge/judge.ts';
import { joinResamplings, judgeInTurn, type Resampling, resample } from './judge/resampling.ts';
import {
  describeSelftest,
  type Selftest,
  selftestFactors,
  selftestRuns,
  type Wiring,
} from './judge/selftest.ts';
import { type NamedRun, type TwinRounds, twinRoundsOf } from './judge/twin-rounds.ts';
import { type MeasureRequest, measure } from './measure/measure.ts';

/**
 * What is selftested: the plan that judges later, and the runs to resample where none is to be
 * measured.
 */
export interface SelftestRequest {
  readonly plan: Plan;
  readonly policy: Policy;
  readonly site: Site;
  /** A/A rounds to record at most; as many as the budget allows where it is undefined. */
  readonly rounds: number | undefined;
  /** Documents that are resampled in place of measuring, by their names. */
  readonly from: readonly NamedRun[];
  /** Resampled runs; 10,000 where it is undefined. */
  readonly runs?: number | undefined;
  readonly surroundings: Pick<
    MeasureRequest,
    'cacheDirectory' | 'toolVersion' | 'onProgress' | 'signal'
  >;
  /** Gives way between parts of the resampling, so that a signal is heard. */
  readonly pause: () => Promise<void>;
}

/** Rounds below which resampling would only repeat the same few over and over. */
const leastRounds = 4;

/** Most rounds that a plan can have. */
const mostRounds = 100;

/** Share of the budget that the A/A rounds may take: the wiring check has the rest. */
const recordingShare = 0.8;

/**
 * Records rounds in which nothing changed (or takes those of documents), resamples and judges them,
 * and checks the wiring.
 */
export async function runSelftest(request: SelftestRequest): Promise<Selftest> {
  const { plan, policy, from } = request;
  const measured = from.length === 0;
  const runs = measured ? [{ name: 'the recorded run', run: await recordTwins(request) }] : from;
  const twins = requireTwins(runs, { policy, measured });
  const documents = runs.map(({ run }) => run);
  const looks = affordableLooks(plan, documents);
  const facts = { twins, looks, falseAlarm: policy.falseAlarm, seed: plan.randomSeed };
  const resampling = await resampleInParts(request, facts);
  const [first] = documents;
  const wiring = measured && first !== undefined ? await checkWiring(request, first) : null;
  return describeSelftest({
    ...facts,
    resampling,
    realRuns: judgeInTurn(facts),
    recorded: {
      runs: documents.length,
      rounds: twins.runs.flat().length,
      secondsPerRound: secondsPerRound(documents),
      budget: plan.budget,
      verdicts: documents.map(run => judge({ run, baseline: emptyBaseline, policy }).verdict),
    },
    wiring,
  });
}

async function recordTwins({ plan, site, rounds, surroundings }: SelftestRequest): Promise<Run> {
  const budgeted = { ...plan, budget: plan.budget * recordingShare };
  const twins = twinPlan(budgeted, { rounds: rounds ?? mostRounds });
  const { run, trouble } = await measure({ ...surroundings, plan: twins, site, commit: null });
  if (trouble !== undefined) throw trouble;
  return run;
}

/**
 * A document that can't be resampled is the user's to mend; a cell without a value in our own run
 * is the host's.
 */
function requireTwins(
  runs: readonly NamedRun[],
  { policy, measured }: { readonly policy: Policy; readonly measured: boolean },
): TwinRounds {
  const twins = twinRoundsOf(runs, policy);
  const code = measured ? 'tool-failed' : 'bad-document';
  if (!twins.ok) throw new GateError(code, rejectionFacts(twins.rejections, 'documents'));
  const rounds = twins.value.runs.flat().length;
  if (rounds >= leastRounds) return twins.value;
  throw new GateError(measured ? 'bad-argument' : 'bad-document', {
    problem: `${rounds} rounds are too few to resample: it takes ${leastRounds} at least`,
    remedy: measured
      ? 'give a larger --budget, or fewer --workloads'
      : 'give documents of more rounds',
  });
}

/** The looks of a usual run: those of the plan, up to the rounds that fit into its time. */
function affordableLooks({ rounds, budget }: Plan, runs: readonly Run[]): Looks {
  const affordable = Math.max(2, Math.min(rounds, Math.floor(budget / secondsPerRound(runs))));
  return { at: [...looksFor(rounds).filter(look => look < affordable), affordable], rounds };
}

/**
 * The middle one of the times from one round to the next; what came before the first one is none of
 * it.
 */
function secondsPerRound(runs: readonly Run[]): number {
  const seconds = runs.flatMap(({ rounds, timing }) => {
    const starts = rounds.map(({ measurements }) =>
      Date.parse(measurements.map(({ startedAt }) => startedAt).toSorted()[0] ?? ''),
    );
    const steps = starts.slice(1).map((start, index) => (start - (starts[index] ?? start)) / 1000);
    const usable = steps.filter(step => step > 0);
    return usable.length > 0
      ? usable
      : [(timing.boot + timing.prepare + timing.measure + timing.rest) / rounds.length];
  });
  return seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)] ?? 1;
}

/** Runs that are resampled at a time: a fraction of a second. */
const partSize = 100;

async function resampleInParts(
  { runs: wanted = selftestRuns, surroundings: { onProgress, signal }, pause }: SelftestRequest,
  facts: Omit<Parameters<typeof resample>[0], 'factors' | 'runs'>,
): Promise<Resampling> {
  let joined: Resampling | undefined;
  for (let part = 0; part * partSize < wanted; part += 1) {
    if (part % 10 === 0)
      onProgress({
        kind: 'phase',
        text: `resampling: ${part * partSize} of ${wanted} runs are judged`,
      });
    const runs = Math.min(partSize, wanted - part * partSize);
    // Both words of a seed count, so that each part has draws of its own.
    const found = resample({
      ...facts,
      factors: selftestFactors,
      runs,
      seed: facts.seed + part * 2 ** 32,
    });
    joined = joined === undefined ? found : joinResamplings(joined, found);
    await pause();
    signal.throwIfAborted();
  }
  if (joined === undefined) throw new RangeError('no run was to be resampled');
  return joined;
}

/** A wiring run may take so long even where the recording left less of the budget. */
const leastWiringBudget = 120;

/** Rounds of a wiring run; it ends as soon as it is decided, mostly after six. */
const wiringRounds = 16;

/** A loss of 20 % is judged by a tolerance well below it, whatever the gate's own is. */
const wiringTolerance = 0.1;

/** Both sides of the first disk throttled, the head to 80 % of its base: the gate must see it. */
async function checkWiring(
  { plan, site, policy, surroundings }: SelftestRequest,
  recorded: Run,
): Promise<Wiring> {
  surroundings.onProgress({
    kind: 'phase',
    text: 'wiring check: both sides throttled, the head to 80 % of its base',
  });
  const [disk] = disksOf(plan);
  if (disk === undefined) throw new RangeError('a plan without disks was recorded');
  const workload = wiringWorkload(plan);
  const { boot, prepare, measure: measuring, rest } = recorded.timing;
  const budget = Math.max(leastWiringBudget, plan.budget - boot - prepare - measuring - rest);
  const wiring = wiringPlan(
    { ...plan, budget },
    { disk, workload, speed: speedOf(recorded, { disk, workload }), rounds: wiringRounds },
  );
  const judging = {
    ...policy,
    reference: 'base',
    cells: [],
    tolerance: Math.min(policy.tolerance, wiringTolerance),
  } as const;
  const { run, trouble } = await measure({
    ...surroundings,
    plan: wiring,
    site,
    commit: null,
    declare: before =>
      Promise.resolve(declareGate({ before, baseline: emptyBaseline, policy: judging })),
  });
  if (trouble !== undefined) throw trouble;
  const judgement = judge({ run, baseline: emptyBaseline, policy: judging });
  const cell = judgement.cells.find(({ gated }) => gated);
  return {
    arm: disk.name,
    workload,
    loss: wiringLoss,
    verdict: judgement.verdict,
    rounds: run.rounds.length,
    change: cell?.change ?? null,
    interval: cell?.interval ?? null,
    reason: cell?.reason ?? null,
    passed: judgement.verdict === 'regressed',
  };
}

/**
 * One request at a time where the suite has that, else a read, else what there is: a throttle holds
 * them all.
 */
function wiringWorkload({ suite }: Plan): string {
  const [first] = suite.workloads;
  const read =
    suite.name === 'gate' ? suite.workloads.find(workload => !isWriting(workload)) : undefined;
  const control = suite.workloads.find(({ name }) => name === controlWorkload);
  return (control ?? read ?? first)?.name ?? controlWorkload;
}

/** Bytes per second that the disk reached unthrottled. */
function speedOf(
  run: Run,
  { disk, workload }: { readonly disk: PlannedArm; readonly workload: string },
): number {
  const armIndex = run.arms.findIndex(({ name, side }) => name === disk.name && side === 'head');
  const sample = sampleOf(run, { armIndex, workload, metric: 'throughput' });
  if (sample.kind === 'values') return sample.centre;
  throw new GateError('tool-failed', {
    problem: `${disk.name} ${workload} has no throughput to throttle: ${sample.reason}`,
  });
}
