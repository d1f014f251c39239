import type { Plan } from '../core/plan.ts';
import { imageMode } from '../disk/fields.ts';

/**
 * Arms whose images are made with the same options, so that they may exchange files; indexes into
 * the plan's arms.
 */
export interface ImageGroup {
  readonly mode: ReturnType<typeof imageMode>;
  readonly arms: readonly number[];
}

/** The disk arms of a plan, grouped by how their images are made; null disks have none. */
export function imageGroups(plan: Plan): ImageGroup[] {
  const groups = new Map<string, { mode: ImageGroup['mode']; arms: number[] }>();
  for (const [index, { target }] of plan.arms.entries()) {
    if (target.kind !== 'disk') continue;
    const mode = imageMode(target.mode);
    const key = JSON.stringify(mode);
    const group = groups.get(key) ?? { mode, arms: [] };
    group.arms.push(index);
    groups.set(key, group);
  }
  return [...groups.values()];
}
