import { planRun } from '../../src/config/plan.ts';
import { gateSuite } from '../../src/core/gate-suite.ts';
import { hostJobName, jobOf } from '../../src/core/host-job.ts';
import type { PlannedArm } from '../../src/core/plan.ts';
import { workloadsOfArm } from '../../src/core/plan-work.ts';
import type { Measurement, Run, RunArm } from '../../src/core/run.ts';
import { buildRun, diskArm, noise } from './run-builder.ts';

/** What a run of the gate suite with its controls is to be like. */
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
  const { rounds = 8, size = 2 ** 30, level = () => 1, startedAt = '2026-03-01T12:00:00.000Z' } = o;
  const whole = gateSuite('quick');
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
  const factor = noise(o.seed ?? 1, 0.005);
  const measurementsOf = (round: number): Measurement[] =>
    (plan.order[round] ?? []).flatMap(index => {
      const arm = plan.arms[index];
      const value = arm === undefined ? undefined : level(arm, round);
      if (arm === undefined || value === undefined) return [];
      return workloadsOfArm(suite, arm).map(({ name: workload }, order) => {
        const figures = { value: value * 2 ** 25 * factor(), seconds: 2.1, bytes: 2 ** 31 };
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
  const run = buildRun({ rounds, startedAt });
  return {
    ...run,
    plan,
    arms: plan.arms.map(arm => runArm(arm, o.qemu)),
    rounds: run.rounds.map((round, index) => ({ ...round, measurements: measurementsOf(index) })),
  };
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
