import { open, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseJson } from '../core/parse-json.ts';
import type { Extent } from '../core/plan.ts';
import { GateError } from '../errors.ts';
import { pause } from '../process/pause.ts';
import { runTool } from '../process/tool.ts';

/**
 * One for all reads: a fresh one for each of 128 files took 60 MiB of memory before it was
 * collected.
 */
const buffer = Buffer.allocUnsafe(1024 * 1024);

/**
 * Reads a file, or a part of it, once, so that the host's page cache holds it (as far as memory
 * allows).
 */
export async function warmFile(
  path: string,
  { start, length }: Extent = { start: 0, length: Number.POSITIVE_INFINITY },
): Promise<void> {
  await using file = await open(path);
  let [read, at] = [1, start];
  for (; read > 0 && at < start + length; at += read) {
    const most = Math.min(buffer.length, start + length - at);
    read = (await file.read(buffer, 0, most, at)).bytesRead;
  }
}

/**
 * Writes the files' dirty pages and drops them from the host's page cache. The kernel takes it as
 * advice (POSIX_FADV_DONTNEED; needs no root): pages in use by others stay. Source: dd(1), "drop
 * cache for the whole file". One process of ours for all files: one for each of 128 cost node 50
 * MiB of memory.
 */
export async function coldFiles(paths: readonly string[], signal?: AbortSignal): Promise<void> {
  const dropAll =
    'for file; do dd of="$file" oflag=nocache conv=notrunc,fdatasync count=0 status=none || exit; done';
  await runTool({ argv: ['sh', '-c', dropAll, 'sh', ...paths], signal });
}

/** How waiting for dirty pages ended. */
export interface Settled {
  readonly seconds: number;
  /** Bytes that were not written when the time was up; 0 where few enough were left. */
  readonly unwritten: number;
}

/**
 * Writes all dirty pages of the host and waits until at most `bound` bytes are dirty or under
 * write-back, so that they do not bleed into the next measurement. After `timeout` seconds it
 * returns what is left, without an error, since others may write all the time.
 */
export async function flushDirtyPages({
  bound = 8 * 1024 * 1024,
  timeout = 10,
  signal,
}: {
  readonly bound?: number;
  readonly timeout?: number;
  readonly signal?: AbortSignal | undefined;
} = {}): Promise<Settled> {
  const start = performance.now();
  await runTool({ argv: ['sync'], timeout: 600, signal });
  for (;;) {
    const left = unwrittenBytes(await readFile('/proc/meminfo', 'utf8'));
    const seconds = (performance.now() - start) / 1000;
    if (left <= bound) return { seconds, unwritten: 0 };
    if (seconds >= timeout) return { seconds, unwritten: left };
    await pause(0.05, signal);
  }
}

/** Dirty and Writeback of /proc/meminfo, in bytes. */
export function unwrittenBytes(meminfo: string): number {
  const lines = [...meminfo.matchAll(/^(?:Dirty|Writeback): +(\d+) kB$/gm)];
  if (lines.length !== 2)
    throw new GateError('tool-failed', { problem: '/proc/meminfo lacks Dirty or Writeback' });
  return lines.reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
}

/** Newer versions of util-linux print numbers, older ones texts. */
const count = z.coerce.number().nonnegative();
const answer = z.object({ fincore: z.tuple([z.object({ res: count, size: count })]) });

/**
 * The share of a file that is in the host's page cache, 0 to 1 (1 for an empty file), by
 * util-linux's fincore. `missing-packages`, `tool-failed`.
 */
export async function residentShare(path: string): Promise<number> {
  const argv = ['fincore', '--json', '--bytes', '--output', 'RES,SIZE', '--', path];
  const { stdout, stderr } = await runTool({ argv, timeout: 30 });
  const read = answer.safeParse(parseJson(stdout));
  if (!read.success) {
    const problem = 'fincore printed something other than the pages and the size of a file';
    throw new GateError('tool-failed', { problem, argv, stderrTail: stderr || stdout });
  }
  const [{ res, size }] = read.data.fincore;
  return size === 0 ? 1 : Math.min(1, res / size);
}
