import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { processesNaming } from './command-line.ts';

/** A QEMU that runs for a round: its side, and the images that it holds open. */
export interface GuestProcess {
  readonly pid: number;
  readonly side: 'head' | 'base';
  readonly images: readonly string[];
}

/**
 * The variable by which the QEMU of the base side is known: `baseQemu` sets it, and a process keeps
 * what it was started with.
 */
const mark = 'STORAGE_GATE_TEST_SIDE=base';

/** A program that is QEMU, with a digest and a path of its own. */
export const baseQemu = `#!/bin/sh\nexport ${mark}\nexec qemu-system-${process.arch === 'arm64' ? 'aarch64' : 'x86_64'} "$@"\n`;

/** The QEMUs whose command lines name a directory. */
export async function guestProcesses(directory: string): Promise<GuestProcess[]> {
  const pids = await processesNaming(directory);
  const found = await Promise.all(pids.map(readGuest));
  return found.filter(guest => guest !== undefined);
}

async function readGuest(pid: number): Promise<GuestProcess | undefined> {
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  if (!name.startsWith('qemu-system')) return undefined;
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const files = await Promise.all(
    descriptors.map(async fd => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')),
  );
  const images = files.map(file => basename(file)).filter(file => /^disk\d+\./.test(file));
  return {
    pid,
    side: environment.split('\0').includes(mark) ? 'base' : 'head',
    images: [...new Set(images)],
  };
}
