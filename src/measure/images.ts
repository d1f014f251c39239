import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { imageExchange } from '../core/order.ts';
import { convertImage, copyImage, createImage, makeFilesystem } from '../qemu/image.ts';
import type { Bench } from './bench.ts';
import { type ImageGroup, imageGroups } from './image-group.ts';
import { prepareInGuest } from './preparation.ts';

/** Images of a run. */
export interface Images {
  /** Lays out fresh images for a round; returns the bytes that were written. */
  layOut(): Promise<number>;
  /** The file that an arm uses in a round. */
  imageOf(arm: number, round: number): string;
  /** What making the masters wrote, in bytes. */
  readonly bytesWritten: number;
}

/** A group with the image that its arms' images are copied from, and their files. */
interface Layout {
  readonly group: ImageGroup;
  readonly master: string;
  readonly files: readonly string[];
}

/**
 * Makes the masters: each is filled with incompressible data, gets a filesystem and, in a guest, the suite's files.
 * Every round starts from full copies of them (no extent shared or missing), because sysbench's seqwr leaves its files
 * in another state than it found them (docs/adr/0003).
 */
export async function prepareImages(bench: Bench): Promise<Images> {
  const layouts: Layout[] = [];
  let bytesWritten = 0;
  for (const [index, group] of imageGroups(bench.plan).entries()) {
    const { format, size } = group.mode;
    const raw = join(bench.scratch, `master${index}.raw`);
    await makeMaster(bench, { path: raw, size });
    bytesWritten += size + bench.plan.suite.fileTotalSize;
    const master = join(bench.scratch, `master${index}.${format}`);
    if (format === 'qcow2') {
      await convertImage({ from: raw, to: master, signal: bench.signal });
      await rm(raw);
      bytesWritten += size;
    }
    const files = group.arms.map((_, copy) => join(bench.scratch, `disk${index}-${copy}.${format}`));
    layouts.push({ group, master, files });
  }
  return {
    bytesWritten,
    layOut: () => copyMasters(bench, layouts),
    imageOf: (arm, round) => imageIn(layouts, { arm, round }),
  };
}

async function makeMaster(bench: Bench, { path, size }: { path: string; size: number }): Promise<void> {
  const { signal, report } = bench;
  report({ kind: 'phase', text: `filling an image of ${Math.round(size / 2 ** 20)} MiB with incompressible data` });
  await createImage({ path, size, signal });
  await makeFilesystem({ path });
  report({ kind: 'phase', text: "writing the suite's files to it in a guest" });
  await prepareInGuest(bench, { path, size });
}

async function copyMasters({ signal }: Bench, layouts: readonly Layout[]): Promise<number> {
  let bytes = 0;
  for (const { group, master, files } of layouts) {
    for (const file of files) {
      // copyImage only makes what is not there; the image of the round before is ours to remove.
      await rm(file, { force: true });
      await copyImage({ from: master, to: file, signal });
    }
    bytes += group.mode.size * files.length;
  }
  return bytes;
}

function imageIn(layouts: readonly Layout[], { arm, round }: { arm: number; round: number }): string {
  const layout = layouts.find(({ group }) => group.arms.includes(arm));
  const place = layout?.group.arms.indexOf(arm) ?? -1;
  const file = layout?.files[imageExchange({ arms: layout.files.length, round })[place] ?? -1];
  if (file === undefined) throw new RangeError(`arm ${arm} has no image`);
  return file;
}
