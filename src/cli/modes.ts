import { parseConfigFile } from '../config/file.ts';
import { refusal } from '../config/file-errors.ts';
import { parseShape } from '../config/shape.ts';
import { isShaped, ownWorkloads } from '../config/workloads.ts';
import { cacheFlags, cacheModes, durabilityClass } from '../disk/cache.ts';
import { spelled } from '../disk/field.ts';
import { defaultDiskMode, diskModeKey } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { diskParts } from '../disk/parts.ts';
import { diskSpec } from '../disk/spec.ts';
import { quoteForShell } from '../errors.ts';
import { jsonText } from '../plain-text.ts';
import { rulesOf, suiteInstead, suiteNamed } from '../suites/registry.ts';
import { describeShape, joiningShapes, shapeDigest, usualShapes } from '../suites/shape.ts';
import { configFileOf, type Options } from './options.ts';
import type { Terminal } from './terminal.ts';

const meanings = [
  'flushes are dropped',
  'write back, flushed on request',
  'every write is flushed',
] as const;

/**
 * The presets, on a disk of `size` bytes: what each resolves to, its key as run documents spell it,
 * what the guest may rely on, and QEMU's own options for it, each with its JSON.
 */
export function presetsOf(size: number) {
  return cacheModes.map(preset => {
    const cache = preset === 'default' ? 'writeback' : preset;
    const mode: DiskMode = { ...defaultDiskMode(size), cache };
    const durability = durabilityClass(cache);
    return { preset, mode, key: diskModeKey(mode), durability, qemu: qemuOptions(mode) };
  });
}

/**
 * `storage-gate modes`: the presets as text or JSON, on a disk as large as one is without a
 * size.
 */
export async function modesCommand({ format }: Options, terminal: Terminal): Promise<number> {
  const presets = presetsOf(rulesOf(suiteNamed(suiteInstead.disks)).diskSize.usual);
  terminal.print(format === 'json' ? jsonText({ presets }) : describePresets(presets));
  return 0;
}

/**
 * The presets as text for a terminal: each with the equivalent SPEC, its meaning, and options to
 * paste into a shell.
 */
export function describePresets(presets: ReturnType<typeof presetsOf>): string {
  const sections = presets.map(({ preset, mode, durability, qemu }) => {
    const flags = cacheFlags(mode.cache);
    return [
      `${preset}${preset === mode.cache ? '' : ` (QEMU resolves it to ${mode.cache})`}`,
      `  --disk      ${diskSpec(preset, mode)}`,
      `  block nodes cache.direct=${spelled(flags.direct)} cache.no-flush=${spelled(flags.noFlush)}, on format and file node`,
      `  device      write-cache=${spelled(flags.writeCache)}`,
      `  durability  class ${durability}: ${meanings[durability]}`,
      ...qemu.map(([option, value]) => `  ${option} ${quoteForShell(value)}`),
    ].join('\n');
  });
  return sections.join('\n\n');
}

/** The options of QEMU's command line that make the very disk that is plugged by QMP. */
function qemuOptions(mode: DiskMode) {
  const image = `disk0.${mode.format}`;
  const { nodes, objects, devices } = diskParts({ id: 'disk0', image, mode, port: 0 });
  const parts = { '-object': objects, '-blockdev': nodes, '-device': devices };
  return Object.entries(parts).flatMap(([option, each]) =>
    each.map(part => [option, JSON.stringify(part)] as const),
  );
}

/** `storage-gate workloads`: those of the suite pairs and of the config, in words or as JSON. */
export async function workloadsCommand(options: Options, terminal: Terminal): Promise<number> {
  const file = await configFileOf(options);
  const config = file && parseConfigFile(file);
  const own = config?.ok === true ? (ownWorkloads([config.value]) ?? []).filter(isShaped) : [];
  const shapes = own.map(parseShape);
  const faults = [config, ...shapes].flatMap(one => (one?.ok === false ? one.rejections : []));
  if (faults.length > 0) throw refusal(faults, file);
  const workloads = [
    ...usualShapes,
    ...joiningShapes.map(({ workload }) => workload),
    ...shapes.flatMap(shape => (shape.ok ? [shape.value] : [])),
  ].map(shape => ({ ...shape, asks: describeShape(shape), digest: shapeDigest(shape) }));
  const lines = workloads.map(one => `${one.name.padEnd(24)} ${one.asks} (${one.digest})\n`);
  terminal.print(options.format === 'json' ? jsonText({ workloads }) : lines.join(''));
  return 0;
}
