import { describe, expect, it } from 'vitest';
import {
  cacheFlags,
  cacheOf,
  caches,
  describeCache,
  durabilityClass,
} from '../../src/disk/cache.ts';

describe('a cache mode', () => {
  // The table of QEMU's manual, `-drive cache=`.
  it.each([
    ['writeback', false, false, true, 1],
    ['none', true, false, true, 1],
    ['writethrough', false, false, false, 2],
    ['directsync', true, false, false, 2],
    ['unsafe', false, true, true, 0],
  ] as const)(
    '%s sets direct %s, no-flush %s, write-cache %s: durability class %i',
    (cache, direct, noFlush, writeCache, durability) => {
      expect(cacheFlags(cache)).toEqual({ direct, noFlush, writeCache });
      expect(durabilityClass(cache)).toBe(durability);
      expect(describeCache(cache)).toBe(`cache=${cache}`);
    },
  );

  it('is one of eight combinations of flags, each with one name', () => {
    const onAndOff = [true, false];
    const all = onAndOff.flatMap(direct =>
      onAndOff.flatMap(noFlush => onAndOff.map(writeCache => ({ direct, noFlush, writeCache }))),
    );
    expect(all.map(flags => cacheFlags(cacheOf(flags)))).toEqual(all);
    expect(new Set(all.map(cacheOf))).toEqual(new Set(caches));
  });

  it('without a name is spelled by its flags, and drops flushes like unsafe', () => {
    const cache = cacheOf({ direct: true, noFlush: true, writeCache: false });
    expect(describeCache(cache)).toBe('cache.direct=on,cache.no-flush=on,write-cache=off');
    expect(durabilityClass(cache)).toBe(0);
  });
});
