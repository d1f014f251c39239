import { constants, existsSync } from 'node:fs';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { release as runningRelease } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { GateError, messageOf } from '../errors.ts';
import { runTool } from '../process/tool.ts';
import { readGivenKernel } from './given-part.ts';
import needs from './needs.json' with { type: 'json' };

/**
 * What a guest cannot do without: first the agent's channel, then the buses of disks and the
 * filesystem.
 */
const neededModules = needs.modules;

/** By what ext4 checks its checksums in kernels before 6.15, which no dependency tells. */
const usefulModules = needs.usefulModules;

/** What depmod and the package know of a release's modules. */
export interface ModuleIndex {
  /** Text of modules.dep: `path.ko: path.ko …`. */
  readonly dependencies: string;
  /** Text of modules.builtin: a path on each line. */
  readonly builtin: string;
}

/**
 * Writes the modules that a guest needs of those in `base` into `directory`, decompressed, under
 * names that sort in the order in which they load: `00-virtio.ko`. Returns their paths. The order
 * is that of modules.dep, which depmod makes; nothing is written beside the modules.
 */
export async function extractModules(base: string, directory: string): Promise<readonly string[]> {
  const builtin = await readFile(join(base, 'modules.builtin'), 'utf8').catch(() => '');
  const dependencies = await readFile(join(base, 'modules.dep'), 'utf8').catch((cause: unknown) => {
    const problem = `the kernel's modules in ${base} have no modules.dep that can be read`;
    const remedy = `run \`depmod ${basename(base)}\` as root, or give a kernel with --kernel`;
    throw new GateError('guest-build', { problem, why: messageOf(cause), remedy, path: base });
  });
  const order = loadOrder({ dependencies, builtin }, neededModules, usefulModules);
  return Promise.all(
    order.map(async (path, index) => {
      const target = join(directory, `${String(index).padStart(2, '0')}-${moduleName(path)}.ko`);
      await writeFile(target, await readModule(join(base, path)));
      return target;
    }),
  );
}

/**
 * Paths of the modules `names` and all that they depend on, dependencies first; what is built in is
 * left out, and of `useful` ones those that are not there.
 */
export function loadOrder(
  index: ModuleIndex,
  names: readonly string[],
  useful: readonly string[] = [],
): readonly string[] {
  const builtin = new Set(lines(index.builtin).map(moduleName));
  const dependencies = new Map(lines(index.dependencies).map(parseDependency));
  const pathOf = new Map([...dependencies.keys()].map(path => [moduleName(path), path]));
  const order = new Set<string>();
  const visit = (path: string) => {
    if (order.has(path)) return;
    for (const dependency of dependencies.get(path) ?? []) visit(dependency);
    order.add(path);
  };
  for (const name of [...useful, ...names]) {
    const path = pathOf.get(name);
    if (path !== undefined) visit(path);
    else if (!builtin.has(name) && !useful.includes(name)) {
      const problem = `the guest's kernel has no module ${name}, neither built in nor loadable`;
      const remedy =
        'give a kernel with virtio, SCSI, NVMe and ext4 with --kernel, and its modules';
      throw new GateError('guest-build', { problem, remedy });
    }
  }
  return [...order];
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter(line => line !== '');
}

/** `kernel/drivers/block/virtio-blk.ko.xz` is called virtio_blk. */
function moduleName(path: string): string {
  return basename(path)
    .replace(/\.ko(\.\w+)?$/, '')
    .replaceAll('-', '_');
}

function parseDependency(line: string): readonly [string, readonly string[]] {
  const [path = '', rest = ''] = line.split(':');
  return [path, rest.split(' ').filter(word => word !== '')];
}

/**
 * A module as the kernel loads it: distributions compress theirs, and busybox loads only plain
 * ones, though it unpacks those that node does not.
 */
async function readModule(path: string): Promise<Buffer> {
  if (path.endsWith('.xz')) {
    const argv = ['busybox', 'unxz', '-c', path];
    return Buffer.from((await runTool({ argv, timeout: 60, encoding: 'latin1' })).stdout, 'latin1');
  }
  const bytes = await readFile(path);
  if (path.endsWith('.zst')) return zstdDecompressSync(bytes);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

/** A kernel, and the directory of the modules of its release, with modules.dep. */
export interface KernelFiles {
  readonly release: string;
  readonly kernel: string;
  readonly modules: string;
  /** The package that they came from; undefined where they are the host's own. */
  readonly source?: { readonly name: string; readonly version: string; readonly sha256: string };
}

/** Directories with a directory of modules for each release; the last one is NixOS's. */
const moduleFolders = needs.moduleFolders;

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
