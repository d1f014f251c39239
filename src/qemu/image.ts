import { randomFill } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { DiskMode } from '../disk/mode.ts';
import { imageOptions } from '../disk/parts.ts';
import { GateError, messageOf, toldOf } from '../errors.ts';
import { runTool } from '../process/tool.ts';

/** An image to create; size in bytes. */
export interface ImageRequest {
  readonly path: string;
  readonly size: number;
  readonly signal?: AbortSignal | undefined;
}

const chunkBytes = 4 * 1024 * 1024;

/** Seconds in which copying must end; a slow disk of 20 MiB/s writes 35 GiB in it. */
export const copyTimeoutSeconds = 1800;

/**
 * Makes a raw image filled with incompressible data, every block of it written and synced: holes
 * and unwritten extents would be read without any disk, and zeroes are what detect-zeroes and
 * drives treat as a special case. Throws `no-space`, `bad-directory`.
 */
export async function createImage({ path, size, signal }: ImageRequest): Promise<void> {
  await making(path, async () => {
    await using file = await open(path, 'r+');
    const chunk = Buffer.alloc(chunkBytes);
    for (let left = size; left > 0; left -= chunkBytes) {
      signal?.throwIfAborted();
      const part = chunk.subarray(0, Math.min(chunkBytes, left));
      await promisify(randomFill)(part);
      await file.writeFile(part);
    }
    await file.datasync();
  });
}

/** An image to lay out, with every option of its mode. */
export interface LayoutRequest {
  /** The image is a block device, of which it is the part that begins at this byte. */
  readonly begin?: number | undefined;
  /** A raw image of `createImage`, at least as large: what its content begins with. */
  readonly master: string;
  readonly path: string;
  readonly mode: Pick<DiskMode, 'format' | 'size'> & Partial<DiskMode>;
}

/**
 * Lays out images one after the other, each from its start to its end, every block of it written;
 * returns the bytes that it wrote. How a file was first written decides for as long as it lives:
 * one that came through the page cache is 30 to 45 % slower in random writes, and a third faster in
 * sequential ones, than one written directly, with extents alike and both full. So all images that
 * are compared are written here. Those of pairs are `direct`: past the page cache, which keeps
 * nothing of them. The master is only read, from the page cache where it fits. `no-space`,
 * `bad-directory`, `tool-failed`.
 */
export async function layOutImages(
  requests: readonly LayoutRequest[],
  { direct, signal }: { readonly direct: boolean; readonly signal?: AbortSignal | undefined },
): Promise<number> {
  let bytes = 0;
  for (const { master, path, mode, begin } of requests) {
    const file = { driver: 'file', filename: resolve(master) };
    const from = `json:${JSON.stringify({ driver: 'raw', size: mode.size, file })}`;
    const options = imageOptions(mode).flatMap(option => ['-o', option]);
    // Without a search for zeroes; synced at its end, which qemu-img's own cache mode leaves out.
    const how = ['-S', '0', '-T', 'writeback', '-t', direct ? 'none' : 'writeback'];
    if (begin !== undefined) {
      const device = `driver=raw,offset=${begin},size=${mode.size},file.driver=host_device`;
      const to = `${device},file.filename=${resolve(path).replaceAll(',', ',,')}`;
      const argv = ['qemu-img', 'convert', '-n', ...how, '--target-image-opts', from, to];
      await runTool({ argv, timeout: copyTimeoutSeconds, signal });
      bytes += mode.size;
      continue;
    }
    const words = [...how, '-O', mode.format, ...options, from, resolve(path)];
    await making(path, async () => {
      const argv = ['qemu-img', 'convert', ...words];
      await runTool({ argv, timeout: copyTimeoutSeconds, signal });
      // qcow2's header was written through the page cache.
      if (direct) await dropFromCache(path, signal);
    });
    const { size } = await stat(path);
    bytes += mode.preallocation === 'full' ? 2 * size : size;
  }
  return bytes;
}

/** Writes out what the page cache holds of a file, and lets go of it. */
export async function dropFromCache(path: string, signal: AbortSignal | undefined): Promise<void> {
  const argv = ['dd', `of=${path}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0'];
  await runTool({ argv, timeout: copyTimeoutSeconds, signal });
}

/**
 * Makes an ext4 filesystem on a raw image. Without discards, which would punch holes, without
 * zeroing by fallocate, which leaves extents that read as zeroes without touching the disk, and
 * without lazy initialisation, which would go on in the guest while it measures. `blockSize` is in
 * bytes; mke2fs's own choice, 1 KiB on small disks, can't be mounted above larger sectors.
 */
export async function makeFilesystem({
  path,
  blockSize,
  signal,
}: Omit<ImageRequest, 'size'> & { readonly blockSize?: number | undefined }): Promise<void> {
  const features = 'nodiscard,lazy_itable_init=0,lazy_journal_init=0';
  const block = blockSize === undefined ? [] : ['-b', String(blockSize)];
  const argv = ['mke2fs', '-q', '-t', 'ext4', ...block, '-E', features, '-F', resolve(path)];
  const env = { UNIX_IO_NOZEROOUT: '1' };
  await explained(path, () => runTool({ argv, env, timeout: 300, signal }));
}

/**
 * Makes a file, and removes what there is of it where that fails. Nothing may stand at `path`
 * before: what was not made here is not removed here either, and a path may name anything, for root
 * even a device.
 */
export async function making(path: string, make: () => Promise<void>): Promise<void> {
  await explained(path, async () => {
    await using _reserved = await open(path, 'wx', 0o600);
  });
  try {
    await explained(path, make);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/**
 * Does `work` on an image; its errors say what the reader can do something about: no space, a
 * directory that can't be written, an image that is in use.
 */
async function explained(path: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    const said = cause instanceof GateError ? (cause.facts.stderrTail ?? '') : String(cause);
    if (/ENOSPC|EDQUOT|No space left|quota exceeded/i.test(said)) {
      const problem = `no space left while writing ${path}`;
      const remedy =
        'free some space, name another --directory, or use a smaller size for the disks';
      throw new GateError('no-space', { problem, remedy, path }, { cause });
    }
    if (/Failed to get .* lock/i.test(said)) throw imageInUse(path, cause);
    const noDirect = /does not support O_DIRECT/.exec(said)?.[0];
    const refusals = /EACCES|EPERM|EROFS|ENOENT|EEXIST|Permission denied|Read-only file.system/;
    if (noDirect === undefined && !refusals.test(said)) throw toldOf(cause, { path }) ?? cause;
    const problem = `the image ${path} could not be written`;
    const why = noDirect === undefined ? messageOf(cause) : `the filesystem ${noDirect}`;
    const remedy = 'give another --directory, or change its permissions';
    throw new GateError('bad-directory', { problem, why, remedy, path }, { cause });
  }
}

/**
 * The error for an image that another process holds: QEMU locks images, also those of a QEMU left
 * over.
 */
export function imageInUse(path: string, cause?: unknown): GateError {
  const problem = `the image ${path} is in use by another process`;
  const why = 'QEMU locks its images, and the lock is taken';
  const remedy = 'end the program that uses it (`fuser -v` names it), or name another image';
  return new GateError('qemu-failed', { problem, why, remedy, path }, { cause });
}
