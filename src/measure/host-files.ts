import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan, PlannedArm, Site } from '../core/plan.ts';
import { cacheFlags } from '../disk/cache.ts';
import type { DirectoryNeed } from '../host/directory.ts';
import { prepareHostFiles } from '../host/host-arm.ts';
import { createScratch, removeAbandonedScratch } from '../process/scratch.ts';
import { createImage } from '../qemu/image.ts';
import { rulesOf } from '../suites/registry.ts';
import { hostFilesSize } from '../suites/work.ts';
import { imagesCost } from './places.ts';
import type { OnProgress } from './progress.ts';

/**
 * Directories with the suite's files for host arms: one per directory, shared by its buffered and
 * its direct arm.
 */
export interface HostFiles extends AsyncDisposable {
  directoryOf(arm: PlannedArm): string;
  readonly bytesWritten: number;
}

/** The part of a bench that the host's files take. */
interface HostBench {
  readonly plan: Pick<Plan, 'suite' | 'arms'>;
  readonly site: Pick<Site, 'hostDirectories'>;
  readonly scratch: string;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/**
 * Fills the suite's files on the host (sysbench's own, or one file as large as the largest disk),
 * below the measured directory and below each one that a host arm names.
 */
export async function prepareHosts(bench: HostBench): Promise<HostFiles> {
  const { plan, site, scratch, onProgress } = bench;
  await using resources = new AsyncDisposableStack();
  const directories = new Map<string | undefined, string>();
  for (const parent of hostParents(bench)) {
    onProgress({
      kind: 'phase',
      text: `writing the suite's files on the host${parent === undefined ? '' : ` in ${parent}`}`,
    });
    if (parent !== undefined) await removeAbandonedScratch(parent);
    const root =
      parent === undefined ? scratch : resources.use(await createScratch({ parent })).path;
    const directory = join(root, 'host');
    await mkdir(directory);
    await fillHostFiles(bench, directory);
    directories.set(parent, directory);
  }
  const owned = resources.move();
  return {
    bytesWritten: directories.size * hostFilesSize(plan),
    directoryOf: arm => directories.get(directoryNamedBy(arm, site)) ?? scratch,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/**
 * Where host arms have their files: in the measured directory (undefined), and in those that they
 * name.
 */
export function hostParents({
  plan,
  site,
}: Pick<HostBench, 'plan' | 'site'>): ReadonlySet<string | undefined> {
  return new Set(
    plan.arms
      .filter(({ target, side }) => target.kind === 'host' && side !== 'yardstick')
      .map(arm => directoryNamedBy(arm, site)),
  );
}

/**
 * The directory that an arm names, undefined for the measured one.
 */
function directoryNamedBy(
  { name, side }: PlannedArm,
  { hostDirectories }: HostBench['site'],
): string | undefined {
  return side === 'host' ? hostDirectories[name] : undefined;
}

/** The file that host arms of a suite without files work on, in their directory. */
export function hostFile(directory: string): string {
  return join(directory, hostFileName);
}

/** Its name there. */
export const hostFileName = 'disk.raw';

async function fillHostFiles({ plan, signal }: HostBench, directory: string): Promise<void> {
  const { files } = rulesOf(plan.suite);
  if (files !== undefined) await prepareHostFiles({ directory, files, signal });
  else await createImage({ path: hostFile(directory), size: hostFilesSize(plan), signal });
}

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
