import { cacheFlags, cacheModes, type DiskMode, diskModeKey, durabilityClass } from '../core/disk-mode.ts';

const meanings = ['flushes are dropped', 'write back, flushed on request', 'every write is flushed'] as const;

/** Each preset with its canonical key, what it sets in QEMU, and what the guest may rely on. */
export function describeModes(size: number): string {
  return cacheModes
    .map(preset => {
      const cache = preset === 'default' ? 'writeback' : preset;
      const mode: DiskMode = { format: 'raw', cache, aio: 'threads', bus: 'virtio-blk', iothread: false, size };
      const flags = cacheFlags(cache);
      const durability = durabilityClass(flags);
      return [
        `${preset}${preset === cache ? '' : ` (QEMU resolves it to ${cache})`}`,
        `  key         ${diskModeKey(mode)}`,
        `  block nodes cache.direct=${onOff(flags.direct)} cache.no-flush=${onOff(flags.noFlush)}, on format and file node`,
        `  device      write-cache=${onOff(flags.writeCache)}`,
        `  durability  class ${durability}: ${meanings[durability]}`,
      ].join('\n');
    })
    .join('\n\n');
}

function onOff(flag: boolean): string {
  return flag ? 'on' : 'off';
}
