import { realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * The directory itself, or the nearest one above it that exists: on the same filesystem once it is
 * made there.
 */
export async function nearestDirectory(path: string): Promise<string> {
  for (let candidate = resolve(path); ; candidate = dirname(candidate)) {
    const real = await realpath(candidate).catch(() => undefined);
    if (real !== undefined || candidate === '/') return real ?? '/';
  }
}
