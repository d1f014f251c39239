import { open } from 'node:fs/promises';
import { stripVTControlCharacters } from 'node:util';

/** Bytes read from the end of a console's file. */
const tailBytes = 16 * 1024;
const tailLines = 30;
const linesBeforePanic = 9;

/**
 * The last lines of a guest's serial console, without control characters; empty where it said
 * nothing.
 */
export async function readConsoleTail(path: string): Promise<string> {
  return printableTail(await lastBytes(path));
}

/**
 * The last 30 lines of a console's text, safe to show on a terminal: escapes are removed, because a
 * guest is not trusted with them. After a kernel panic whose call trace would fill all of them, 30
 * lines from where it began.
 */
export function printableTail(text: string): string {
  const lines = stripVTControlCharacters(text)
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .split('\n')
    .map(line => line.trimEnd())
    .filter(line => line !== '');
  const panic = lines.findIndex(showsPanic);
  const last = Math.max(0, lines.length - tailLines);
  const first = panic === -1 ? last : Math.min(last, Math.max(0, panic - linesBeforePanic));
  return lines.slice(first, first + tailLines).join('\n');
}

/** Whether a console shows that the guest's kernel gave up. */
export function showsPanic(consoleTail: string): boolean {
  return /Kernel panic - not syncing|end Kernel panic/.test(consoleTail);
}

/** A console that was never opened is an empty one: QEMU died before. */
async function lastBytes(path: string): Promise<string> {
  await using file = await open(path).catch(() => undefined);
  if (file === undefined) return '';
  const { size } = await file.stat();
  const position = Math.max(0, size - tailBytes);
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(tailBytes), position });
  return buffer.subarray(0, bytesRead).toString('utf8');
}
