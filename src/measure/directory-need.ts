import type { Plan, PlannedArm, Site } from '../core/plan.ts';
import { cacheFlags } from '../disk/cache.ts';
import type { DirectoryNeed } from '../host/directory.ts';
import { rulesOf } from '../suites/registry.ts';
import { hostFilesSize } from '../suites/work.ts';
import { directoryNamedBy, hostParents } from './host-files.ts';
import { imagesCost } from './places.ts';

/** A plan and where it is measured. */
export interface PlacedPlan {
  readonly plan: Plan;
  readonly site: Pick<Site, 'directory' | 'hostDirectories' | 'allowTmpfs'>;
}

/** What the measured directory must offer, and then each one that a host arm names. */
export function directoryNeeds(placed: PlacedPlan): readonly [DirectoryNeed, ...DirectoryNeed[]] {
  const { plan, site } = placed;
  const { allowTmpfs } = site;
  const parents = [...hostParents(placed)];
  const files = hostFilesSize(plan);
  const measured = imagesCost(plan).space + (parents.includes(undefined) ? files : 0);
  const others = parents.filter(parent => parent !== undefined);
  return [
    {
      path: site.directory,
      bytesNeeded: measured,
      allowTmpfs,
      direct: needsDirect(placed, undefined),
    },
    ...others.map(path => ({
      path,
      bytesNeeded: files,
      allowTmpfs,
      direct: needsDirect(placed, path),
    })),
  ];
}

/**
 * Whether an arm that was asked for opens its file with O_DIRECT there. What is added to disks,
 * host jobs, is no obstacle: without it the disks are measured all the same.
 */
function needsDirect({ plan, site }: PlacedPlan, parent: string | undefined): boolean {
  // Their images are laid out past the page cache.
  if (plan.pairs !== undefined) return true;
  const addsHosts = rulesOf(plan.suite).addsHostJobs && plan.arms.some(isHeadDisk);
  return plan.arms.some(arm => {
    const added = addsHosts && arm.target.kind === 'host' && arm.ownDirectory !== true;
    return !added && opensDirect(arm) && directoryNamedBy(arm, site) === parent;
  });
}

function isHeadDisk({ side, target }: Pick<PlannedArm, 'side' | 'target'>): boolean {
  return side === 'head' && target.kind === 'disk';
}

function opensDirect({ target }: PlannedArm): boolean {
  if (target.kind === 'disk') return cacheFlags(target.mode.cache).direct;
  return target.kind === 'host' && target.direct;
}
