import type { DiskMode, ImageOptions } from '../core/disk-mode.ts';
import type { Plan } from '../core/plan.ts';

/**
 * Arms whose images are made with the same options, so that they may exchange files; indexes into
 * the plan's arms.
 */
export interface ImageGroup {
  readonly mode: ImageOptions & Pick<DiskMode, 'logicalBlockSize'>;
  readonly arms: readonly number[];
}

/** The disk arms of a plan, grouped by how their images are made; null disks have none. */
export function imageGroups(plan: Plan): ImageGroup[] {
  const groups = new Map<string, { mode: ImageGroup['mode']; arms: number[] }>();
  for (const [index, { target }] of plan.arms.entries()) {
    if (target.kind !== 'disk') continue;
    const mode = imageOptions(target.mode);
    const key = JSON.stringify(mode);
    const group = groups.get(key) ?? { mode, arms: [] };
    group.arms.push(index);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * Those of a mode's fields that its image depends on: its filesystem needs blocks that are no
 * smaller than its sectors.
 */
function imageOptions(mode: DiskMode): ImageGroup['mode'] {
  const { format, size, clusterSize, preallocation, lazyRefcounts, logicalBlockSize } = mode;
  return {
    format,
    size,
    ...(clusterSize !== undefined && { clusterSize }),
    ...(preallocation !== undefined && { preallocation }),
    ...(lazyRefcounts !== undefined && { lazyRefcounts }),
    ...(logicalBlockSize !== undefined && { logicalBlockSize }),
  };
}
