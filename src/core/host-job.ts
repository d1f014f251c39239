import { cacheFlags } from '../disk/cache.ts';
import type { DiskMode } from '../disk/mode.ts';
import type { ArmTarget } from './plan.ts';
import type { Suite } from './workload.ts';

/**
 * How a job opens its file on the host: with O_DIRECT or through the page cache, each write synced
 * (O_DSYNC) or not.
 */
interface HostJob {
  readonly direct: boolean;
  readonly dsync: boolean;
}

/** All of them. */
export const hostJobs: readonly HostJob[] = [
  { direct: false, dsync: false },
  { direct: true, dsync: false },
  { direct: false, dsync: true },
  { direct: true, dsync: true },
];

/**
 * The host job that a disk is fairly compared with: what QEMU does to its image when the guest
 * writes. The blog post got its "10x slower" by comparing a direct disk with the host's page cache.
 * sysbench has no matching O_DSYNC, so the seed suite distinguishes only direct from buffered.
 */
export function matchedJob({ cache }: DiskMode, suite: Pick<Suite, 'name'>): HostJob {
  const { direct, writeCache } = cacheFlags(cache);
  return { direct, dsync: suite.name === 'gate' && !writeCache };
}

/** The job of a host arm; undefined for arms with a virtual disk. */
export function jobOf(target: ArmTarget): HostJob | undefined {
  return target.kind === 'host'
    ? { direct: target.direct, dsync: target.dsync ?? false }
    : undefined;
}

/**
 * A job's name, which is also the key of its arms: `host`, `host-direct`, `host-dsync`,
 * `host-direct-dsync`.
 */
export function hostJobName({ direct, dsync }: HostJob): string {
  return ['host', ...(direct ? ['direct'] : []), ...(dsync ? ['dsync'] : [])].join('-');
}

/** The target of an arm for that job. */
export function hostTarget({ direct, dsync }: HostJob): ArmTarget {
  return dsync ? { kind: 'host', direct, dsync } : { kind: 'host', direct };
}
