import { constants, existsSync } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { release as runningRelease } from 'node:os';
import { basename, join } from 'node:path';
import { GateError } from '../errors.ts';
import { readGivenKernel } from './given-part.ts';

/** A kernel, and the directory of the modules of its release, with modules.dep. */
export interface KernelFiles {
  readonly release: string;
  readonly kernel: string;
  readonly modules: string;
  /** The package that they came from; undefined where they are the host's own. */
  readonly source?: { readonly name: string; readonly version: string; readonly sha256: string };
}

/** Directories with a directory of modules for each release; the last one is NixOS's. */
const moduleFolders = [
  'lib/modules',
  'usr/lib/modules',
  'run/booted-system/kernel-modules/lib/modules',
];

/** How distributions name the files of kernels, with a release behind it or without. */
const kernelName = /^(?:vmlinu[xz]|Image|kernel)(?:-(.+))?$/;

/** Directories of modules below a root, by release. */
export async function findModules(root = '/'): Promise<ReadonlyMap<string, string>> {
  const found = moduleFolders.map(async folder =>
    (await list(join(root, folder))).map(name => [name, join(root, folder, name)] as const),
  );
  return new Map((await Promise.all(found)).flat().toReversed());
}

/**
 * The kernel below a root whose modules are there too: that of the release `wanted`, else the
 * newest; undefined where there is none. Where a name tells no release, the file itself does.
 */
export async function findKernelFiles(
  root: string,
  wanted?: string,
): Promise<KernelFiles | undefined> {
  const modules = await findModules(root);
  const found: { readonly release: string | undefined; readonly path: string }[] = [];
  for (const [release, directory] of modules)
    for (const path of ['vmlinuz', 'Image'].map(name => join(directory, name)))
      if (existsSync(path)) found.push({ release, path });
  const boot = (await list(join(root, 'boot'))).map(name => join(root, 'boot', name));
  for (const path of [...boot, join(root, 'run/booted-system/kernel')]) {
    const [isKernel, named = ''] = kernelName.exec(basename(path)) ?? [];
    if (isKernel === undefined) continue;
    const given = modules.has(named) ? undefined : readGivenKernel(path).catch(() => undefined);
    found.push({ release: given === undefined ? named : (await given)?.release, path });
  }
  const both = [...modules.keys()].filter(each => found.some(({ release }) => release === each));
  both.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const release = both.find(each => each === wanted) ?? both[0];
  if (release === undefined) return undefined;
  const paths = found.filter(each => each.release === release).map(({ path }) => path);
  const readable = await Promise.all(paths.map(isReadable));
  const kernel = paths[Math.max(readable.indexOf(true), 0)] ?? '';
  return { release, kernel, modules: modules.get(release) ?? '' };
}

/**
 * The host's own kernel, of the release that runs or of the one `wanted`, where its files and
 * modules are there, else the newest. `guest-build` where there is none, or where it may not be
 * read.
 */
export async function hostKernel(root = '/', wanted = runningRelease()): Promise<KernelFiles> {
  const files = await findKernelFiles(root, wanted);
  const given = files && (await readGivenKernel(files.kernel).catch(asHostTrouble));
  if (files !== undefined && files.release === given?.release) return files;
  const modules = [...(await findModules(root)).keys()].join(', ') || 'none';
  const boot = (await list(join(root, 'boot'))).filter(name => kernelName.test(name)).join(', ');
  throw new GateError('guest-build', {
    problem: 'this host has no kernel for the guest with modules of the same release',
    why:
      given === undefined
        ? `there are modules of ${modules}, and in /boot ${boot || 'no kernel'}`
        : `${given.path} is Linux ${given.release}`,
    remedy: 'install the kernel package of this distribution, or give a kernel with --kernel',
  });
}

/** What is wrong with the host's own kernel is no wrong argument. */
function asHostTrouble(cause: unknown): never {
  throw cause instanceof GateError ? new GateError('guest-build', cause.facts, { cause }) : cause;
}

async function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}

async function list(directory: string): Promise<readonly string[]> {
  return (await readdir(directory).catch((): string[] => [])).sort();
}
