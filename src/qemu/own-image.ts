import { stat } from 'node:fs/promises';
import type { LayerFile } from '../core/plan.ts';
import type { BackingLayer } from '../disk/parts.ts';
import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';
import { mapChain, requireSameChain } from './chain.ts';
import { copyTimeoutSeconds, dropFromCache, making } from './image.ts';

/** An own image to lay out for a round. */
export interface OwnLayout {
  readonly on: 'copy' | 'overlay';
  /** Of the image, which are only read. */
  readonly layers: readonly LayerFile[];
  /** Where the image is that the guest writes to, and its virtual size. */
  readonly path: string;
  readonly size: number;
}

/** The files of a disk that is an own image, from the one that the guest writes to down. */
export function ownFiles({ on, layers, path }: OwnLayout): readonly BackingLayer[] {
  return on === 'overlay'
    ? [{ path, format: 'qcow2' }, ...layers]
    : layers.map(({ format }, at) => ({ path: at === 0 ? path : `${path}.${at}`, format }));
}

/**
 * Lays out an own image: copies its whole chain, with its holes, or puts a fresh overlay on it;
 * returns the bytes that it wrote. `host-changed` where a file of it is another one by now.
 */
export async function layOutOwn(layout: OwnLayout, signal: AbortSignal): Promise<number> {
  const { on, layers } = layout;
  const files = ownFiles(layout);
  const { path } = layout;
  const [under] = layers;
  if (on === 'overlay' && under !== undefined) {
    await making(path, async () => {
      const below = ['-u', '-b', under.path, '-F', under.format];
      const argv = ['qemu-img', 'create', '-q', '-f', 'qcow2', ...below, path, String(layout.size)];
      await runTool({ argv, signal });
      await dropFromCache(path, signal);
    });
  } else {
    // From the lowest up: each is linked to the copy below it.
    for (const [at, layer] of [...layers.entries()].toReversed())
      await copyLayer(layer, files.slice(at, at + 2), signal);
    const [before, after] = [await mapChain(layers, { signal }), await mapChain(files, { signal })];
    if (JSON.stringify(before) !== JSON.stringify(after))
      throw new GateError('tool-failed', {
        problem: `the copy of the image ${layers[0]?.path} has its data elsewhere than the image`,
      });
  }
  await requireSameChain(layers);
  const own = on === 'overlay' ? files.slice(0, 1) : files;
  const sizes = await Promise.all(own.map(async file => (await stat(file.path)).blocks * 512));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** A copy by reads and writes, since shared extents would be written elsewhere than the image's. */
async function copyLayer(
  { path, format }: LayerFile,
  [to, below]: readonly BackingLayer[],
  signal: AbortSignal,
): Promise<void> {
  if (to === undefined) return;
  await making(to.path, async () => {
    const copy = ['cp', '--reflink=never', '--sparse=auto', '--', path, to.path];
    await runTool({ argv: copy, timeout: copyTimeoutSeconds, signal });
    const { blocks, size } = await stat(path);
    // What was reserved and never written reads as a hole, and is none.
    if (size > 0 && blocks * 512 >= size)
      await runTool({ argv: ['fallocate', '-l', String(size), to.path], signal });
    if (below !== undefined) {
      const link = ['-u', '-f', format, '-b', below.path, '-F', below.format, to.path];
      await runTool({ argv: ['qemu-img', 'rebase', ...link], signal });
    }
    await dropFromCache(to.path, signal);
  });
}
