import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskMode } from '../core/disk-mode.ts';
import { imageExchange } from '../core/order.ts';
import type { Plan } from '../core/plan.ts';
import { convertImage, copyImage, createImage, makeFilesystem } from '../qemu/image.ts';
import type { Bench } from './bench.ts';
import { prepareInGuest } from './preparation.ts';

/** Arms whose images are made with the same options, so that they may exchange files; indexes into the plan's arms. */
export interface ImageGroup {
  readonly mode: Pick<DiskMode, 'format' | 'size'>;
  readonly arms: readonly number[];
}

/** Images of a run: which file an arm uses in a round, and what making them wrote. */
export interface Images {
  imageOf(arm: number, round: number): string;
  readonly bytesWritten: number;
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

/**
 * Makes one image per disk arm. A master is filled with incompressible data, gets a filesystem and, in a guest, the
 * suite's files; then it is copied in full, so that all arms start alike and no extent is shared or missing.
 */
export async function prepareImages(bench: Bench): Promise<Images> {
  const files = new Map<number, { readonly group: ImageGroup; readonly paths: readonly string[] }>();
  let bytesWritten = 0;
  const masters = new Map<number, string>();
  for (const [index, group] of imageGroups(bench.plan).entries()) {
    const { size } = group.mode;
    const master = masters.get(size) ?? (await makeMaster(bench, size));
    if (!masters.has(size)) bytesWritten += size + bench.plan.suite.fileTotalSize;
    masters.set(size, master);
    const paths = group.arms.map((_, copy) => join(bench.scratch, `disk${index}-${copy}.${group.mode.format}`));
    bench.report({ kind: 'phase', text: `copying it in full for ${paths.length} ${group.mode.format} disks` });
    for (const path of paths) await copyMaster(bench, { group, master, path });
    bytesWritten += size * paths.length;
    for (const arm of group.arms) files.set(arm, { group, paths });
  }
  for (const master of masters.values()) await rm(master);
  return { bytesWritten, imageOf: (arm, round) => imageIn(files, { arm, round }) };
}

function imageIn(
  files: ReadonlyMap<number, { readonly group: ImageGroup; readonly paths: readonly string[] }>,
  { arm, round }: { arm: number; round: number },
): string {
  const entry = files.get(arm);
  const place = entry?.group.arms.indexOf(arm) ?? -1;
  const path = entry?.paths[imageExchange({ arms: entry.paths.length, round })[place] ?? -1];
  if (path === undefined) throw new RangeError(`arm ${arm} has no image`);
  return path;
}

async function makeMaster(bench: Bench, size: number): Promise<string> {
  const { scratch, signal, report } = bench;
  const path = join(scratch, `master-${size}.raw`);
  report({ kind: 'phase', text: `filling an image of ${Math.round(size / 2 ** 20)} MiB with incompressible data` });
  await createImage({ path, size, signal });
  await makeFilesystem({ path });
  report({ kind: 'phase', text: "writing the suite's files to it in a guest" });
  await prepareInGuest(bench, { path, size });
  return path;
}

async function copyMaster(
  { signal }: Bench,
  { group, master, path }: { group: ImageGroup; master: string; path: string },
): Promise<void> {
  if (group.mode.format === 'raw') await copyImage({ from: master, to: path, signal });
  else await convertImage({ from: master, to: path, signal });
}
