import { hostJobName, hostTarget } from './host-job.ts';
import type { Plan, PlannedArm } from './plan.ts';

/**
 * The only workload of a control that the plan adds: one request at a time, which shows the host at
 * the least cost.
 */
export const controlWorkload = 'randread-4k-qd1';

/** Name of the control that reads the host's reference file; no other control may have it. */
export const driveControlName = hostJobName({ direct: true, dsync: false });

/**
 * The controls of a run. `null` is a disk without storage under it: it shows processor and virtio,
 * and cannot see the drive. `host-direct` is the reference file in the measured directory, read
 * without QEMU: it shows the drive. A null disk that the user named so is measured with all
 * workloads and serves as the control. There are none in other suites than fio, without the
 * workload that shows the host, and where no disk of the head is measured: nothing is judged.
 */
export function controlArms({ suite, arms }: Pick<Plan, 'suite' | 'arms'>): PlannedArm[] {
  if (
    !hasControlWorkload(suite) ||
    !arms.some(({ side, target }) => side === 'head' && target.kind === 'disk')
  )
    return [];
  const asked = new Set(arms.filter(({ side }) => side === 'control').map(({ name }) => name));
  const common = { side: 'control', workloads: [controlWorkload] } as const;
  const controls: PlannedArm[] = [
    // Always the same size, whatever the disks have, so that it stays comparable.
    { name: 'null', target: { kind: 'null', size: 2 * 2 ** 30 }, ...common },
    { name: driveControlName, target: hostTarget({ direct: true, dsync: false }), ...common },
  ];
  return controls.filter(({ name }) => !asked.has(name));
}

function hasControlWorkload({ tool, workloads }: Plan['suite']): boolean {
  return tool === 'fio' && workloads.some(workload => workload.name === controlWorkload);
}

/**
 * Whether the plan added an arm as a control. Such an arm is not a judged cell, and not a row of a
 * table.
 */
export function isPlannedControl({ arms }: Pick<Plan, 'arms'>, index: number): boolean {
  return arms[index]?.side === 'control' && arms[index].workloads !== undefined;
}
