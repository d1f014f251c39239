import { z } from 'zod';
import { caches } from './cache.ts';

/** Drivers of the format node. */
export const imageFormats = ['raw', 'qcow2'] as const;
export type ImageFormat = (typeof imageFormats)[number];

/** How QEMU reads and writes an image. */
export const aioEngines = ['threads', 'native', 'io_uring'] as const;
export type AioEngine = (typeof aioEngines)[number];

/** By which device the guest sees a disk. */
export const buses = ['virtio-blk', 'virtio-scsi', 'nvme'] as const;

/**
 * How `qemu-img create -o preallocation=` reserves an image's space; metadata is for qcow2 alone.
 */
export const preallocations = ['off', 'metadata', 'falloc', 'full'] as const;

/** Whether a guest's discards reach the image. */
export const discards = ['ignore', 'unmap'] as const;
/** What becomes of zeroes that a guest writes. */
export const zeroDetections = ['off', 'on', 'unmap'] as const;

/** VIRTIO_QUEUE_MAX, and VIRTQUEUE_MAX_SIZE. */
export const mostQueues = 1024;

/** Iothreads that one disk's queues are spread over at most. */
export const mostThreads = 64;

/**
 * One fully resolved virtual-disk configuration, in QEMU's own words, as plans and run documents
 * hold it; sizes in bytes. An optional field that is left out has QEMU's default. What each field
 * means and does stands in fields.ts.
 */
export const diskModeSchema = z.strictObject({
  format: z.enum(imageFormats),
  cache: z.enum(caches),
  aio: z.enum(aioEngines),
  bus: z.enum(buses),
  iothread: z.boolean(),
  size: z.int().positive(),
  clusterSize: z.int().positive().optional(),
  preallocation: z.enum(preallocations).optional(),
  lazyRefcounts: z.boolean().optional(),
  numQueues: z.int().positive().max(mostQueues).optional(),
  discard: z.enum(discards).optional(),
  detectZeroes: z.enum(zeroDetections).optional(),
  logicalBlockSize: z.int().positive().optional(),
  physicalBlockSize: z.int().positive().optional(),
  queueSize: z.int().positive().max(mostQueues).optional(),
  iothreadVqMapping: z.int().positive().max(mostThreads).optional(),
  throttleNode: z.boolean().optional(),
  rawNode: z.boolean().optional(),
  l2CacheSize: z.int().positive().optional(),
  extendedL2: z.boolean().optional(),
});

/** A mode as `diskModeSchema` reads it. */
export type DiskMode = Readonly<z.infer<typeof diskModeSchema>>;
