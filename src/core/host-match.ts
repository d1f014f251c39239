import { cacheFlags } from './disk-mode.ts';
import type { Run, RunArm } from './run.ts';

/** An arm with its index in the run. */
export interface IndexedArm {
  readonly arm: RunArm;
  readonly index: number;
}

/** The arms of a run with their indexes, since base and head share names. */
export function indexedArms(run: Run): IndexedArm[] {
  return run.arms.map((arm, index) => ({ arm, index }));
}

/**
 * The host arm that an arm is fairly compared with: buffered disks (writeback, writethrough, unsafe) with the buffered
 * host, disks that use O_DIRECT (none, directsync) with `host direct`. Undefined for host arms and where the run has none.
 * Comparing a direct disk with the host's page cache is what made the seed post's "10x slower".
 */
export function matchedHost(run: Run, arm: RunArm): IndexedArm | undefined {
  const { target } = arm.subject;
  if (target.kind === 'host') return undefined;
  const { direct } = cacheFlags(target.mode.cache);
  return indexedArms(run).find(
    ({ arm: { side, subject } }) =>
      side === 'host' && subject.target.kind === 'host' && subject.target.direct === direct,
  );
}
