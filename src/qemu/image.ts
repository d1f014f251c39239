import { randomFill } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { DiskMode, Preallocation } from '../disk/mode.ts';
import { imageOptions } from '../disk/parts.ts';
import { GateError, messageOf } from '../errors.ts';
import { runTool } from '../process/tool.ts';
import { holesIn } from './allocation.ts';

/** An image to create; size in bytes. */
export interface ImageRequest {
  readonly path: string;
  readonly size: number;
  readonly signal?: AbortSignal | undefined;
}

/** An image to create from another one. */
export interface CopyRequest {
  readonly from: string;
  readonly to: string;
  readonly signal?: AbortSignal | undefined;
}

const chunkBytes = 4 * 1024 * 1024;

/** Seconds in which copying must end; a slow disk of 20 MiB/s writes 35 GiB in it. */
const copyTimeoutSeconds = 1800;

/**
 * Makes a raw image filled with incompressible data, every block of it written and synced: holes
 * and unwritten extents would be read without any disk, and zeroes are what detect-zeroes and
 * drives treat as a special case. Throws `no-space`, `bad-directory`.
 */
export async function createImage({ path, size, signal }: ImageRequest): Promise<void> {
  await making(path, async () => {
    await using file = await open(path, 'r+');
    const chunk = Buffer.alloc(chunkBytes);
    for (let offset = 0; offset < size; offset += chunkBytes) {
      signal?.throwIfAborted();
      const part = chunk.subarray(0, Math.min(chunkBytes, size - offset));
      await promisify(randomFill)(part);
      await writeFully(file, part, offset);
    }
    await file.datasync();
  });
}

/**
 * Copies an image in full: never as a reflink, whose first write allocates, and never sparse. With
 * preallocation=falloc the space is reserved first, as QEMU does, and then written to. `no-space`,
 * `tool-failed`.
 */
export async function copyImage(
  request: CopyRequest & { readonly preallocation?: Preallocation | undefined },
): Promise<void> {
  const { from, to, preallocation, signal } = request;
  await making(to, async () => {
    for (const argv of copyCommands(resolve(from), resolve(to), preallocation)) {
      await runTool({ argv, timeout: copyTimeoutSeconds, signal });
    }
    await syncFile(to);
  });
}

/**
 * With --reflink=never cp does without copy_file_range, which filesystems may turn into a reflink;
 * dd never uses it.
 */
function copyCommands(
  from: string,
  to: string,
  preallocation: Preallocation = 'off',
): readonly (readonly string[])[] {
  if (preallocation !== 'falloc')
    return [['cp', '--reflink=never', '--sparse=never', '--', from, to]];
  const inPlace = [
    'dd',
    `if=${from}`,
    `of=${to}`,
    'bs=4M',
    'iflag=fullblock',
    'conv=notrunc',
    'status=none',
  ];
  return [
    ['/bin/sh', '-c', 'exec fallocate -l "$(stat -L -c %s -- "$1")" -- "$2"', 'sh', from, to],
    inPlace,
  ];
}

/**
 * Converts a raw image to qcow2 with every cluster allocated (`-S 0` looks for no zeroes);
 * `options` are fields of the mode that it is for. `no-space`, `tool-failed`.
 */
export async function convertImage({
  from,
  to,
  options = {},
  signal,
}: CopyRequest & { readonly options?: Partial<DiskMode> | undefined }): Promise<void> {
  const words = imageOptions(options);
  const asked = words.length === 0 ? [] : ['-o', words.join(',')];
  const formats = ['-f', 'raw', '-S', '0', '-O', 'qcow2'];
  await making(to, async () => {
    const argv = ['qemu-img', 'convert', ...formats, ...asked, resolve(from), resolve(to)];
    await runTool({ argv, timeout: copyTimeoutSeconds, signal });
    await syncFile(to);
  });
}

/**
 * Makes an ext4 filesystem on a raw image. Without discards, which would punch holes, and without
 * lazy initialisation, which would go on in the guest while it measures. Every block is allocated
 * afterwards. `blockSize` is in bytes; mke2fs's own choice, 1 KiB on small disks, can't be mounted
 * above larger sectors.
 */
export async function makeFilesystem({
  path,
  blockSize,
  signal,
}: {
  readonly path: string;
  readonly blockSize?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}): Promise<void> {
  const features = 'nodiscard,lazy_itable_init=0,lazy_journal_init=0';
  const block = blockSize === undefined ? [] : ['-b', String(blockSize)];
  const argv = ['mke2fs', '-q', '-t', 'ext4', ...block, '-E', features, '-F', resolve(path)];
  await explained(path, async () => {
    await runTool({ argv, timeout: 300, signal });
    await allocate(path);
  });
}

/**
 * mke2fs zeroes its tables with fallocate, which leaves extents that read as zeroes without
 * touching the disk.
 */
async function allocate(path: string): Promise<void> {
  const zeroes = Buffer.alloc(chunkBytes);
  await using file = await open(path, 'r+');
  for (const { start, length } of await holesIn({ path, format: 'raw' })) {
    for (let done = 0; done < length; done += chunkBytes) {
      await writeFully(file, zeroes.subarray(0, Math.min(chunkBytes, length - done)), start + done);
    }
  }
  await file.datasync();
}

/**
 * Makes a file, and removes what there is of it where that fails. Nothing may stand at `path`
 * before: what was not made here is not removed here either, and a path may name anything, for root
 * even a device.
 */
async function making(path: string, make: () => Promise<void>): Promise<void> {
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

async function explained(path: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw explainedError(path, error);
  }
}

/**
 * What the reader can do something about: no space, a directory that can't be written, an image
 * that is in use.
 */
function explainedError(path: string, cause: unknown): unknown {
  const said = cause instanceof GateError ? (cause.facts.stderrTail ?? '') : String(cause);
  if (/ENOSPC|EDQUOT|No space left|quota exceeded/i.test(said)) {
    const remedy = 'free some space, name another --directory, or use a smaller size for the disks';
    return new GateError(
      'no-space',
      { problem: `no space left while writing ${path}`, remedy, path },
      { cause },
    );
  }
  if (/EACCES|EPERM|EROFS|ENOENT|EEXIST|Permission denied|Read-only file.system/.test(said)) {
    const why = messageOf(cause);
    const remedy = 'give another --directory, or change its permissions';
    return new GateError(
      'bad-directory',
      { problem: `the image ${path} could not be written`, why, remedy, path },
      { cause },
    );
  }
  if (/Failed to get .* lock/i.test(said)) return imageInUse(path, cause);
  return cause;
}

/**
 * The error for an image that another process holds: QEMU locks images, also those of a QEMU left
 * over.
 */
export function imageInUse(path: string, cause?: unknown): GateError {
  return new GateError(
    'qemu-failed',
    {
      problem: `the image ${path} is in use by another process`,
      why: 'QEMU locks its images, and the lock is taken',
      remedy: 'end the program that uses it (`fuser -v` names it), or name another image',
      path,
    },
    { cause },
  );
}

async function syncFile(path: string): Promise<void> {
  await using file = await open(path, 'r+');
  await file.sync();
}

async function writeFully(file: FileHandle, part: Buffer, position: number): Promise<void> {
  for (let written = 0; written < part.length; ) {
    written += (await file.write(part, written, part.length - written, position + written))
      .bytesWritten;
  }
}
