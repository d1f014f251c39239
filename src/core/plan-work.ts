import { isWriting } from './gate-suite.ts';
import type { Plan, PlannedArm } from './plan.ts';
import { defaultDiskSize, type Suite, type Workload } from './workload.ts';

/**
 * The workloads of a suite that an arm measures: those that its plan names, else all; in the order
 * of the suite.
 */
export function workloadsOfArm(
  suite: Suite,
  { workloads: named }: Pick<PlannedArm, 'workloads'>,
): readonly Workload[] {
  const all: readonly Workload[] = suite.workloads;
  return named === undefined ? all : all.filter(({ name }) => named.includes(name));
}

/**
 * Number of steps (workloads of an arm) in measuring arms of a plan, given by index; an arm may
 * appear twice.
 */
export function countSteps(
  { suite, arms }: Pick<Plan, 'suite' | 'arms'>,
  indexes: readonly number[],
): number {
  const steps = arms.map(arm => workloadsOfArm(suite, arm).length);
  return indexes.reduce((sum, index) => sum + (steps[index] ?? 0), 0);
}

/**
 * Bytes of a host arm's files. In the gate suite it is the size of the largest disk, so that both
 * seek equally far.
 */
export function hostFilesSize({ suite, arms }: Pick<Plan, 'suite' | 'arms'>): number {
  if (suite.name === 'seed') return suite.fileTotalSize;
  const sizes = arms.flatMap(({ target }) => (target.kind === 'disk' ? [target.mode.size] : []));
  return sizes.length === 0 ? defaultDiskSize(suite) : Math.max(...sizes);
}

/**
 * Most bytes that one workload writes. In the gate suite it is its cap, plus as much again in its
 * ramp. In the seed suite it is an estimate, each file once: sysbench has no cap and writes for a
 * fixed time.
 */
export function stepWrites(suite: Suite, workload: Workload): number {
  if (suite.name === 'seed') {
    return 'mode' in workload && (workload.mode === 'rndwr' || workload.mode === 'seqwr')
      ? suite.fileTotalSize
      : 0;
  }
  if (!('rw' in workload) || !isWriting(workload)) return 0;
  return suite.rampMilliseconds > 0 ? 2 * suite.writeCap : suite.writeCap;
}

/**
 * Bytes that completing the seed suite's files on the host writes at most, before an arm's turn.
 */
export function restoringWrites(suite: Suite, { target }: Pick<PlannedArm, 'target'>): number {
  return suite.name === 'seed' && target.kind === 'host' ? suite.fileTotalSize : 0;
}

/**
 * Bytes that the workloads of a plan's largest round write at most, within the limits of
 * `stepWrites`.
 */
export function roundWrites({
  suite,
  arms,
  order,
}: Pick<Plan, 'suite' | 'arms' | 'order'>): number {
  const ofArm = arms.map(arm => armWrites(suite, arm));
  return Math.max(
    0,
    ...order.map(round => round.reduce((sum, index) => sum + (ofArm[index] ?? 0), 0)),
  );
}

/** What goes to a null disk reaches no drive. */
function armWrites(suite: Suite, arm: PlannedArm): number {
  if (arm.target.kind === 'null') return 0;
  const steps = workloadsOfArm(suite, arm).map(workload => stepWrites(suite, workload));
  return steps.reduce((sum, bytes) => sum + bytes, restoringWrites(suite, arm));
}
