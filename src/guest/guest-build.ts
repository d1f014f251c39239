import { chmod, copyFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { GateError } from '../errors.ts';
import { fileDigest } from './file-digest.ts';
import type { GivenInitrd } from './given-part.ts';
import { entryDirectory, type GuestCache, verifyEntry } from './guest-cache.ts';
import { buildInitramfs } from './initramfs.ts';
import type { KernelChoice } from './kernel-choice.ts';
import { extractModules } from './kernel-modules.ts';
import { buildToolsDisk } from './tools-disk.ts';
import type { Toolset } from './toolset.ts';
import { unpackKernel } from './unpacked-kernel.ts';

/** Names of a guest's files in its cache entry. */
export const guestFiles = {
  kernel: 'kernel',
  unpacked: 'vmlinux',
  initrd: 'initrd',
  toolsDisk: 'tools.img',
} as const;

/** Everything that a guest is built from. */
export interface GuestInputs {
  readonly toolset: Toolset;
  readonly kernel: KernelChoice;
  readonly initrd: GivenInitrd | undefined;
}

/** Where a guest is built: `target` does not exist yet, `scratch` does. */
export interface BuildSite {
  readonly cache: GuestCache;
  readonly target: string;
  readonly scratch: string;
}

/** Writes a guest's files into a new directory, and returns their digests by name. */
export async function buildGuest(
  inputs: GuestInputs,
  site: BuildSite,
): Promise<Readonly<Record<string, string>>> {
  const { target, scratch } = site;
  await mkdir(join(target, 'modules'), { recursive: true, mode: 0o700 });
  await placeKernel(inputs.kernel, target);
  const unpacked = await placeUnpacked(inputs.kernel, target);
  const modules = await placeModules(inputs.kernel, site);
  await writeInitrd(inputs, modules, join(target, guestFiles.initrd));
  const image = join(target, guestFiles.toolsDisk);
  await buildToolsDisk({ toolset: inputs.toolset, image, scratch: join(scratch, 'tools') });
  const { kernel, initrd, toolsDisk } = guestFiles;
  return sealFiles(target, [
    kernel,
    ...unpacked,
    initrd,
    toolsDisk,
    ...modules.map(path => `modules/${basename(path)}`),
  ]);
}

async function placeKernel({ file, identity }: KernelChoice, target: string): Promise<void> {
  const copy = join(target, guestFiles.kernel);
  await copyFile(file, copy);
  await refuseChanged(file, copy, identity.sha256);
}

/**
 * Writes what is inside a kernel of ours where QEMU can boot that, and returns its name; a given
 * one boots as given.
 */
async function placeUnpacked({ identity }: KernelChoice, target: string): Promise<string[]> {
  if (identity.origin === 'given') return [];
  const [image, unpacked] = [join(target, guestFiles.kernel), join(target, guestFiles.unpacked)];
  return (await unpackKernel({ image, target: unpacked })) ? [guestFiles.unpacked] : [];
}

/** Writes the modules into the entry and returns their paths, in the order in which they load. */
async function placeModules(
  { source }: KernelChoice,
  { cache, target }: BuildSite,
): Promise<readonly string[]> {
  const directory = join(target, 'modules');
  switch (source.kind) {
    case 'none':
      return [];
    case 'package':
      return extractModules(source.unpacked, directory);
    case 'entry': {
      await verifyEntry(cache, source.manifest);
      const from = entryDirectory(cache, source.manifest.key);
      const names = Object.keys(source.manifest.files).filter(name => name.startsWith('modules/'));
      await Promise.all(names.map(async name => copyFile(join(from, name), join(target, name))));
      return names.sort().map(name => join(target, name));
    }
    default:
      return source satisfies never;
  }
}

/**
 * The given archive first, then ours: Linux unpacks them in turn and the later file wins, so that
 * our init is in charge whatever a distribution's archive holds. Between them zeros up to a
 * multiple of 4, where Linux looks for the next one.
 */
async function writeInitrd(
  { toolset, initrd }: GuestInputs,
  modules: readonly string[],
  path: string,
): Promise<void> {
  const ours = await buildInitramfs(toolset, modules);
  if (initrd === undefined) return writeFile(path, ours);
  await copyFile(initrd.path, path);
  await refuseChanged(initrd.path, path, initrd.sha256);
  const { size } = await stat(path);
  await writeFile(path, [Buffer.alloc((4 - (size % 4)) % 4), ...ours], { flag: 'a' });
}

async function refuseChanged(original: string, copy: string, expected: string): Promise<void> {
  if ((await fileDigest(copy)) === expected) return;
  throw new GateError('guest-build', {
    problem: `${original} changed while the guest was built from it`,
    remedy: 'try again when nothing writes it any more',
    path: original,
  });
}

/** Makes the files ours alone, whatever umask and originals said, and returns their digests. */
async function sealFiles(
  directory: string,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const digests = names.map(async name => {
    await chmod(join(directory, name), 0o600);
    return [name, await fileDigest(join(directory, name))] as const;
  });
  return Object.fromEntries(await Promise.all(digests));
}
