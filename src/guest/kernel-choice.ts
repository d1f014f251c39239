import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GateError } from '../errors.ts';
import { fileDigest } from '../process/file-digest.ts';
import { findProgram } from '../process/tool.ts';
import type { GivenKernel } from './given-part.ts';
import type { KernelIdentity, Manifest } from './guest-cache.ts';
import { type GuestLock, isLocked } from './guest-lock.ts';
import { extractModules } from './kernel-modules.ts';
import {
  type AptRecord,
  aptRecord,
  findGuestKernel,
  type KernelPackage,
  unpackKernelPackage,
} from './kernel-package.ts';

/** A kernel, and where its file and its modules are. */
export interface KernelChoice {
  readonly identity: KernelIdentity;
  /** When it was chosen, ISO 8601: what is cached is kept, so the newest choice stays in use. */
  readonly chosenAt: string;
  /** Path of the kernel's file. */
  readonly file: string;
  /** Paths of the modules, in the order in which they load; none where a given one has its own. */
  readonly modules: readonly string[];
  /** The entry of the cache that they are in. */
  readonly entry?: Manifest;
}

/** What is asked for: a given kernel, or the package that a lock names and no other. */
interface Wanted {
  readonly given: GivenKernel | undefined;
  readonly lock?: GuestLock | undefined;
}

/**
 * The kernel that the cache has, without asking apt: the locked one, else the one chosen last. For
 * a given kernel that one, with the cached modules of its release. Undefined where the cache has
 * none. `entries`: those of the cache, newest choice first.
 */
export function keptKernel(
  cache: string,
  { entries, given, lock }: Wanted & { readonly entries: readonly Manifest[] },
): KernelChoice | undefined {
  const find = (isKept: (kernel: KernelIdentity) => boolean) =>
    entries.find(({ kernel }) => isKept(kernel));
  const entry =
    given === undefined
      ? find(kernel => kernel.origin === 'package' && isLocked(kernel, lock))
      : (find(({ origin, sha256 }) => origin === 'given' && sha256 === given.sha256) ??
        find(kernel => kernel.package !== null && kernel.release === given.release));
  if (entry === undefined) return undefined;
  const directory = join(cache, entry.key);
  const names = Object.keys(entry.files).filter(name => name.startsWith('modules/'));
  const modules = names.sort().map(name => join(directory, name));
  if (given !== undefined) return { ...choiceOf(given, entry.kernel.package, modules), entry };
  const { kernel: identity, chosenAt } = entry;
  return { identity, chosenAt, file: join(directory, 'kernel'), modules, entry };
}

/** Where to unpack, and what to say meanwhile. */
interface FetchRequest extends Wanted {
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
  const { given, lock, scratch, onProgress, signal } = request;
  const record = given === undefined ? await distributionKernel(lock) : await modulesOf(given);
  // Only a given kernel goes without.
  if (record === undefined) return choiceOf(given as GivenKernel, null, []);
  onProgress(`downloading ${record.name} ${record.version} for the guest`);
  const unpacked = await unpackKernelPackage(record, scratch, signal);
  if (given === undefined && lock !== undefined) checkLocked(unpacked, lock);
  const directory = join(scratch, 'modules');
  await mkdir(directory);
  const modules = await extractModules(unpacked, directory);
  const { name, version, sha256, release, kernel: path } = unpacked;
  const source = { name, version, sha256 };
  if (given !== undefined) return choiceOf(given, source, modules);
  const own = { path, release, sha256: await fileDigest(path) };
  return choiceOf(own, source, modules, 'package');
}

function choiceOf(
  { path, release, sha256 }: GivenKernel,
  source: KernelIdentity['package'],
  modules: readonly string[],
  origin: KernelIdentity['origin'] = 'given',
): KernelChoice {
  const identity = { origin, release, sha256, package: source };
  return { identity, chosenAt: new Date().toISOString(), file: path, modules };
}

/**
 * What apt knows of the locked package at its version, else of the newest; `guest-build` where the
 * archive has moved on.
 */
async function distributionKernel(lock: GuestLock | undefined): Promise<AptRecord> {
  if (lock === undefined) return findGuestKernel();
  const { package: name, version } = lock;
  const record = await aptRecord(`${name}=${version}`);
  if (record?.version === version) return record;
  throw new GateError('guest-build', {
    problem: `the guest lock names ${name} ${version}, which apt does not offer`,
    why: 'the package lists are older than the lock, or the archive no longer has that version, and the cache does not either',
    remedy:
      'run `apt-get update` as root and try again, or copy the guest cache of a host that has it. Else `storage-gate setup --upgrade-guest` takes the newest, and a new series of results begins',
  });
}

async function modulesOf({ release }: GivenKernel): Promise<AptRecord | undefined> {
  const hasApt = (await findProgram('apt-cache')) !== undefined;
  return hasApt ? aptRecord(`linux-image-${release}`) : undefined;
}

/**
 * Apt checked the file against its signed lists; the lock says that it also is the one of the
 * earlier results.
 */
function checkLocked({ name, version, sha256, release }: KernelPackage, lock: GuestLock): void {
  if (sha256 === lock.sha256 && release === lock.kernel) return;
  throw new GateError('guest-build', {
    problem: `the package ${name} ${version} is not the one in the guest lock`,
    why:
      sha256 === lock.sha256
        ? `its kernel is ${release}, the lock says ${lock.kernel}`
        : `its SHA-256 is ${sha256}, the lock says ${lock.sha256}`,
    remedy:
      'find out who changed the lock or the archive; `storage-gate setup --upgrade-guest` writes a lock anew',
  });
}
