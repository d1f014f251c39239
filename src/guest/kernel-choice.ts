import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Hex } from '../core/digest.ts';
import { GateError, messageOf } from '../errors.ts';
import { fileDigest } from '../process/bounded-file.ts';
import type { GivenKernel } from './given-part.ts';
import type { KernelIdentity, Manifest } from './guest-cache.ts';
import { type GuestLock, hostName, isLocked } from './guest-lock.ts';
import { extractModules, findModules, hostKernel, type KernelFiles } from './kernel-modules.ts';
import {
  type AptRecord,
  aptRecord,
  findGuestKernel,
  hasApt,
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
        // A host's own modules may be built anew under the same release.
        find(
          ({ release, package: source }) =>
            release === given.release && source !== null && source.name !== hostName,
        ));
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
  /** Where the host's own kernels and modules are; by default the host's root. */
  readonly root?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The locked kernel, else the one that apt offers now, downloaded and unpacked, else the host's
 * own. For a given kernel only the modules of its release, of the host or of the distribution's
 * package; it goes without where there are none, and must then bring what it needs.
 */
export async function fetchKernel(request: FetchRequest): Promise<KernelChoice> {
  const { given, lock, scratch, onProgress } = request;
  const files = given === undefined ? await findKernel(request) : await modulesOf(given, request);
  if (files === undefined) {
    const { release } = given as GivenKernel;
    onProgress(`no modules of ${release} are on this host: the kernel must have all built in`);
    return choiceOf(given as GivenKernel, null, []);
  }
  const directory = join(scratch, 'modules');
  await mkdir(directory);
  const modules = await extractModules(files.modules, directory);
  const { kernel: path, release } = files;
  const own = given ?? { path, release, sha256: await fileDigest(path) };
  const source = files.source ?? (await hostSource(own, modules));
  if (given !== undefined) return choiceOf(given, source, modules);
  if (lock !== undefined) checkLocked(source, release, lock);
  return choiceOf(own, source, modules, 'package');
}

/** What stands for a package where a kernel or its modules are the host's own. */
async function hostSource(
  { release, sha256 }: GivenKernel,
  modules: readonly string[],
): Promise<Source> {
  const digests = await Promise.all(modules.map(path => fileDigest(path)));
  return { name: hostName, version: release, sha256: sha256Hex([sha256, ...digests].join('\n')) };
}

type Source = NonNullable<KernelIdentity['package']>;

function choiceOf(
  { path, release, sha256 }: GivenKernel,
  source: KernelIdentity['package'],
  modules: readonly string[],
  origin: KernelIdentity['origin'] = 'given',
): KernelChoice {
  const identity = { origin, release, sha256, package: source };
  return { identity, chosenAt: new Date().toISOString(), file: path, modules };
}

async function findKernel(request: FetchRequest): Promise<KernelFiles> {
  const { lock, onProgress, root } = request;
  const ofApt = lock?.package !== hostName && (await hasApt());
  if (ofApt) {
    // Without lists apt has none, and who is not root can't fetch them.
    const record = await (lock === undefined ? findGuestKernel() : lockedPackage(lock)).catch(
      async (error: unknown) => {
        if (lock !== undefined || !(await hostKernel(root).catch(() => undefined))) throw error;
        onProgress(messageOf(error));
      },
    );
    if (record !== undefined) return unpack(record, request);
  } else if (lock !== undefined && lock.package !== hostName) {
    throw lockedElsewhere(lock, 'this host has no apt');
  }
  const files = await hostKernel(root, lock?.kernel);
  onProgress(`taking this host's own kernel ${files.kernel} for the guest`);
  return files;
}

function unpack(record: AptRecord, request: FetchRequest): Promise<KernelFiles> {
  const { scratch, onProgress, signal } = request;
  onProgress(`downloading ${record.name} ${record.version} for the guest`);
  return unpackKernelPackage(record, scratch, signal);
}

/**
 * What apt knows of the locked package at its version; `guest-build` where the archive has moved
 * on.
 */
async function lockedPackage(lock: GuestLock): Promise<AptRecord> {
  const record = await aptRecord(`${lock.package}=${lock.version}`);
  if (record?.version === lock.version) return record;
  const why =
    'the package lists are older than the lock, or the archive no longer has that version, and the cache does not either';
  throw lockedElsewhere(lock, why, 'run `apt-get update` as root and try again, or ');
}

function lockedElsewhere(
  { package: name, version }: GuestLock,
  why: string,
  first = '',
): GateError {
  return new GateError('guest-build', {
    problem: `the guest lock names ${name} ${version}, which apt does not offer`,
    why,
    remedy: `${first}copy the guest cache of a host that has it. Else \`storage-gate setup --upgrade-guest\` takes the newest, and a new series of results begins`,
  });
}

async function modulesOf(
  { path, release }: GivenKernel,
  request: FetchRequest,
): Promise<KernelFiles | undefined> {
  const modules = (await findModules(request.root)).get(release);
  if (modules !== undefined) return { release, kernel: path, modules };
  const record = (await hasApt()) ? await aptRecord(`linux-image-${release}`) : undefined;
  return record && unpack(record, request);
}

/**
 * Apt checked the file against its signed lists; the lock says that it also is the one of the
 * earlier results.
 */
function checkLocked({ name, version, sha256 }: Source, release: string, lock: GuestLock): void {
  if (sha256 === lock.sha256 && release === lock.kernel) return;
  throw new GateError('guest-build', {
    problem: `the guest's kernel, ${name} ${version}, is not the one in the guest lock`,
    why:
      sha256 === lock.sha256
        ? `its kernel is ${release}, the lock says ${lock.kernel}`
        : `its SHA-256 is ${sha256}, the lock says ${lock.sha256}`,
    remedy:
      'find out who changed the lock or the archive; `storage-gate setup --upgrade-guest` writes a lock anew',
  });
}
