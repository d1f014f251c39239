import type { Run, RunArm } from '../core/run.ts';

/**
 * The base side of a head arm in its own run: measured in the same rounds, on the same host.
 * Undefined where there is none.
 */
export function liveBaseOf(
  run: Run,
  name: string,
): { readonly arm: RunArm; readonly index: number } | undefined {
  const index = run.arms.findIndex(arm => arm.side === 'base' && arm.name === name);
  const arm = run.arms[index];
  return arm === undefined ? undefined : { arm, index };
}

/** Whether a run measured a base side at all. */
export function hasLiveBase({ arms }: Run): boolean {
  return arms.some(({ side }) => side === 'base');
}
