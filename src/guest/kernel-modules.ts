import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { GateError, messageOf } from '../errors.ts';
import { runTool } from '../process/tool.ts';

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

/** By what ext4 checks its checksums in kernels before 6.15, which no dependency tells. */
const usefulModules = ['crc32c_generic'];

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
