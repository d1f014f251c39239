import { readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../errors.ts';
import { createScratch, removeAbandonedScratch, type Scratch } from '../process/scratch.ts';
import { fileDigest } from './file-digest.ts';
import {
  damagedEntry,
  encodeManifest,
  type Manifest,
  manifestName,
  readManifest,
} from './manifest.ts';
import { claimDirectory, refuseForeign } from './ownership.ts';

/**
 * A directory of guests, one per key. An entry is there whole or not at all, and is verified at
 * each use.
 */
export interface GuestCache {
  readonly directory: string;
}

/**
 * Opens `<cacheDirectory>/guest`, making it where needed; `guest-build` where another user could
 * write it.
 */
export async function openCache(cacheDirectory: string): Promise<GuestCache> {
  const directory = join(cacheDirectory, 'guest');
  await claimDirectory(cacheDirectory);
  await claimDirectory(directory);
  return { directory };
}

/** Directory of the entry of that key, whether it exists or not. */
export function entryDirectory({ directory }: GuestCache, key: string): string {
  return join(directory, key);
}

/**
 * Manifests of all entries, the newest choice of kernel first; `guest-build` where one is damaged.
 */
export async function listEntries(cache: GuestCache): Promise<readonly Manifest[]> {
  const names = await readdir(cache.directory);
  const keys = names.filter(name => /^[0-9a-f]{64}$/.test(name));
  const manifests = (
    await Promise.all(keys.map(key => readEntry(entryDirectory(cache, key), key)))
  ).flat();
  return manifests.sort(
    (a, b) => b.chosenAt.localeCompare(a.chosenAt) || a.key.localeCompare(b.key),
  );
}

/** Nothing where another builder takes the entry out at this moment. */
async function readEntry(directory: string, key: string): Promise<Manifest[]> {
  try {
    await refuseForeign(directory);
    return [await readManifest(directory, key)];
  } catch (error) {
    const names = await readdir(join(directory, '..'));
    if (!names.includes(key)) return [];
    throw error;
  }
}

/**
 * Reads every file of an entry and compares its digest; `guest-build`, naming the file, where one
 * differs.
 */
export async function verifyEntry(cache: GuestCache, { key, files }: Manifest): Promise<void> {
  const directory = entryDirectory(cache, key);
  await Promise.all(
    Object.entries(files).map(async ([name, expected]) => {
      const path = join(directory, name);
      const found = await fileDigest(path).catch((cause: unknown) => {
        throw damagedEntry(path, messageOf(cause));
      });
      if (found !== expected)
        throw damagedEntry(path, `its SHA-256 is ${found}, but was ${expected} when it was built`);
      await refuseForeign(path);
    }),
  );
}

/**
 * A directory to build in, on the cache's own file system; those that killed builders left are
 * removed.
 */
export async function openScratch({ directory }: GuestCache): Promise<Scratch> {
  await removeAbandonedScratch(directory);
  return createScratch({ parent: directory });
}

/**
 * Makes the finished directory `built` the entry of its key, by one rename. Where another builder
 * came first, its entry stays (equal inputs give equal keys) and ours goes with the scratch
 * directory.
 */
export async function publishEntry(
  cache: GuestCache,
  built: string,
  manifest: Manifest,
): Promise<void> {
  await writeFile(join(built, manifestName), encodeManifest(manifest), { mode: 0o600 });
  await rename(built, entryDirectory(cache, manifest.key)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

/** Replaces the manifest of an existing entry by one rename. */
export async function replaceManifest(
  cache: GuestCache,
  scratch: string,
  manifest: Manifest,
): Promise<void> {
  const path = join(scratch, manifestName);
  await writeFile(path, encodeManifest(manifest), { mode: 0o600 });
  await rename(path, join(entryDirectory(cache, manifest.key), manifestName));
}
