import { cacheFlags } from './cache.ts';
import { type Impossibility, sector } from './field.ts';
import { fields, withDefaults } from './fields.ts';
import type { DiskMode } from './mode.ts';

/** Beside what shapes an image: what both disks on one file must have alike. */
const usedAlike: ReadonlySet<keyof DiskMode> = new Set([
  'physicalBlockSize',
  'cache',
  'discard',
  'detectZeroes',
]);

/**
 * Where the two disks of a pair in one QEMU keep their data. `one file` takes the place of a file
 * on its drive, worth up to 20 % in writes, out of the difference, where nothing else is changed
 * by it: qcow2 can't be opened twice, page cache and O_DIRECT on one file invalidate each other,
 * a flush by one disk writes out what the other left, and a hole is one for both.
 */
export function placeOf(head: DiskMode, against: DiskMode): 'one file' | 'new images' {
  const [one, other] = [withDefaults(head), withDefaults(against)];
  const alike = fields
    .filter(({ field, shapesImage }) => shapesImage === true || usedAlike.has(field))
    .every(({ field }) => one[field] === other[field]);
  return alike && one.format === 'raw' ? 'one file' : 'new images';
}

/** Why two disks can't be asked the same requests; undefined where they can. */
export function pairImpossibility(head: DiskMode, against: DiskMode): Impossibility | undefined {
  const [one, other] = [blockOf(head), blockOf(against)];
  if (one === other) return undefined;
  return {
    problem: `the two disks of a pair have sectors of ${one} and ${other} bytes (logical_block_size), so that no request is the same on both`,
    remedy: `give both the same logical_block_size`,
  };
}

/** What of both disks can be used alike, in bytes: so many from the start, in such blocks. */
export function pairGeometry(head: DiskMode, against: DiskMode) {
  return {
    bytes: Math.min(head.size, against.size),
    block: Math.max(blockOf(head), blockOf(against)),
  } as const;
}

function blockOf({ logicalBlockSize = sector }: DiskMode): number {
  return logicalBlockSize;
}

/** What the host had of an image at one moment; shares of 0 to 1. */
export interface ImageState {
  readonly mode: DiskMode;
  /** In the host's page cache. */
  readonly resident: number;
  /** Holes, and extents that were never written. */
  readonly unallocated: number;
}

/** Something of an image that is not as the modes of its pair imply; shares of 0 to 1. */
export interface ImageDoubt {
  readonly kind: 'page-cache' | 'allocation';
  readonly side: 'head' | 'against';
  /** The most that there may be or, where the modes are alike, what the other side has. */
  readonly expected: number;
  readonly found: number;
}

/**
 * Most of an image that may be in the page cache below O_DIRECT: qemu-img reads a qcow2 image's
 * tables through it, which with the smallest clusters are 2 % of the image.
 */
const mostResidentDirect = 0.05;
/** Most by which the sides of alike modes may differ. */
const mostUnlike = 0.1;

/**
 * Whether page cache and allocation of a pair's images are as their modes imply, to be asked
 * before and after the slices: one side that is served from memory, or writes into holes, is
 * another disk than its mode says.
 */
export function imageDoubts(head: ImageState, against: ImageState): readonly ImageDoubt[] {
  const doubts: ImageDoubt[] = [];
  const judge = (doubt: ImageDoubt, bound: number): void => {
    if (!(doubt.found <= bound)) doubts.push(doubt);
  };
  for (const [side, { mode, resident, unallocated }] of [
    ['head', head],
    ['against', against],
  ] as const) {
    if (isDirect(mode))
      judge({ kind: 'page-cache', side, expected: 0, found: resident }, mostResidentDirect);
    if (!punches(mode)) judge({ kind: 'allocation', side, expected: 0, found: unallocated }, 0);
  }
  if (!isDirect(head.mode) && head.mode.cache === against.mode.cache)
    doubts.push(...unlike('page-cache', head.resident, against.resident));
  if (punches(head.mode) && alikePunching(head.mode, against.mode))
    doubts.push(...unlike('allocation', head.unallocated, against.unallocated));
  return doubts;
}

function unlike(kind: ImageDoubt['kind'], found: number, expected: number): ImageDoubt[] {
  return Math.abs(found - expected) <= mostUnlike ? [] : [{ kind, side: 'head', expected, found }];
}

function isDirect({ cache }: DiskMode): boolean {
  return cacheFlags(cache).direct;
}

function punches({ discard, detectZeroes = 'off' }: DiskMode): boolean {
  return discard === 'unmap' || detectZeroes !== 'off';
}

function alikePunching(one: DiskMode, other: DiskMode): boolean {
  const [a, b] = [withDefaults(one), withDefaults(other)];
  return a.discard === b.discard && a.detectZeroes === b.detectZeroes;
}
