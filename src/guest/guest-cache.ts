import { lstat, mkdir, readdir, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GateError, messageOf } from '../errors.ts';
import { fileDigest } from '../process/file-digest.ts';
import { createScratch, removeAbandonedScratch, type Scratch } from '../process/scratch.ts';
import {
  damagedEntry,
  encodeManifest,
  type Manifest,
  manifestName,
  readManifest,
} from './manifest.ts';

/**
 * A directory of guests, one for each key. An entry exists completely or not at all, and is
 * verified at each use.
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
 * A directory to build in, on the cache's own filesystem; those that killed builders left are
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

/** An entry of the cache, and when a run last had it, in milliseconds since 1970. */
interface UsedGuest {
  readonly manifest: Manifest;
  readonly usedAt: number;
}

const dayMilliseconds = 24 * 3600 * 1000;
/** Days without a use after which an entry goes: it can be built again. */
const unusedDays = 30;
/**
 * The same of the last entry that holds a distribution's kernel: archives drop old versions, and a
 * lock may name it.
 */
const lastOfKernelDays = 180;

/**
 * Records that an entry is used. In a cache that can't be written nothing is built either, so
 * nothing is removed.
 */
export async function noteUse(cache: GuestCache, key: string): Promise<void> {
  const now = new Date();
  await utimes(entryDirectory(cache, key), now, now).catch(() => undefined);
}

/**
 * Removes the entries that no run has used for long, and returns how many: each change of the tools
 * makes a new one of some hundred megabytes. They go by one rename into `scratch`, and with it.
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
 * The guests that may be removed. The one whose kernel was chosen last stays, however long ago: the
 * next guest has this kernel too.
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
    return manifest === chosen?.manifest || now - usedAt < days * dayMilliseconds ? [] : [manifest];
  });
}

/**
 * Makes a directory that only we can write, where there is none. Refuses one that another user
 * could write: on a persistent runner, the code of a pull request could put there what the default
 * branch then boots and records.
 */
export async function claimDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await refuseForeign(path);
}

/**
 * `guest-build` where `path` is a symbolic link, belongs to neither us nor root, or may be written
 * by its group or all.
 */
export async function refuseForeign(path: string): Promise<void> {
  const stats = await lstat(path);
  const { mode, uid } = stats;
  const user = process.getuid?.() ?? 0;
  const why = stats.isSymbolicLink()
    ? 'it is a symbolic link'
    : uid !== user && uid !== 0
      ? `it belongs to user ${uid}`
      : (mode & 0o022) !== 0
        ? `its mode is ${(mode & 0o7777).toString(8)}`
        : undefined;
  if (why === undefined) return;
  throw new GateError('guest-build', {
    problem: `the guest cache ${path} is writable by other users`,
    why,
    remedy:
      'delete it, or, if you trust its content, make it yours alone with chown and chmod go-w',
    path,
  });
}
