import { workloadsOfArm } from './arm-workloads.ts';
import { isWriting } from './gate-suite.ts';
import type { Plan, PlannedArm } from './plan.ts';
import type { Suite, Workload } from './workload.ts';

/**
 * Bytes that one workload writes at most: in the gate suite its cap, and as much again in its ramp.
 * sysbench has no cap, it writes for its time: there it is an estimate, every file once.
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
