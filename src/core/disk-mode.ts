import { type Cache, describeCache } from './cache-mode.ts';

export const imageFormats = ['raw', 'qcow2'] as const;
export type ImageFormat = (typeof imageFormats)[number];

export const aioEngines = ['threads', 'native', 'io_uring'] as const;
export type AioEngine = (typeof aioEngines)[number];

export const buses = ['virtio-blk', 'virtio-scsi', 'nvme'] as const;
export type Bus = (typeof buses)[number];

/**
 * How `qemu-img create -o preallocation=` reserves an image's space; metadata is for qcow2 alone.
 */
export const preallocations = ['off', 'metadata', 'falloc', 'full'] as const;
export type Preallocation = (typeof preallocations)[number];

export const discards = ['ignore', 'unmap'] as const;
export type Discard = (typeof discards)[number];

export const zeroDetections = ['off', 'on', 'unmap'] as const;
export type ZeroDetection = (typeof zeroDetections)[number];

/**
 * One fully resolved virtual-disk configuration, in QEMU's own words; sizes in bytes. A field that
 * is left out has QEMU's default, so that documents from before the field existed still mean what
 * they did.
 */
export interface DiskMode {
  readonly format: ImageFormat;
  readonly cache: Cache;
  readonly aio: AioEngine;
  readonly bus: Bus;
  readonly iothread: boolean;
  readonly size: number;
  /** Of a qcow2 image; default 64 KiB. */
  readonly clusterSize?: number | undefined;
  readonly preallocation?: Preallocation | undefined;
  /** Of a qcow2 image. */
  readonly lazyRefcounts?: boolean | undefined;
  /** Request queues of the device; by default QEMU makes one for each virtual CPU. */
  readonly numQueues?: number | undefined;
  readonly discard?: Discard | undefined;
  readonly detectZeroes?: ZeroDetection | undefined;
  /** Sector size that the guest sees; default 512. */
  readonly logicalBlockSize?: number | undefined;
  /** Size of a block of the drive, as the guest is told; default 512. */
  readonly physicalBlockSize?: number | undefined;
}

/** The fields of a mode that say how its image is made; all others say how it is used. */
export type ImageOptions = Pick<
  DiskMode,
  'format' | 'size' | 'clusterSize' | 'preallocation' | 'lazyRefcounts'
>;

/**
 * What QEMU does where a mode says nothing; `num-queues` is left to it, since it depends on the
 * machine.
 */
export const diskDefaults = {
  clusterSize: 65_536,
  preallocation: 'off',
  lazyRefcounts: false,
  discard: 'ignore',
  detectZeroes: 'off',
  logicalBlockSize: 512,
  physicalBlockSize: 512,
} as const satisfies Partial<DiskMode>;

/** A field of a disk mode under the name that it has in QEMU and in a configuration. */
export interface DiskField {
  readonly name: string;
  readonly value: string;
  /** Whether it says no more than leaving it out would. */
  readonly isDefault: boolean;
}

/** All fields but cache and size in a fixed order, which is that of the canonical key. */
function optionFields(mode: DiskMode): DiskField[] {
  const { clusterSize, preallocation, lazyRefcounts, numQueues, discard, detectZeroes } = mode;
  const { logicalBlockSize, physicalBlockSize } = mode;
  return [
    optional('num-queues', numQueues, 'one for each CPU'),
    optional('discard', discard, diskDefaults.discard),
    optional('detect-zeroes', detectZeroes, diskDefaults.detectZeroes),
    optional('logical_block_size', logicalBlockSize, diskDefaults.logicalBlockSize),
    optional('physical_block_size', physicalBlockSize, diskDefaults.physicalBlockSize),
    optional('cluster_size', clusterSize, diskDefaults.clusterSize),
    optional('preallocation', preallocation, diskDefaults.preallocation),
    optional('lazy_refcounts', lazyRefcounts, diskDefaults.lazyRefcounts),
  ];
}

/** Every field of a mode with its value as QEMU spells it, those at their default among them. */
export function diskFields(mode: DiskMode): DiskField[] {
  return [
    always('format', mode.format),
    always('cache', mode.cache),
    always('aio', mode.aio),
    always('bus', mode.bus),
    always('iothread', spelled(mode.iothread)),
    ...optionFields(mode),
    always('size', `${mode.size}`),
  ];
}

/**
 * The canonical key: equal for equal modes, whatever they were called; fields in a fixed order.
 * Those that came later only stand in it where they are not QEMU's default, so that keys, and
 * histories with them, outlive new fields.
 */
export function diskModeKey(mode: DiskMode): string {
  return diskFields(mode)
    .filter(({ isDefault }) => !isDefault)
    .map(({ name, value }) => (name === 'cache' ? describeCache(mode.cache) : `${name}=${value}`))
    .join(',');
}

function always(name: string, value: string): DiskField {
  return { name, value, isDefault: false };
}

function optional(name: string, given: Value | undefined, fallback: Value): DiskField {
  return {
    name,
    value: spelled(given ?? fallback),
    isDefault: given === undefined || given === fallback,
  };
}

type Value = string | number | boolean;

function spelled(value: Value): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}
