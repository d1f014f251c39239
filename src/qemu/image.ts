import { randomFill } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { ImageFormat } from '../core/disk-mode.ts';
import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';

/** An image to be made; size in bytes. */
export interface ImageRequest {
  readonly path: string;
  readonly size: number;
  readonly signal?: AbortSignal | undefined;
}

/** An image to be made from another one. */
export interface CopyRequest {
  readonly from: string;
  readonly to: string;
  readonly signal?: AbortSignal | undefined;
}

const chunkBytes = 4 * 1024 * 1024;

/** Seconds in which copying must end; a slow disk of 20 MiB/s writes 35 GiB in it. */
const copyTimeout = 1800;

/**
 * Makes a raw image filled with incompressible data, every block of it written and synced: holes and unwritten extents
 * would be read without any disk, and zeroes are what detect-zeroes and drives treat as a special case.
 * Throws `no-space`, `bad-directory`.
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

/** Copies an image in full: never as a reflink, whose first write allocates, and never sparse. `no-space`, `tool-failed`. */
export async function copyImage({ from, to, signal }: CopyRequest): Promise<void> {
  await making(to, async () => {
    // With --reflink=never cp also does without copy_file_range, which filesystems may turn into a reflink.
    await runTool({ argv: ['cp', '--reflink=never', '--sparse=never', '--', from, to], timeout: copyTimeout, signal });
    await syncFile(to);
  });
}

/** Converts a raw image to qcow2 with every cluster allocated (`-S 0` looks for no zeroes). `no-space`, `tool-failed`. */
export async function convertImage({ from, to, signal }: CopyRequest): Promise<void> {
  await making(to, async () => {
    const argv = ['qemu-img', 'convert', '-f', 'raw', '-S', '0', '-O', 'qcow2', resolve(from), resolve(to)];
    await runTool({ argv, timeout: copyTimeout, signal });
    await syncFile(to);
  });
}

/**
 * Makes an ext4 filesystem on a raw image. Without discards, which would punch holes, and without lazy initialisation,
 * which would go on in the guest while it measures. Every block is allocated afterwards.
 */
export async function makeFilesystem({
  path,
  signal,
}: {
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
}): Promise<void> {
  const features = 'nodiscard,lazy_itable_init=0,lazy_journal_init=0';
  const env = { PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
  const argv = ['mke2fs', '-q', '-t', 'ext4', '-E', features, '-F', resolve(path)];
  await explained(path, async () => {
    await runTool({ argv, env, timeout: 300, signal });
    await allocate(path);
  });
}

const extents = z.array(
  z.object({ start: z.int(), length: z.int(), present: z.boolean().optional(), zero: z.boolean(), data: z.boolean() }),
);

/** Bytes of an image that are not really allocated: holes, and extents that were reserved but never written. */
export async function unallocatedBytes(image: {
  readonly path: string;
  readonly format: ImageFormat;
}): Promise<number> {
  return (await holesIn(image)).reduce((sum, { length }) => sum + length, 0);
}

async function holesIn({ path, format }: { readonly path: string; readonly format: ImageFormat }) {
  // -U reads beside a QEMU that has the image open for writing.
  const argv = ['qemu-img', 'map', '-U', '--output=json', '-f', format, resolve(path)];
  const { stdout } = await runTool({ argv, timeout: 60 });
  const map = extents.safeParse(parseJson(stdout));
  if (!map.success) throw new GateError('tool-failed', { problem: 'qemu-img map said what is no map', argv });
  return map.data.filter(({ data }) => !data);
}

/** mke2fs zeroes its tables with fallocate, which leaves extents that read as zeroes without touching the disk. */
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Makes a file, and removes what there is of it where that fails. Nothing may stand at `path` before: what was not made
 * here is not removed here either, and a path may name anything, for root even a device.
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
    throw explain(path, error);
  }
}

/** What the reader can do something about: no space, a directory that can't be written, an image that is in use. */
function explain(path: string, cause: unknown): unknown {
  const said = cause instanceof GateError ? (cause.facts.stderrTail ?? '') : String(cause);
  if (/ENOSPC|EDQUOT|No space left|quota exceeded/i.test(said)) {
    const remedy = 'free some space, name another --directory, or use a smaller size for the disks';
    return new GateError('no-space', { problem: `no space left while writing ${path}`, remedy, path }, { cause });
  }
  if (/EACCES|EPERM|EROFS|ENOENT|EEXIST|Permission denied|Read-only file system/.test(said)) {
    const why = cause instanceof Error ? cause.message : said;
    return new GateError('bad-directory', { problem: `the image ${path} could not be written`, why, path }, { cause });
  }
  if (/Failed to get .* lock/i.test(said)) return imageInUse(path, cause);
  return cause;
}

/** The error for an image that another process holds: QEMU locks images, also those of a QEMU left over. */
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
    written += (await file.write(part, written, part.length - written, position + written)).bytesWritten;
  }
}
