import type { ArmTarget } from './plan.ts';

/**
 * How a job opens its file on the host: with O_DIRECT or through the page cache, each write synced
 * (O_DSYNC) or not.
 */
export interface HostJob {
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
