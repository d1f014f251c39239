import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { imageExchange } from '../core/order.ts';
import type { Plan } from '../core/plan.ts';
import { formatBytes } from '../core/quantity.ts';
import type { Caveat } from '../core/reason.ts';
import {
  convertImage,
  copyImage,
  createImage,
  layOutImages,
  makeFilesystem,
} from '../qemu/image.ts';
import { rulesOf } from '../suites/registry.ts';
import type { Bench } from './bench.ts';
import { type ImageGroup, imageGroups } from './image-group.ts';
import {
  type ArmImages,
  layoutOrder,
  masterSize,
  type PairFile,
  pairFiles,
} from './pairs/places.ts';
import { prepareInGuest } from './preparation.ts';
import { masterWrites } from './write-bound.ts';

/** Images of a run. */
export interface Images extends ArmImages {
  /** Lays out what a round needs fresh; returns the bytes that were written. */
  layOut(round: number): Promise<number>;
  /** What making the masters wrote, in bytes, and images that are made once. */
  readonly bytesWritten: number;
  /** Doubts that arose on the way here. */
  readonly caveats: readonly Caveat[];
}

/** A group with the image that its arms' images are copied from, and their files. */
interface Layout {
  readonly group: ImageGroup;
  readonly master: string;
  readonly files: readonly string[];
}

/**
 * Makes the masters: each is filled with incompressible data and, for a suite with files, gets a
 * filesystem and, in a guest, those. Images are full copies of them (no extent shared or missing),
 * made anew each round for a suite with fresh images (docs/adr/0002), else once and exchanged.
 */
export async function prepareImages(bench: Bench): Promise<Images> {
  if (bench.plan.pairs !== undefined) return preparePairImages(bench);
  const layouts: Layout[] = [];
  const caveats: Caveat[] = [];
  let bytesWritten = 0;
  for (const [index, group] of imageGroups(bench.plan).entries()) {
    const { format } = group.mode;
    const raw = join(bench.scratch, `master${index}.raw`);
    caveats.push(...(await makeMaster(bench, raw, group.mode)));
    bytesWritten += masterWrites(group.mode, bench.plan.suite);
    const master = join(bench.scratch, `master${index}.${format}`);
    if (format === 'qcow2') {
      await convertImage({ from: raw, to: master, options: group.mode, signal: bench.signal });
      await rm(raw);
    }
    const files = group.arms.map((_, copy) =>
      join(bench.scratch, `disk${index}-${copy}.${format}`),
    );
    layouts.push({ group, master, files });
  }
  // What happens once is no part of a round, or every later round would be expected to cost as
  // much.
  const once = !rulesOf(bench.plan.suite).freshImages;
  if (once) bytesWritten += await copyMasters(bench, layouts);
  return {
    bytesWritten,
    caveats,
    layOut: async () => (once ? 0 : copyMasters(bench, layouts)),
    isShared: () => false,
    imageOf: (arm, round) => imageIn(layouts, { plan: bench.plan, arm, round }),
  };
}

async function makeMaster(
  bench: Bench,
  path: string,
  { size, logicalBlockSize: blockSize }: ImageGroup['mode'],
): Promise<Caveat[]> {
  const { signal, onProgress, plan } = bench;
  const { files } = rulesOf(plan.suite);
  onProgress({
    kind: 'phase',
    text: `filling an image of ${formatBytes(size)} with incompressible data`,
  });
  await createImage({ path, size, signal });
  if (files === undefined) return [];
  await makeFilesystem({ path, blockSize, signal });
  onProgress({ kind: 'phase', text: "writing the suite's files to it in a guest" });
  return prepareInGuest(bench, { path, size, files });
}

async function copyMasters({ signal }: Bench, layouts: readonly Layout[]): Promise<number> {
  let bytes = 0;
  for (const { group, master, files } of layouts) {
    for (const file of files) {
      // copyImage only makes what is not there; the image of the round before is ours to remove.
      await rm(file, { force: true });
      await copyImage({ from: master, to: file, preallocation: group.mode.preallocation, signal });
    }
    bytes += group.mode.size * files.length;
  }
  return bytes;
}

function imageIn(
  layouts: readonly Layout[],
  { plan, arm, round }: { readonly plan: Plan; readonly arm: number; readonly round: number },
): string {
  const layout = layouts.find(({ group }) => group.arms.includes(arm));
  const arms = layout?.group.arms.flatMap(index => plan.arms[index] ?? []) ?? [];
  const place = layout?.group.arms.indexOf(arm) ?? -1;
  const file = layout?.files[imageExchange({ arms, round })[place] ?? -1];
  if (file === undefined) throw new RangeError(`arm ${arm} has no image`);
  return file;
}

/** The path of a pair's file. */
export function pairImage(scratch: string, { arms, mode }: Omit<PairFile, 'isFresh'>): string {
  return join(scratch, `pair${arms[0]}.${mode.format}`);
}

/**
 * Makes the images of a plan's pairs. All are written by one direct writer with one content, since
 * how a file was first written decides how fast it is.
 */
async function preparePairImages(bench: Bench): Promise<Images> {
  const { plan, scratch, signal, onProgress } = bench;
  const files = pairFiles(plan);
  const master = join(scratch, 'master.raw');
  const size = masterSize(files);
  const text = `filling an image of ${formatBytes(size)} with incompressible data`;
  onProgress({ kind: 'phase', text });
  await createImage({ path: master, size, signal });
  const pathOf = (file: PairFile): string => pairImage(scratch, file);
  const layOut = async (wanted: readonly PairFile[]): Promise<number> => {
    for (const file of wanted) await rm(pathOf(file), { force: true });
    const requests = wanted.map(file => ({ master, path: pathOf(file), mode: file.mode }));
    return requests.length === 0 ? 0 : layOutImages(requests, signal);
  };
  const once = await layOut(files.filter(({ isFresh }) => !isFresh));
  const fileOf = (arm: number): PairFile => {
    const file = files.find(({ arms }) => arms.includes(arm));
    if (file === undefined) throw new RangeError(`arm ${arm} has no image`);
    return file;
  };
  return {
    bytesWritten: size + once,
    caveats: [],
    layOut: round => layOut(layoutOrder(plan, files, round).filter(({ isFresh }) => isFresh)),
    imageOf: arm => pathOf(fileOf(arm)),
    isShared: arm => fileOf(arm).arms.length > 1,
  };
}
