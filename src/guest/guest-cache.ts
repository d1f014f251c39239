import { readdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256Hex } from '../core/digest.ts';
import { parseJson } from '../core/parse-json.ts';
import { GateError, hasCode, messageOf } from '../errors.ts';
import { fileDigest } from '../process/bounded-file.ts';
import {
  claimDirectory,
  createScratch,
  refuseForeign,
  removeAbandonedScratch,
  type Scratch,
} from '../process/scratch.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** Which kernel an entry boots, and where it came from. */
const kernelIdentity = z.strictObject({
  /** `package`: chosen by us from the distribution; `given`: by the input `kernel`. */
  origin: z.enum(['package', 'given']),
  release: z.string().min(1),
  /** of the kernel file itself */
  sha256: digest,
  /** what the modules came from; null where there are none */
  package: z.strictObject({ name: z.string(), version: z.string(), sha256: digest }).nullable(),
});

/**
 * What an entry of the guest cache holds and what it was made of; `files` has the digest of each
 * file by its name.
 */
const manifestSchema = z.strictObject({
  /**
   * A further format needs another directory than `guest`: to this one its entries, and to it ours,
   * look damaged.
   */
  format: z.literal(1),
  key: digest,
  /** when the kernel was chosen: the newest choice is the one in use */
  chosenAt: z.iso.datetime(),
  kernel: kernelIdentity,
  toolsDigest: digest,
  kernelWords: z.string(),
  /** of the archive that the input `initrd` gave */
  initrdSha256: digest.nullable(),
  files: z.record(z.string().regex(/^[\w.-]+(\/[\w.-]+)?$/), digest),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type KernelIdentity = Manifest['kernel'];

const manifestName = 'manifest.json';

/**
 * The manifest as it is stored: with a digest over itself, so that a changed byte in it shows as
 * one in a file does.
 */
function encodeManifest(manifest: Manifest): string {
  const contents = manifestSchema.parse(manifest);
  const digested = { ...contents, digest: sha256Hex(JSON.stringify(contents)) };
  return `${JSON.stringify(digested, undefined, 2)}\n`;
}

/**
 * The manifest of the cache entry in `directory`, whose name must be its key. `guest-build`, naming
 * the file, where it is missing or is not byte for byte what `encodeManifest` writes.
 */
export async function readManifest(directory: string, key: string): Promise<Manifest> {
  const path = join(directory, manifestName);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw damagedEntry(path, messageOf(cause));
  });
  const manifest = manifestSchema.strip().safeParse(parseJson(text)).data;
  if (manifest?.key === key && encodeManifest(manifest) === text) return manifest;
  throw damagedEntry(path, 'it is not the manifest that was written');
}

/**
 * The error for a cache entry that is not what was written: never used, never silently built again.
 */
function damagedEntry(path: string, why: string): GateError {
  const problem = `the file ${path} in the guest cache is damaged`;
  const remedy = 'find out who changed it, then delete its directory; the next run builds it again';
  return new GateError('guest-build', { problem, why, remedy, path });
}

/**
 * Opens `<cacheDirectory>/guest`, making it where needed, and returns its path; `guest-build` where
 * another user could write it. It holds guests, each in a directory named by its key. An entry
 * exists completely or not at all, and is verified at each use.
 */
export async function openCache(cacheDirectory: string): Promise<string> {
  const cache = join(cacheDirectory, 'guest');
  for (const path of [cacheDirectory, cache]) await claimDirectory(path);
  return cache;
}

/**
 * Manifests of all entries, the newest choice of kernel first; `guest-build` where one is damaged.
 */
export async function listEntries(cache: string): Promise<readonly Manifest[]> {
  const keys = (await readdir(cache)).filter(name => /^[0-9a-f]{64}$/.test(name));
  const manifests = await Promise.all(keys.map(key => readEntry(cache, key)));
  return manifests
    .flat()
    .sort((a, b) => b.chosenAt.localeCompare(a.chosenAt) || a.key.localeCompare(b.key));
}

/** Nothing where another builder takes the entry out at this moment. */
async function readEntry(cache: string, key: string): Promise<Manifest[]> {
  try {
    await refuseForeign(join(cache, key));
    return [await readManifest(join(cache, key), key)];
  } catch (error) {
    if (!(await readdir(cache)).includes(key)) return [];
    throw error;
  }
}

/**
 * Reads every file of an entry and compares its digest; `guest-build`, naming the file, where one
 * differs.
 */
export async function verifyEntry(cache: string, { key, files }: Manifest): Promise<void> {
  await Promise.all(
    Object.entries(files).map(async ([name, expected]) => {
      const path = join(cache, key, name);
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
export async function openScratch(cache: string): Promise<Scratch> {
  await removeAbandonedScratch(cache);
  return createScratch({ parent: cache });
}

/**
 * Makes the finished directory `built` the entry of its key, by one rename. Where another builder
 * came first, its entry stays (equal inputs give equal keys) and ours goes with the scratch
 * directory.
 */
export async function publishEntry(
  cache: string,
  built: string,
  manifest: Manifest,
): Promise<void> {
  await writeFile(join(built, manifestName), encodeManifest(manifest), { mode: 0o600 });
  await rename(built, join(cache, manifest.key)).catch((error: unknown) => {
    if (!hasCode(error, 'ENOTEMPTY') && !hasCode(error, 'EEXIST')) throw error;
  });
}

/** Replaces the manifest of an existing entry by one rename. */
export async function replaceManifest(
  cache: string,
  scratch: string,
  manifest: Manifest,
): Promise<void> {
  const path = join(scratch, manifestName);
  await writeFile(path, encodeManifest(manifest), { mode: 0o600 });
  await rename(path, join(cache, manifest.key, manifestName));
}

const dayMilliseconds = 24 * 3600 * 1000;
/** Days without a use after which an entry goes; a lock may name one that archives drop. */
const unusedDays = 90;

/**
 * Records that an entry is used. In a cache that can't be written nothing is built either, so
 * nothing is removed.
 */
export async function noteUse(cache: string, key: string): Promise<void> {
  const now = new Date();
  await utimes(join(cache, key), now, now).catch(() => undefined);
}

/**
 * Removes the entries that no run has used for long, and returns how many: each change of the tools
 * makes a new one of some hundred megabytes. They go by one rename into `scratch`, and with it.
 */
export async function removeUnused(
  cache: string,
  { entries, scratch }: { readonly entries: readonly Manifest[]; readonly scratch: string },
): Promise<number> {
  const guests = entries.map(async manifest => {
    const facts = await stat(join(cache, manifest.key)).catch(() => undefined);
    return facts === undefined ? [] : [{ manifest, usedAt: facts.mtimeMs }];
  });
  const unused = unusedGuests((await Promise.all(guests)).flat(), Date.now());
  for (const { key } of unused) {
    // One that another builder removes at this moment is gone as well.
    await rename(join(cache, key), join(scratch, `unused-${key}`)).catch(() => undefined);
  }
  return unused.length;
}

/**
 * The guests that may be removed, of those with the time of their last use in milliseconds. The one
 * whose kernel was chosen last stays, however long ago: the next guest has this kernel too.
 */
export function unusedGuests(
  guests: readonly { readonly manifest: Manifest; readonly usedAt: number }[],
  now: number,
): readonly Manifest[] {
  const packaged = guests.flatMap(({ manifest }) =>
    manifest.kernel.origin === 'package' ? [manifest] : [],
  );
  const [chosen] = packaged.sort((a, b) => b.chosenAt.localeCompare(a.chosenAt));
  return guests.flatMap(({ manifest, usedAt }) =>
    manifest === chosen || now - usedAt < unusedDays * dayMilliseconds ? [] : [manifest],
  );
}
