import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { GateError } from '../errors.ts';
import { runTool } from '../process/tool.ts';
import type { KernelPackage } from './kernel-package.ts';

/**
 * What a guest cannot do without: first the agent's channel, then the buses of disks and the
 * filesystem.
 */
const neededModules = [
  'virtio_pci',
  'virtio_console',
  'virtio_blk',
  'ext4',
  'virtio_scsi',
  'sd_mod',
  'nvme',
];

/** What depmod and the package know of a release's modules. */
export interface ModuleIndex {
  /** Text of modules.dep: `path.ko: path.ko …`. */
  readonly dependencies: string;
  /** Text of modules.builtin: a path on each line. */
  readonly builtin: string;
}

/**
 * Writes the modules that a guest needs into `directory`, decompressed, under names that sort in
 * the order in which they load: `00-virtio.ko`. Returns their paths. The order comes from the
 * package itself, by depmod.
 */
export async function extractModules(
  { root, release }: KernelPackage,
  directory: string,
): Promise<readonly string[]> {
  await runTool({ argv: ['depmod', '-b', root, release], timeout: 120 });
  const base = join(root, 'lib/modules', release);
  const [dependencies, builtin] = await Promise.all([
    readFile(join(base, 'modules.dep'), 'utf8'),
    readFile(join(base, 'modules.builtin'), 'utf8'),
  ]);
  const order = loadOrder({ dependencies, builtin }, neededModules);
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
 * left out.
 */
export function loadOrder(index: ModuleIndex, names: readonly string[]): readonly string[] {
  const builtin = new Set(lines(index.builtin).map(moduleName));
  const dependencies = new Map(lines(index.dependencies).map(parseDependency));
  const pathOf = new Map([...dependencies.keys()].map(path => [moduleName(path), path]));
  const order = new Set<string>();
  const visit = (path: string) => {
    if (order.has(path)) return;
    for (const dependency of dependencies.get(path) ?? []) visit(dependency);
    order.add(path);
  };
  for (const name of names) {
    const path = pathOf.get(name);
    if (path !== undefined) visit(path);
    else if (!builtin.has(name)) {
      const problem = `the guest's kernel has no module ${name}, neither built in nor loadable`;
      const remedy = 'give a kernel with virtio, SCSI, NVMe and ext4 with --kernel';
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
 * A module as the kernel loads it: Ubuntu and newer Debian compress theirs, and busybox does not
 * decompress.
 */
async function readModule(path: string): Promise<Buffer> {
  if (path.endsWith('.xz')) {
    await runTool({ argv: ['xz', '--decompress', '--keep', '--force', path], timeout: 60 });
    return readFile(path.slice(0, -'.xz'.length));
  }
  const bytes = await readFile(path);
  if (path.endsWith('.zst')) return zstdDecompressSync(bytes);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}
