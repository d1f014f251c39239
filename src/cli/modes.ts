import { cacheFlags, cacheModes, durabilityClass } from '../disk/cache.ts';
import { spelled } from '../disk/field.ts';
import { defaultDiskMode, diskModeKey } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { diskParts } from '../disk/parts.ts';
import { diskSpec } from '../disk/spec.ts';
import { quoteForShell } from '../errors.ts';
import { rulesOf, suiteInstead, suiteNamed } from '../suites/registry.ts';
import type { Options } from './options.ts';
import type { Terminal } from './terminal.ts';

const meanings = [
  'flushes are dropped',
  'write back, flushed on request',
  'every write is flushed',
] as const;

/** One preset: what it resolves to, what the guest may rely on, and QEMU's own options for it. */
export interface Preset {
  readonly preset: string;
  readonly mode: DiskMode;
  /** As run documents spell it, sizes in bytes. */
  readonly key: string;
  readonly durability: 0 | 1 | 2;
  /** Options of QEMU's command line, each with its JSON. */
  readonly qemu: readonly (readonly [option: string, value: string])[];
}

/** The presets, on a disk of `size` bytes. */
export function presetsOf(size: number): readonly Preset[] {
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
export function modesCommand({ format }: Options, terminal: Terminal): void {
  const presets = presetsOf(rulesOf(suiteNamed(suiteInstead.disks)).diskSize.usual);
  terminal.print(
    format === 'json' ? `${JSON.stringify({ presets }, undefined, 2)}\n` : describePresets(presets),
  );
}

/**
 * The presets as text for a terminal: each with the equivalent SPEC, its meaning, and options to
 * paste into a shell.
 */
export function describePresets(presets: readonly Preset[]): string {
  return presets.map(describePreset).join('\n\n');
}

function describePreset({ preset, mode, durability, qemu }: Preset): string {
  const flags = cacheFlags(mode.cache);
  return [
    `${preset}${preset === mode.cache ? '' : ` (QEMU resolves it to ${mode.cache})`}`,
    `  --disk      ${diskSpec(preset, mode)}`,
    `  block nodes cache.direct=${spelled(flags.direct)} cache.no-flush=${spelled(flags.noFlush)}, on format and file node`,
    `  device      write-cache=${spelled(flags.writeCache)}`,
    `  durability  class ${durability}: ${meanings[durability]}`,
    ...qemu.map(([option, value]) => `  ${option} ${quoteForShell(value)}`),
  ].join('\n');
}

/** The options of QEMU's command line that make the very disk that is plugged by QMP. */
function qemuOptions(mode: DiskMode): Preset['qemu'] {
  const image = `disk0.${mode.format}`;
  const { nodes, objects, devices } = diskParts({ id: 'disk0', image, mode, port: 0 });
  return [
    ...nodes.map(node => ['-blockdev', JSON.stringify(node)] as const),
    ...objects.map(object => ['-object', JSON.stringify(object)] as const),
    ...devices.map(device => ['-device', JSON.stringify(device)] as const),
  ];
}
