import { rename, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { entryDirectory, type GuestCache } from './guest-cache.ts';
import type { Manifest } from './manifest.ts';

/** An entry of the cache, and when a run last had it, in milliseconds since 1970. */
export interface UsedGuest {
  readonly manifest: Manifest;
  readonly usedAt: number;
}

const day = 24 * 3600 * 1000;
/** Days without a use after which an entry goes: its parts can be had again. */
const unusedDays = 30;
/**
 * The same of the last entry that holds a distribution's kernel: archives drop old versions, and a
 * lock may name it.
 */
const lastOfKernelDays = 180;

/**
 * Notes that an entry is used. In a cache that can't be written nothing is built either, so nothing
 * is removed.
 */
export async function noteUse(cache: GuestCache, key: string): Promise<void> {
  const now = new Date();
  await utimes(entryDirectory(cache, key), now, now).catch(() => undefined);
}

/**
 * Takes those entries out that nobody used for long, and returns how many: a change of the tools
 * makes a new one each time, of some hundred megabytes. They go by one rename into `scratch`, and
 * with it.
 */
export async function removeUnused(
  cache: GuestCache,
  { entries, scratch }: { readonly entries: readonly Manifest[]; readonly scratch: string },
): Promise<number> {
  const guests = entries.map(async (manifest): Promise<UsedGuest[]> => {
    const facts = await stat(entryDirectory(cache, manifest.key)).catch(() => undefined);
    return facts === undefined ? [] : [{ manifest, usedAt: facts.mtimeMs }];
  });
  const unused = unusedGuests((await Promise.all(guests)).flat(), Date.now());
  for (const { key } of unused) {
    // One that another builder removes at this moment is gone as well.
    await rename(entryDirectory(cache, key), join(scratch, `unused-${key}`)).catch(() => undefined);
  }
  return unused.length;
}

/**
 * Those that may go. The one whose kernel was chosen last stays, however long ago: the next guest
 * has this kernel too.
 */
export function unusedGuests(guests: readonly UsedGuest[], now: number): readonly Manifest[] {
  const packaged = guests.filter(({ manifest }) => manifest.kernel.origin === 'package');
  const [chosen] = packaged.toSorted((a, b) =>
    b.manifest.chosenAt.localeCompare(a.manifest.chosenAt),
  );
  const newestFirst = guests.toSorted((a, b) => b.usedAt - a.usedAt);
  const kernels = new Set<string>();
  return newestFirst.flatMap(({ manifest, usedAt }) => {
    const { origin, sha256 } = manifest.kernel;
    const isLast = origin === 'package' && !kernels.has(sha256);
    if (origin === 'package') kernels.add(sha256);
    const days = isLast ? lastOfKernelDays : unusedDays;
    return manifest === chosen?.manifest || now - usedAt < days * day ? [] : [manifest];
  });
}
