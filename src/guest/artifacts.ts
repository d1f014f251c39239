import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '../core/digest.ts';
import { type GivenKernel, readGivenInitrd, readGivenKernel } from './given-part.ts';
import { buildGuest, type GuestInputs, surveyToolset } from './guest-build.ts';
import {
  listEntries,
  type Manifest,
  noteUse,
  openCache,
  openScratch,
  publishEntry,
  readManifest,
  removeUnused,
  replaceManifest,
  verifyEntry,
} from './guest-cache.ts';
import { type GuestLock, lockOf, readGuestLock } from './guest-lock.ts';
import { fetchKernel, type KernelChoice, keptKernel } from './kernel-choice.ts';

/**
 * What a guest boots from: files of the guest cache, each verified against its digest. Paths are
 * absolute.
 */
export interface GuestArtifacts {
  /** The kernel as it was packaged or given. */
  readonly kernel: string;
  /** Our initial filesystem, with the given archive in front of it. */
  readonly initrd: string;
  /** The guest kernel's release, as `uname -r` prints it. */
  readonly release: string;
  /** SHA-256 over everything that we put into the initrd, kernel modules aside. */
  readonly toolsDigest: string;
  /** Kernel command line. */
  readonly kernelWords: string;
  /** Of `kernel`. */
  readonly kernelSha256: string;
  /** What a guest lock would say of it; undefined where its kernel came from no package. */
  readonly lock?: GuestLock | undefined;
  /** SHA-256 of the given archive. */
  readonly initrdSha256?: string | undefined;
}

/** Which guest to provide. */
export interface GuestRequest {
  /** Programs of this host that shall run in the guest: `sysbench`. */
  readonly tools: readonly string[];
  readonly cacheDirectory: string;
  /** A kernel file instead of the distribution's. */
  readonly kernel?: string | undefined;
  /** A further archive, unpacked before ours. */
  readonly initrd?: string | undefined;
  /**
   * The repository's guest lock: where it exists, the guest is the one that it names, unless a
   * kernel is given.
   */
  readonly lockFile?: string | undefined;
  /**
   * Take the newest kernel of apt or host instead of the cached or locked one: a new series of
   * results begins.
   */
  readonly refresh?: boolean | undefined;
  readonly onProgress: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A guest that is ready to boot: from the cache, after verifying each file, else built from
 * packages into the cache. Throws `missing-packages` where a program or apt's lists are missing,
 * `bad-argument` for a kernel or initrd that is none, `bad-config` for a broken lock, `guest-build`
 * where the cache is damaged or open to other users, or where building fails.
 */
export async function provideGuest(request: GuestRequest): Promise<GuestArtifacts> {
  const cache = await openCache(request.cacheDirectory);
  const parts = await surveyParts(cache, request);
  const kept = request.refresh === true ? undefined : keptKernel(cache, parts);
  const key = kept && guestKey({ ...parts, kernel: kept });
  const manifest =
    parts.entries.find(entry => entry.key === key) ??
    (await makeEntry(cache, parts, kept, request));
  await noteUse(cache, manifest.key);
  await verifyEntry(cache, manifest);
  return artifactsIn(join(cache, manifest.key), manifest);
}

/** What is known before a kernel is chosen. */
interface Parts extends Omit<GuestInputs, 'kernel'> {
  readonly entries: readonly Manifest[];
  readonly given: GivenKernel | undefined;
  readonly lock: GuestLock | undefined;
}

async function surveyParts(cache: string, request: GuestRequest): Promise<Parts> {
  const { tools, kernel, initrd, lockFile, refresh } = request;
  const [entries, toolset, given, archive, lock] = await Promise.all([
    listEntries(cache),
    surveyToolset(tools),
    kernel === undefined ? undefined : readGivenKernel(kernel),
    initrd === undefined ? undefined : readGivenInitrd(initrd),
    lockFile === undefined || refresh === true ? undefined : readGuestLock(lockFile),
  ]);
  return { entries, toolset, given, initrd: archive, lock };
}

/** Digest over every input of a guest: its name in the cache. */
function guestKey({ toolset, kernel, initrd }: GuestInputs): string {
  const { sha256, package: source } = kernel.identity;
  const ofPackage = [source?.version ?? null, source?.sha256 ?? null];
  const inputs = [toolset.digest, sha256, ...ofPackage, initrd?.sha256 ?? null];
  return sha256Hex(JSON.stringify(inputs));
}

/** Builds an entry and returns the manifest of what is in the cache then, whoever came first. */
async function makeEntry(
  cache: string,
  parts: Parts,
  kept: KernelChoice | undefined,
  { onProgress, signal }: GuestRequest,
): Promise<Manifest> {
  await using scratch = await openScratch(cache);
  const unpackDirectory = join(scratch.path, 'package');
  await mkdir(unpackDirectory);
  const kernel =
    kept ?? (await fetchKernel({ ...parts, scratch: unpackDirectory, onProgress, signal }));
  const { identity, chosenAt } = kernel;
  const inputs = { ...parts, kernel };
  const key = guestKey(inputs);
  const existing = parts.entries.find(entry => entry.key === key);
  if (existing !== undefined) {
    // What apt or host have is cached already: from now on this is the newest choice.
    const manifest = { ...existing, chosenAt };
    await replaceManifest(cache, scratch.path, manifest);
    return manifest;
  }
  onProgress(`building a guest with kernel ${identity.release}`);
  const target = join(scratch.path, key);
  const files = await buildGuest(inputs, cache, target);
  signal?.throwIfAborted();
  const { digest: toolsDigest, kernelWords } = parts.toolset;
  const initrdSha256 = parts.initrd?.sha256 ?? null;
  const made = {
    format: 1,
    key,
    chosenAt,
    kernel: identity,
    toolsDigest,
    kernelWords,
    initrdSha256,
    files,
  } as const;
  await publishEntry(cache, target, made);
  const entries = [...parts.entries, made];
  const removed = await removeUnused(cache, { entries, scratch: scratch.path });
  if (removed > 0)
    onProgress(`removed ${removed} guests from the cache that no run has used for long`);
  return await readManifest(join(cache, key), key);
}

function artifactsIn(directory: string, manifest: Manifest): GuestArtifacts {
  const { kernel, toolsDigest, kernelWords, initrdSha256 } = manifest;
  return {
    kernel: join(directory, 'kernel'),
    initrd: join(directory, 'initrd'),
    release: kernel.release,
    toolsDigest,
    kernelWords,
    kernelSha256: kernel.sha256,
    lock: lockOf(kernel),
    initrdSha256: initrdSha256 ?? undefined,
  };
}
