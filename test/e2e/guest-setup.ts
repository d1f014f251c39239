import { homedir } from 'node:os';
import { join } from 'node:path';
import { provideGuest } from '../../src/guest/artifacts.ts';

/** Where the command line keeps its guests; tests that damage one have a cache of their own. */
export const guestCache = join(homedir(), '.cache/qemu-storage-gate');

/**
 * Builds the guests of both suites before the first test that boots: on a fresh machine the files
 * that start together would each download the kernel, and from a network namespace of its own a
 * command line can't.
 */
export async function setup(): Promise<void> {
  for (const tool of ['sysbench', 'fio']) {
    await provideGuest({ tools: [tool], cacheDirectory: guestCache, onProgress: () => undefined });
  }
}
