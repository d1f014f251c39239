import type { Plan, PlannedArm } from '../core/plan.ts';
import { rulesOf } from './registry.ts';
import type { SuiteRules } from './suite.ts';

/**
 * Bytes of a host arm's files: the suite's own, or one as large as the largest disk, so that both
 * seek equally far.
 */
export function hostFilesSize({ suite, arms }: Pick<Plan, 'suite' | 'arms'>): number {
  const { files, diskSize } = rulesOf(suite);
  if (files !== undefined) return files.totalSize;
  const sizes = arms.flatMap(({ target }) => (target.kind === 'disk' ? [target.mode.size] : []));
  return sizes.length === 0 ? diskSize.usual : Math.max(...sizes);
}

/** Bytes that completing a suite's files on the host writes at most, before an arm's turn. */
export function restoringWrites(
  { files }: Pick<SuiteRules, 'files'>,
  { target }: Pick<PlannedArm, 'target'>,
): number {
  return target.kind === 'host' ? (files?.totalSize ?? 0) : 0;
}

/**
 * Bytes that the workloads of a plan's largest round write at most, within the limits of
 * `mostWritten`.
 */
export function roundWrites({
  suite,
  arms,
  order,
  pairs = [],
}: Pick<Plan, 'suite' | 'arms' | 'order' | 'pairs'>): number {
  const rules = rulesOf(suite);
  const each =
    rules.unit === 'pair'
      ? pairs.map(() => stepsWrite(rules))
      : arms.map(arm => armWrites(rules, arm));
  return Math.max(
    0,
    ...order.map(round => round.reduce((sum, index) => sum + (each[index] ?? 0), 0)),
  );
}

/** What goes to a null disk reaches no drive. */
function armWrites(rules: SuiteRules, arm: PlannedArm): number {
  if (arm.target.kind === 'null') return 0;
  return restoringWrites(rules, arm) + stepsWrite(rules);
}

function stepsWrite({ workloads }: SuiteRules): number {
  return workloads.reduce((sum, { mostWritten }) => sum + mostWritten, 0);
}
