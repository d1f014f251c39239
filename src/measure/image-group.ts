import type { DiskMode } from '../core/disk-mode.ts';
import type { Plan } from '../core/plan.ts';

/** Arms whose images are made with the same options, so that they may exchange files; indexes into the plan's arms. */
export interface ImageGroup {
  readonly mode: Pick<DiskMode, 'format' | 'size'>;
  readonly arms: readonly number[];
}

/** The disk arms of a plan, grouped by how their images are made. */
export function imageGroups(plan: Plan): ImageGroup[] {
  const groups = new Map<string, { mode: ImageGroup['mode']; arms: number[] }>();
  for (const [index, { target }] of plan.arms.entries()) {
    if (target.kind !== 'disk') continue;
    const { format, size } = target.mode;
    const key = `${format} ${size}`;
    const group = groups.get(key) ?? { mode: { format, size }, arms: [] };
    group.arms.push(index);
    groups.set(key, group);
  }
  return [...groups.values()];
}
