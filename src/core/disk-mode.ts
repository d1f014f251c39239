/** The five cache modes of QEMU's block layer, and `default`, which QEMU resolves to writeback. */
export const cacheModes = ['default', 'writeback', 'writethrough', 'none', 'directsync', 'unsafe'] as const;
export type CacheMode = (typeof cacheModes)[number];

export const imageFormats = ['raw', 'qcow2'] as const;
export type ImageFormat = (typeof imageFormats)[number];

export const aioEngines = ['threads', 'native', 'io_uring'] as const;
export type AioEngine = (typeof aioEngines)[number];

export const buses = ['virtio-blk', 'virtio-scsi', 'nvme'] as const;
export type Bus = (typeof buses)[number];

/**
 * One fully resolved virtual-disk configuration, in QEMU's own words. Size is in bytes.
 * `cache` never is `default` here: the alias is resolved, so that `default` and `writeback` share a canonical key.
 */
export interface DiskMode {
  readonly format: ImageFormat;
  readonly cache: Exclude<CacheMode, 'default'>;
  readonly aio: AioEngine;
  readonly bus: Bus;
  readonly iothread: boolean;
  readonly size: number;
}

/**
 * What a cache mode sets, from QEMU's manual (`-drive cache=`): direct and noFlush stand on both block nodes,
 * writeCache on the device, since `-blockdev` has no cache.writeback.
 */
export interface CacheFlags {
  readonly direct: boolean;
  readonly noFlush: boolean;
  readonly writeCache: boolean;
}

const flagsOfCache = {
  writeback: { direct: false, noFlush: false, writeCache: true },
  none: { direct: true, noFlush: false, writeCache: true },
  writethrough: { direct: false, noFlush: false, writeCache: false },
  directsync: { direct: true, noFlush: false, writeCache: false },
  unsafe: { direct: false, noFlush: true, writeCache: true },
} as const satisfies Record<DiskMode['cache'], CacheFlags>;

/** The flags that `cache` stands for. */
export function cacheFlags(cache: DiskMode['cache']): CacheFlags {
  return flagsOfCache[cache];
}

/** The canonical key: equal for equal modes, whatever they were called; fields in a fixed order. */
export function diskModeKey(mode: DiskMode): string {
  const { format, cache, aio, bus, iothread, size } = mode;
  return `format=${format},cache=${cache},aio=${aio},bus=${bus},iothread=${iothread ? 'on' : 'off'},size=${size}`;
}

/**
 * Durability class: 0 flushes are dropped (unsafe), 1 write back with flushes, 2 write through.
 * A lower class is faster because it promises less, so it is never an improvement.
 */
export function durabilityClass(flags: CacheFlags): 0 | 1 | 2 {
  if (flags.noFlush) return 0;
  return flags.writeCache ? 1 : 2;
}

/** The sentence that refuses a mode which QEMU would refuse or silently change; undefined where it is possible. */
export function impossibility(mode: DiskMode): { readonly problem: string; readonly remedy: string } | undefined {
  if (mode.aio === 'native' && !cacheFlags(mode.cache).direct) {
    return {
      problem: `aio=native needs O_DIRECT, which cache=${mode.cache} does not use, so QEMU would refuse to open the image`,
      remedy: 'use cache=none or cache=directsync with aio=native, or aio=threads or io_uring with this cache mode',
    };
  }
  if (mode.iothread && mode.bus === 'nvme') {
    return {
      problem: "iothread=on has no effect on bus=nvme: QEMU's nvme device has no iothread property",
      remedy: 'use bus=virtio-blk or bus=virtio-scsi, or leave iothread out',
    };
  }
  return undefined;
}
