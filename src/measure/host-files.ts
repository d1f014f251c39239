import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plan } from '../core/plan.ts';
import { defaultDiskSize } from '../core/workload.ts';
import { prepareHostFiles } from '../host/host-arm.ts';
import { createScratch, removeAbandonedScratch } from '../process/scratch.ts';
import { createImage } from '../qemu/image.ts';
import type { Bench } from './bench.ts';

/** Directories with the suite's files for host arms: one per directory, shared by its buffered and its direct arm. */
export interface HostFiles extends AsyncDisposable {
  directoryOf(arm: string): string;
  readonly bytesWritten: number;
}

/**
 * Fills the suite's files on the host (sysbench's own, or one file as large as the largest disk), below the
 * measured directory and below each one that a host arm names.
 */
export async function prepareHosts(bench: Bench): Promise<HostFiles> {
  const { plan, site, scratch, report } = bench;
  await using resources = new AsyncDisposableStack();
  const directories = new Map<string | undefined, string>();
  const arms = plan.arms.filter(({ target }) => target.kind === 'host');
  for (const { name } of arms) {
    const parent = site.hostDirectories[name];
    if (directories.has(parent)) continue;
    report({
      kind: 'phase',
      text: `writing the suite's files on the host${parent === undefined ? '' : ` in ${parent}`}`,
    });
    if (parent !== undefined) await removeAbandonedScratch(parent);
    const root = parent === undefined ? scratch : resources.use(await createScratch({ parent })).path;
    const directory = join(root, 'host');
    await mkdir(directory);
    await fillHostFiles(bench, directory);
    directories.set(parent, directory);
  }
  const owned = resources.move();
  return {
    bytesWritten: directories.size * hostFilesSize(plan),
    directoryOf: arm => directories.get(site.hostDirectories[arm]) ?? scratch,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Bytes of a host arm's files: of the gate suite as many as the largest disk has, so that both seek equally far. */
export function hostFilesSize({ suite, arms }: Plan): number {
  if (suite.name === 'seed') return suite.fileTotalSize;
  const sizes = arms.flatMap(({ target }) => (target.kind === 'disk' ? [target.mode.size] : []));
  return sizes.length === 0 ? defaultDiskSize(suite) : Math.max(...sizes);
}

/** The file that the gate suite's host arms work on, in their directory. */
export function hostFile(directory: string): string {
  return join(directory, 'disk.raw');
}

async function fillHostFiles({ plan, signal }: Bench, directory: string): Promise<void> {
  const { suite } = plan;
  if (suite.name === 'seed') await prepareHostFiles({ directory, suite, signal });
  else await createImage({ path: hostFile(directory), size: hostFilesSize(plan), signal });
}
