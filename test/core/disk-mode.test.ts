import { describe, expect, it } from 'vitest';
import { cacheFlags, type DiskMode, diskModeKey, durabilityClass, impossibility } from '../../src/core/disk-mode.ts';

const mode: DiskMode = { format: 'raw', cache: 'none', aio: 'threads', bus: 'virtio-blk', iothread: false, size: 512 };

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
      expect(durabilityClass(cacheFlags(cache))).toBe(durability);
    },
  );
});

describe('the canonical key', () => {
  it('is the same whatever order the fields were written in', () => {
    const reversed = Object.fromEntries(Object.entries(mode).toReversed()) as unknown as DiskMode;
    expect(diskModeKey(reversed)).toBe(diskModeKey(mode));
  });

  it('tells every field apart', () => {
    const others: DiskMode[] = [
      { ...mode, format: 'qcow2' },
      { ...mode, cache: 'unsafe' },
      { ...mode, aio: 'native' },
      { ...mode, bus: 'nvme' },
      { ...mode, iothread: true },
      { ...mode, size: 1024 },
    ];
    expect(new Set([mode, ...others].map(diskModeKey)).size).toBe(7);
  });
});

describe('an impossible mode', () => {
  it('is aio=native without O_DIRECT', () => {
    expect(impossibility({ ...mode, cache: 'writethrough', aio: 'native' })?.problem).toMatch(/O_DIRECT/);
    expect(impossibility({ ...mode, cache: 'directsync', aio: 'native' })).toBeUndefined();
  });

  it('is an iothread on nvme', () => {
    expect(impossibility({ ...mode, bus: 'nvme', iothread: true })?.remedy).toMatch(/virtio-blk/);
  });
});
