import { describe, expect, test } from 'vitest';
import { defaultDiskMode } from '../../src/disk/fields.ts';
import type { DiskMode } from '../../src/disk/mode.ts';
import {
  type ImageState,
  imageDoubts,
  pairGeometry,
  pairImpossibility,
  placeOf,
} from '../../src/disk/pair.ts';

const mode = { ...defaultDiskMode(2 ** 28), cache: 'none' } as const;

describe('placeOf', () => {
  test.each<Partial<DiskMode>>([
    {},
    { bus: 'nvme' },
    { aio: 'io_uring', iothread: true, numQueues: 4 },
    { discard: 'ignore', detectZeroes: 'off', physicalBlockSize: 512, preallocation: 'off' },
  ])('lets a raw disk share its file with one that differs in %j', changes => {
    expect(placeOf(mode, { ...mode, ...changes })).toBe('one file');
    expect(placeOf({ ...mode, ...changes }, mode)).toBe('one file');
  });

  test.each<Partial<DiskMode>>([
    { format: 'qcow2' },
    { cache: 'writeback' },
    // Both direct, but a flush of one writes out what the other left.
    { cache: 'directsync' },
    { size: 2 ** 27 },
    { discard: 'unmap' },
    { detectZeroes: 'on' },
    { preallocation: 'falloc' },
    { physicalBlockSize: 4096 },
  ])('gives each its own where they differ in %j', changes => {
    expect(placeOf(mode, { ...mode, ...changes })).toBe('new images');
    expect(placeOf({ ...mode, ...changes }, mode)).toBe('new images');
  });

  test('never opens a qcow2 image twice', () => {
    const qcow2 = { ...mode, format: 'qcow2' } as const;
    expect(placeOf(qcow2, qcow2)).toBe('new images');
  });
});

test('disks of unlike sectors are no pair, whatever else they are', () => {
  const large = { ...mode, logicalBlockSize: 4096, physicalBlockSize: 4096 };
  expect(pairImpossibility(mode, { ...mode, logicalBlockSize: 512, cache: 'unsafe' })).toBe(
    undefined,
  );
  expect(pairImpossibility(mode, large)).toEqual({
    problem: expect.stringContaining('sectors of 512 and 4096 bytes'),
    remedy: 'give both the same logical_block_size',
  });
  expect(pairGeometry(large, { ...large, size: 2 ** 27 })).toEqual({ bytes: 2 ** 27, block: 4096 });
});

describe('imageDoubts', () => {
  const doubts = (head: Partial<ImageState>, against: Partial<ImageState> = {}) =>
    imageDoubts(
      { mode, resident: 0, unallocated: 0, ...head },
      { mode, resident: 0, unallocated: 0, ...against },
    );
  const buffered = { ...mode, cache: 'writeback' } as const;
  const punching = { ...mode, discard: 'unmap', detectZeroes: 'unmap' } as const;

  test('are none where all is as the modes say', () => {
    expect(doubts({})).toEqual([]);
    expect(doubts({ resident: 0.02 }, { mode: buffered, resident: 1 })).toEqual([]);
    expect(doubts({ mode: buffered, resident: 0.95 }, { mode: buffered, resident: 0.9 })).toEqual(
      [],
    );
    expect(doubts({ mode: punching, unallocated: 0.4 })).toEqual([]);
  });

  test('tell a direct disk that lies in memory, and buffered ones that do so unlike', () => {
    expect(doubts({}, { resident: 0.5 })).toEqual([
      { kind: 'page-cache', side: 'against', expected: 0, found: 0.5 },
    ]);
    expect(doubts({ mode: buffered, resident: 0.2 }, { mode: buffered, resident: 0.9 })).toEqual([
      { kind: 'page-cache', side: 'head', expected: 0.9, found: 0.2 },
    ]);
    expect(doubts({ resident: Number.NaN })).toHaveLength(1);
  });

  test('tell holes where nobody may punch any, and unlike ones where both may', () => {
    expect(doubts({ unallocated: 0.001 })).toEqual([
      { kind: 'allocation', side: 'head', expected: 0, found: 0.001 },
    ]);
    expect(doubts({ mode: punching, unallocated: 0.4 }, { mode: punching })).toEqual([
      { kind: 'allocation', side: 'head', expected: 0, found: 0.4 },
    ]);
  });
});
