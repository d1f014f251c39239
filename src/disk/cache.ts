import data from './cache.json' with { type: 'json' };

/** The five cache modes of QEMU's block layer, and `default`, which QEMU resolves to writeback. */
export const cacheModes = [
  'default',
  'writeback',
  'writethrough',
  'none',
  'directsync',
  'unsafe',
] as const;

/**
 * What a cache mode sets, from QEMU's manual (`-drive cache=`): direct and noFlush stand on both
 * block nodes, writeCache on the device, since `-blockdev` has no cache.writeback.
 */
export interface CacheFlags {
  readonly direct: boolean;
  readonly noFlush: boolean;
  readonly writeCache: boolean;
}

/**
 * All eight combinations of the flags: the five that QEMU has a name for, and three that only the
 * flags spell. Whatever was written is resolved to one of these, so that `none` spelled by flags is
 * `none`, and `default` is `writeback`.
 */
const flagsOfCache: Readonly<Record<keyof typeof data, CacheFlags>> = data;

/** How a disk is cached, resolved: one of the five names, or the flags where they have none. */
export type Cache = keyof typeof flagsOfCache;

/** Every way in which a disk can be cached, as run documents spell it. */
export const caches = Object.keys(flagsOfCache) as [Cache, ...Cache[]];

/** The flags that `cache` stands for. */
export function cacheFlags(cache: Cache): CacheFlags {
  return flagsOfCache[cache];
}

/** The one name of a combination of flags. */
export function cacheOf({ direct, noFlush, writeCache }: CacheFlags): Cache {
  const found = caches.find(cache => {
    const flags = cacheFlags(cache);
    return flags.direct === direct && flags.noFlush === noFlush && flags.writeCache === writeCache;
  });
  // The table above has all eight; a test counts them.
  return found ?? 'writeback';
}

/** The keys that set one flag each, whatever `cache` says, and what the flag does. */
export const flagKeys = [
  { flag: 'direct', key: 'cache.direct', sets: 'O_DIRECT on the image, by format and file node' },
  { flag: 'noFlush', key: 'cache.no-flush', sets: 'dropped flushes, in format and file node' },
  {
    flag: 'writeCache',
    key: 'write-cache',
    sets: "the device's volatile write cache; off: QEMU flushes after every write",
  },
] as const satisfies readonly {
  readonly flag: keyof CacheFlags;
  readonly key: string;
  readonly sets: string;
}[];

/** As a SPEC says it: `cache=none`, or the flags. */
export function describeCache(cache: string): string {
  return cache.includes('=') ? cache : `cache=${cache}`;
}

/**
 * Durability class: 0 flushes are dropped (unsafe), 1 write back with flushes, 2 write through.
 * A lower class is faster because it promises less, so it is never an improvement.
 */
export function durabilityClass(cache: Cache): 0 | 1 | 2 {
  const { noFlush, writeCache } = cacheFlags(cache);
  if (noFlush) return 0;
  return writeCache ? 1 : 2;
}
