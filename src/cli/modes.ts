import { cacheFlags, cacheModes, durabilityClass } from '../core/cache-mode.ts';
import { type DiskMode, diskModeKey } from '../core/disk-mode.ts';
import { quoteForShell } from '../errors.ts';
import { diskParts } from '../qemu/disk-nodes.ts';

const meanings = ['flushes are dropped', 'write back, flushed on request', 'every write is flushed'] as const;

/** Each preset with its canonical key, what the guest may rely on, and QEMU's own options for it. Size in bytes. */
export function describeModes(size: number): string {
  return cacheModes
    .map(preset => {
      const cache = preset === 'default' ? 'writeback' : preset;
      const mode: DiskMode = { format: 'raw', cache, aio: 'threads', bus: 'virtio-blk', iothread: false, size };
      const heading = `${preset}${preset === cache ? '' : ` (QEMU resolves it to ${cache})`}`;
      return [heading, ...describeMode(mode)].join('\n');
    })
    .join('\n\n');
}

function describeMode(mode: DiskMode): string[] {
  const flags = cacheFlags(mode.cache);
  const durability = durabilityClass(flags);
  return [
    `  key         ${diskModeKey(mode)}`,
    `  block nodes cache.direct=${onOff(flags.direct)} cache.no-flush=${onOff(flags.noFlush)}, on format and file node`,
    `  device      write-cache=${onOff(flags.writeCache)}`,
    `  durability  class ${durability}: ${meanings[durability]}`,
    ...qemuOptions(mode).map(option => `  ${option}`),
  ];
}

/** The options of QEMU's command line that make the very disk that is plugged by QMP, to be pasted into a shell. */
function qemuOptions(mode: DiskMode): string[] {
  const disk = { id: 'disk0', serial: 'disk0', image: `disk0.${mode.format}`, mode, port: 0 };
  const { nodes, objects, devices } = diskParts(disk);
  return [
    ...nodes.map(node => ['-blockdev', node] as const),
    ...objects.map(object => ['-object', object] as const),
    ...devices.map(device => ['-device', device] as const),
  ].map(([option, json]) => `${option} ${quoteForShell(JSON.stringify(json))}`);
}

function onOff(flag: boolean): string {
  return flag ? 'on' : 'off';
}
