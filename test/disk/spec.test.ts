import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDiskSpec } from '../../src/config/disk-spec.ts';
import { caches } from '../../src/disk/cache.ts';
import { diskModeKey, impossibilities } from '../../src/disk/fields.ts';
import { aioEngines, buses, type DiskMode, discards, zeroDetections } from '../../src/disk/mode.ts';
import { diskSpec } from '../../src/disk/spec.ts';

const mode = fc
  .record({
    format: fc.constantFrom('raw' as const, 'qcow2' as const),
    cache: fc.constantFrom(...caches),
    aio: fc.constantFrom(...aioEngines),
    bus: fc.constantFrom(...buses),
    iothread: fc.boolean(),
    size: fc.integer({ min: 2 ** 20, max: 2 ** 34 }),
    discard: fc.constantFrom(undefined, ...discards),
    detectZeroes: fc.constantFrom(undefined, ...zeroDetections),
    numQueues: fc.constantFrom(undefined, 1, 4),
    clusterSize: fc.constantFrom(undefined, 65_536, 2 ** 20),
    logicalBlockSize: fc.constantFrom(undefined, 512, 4096),
    queueSize: fc.constantFrom(undefined, 4, 1024),
    iothreadVqMapping: fc.constantFrom(undefined, 1, 4),
    throttleNode: fc.constantFrom(undefined, true, false),
    rawNode: fc.constantFrom(undefined, true, false),
    l2CacheSize: fc.constantFrom(undefined, 2 ** 17, 12_345_678, 2 ** 29),
    extendedL2: fc.constantFrom(undefined, true, false),
  })
  .filter((each: DiskMode) => impossibilities(each).length === 0);

test('a disk that is spelled as a SPEC is read as the same disk', () => {
  fc.assert(
    fc.property(mode, each => {
      const read = parseDiskSpec('x', diskSpec('prod', each), 1);
      if (!read.ok) throw new Error(JSON.stringify(read.rejections));
      expect(read.value.arm.name).toBe('prod');
      expect(read.value.arm.target.kind === 'disk' && diskModeKey(read.value.arm.target.mode)).toBe(
        diskModeKey(each),
      );
    }),
  );
});

test('a size is spelled in the largest unit that fits', () => {
  const plain = {
    format: 'raw',
    cache: 'none',
    aio: 'native',
    bus: 'virtio-blk',
    iothread: true,
  } as const;
  expect(diskSpec('prod', { ...plain, size: 2 ** 31 })).toBe(
    'name=prod,format=raw,cache=none,aio=native,bus=virtio-blk,iothread=on,size=2GiB',
  );
  expect(diskSpec('prod', { ...plain, size: 320 * 2 ** 20 })).toMatch(/,size=320MiB$/);
});
