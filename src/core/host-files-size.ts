import type { Plan } from './plan.ts';
import { defaultDiskSize } from './workload.ts';

/**
 * Bytes of a host arm's files: of the gate suite as many as the largest disk has, so that both seek
 * equally far.
 */
export function hostFilesSize({ suite, arms }: Pick<Plan, 'suite' | 'arms'>): number {
  if (suite.name === 'seed') return suite.fileTotalSize;
  const sizes = arms.flatMap(({ target }) => (target.kind === 'disk' ? [target.mode.size] : []));
  return sizes.length === 0 ? defaultDiskSize(suite) : Math.max(...sizes);
}
