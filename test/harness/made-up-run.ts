import { hostJobName, jobOf } from '../../src/core/host-job.ts';
import type { Plan, PlannedArm } from '../../src/core/plan.ts';
import { workloadsOfArm } from '../../src/core/plan-work.ts';
import type { Measurement, Run, RunArm } from '../../src/core/run.ts';
import type { measure } from '../../src/measure/measure.ts';
import { buildRun, diskArm, noise } from './run-builder.ts';

/** What a run of the fio suite is to be like. */
interface MadeUpRun {
  readonly startedAt?: string;
  /**
   * Throughput of an arm over what it usually is: 0.9 is 10 % less; undefined leaves its values
   * out.
   */
  readonly level?: (arm: PlannedArm, round: number) => number | undefined;
  /** Of the noise. */
  readonly seed?: number;
}

/** The document of a plan that nobody measured, with half a per cent of noise. */
function madeUpRun(
  plan: Plan,
  { level = () => 1, startedAt = '2026-03-01T12:00:00.000Z', seed = 1 }: MadeUpRun,
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
    arms: plan.arms.map(runArm),
    rounds: run.rounds.map((round, index) => ({ ...round, measurements: measurementsOf(index) })),
  };
}

/** Bytes per second. */
const usualSpeed = 2 ** 25;

/**
 * A way to have runs that measures nothing, and stops where the gate says so. What an arm reaches
 * is `level`, and else what its throttle lets through.
 */
export function madeUpMeasure(level: MadeUpRun['level'] = throttledLevel): typeof measure {
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

function runArm({ name, side, target }: PlannedArm): RunArm {
  if (target.kind === 'disk') return diskArm(name, target.mode, side);
  const job = jobOf(target);
  return {
    name,
    side,
    commit: null,
    subject: { target },
    key: job === undefined ? 'null' : hostJobName(job),
    attestation: { ok: true, evidence: [] },
  };
}
