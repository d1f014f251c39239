import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { listEntries, openCache, verifyEntry } from './guest-cache.ts';
import { type GuestLock, isLocked, lockOf, readGuestLock } from './guest-lock.ts';

/** Which guest the next run would boot, as far as lock and cache tell. */
export interface GuestInUse {
  /** Undefined where there is no lock file. */
  readonly lock: GuestLock | undefined;
  /** The newest in the cache, or the locked one; undefined where it is not there. */
  readonly cached: GuestLock | undefined;
}

/** Where lock and cache are. */
export interface GuestPlace {
  readonly cacheDirectory: string;
  readonly lockFile?: string | undefined;
}

/**
 * Looks without building, downloading or making anything, and verifies the digests of what is
 * cached. `bad-config` for a broken lock, `guest-build` for a cache that is damaged or open to
 * others.
 */
export async function guestInUse({ cacheDirectory, lockFile }: GuestPlace): Promise<GuestInUse> {
  const lock = lockFile === undefined ? undefined : await readGuestLock(lockFile);
  const directory = resolve(cacheDirectory);
  const made = await access(join(directory, 'guest')).then(
    () => true,
    () => false,
  );
  if (!made) return { lock, cached: undefined };
  const cache = await openCache(directory);
  const entries = await listEntries(cache);
  const entry = entries.find(({ kernel }) => kernel.origin === 'package' && isLocked(kernel, lock));
  if (entry === undefined) return { lock, cached: undefined };
  await verifyEntry(cache, entry);
  return { lock, cached: lockOf(entry.kernel) };
}
