import { hostJobName, hostTarget } from './host-job.ts';
import type { Plan, PlannedArm } from './plan.ts';
import { defaultDiskSize } from './workload.ts';

/**
 * The only workload of a control that the plan adds: one request at a time shows the host, and
 * costs the least.
 */
export const controlWorkload = 'randread-4k-qd1';

/** Name of the control on the host's reference file; no other control may be called so. */
export const driveControlName = hostJobName({ direct: true, dsync: false });

/**
 * The controls of a run: `null`, a disk with no storage under it, which shows processor and virtio
 * and can't see the drive; and `host-direct`, the reference file in the measured directory read
 * without QEMU, which shows the drive. A null disk that was asked for under that name is measured
 * with all workloads and is the control. None in the seed suite or without the workload that shows
 * it, and none where no disk of the head is measured: nothing is judged there, and the rows are the
 * host itself.
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
    { name: 'null', target: { kind: 'null', size: defaultDiskSize(suite) }, ...common },
    { name: driveControlName, target: hostTarget({ direct: true, dsync: false }), ...common },
  ];
  return controls.filter(({ name }) => !asked.has(name));
}

function hasControlWorkload({ name, workloads }: Plan['suite']): boolean {
  return name === 'gate' && workloads.some(workload => workload.name === controlWorkload);
}

/**
 * Whether the plan added an arm as a control: shown as such, and neither a cell that is judged nor
 * a row of a table.
 */
export function isPlannedControl({ arms }: Pick<Plan, 'arms'>, index: number): boolean {
  return arms[index]?.side === 'control' && arms[index].workloads !== undefined;
}
