import { cacheFlags, cacheModes, cacheOf } from '../core/cache-mode.ts';
import {
  aioEngines,
  buses,
  type DiskMode,
  discards,
  diskDefaults,
  imageFormats,
  preallocations,
  zeroDetections,
} from '../core/disk-mode.ts';
import { impossibilities } from '../core/impossible-mode.ts';
import { accept, type Outcome, type Rejection } from '../core/rejection.ts';
import { parseBlockSize, parseCount, parseSize, parseWord } from './quantity.ts';

/** Keys of a disk mode, in the order in which they are documented. */
export const modeKeys = [
  'format',
  'cache',
  'cache.direct',
  'cache.no-flush',
  'write-cache',
  'aio',
  'bus',
  'iothread',
  'num-queues',
  'discard',
  'detect-zeroes',
  'logical_block_size',
  'physical_block_size',
  'cluster_size',
  'preallocation',
  'lazy_refcounts',
  'size',
] as const;
type ModeKey = (typeof modeKeys)[number];

/** What a disk's fields say, still texts; `defaultSize` in bytes. */
export interface ModeRequest {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly defaultSize: number;
  /**
   * Whether the fields are all that was meant: without a misspelt one the others may be impossible
   * together.
   */
  readonly isWhole: boolean;
}

/**
 * Resolves a disk mode: flags override what `cache` sets, and what no disk can be is rejected with
 * its reason.
 */
export function parseDiskMode({
  path,
  fields,
  defaultSize,
  isWhole,
}: ModeRequest): Outcome<DiskMode> {
  const rejections: Rejection[] = [];
  const take: Take = (key, parse) => {
    const text = fields[key];
    if (text === undefined) return undefined;
    const outcome = parse(`${path}.${key}`, text);
    if (outcome.ok) return outcome.value;
    rejections.push(...outcome.rejections);
    return undefined;
  };
  const mode = modeFrom(take, defaultSize);
  if (rejections.length === 0 && isWhole) {
    rejections.push(...impossibilities(mode).map(impossibility => ({ path, ...impossibility })));
  }
  return rejections.length > 0 ? { ok: false, rejections } : accept(mode);
}

/** The value of a key; undefined where it is not given or wrong, which is noted. */
type Take = <T>(key: ModeKey, parse: (path: string, text: string) => Outcome<T>) => T | undefined;

function modeFrom(take: Take, defaultSize: number): DiskMode {
  return {
    format: take('format', oneOf(imageFormats)) ?? 'raw',
    cache: cacheFrom(take),
    aio: take('aio', oneOf(aioEngines)) ?? 'threads',
    bus: take('bus', oneOf(buses)) ?? 'virtio-blk',
    iothread: take('iothread', onOrOff) ?? false,
    size: take('size', parseSize) ?? defaultSize,
    ...laterFields(take),
  };
}

/**
 * Fields that stand in a document only where they are given: so those of before still mean the
 * same.
 */
function laterFields(take: Take): Partial<DiskMode> {
  const queues = (path: string, text: string): Outcome<number> =>
    parseCount(path, text, { least: 1, most: 1024 });
  const given: Partial<DiskMode> = {
    numQueues: take('num-queues', queues),
    discard: unlessDefault('discard', take('discard', oneOf(discards))),
    detectZeroes: unlessDefault('detectZeroes', take('detect-zeroes', oneOf(zeroDetections))),
    logicalBlockSize: unlessDefault('logicalBlockSize', take('logical_block_size', parseBlockSize)),
    physicalBlockSize: unlessDefault(
      'physicalBlockSize',
      take('physical_block_size', parseBlockSize),
    ),
    // Also where it says the default: raw has none, and is refused.
    clusterSize: take('cluster_size', parseBlockSize),
    preallocation: unlessDefault('preallocation', take('preallocation', oneOf(preallocations))),
    lazyRefcounts: unlessDefault('lazyRefcounts', take('lazy_refcounts', onOrOff)),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function unlessDefault<T>(field: keyof typeof diskDefaults, value: T | undefined): T | undefined {
  return (value as unknown) === diskDefaults[field] ? undefined : value;
}

function cacheFrom(take: Take): DiskMode['cache'] {
  const named = take('cache', oneOf(cacheModes)) ?? 'default';
  const set = cacheFlags(named === 'default' ? 'writeback' : named);
  return cacheOf({
    direct: take('cache.direct', onOrOff) ?? set.direct,
    noFlush: take('cache.no-flush', onOrOff) ?? set.noFlush,
    writeCache: take('write-cache', onOrOff) ?? set.writeCache,
  });
}

function oneOf<const W extends string>(words: readonly W[]) {
  return (path: string, text: string): Outcome<W> => parseWord(path, text, words);
}

function onOrOff(path: string, text: string): Outcome<boolean> {
  const word = parseWord(path, text, ['on', 'off']);
  return word.ok ? accept(word.value === 'on') : word;
}
