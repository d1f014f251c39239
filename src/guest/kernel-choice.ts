import { join } from 'node:path';
import { GateError } from '../errors.ts';
import { fileDigest } from '../process/file-digest.ts';
import { findProgram } from '../process/find-program.ts';
import type { GivenKernel } from './given-part.ts';
import { entryDirectory, type GuestCache } from './guest-cache.ts';
import { type GuestLock, isLocked } from './guest-lock.ts';
import {
  type AptRecord,
  aptRecord,
  findGuestKernel,
  type KernelPackage,
  unpackKernelPackage,
} from './kernel-package.ts';
import type { KernelIdentity, Manifest } from './manifest.ts';

/** A kernel, and where its file and its modules are. */
export interface KernelChoice {
  readonly identity: KernelIdentity;
  /** When it was chosen, ISO 8601: what is cached is kept, so the newest choice stays in use. */
  readonly chosenAt: string;
  /** Path of the kernel's file. */
  readonly file: string;
  readonly source: KernelSource;
}

/**
 * Where the modules are. `entry`: another entry of the cache; `package`: unpacked in a scratch
 * directory; `none`: a given kernel brings its own.
 */
type KernelSource =
  | { readonly kind: 'entry'; readonly manifest: Manifest }
  | { readonly kind: 'package'; readonly unpacked: KernelPackage }
  | { readonly kind: 'none' };

/**
 * The kernel that the cache has, without asking apt: the locked one, else the one chosen last. For
 * a given kernel that one, with the cached modules of its release. Undefined where the cache has
 * none. `entries`: those of the cache, newest choice first.
 */
export function keptKernel(
  cache: GuestCache,
  {
    entries,
    given,
    lock,
  }: {
    readonly entries: readonly Manifest[];
    readonly given: GivenKernel | undefined;
    readonly lock?: GuestLock | undefined;
  },
): KernelChoice | undefined {
  if (given !== undefined) return keptModules(entries, given);
  const manifest = entries.find(
    entry => entry.kernel.origin === 'package' && isLocked(entry.kernel, lock),
  );
  if (manifest === undefined) return undefined;
  const file = join(entryDirectory(cache, manifest.key), 'kernel');
  return {
    identity: manifest.kernel,
    chosenAt: manifest.chosenAt,
    file,
    source: { kind: 'entry', manifest },
  };
}

/** Where to unpack, and what to say meanwhile. */
interface FetchRequest {
  readonly given: GivenKernel | undefined;
  /** The package to take, and no other. */
  readonly lock?: GuestLock | undefined;
  /** An existing empty directory. */
  readonly scratch: string;
  readonly onProgress: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The locked kernel, else the one that apt offers now, downloaded and unpacked. For a given kernel
 * only its modules, from the distribution's package of the same release; it goes without where
 * there is none, and must then bring what it needs.
 */
export async function fetchKernel(request: FetchRequest): Promise<KernelChoice> {
  return request.given === undefined
    ? fetchDistributionKernel(request)
    : fetchModules(request, request.given);
}

function keptModules(entries: readonly Manifest[], given: GivenKernel): KernelChoice | undefined {
  const same = entries.find(
    ({ kernel }) => kernel.origin === 'given' && kernel.sha256 === given.sha256,
  );
  const manifest =
    same ??
    entries.find(({ kernel }) => kernel.package !== null && kernel.release === given.release);
  if (manifest === undefined) return undefined;
  const source: KernelSource =
    manifest.kernel.package === null ? { kind: 'none' } : { kind: 'entry', manifest };
  return { ...givenChoice(given, manifest.kernel.package), source };
}

async function fetchDistributionKernel(request: FetchRequest): Promise<KernelChoice> {
  const { lock } = request;
  const record = lock === undefined ? await findGuestKernel() : await findLockedKernel(lock);
  const unpacked = await unpack(record, request);
  if (lock !== undefined) checkLocked(unpacked, lock);
  const { name, version, release, kernel } = unpacked;
  const sha256 = await fileDigest(kernel);
  return {
    identity: {
      origin: 'package',
      release,
      sha256,
      package: { name, version, sha256: unpacked.sha256 },
    },
    chosenAt: new Date().toISOString(),
    file: kernel,
    source: { kind: 'package', unpacked },
  };
}

/**
 * What apt knows of the locked package at its version; `guest-build` where the archive has moved
 * on.
 */
async function findLockedKernel({ package: name, version }: GuestLock): Promise<AptRecord> {
  const record = await aptRecord(`${name}=${version}`);
  if (record?.version === version) return record;
  throw new GateError('guest-build', {
    problem: `the guest lock names ${name} ${version}, which apt does not offer`,
    why: 'the package lists are older than the lock, or the archive no longer has that version, and the cache does not either',
    remedy:
      'run `apt-get update` as root and try again, or copy the guest cache of a host that has it. Else `storage-gate setup --upgrade-guest` takes the newest, and a new series of results begins',
  });
}

/**
 * Apt checked the file against its signed lists; the lock says that it also is the one of the
 * earlier results.
 */
function checkLocked({ name, version, sha256, release }: KernelPackage, lock: GuestLock): void {
  const difference =
    sha256 !== lock.sha256
      ? `its SHA-256 is ${sha256}, the lock says ${lock.sha256}`
      : `its kernel is ${release}, the lock says ${lock.kernel}`;
  if (sha256 === lock.sha256 && release === lock.kernel) return;
  throw new GateError('guest-build', {
    problem: `the package ${name} ${version} is not the one in the guest lock`,
    why: difference,
    remedy:
      'find out who changed the lock or the archive; `storage-gate setup --upgrade-guest` writes a lock anew',
  });
}

async function fetchModules(request: FetchRequest, given: GivenKernel): Promise<KernelChoice> {
  const hasApt = (await findProgram('apt-cache')) !== undefined;
  const record = hasApt ? await aptRecord(`linux-image-${given.release}`) : undefined;
  if (record === undefined) return { ...givenChoice(given, null), source: { kind: 'none' } };
  const unpacked = await unpack(record, request);
  const { name, version, sha256 } = unpacked;
  return {
    ...givenChoice(given, { name, version, sha256 }),
    source: { kind: 'package', unpacked },
  };
}

function unpack(
  record: AptRecord,
  { scratch, onProgress, signal }: FetchRequest,
): Promise<KernelPackage> {
  onProgress(`downloading ${record.name} ${record.version} for the guest`);
  return unpackKernelPackage(record, scratch, signal);
}

function givenChoice(
  given: GivenKernel,
  modules: KernelIdentity['package'],
): Omit<KernelChoice, 'source'> {
  const { release, sha256, path } = given;
  return {
    identity: { origin: 'given', release, sha256, package: modules },
    chosenAt: new Date().toISOString(),
    file: path,
  };
}
