import type { Plan, PlannedArm } from './plan.ts';
import type { Workload } from './suite.ts';

/**
 * The workloads of a suite that an arm measures: those that its plan names, else all; in the order
 * of the suite.
 */
export function workloadsOfArm<W extends Pick<Workload, 'name'>>(
  { workloads }: { readonly workloads: readonly W[] },
  { workloads: named }: Pick<PlannedArm, 'workloads'>,
): readonly W[] {
  return named === undefined ? workloads : workloads.filter(({ name }) => named.includes(name));
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
