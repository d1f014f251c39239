import { planRun } from '../../src/config/plan.ts';
import { hostJobName, jobOf } from '../../src/core/host-job.ts';
import type { Plan, PlannedArm } from '../../src/core/plan.ts';
import { workloadsOfArm } from '../../src/core/plan-work.ts';
import type { Measurement, Run, RunArm } from '../../src/core/run.ts';
import type { measure } from '../../src/measure/measure.ts';
import { fioSuite } from '../../src/suites/fio/workloads.ts';
import { buildRun, diskArm, noise } from './run-builder.ts';

/** What a run of the fio suite with its controls is to be like. */
export interface ControlledRun {
  readonly startedAt?: string;
  readonly rounds?: number;
  /**
   * Throughput of an arm over what it usually is: 0.9 is 10 % less; undefined leaves its values
   * out.
   */
  readonly level?: (arm: PlannedArm, round: number) => number | undefined;
  /** Of the noise. */
  readonly seed?: number;
  /** Of the disk, bytes. */
  readonly size?: number;
  /** Whether the disk has a base side in the run. */
  readonly base?: boolean;
  /** Digest of a QEMU that was given. */
  readonly qemu?: string;
}

/** What such a run measures, whatever the suite measures beside it. */
const measured: ReadonlySet<string> = new Set([
  'randread-4k-qd1',
  'randread-4k-qd32',
  'randwrite-4k-qd32',
  'syncwrite-4k-qd1',
  'read-1m-qd8',
  'write-1m-qd8',
]);

/** One disk `prod` and the controls that the plan adds, with half a per cent of noise. */
export function controlledRun(o: ControlledRun = {}): Run {
  const { rounds = 8, size = 2 ** 30 } = o;
  const whole = fioSuite('quick');
  const suite = { ...whole, workloads: whole.workloads.filter(({ name }) => measured.has(name)) };
  const disks = [
    diskArm('prod', { size }),
    ...(o.base === true ? [diskArm('prod', { size }, 'base')] : []),
  ];
  const asked = disks.map(({ name, side, subject: { target } }) => ({ name, side, target }));
  const plan = planRun({
    suite,
    arms: asked,
    rounds,
    randomSeed: 1,
    budget: 900,
    writeBudget: 2 ** 36,
    contamination: {},
  });
  return madeUpRun(plan, o);
}

/** The document of a plan that nobody measured, with half a per cent of noise. */
function madeUpRun(
  plan: Plan,
  {
    level = () => 1,
    startedAt = '2026-03-01T12:00:00.000Z',
    seed = 1,
    qemu,
  }: Pick<ControlledRun, 'level' | 'startedAt' | 'seed' | 'qemu'>,
): Run {
  const factor = noise(seed, 0.005);
  const measurementsOf = (round: number): Measurement[] =>
    (plan.order[round] ?? []).flatMap(index => {
      const arm = plan.arms[index];
      const value = arm === undefined ? undefined : level(arm, round);
      if (arm === undefined || value === undefined) return [];
      return workloadsOfArm(plan.suite, arm).map(({ name: workload }, order) => {
        const figures = { value: value * usualSpeed * factor(), seconds: 2.1, bytes: 2 ** 31 };
        return {
          arm: index,
          workload,
          metric: 'throughput' as const,
          order,
          startedAt,
          ...figures,
        };
      });
    });
  const run = buildRun({ rounds: plan.rounds, startedAt });
  return {
    ...run,
    plan,
    arms: plan.arms.map(arm => runArm(arm, qemu)),
    rounds: run.rounds.map((round, index) => ({ ...round, measurements: measurementsOf(index) })),
  };
}

/** Bytes per second. */
const usualSpeed = 2 ** 25;

/**
 * A way to have runs that measures nothing, and stops where the gate says so. What an arm reaches
 * is `level`, and else what its throttle lets through.
 */
export function madeUpMeasure(level: ControlledRun['level'] = throttledLevel): typeof measure {
  return async ({ plan, declare }) => {
    const run = madeUpRun(plan, { level });
    const declared = await declare?.({ ...run, rounds: [], looks: [] });
    if (declared === undefined) return { run };
    const { gate, decide } = declared;
    const stop = run.rounds.findIndex(
      (_, index) => decide(run.rounds.slice(0, index + 1)) === 'stop',
    );
    const rounds = stop === -1 ? run.rounds : run.rounds.slice(0, stop + 1);
    const reason = rounds.length < plan.rounds ? 'decided' : 'planned';
    return { run: { ...run, plan: { ...plan, gate }, rounds, stop: { reason } } };
  };
}

/** What an arm reaches of what it usually does where nothing but its throttle holds it back. */
export function throttledLevel({ throttle = usualSpeed }: PlannedArm): number {
  return throttle / usualSpeed;
}

function runArm({ name, side, target }: PlannedArm, qemu: string | undefined): RunArm {
  if (target.kind === 'disk') return diskArm(name, target.mode, side);
  const job = jobOf(target);
  const given =
    job === undefined && qemu !== undefined ? { qemu: { sha256: qemu, version: 'given' } } : {};
  const key = job === undefined ? 'null' : hostJobName(job);
  return {
    name,
    side,
    commit: null,
    subject: { target, ...given },
    key,
    attestation: { ok: true, evidence: [] },
  };
}
