import type { Plan, PlannedArm } from './plan.ts';
import type { Suite, Workload } from './workload.ts';

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
 * How many steps (workloads of an arm) it takes to measure arms of a plan, by their indexes; one
 * may stand twice.
 */
export function countSteps(
  { suite, arms }: Pick<Plan, 'suite' | 'arms'>,
  indexes: readonly number[],
): number {
  const steps = arms.map(arm => workloadsOfArm(suite, arm).length);
  return indexes.reduce((sum, index) => sum + (steps[index] ?? 0), 0);
}
