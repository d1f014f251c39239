import {
  type FieldRules,
  type Impossibility,
  inBlocks,
  inGuest,
  isAllowed,
  onDevice,
  sector,
  spelled,
} from './field.ts';
import { type ImageFormat, imageFormats, preallocations } from './mode.ts';

/** A Linux guest reads no logical blocks larger than its pages (4 KiB on x86-64). */
const logicalSizes = { kind: 'block size', least: sector, most: 4096 } as const;
const physicalSizes = { kind: 'block size', least: sector, most: 2 * 2 ** 20 } as const;

/** Limits of qcow2 (docs/interop/qcow2.txt: cluster_bits at least 9; QEMU opens up to 21). */
const clusterSizes = { kind: 'block size', least: 512, most: 2 * 2 ** 20 } as const;

const leastExtended = 16_384;

/**
 * What no definition of a guest says: how the image is made, which is the gate's, and whether there
 * is a raw node, which is up to the version of libvirt; arguments of QEMU say that themselves.
 */
export const gatesOwn: readonly string[] = [
  'size',
  'cluster_size',
  'preallocation',
  'lazy_refcounts',
  'extended_l2',
  'raw-node',
];

/** Their names in a mode. */
export type ImageField =
  | 'format'
  | 'logicalBlockSize'
  | 'physicalBlockSize'
  | 'clusterSize'
  | 'preallocation'
  | 'lazyRefcounts'
  | 'extendedL2'
  | 'size';

/** The fields of a disk mode that say how its image is made, and in which blocks it is seen. */
export const imageFields = {
  format: {
    values: { kind: 'words', words: imageFormats },
    qemu: ({ format }) => ({ format: { driver: format } }),
    evidence: ({ format, rawNode }) => [
      inBlocks('format in QEMU', 'drv', rawNode === false ? undefined : format),
    ],
  },
  logicalBlockSize: {
    values: logicalSizes,
    qemu: ({ logicalBlockSize: size }) => ({ device: { logical_block_size: size } }),
    evidence: ({ logicalBlockSize: size }) => [
      onDevice('logical_block_size of the device', 'logical_block_size', size),
      inGuest('logical block size that the guest sees', 'logical_block_size', size),
    ],
    refused: ({ logicalBlockSize: logical = sector, physicalBlockSize: physical = sector }) => {
      if (!isAllowed(logical, logicalSizes)) {
        return {
          problem: `logical_block_size=${logical} is not a block size that both QEMU and a Linux guest support`,
          remedy: 'use 512, 1024, 2048 or 4096',
        };
      }
      if (logical <= physical) return undefined;
      return {
        problem: `logical_block_size=${logical} is more than physical_block_size=${physical}: QEMU would refuse the disk`,
        remedy: `add physical_block_size=${logical}`,
      };
    },
  },
  physicalBlockSize: {
    values: physicalSizes,
    qemu: ({ physicalBlockSize: size }) => ({ device: { physical_block_size: size } }),
    // QEMU's nvme device does not pass it on.
    evidence: ({ physicalBlockSize: size, bus }) => [
      onDevice('physical_block_size of the device', 'physical_block_size', size),
      inGuest(
        'physical block size that the guest sees',
        'physical_block_size',
        bus === 'nvme' ? undefined : size,
      ),
    ],
    refused: ({ physicalBlockSize: size = sector }) =>
      isAllowed(size, physicalSizes)
        ? undefined
        : {
            problem: `physical_block_size=${size} is not a block size that QEMU supports`,
            remedy: 'use a power of two from 512 to 2097152 (2MiB)',
          },
  },
  clusterSize: {
    values: clusterSizes,
    qemu: ({ clusterSize }) => ({ image: { cluster_size: clusterSize } }),
    evidence: ({ clusterSize, format }) => [
      inBlocks('cluster_size of the image', 'image.cluster-size', ofQcow2(format, clusterSize)),
    ],
    refused: ({ format, clusterSize }) => {
      if (clusterSize === undefined) return undefined;
      if (format === 'raw') return onlyQcow2(`cluster_size=${clusterSize}`);
      if (isAllowed(clusterSize, clusterSizes)) return undefined;
      return {
        problem: `cluster_size=${clusterSize} is not a cluster size of qcow2`,
        remedy: 'use a power of two from 512 to 2097152 (2MiB)',
      };
    },
  },
  preallocation: {
    values: { kind: 'words', words: preallocations },
    qemu: ({ preallocation }) => ({ image: { preallocation } }),
    refused: ({ format, preallocation: given }) =>
      format === 'raw' && given === 'metadata' ? onlyQcow2('preallocation=metadata') : undefined,
  },
  lazyRefcounts: {
    values: { kind: 'switch' },
    qemu: ({ lazyRefcounts: lazy }) => ({
      image: { lazy_refcounts: lazy === undefined ? undefined : spelled(lazy) },
    }),
    evidence: ({ lazyRefcounts, format }) => [
      inBlocks(
        'lazy_refcounts of the image',
        'image.format-specific.data.lazy-refcounts',
        ofQcow2(format, lazyRefcounts),
      ),
    ],
    refused: ({ format, lazyRefcounts: given }) =>
      format === 'raw' && given === true ? onlyQcow2('lazy_refcounts=on') : undefined,
  },
  extendedL2: {
    values: { kind: 'switch' },
    qemu: ({ extendedL2: extended }) => ({
      image: { extended_l2: extended === undefined ? undefined : spelled(extended) },
    }),
    // Images of older documents were made without, and nobody asked.
    evidence: ({ extendedL2 }) => [
      inBlocks(
        'extended_l2 of the image',
        'image.format-specific.data.extended-l2',
        extendedL2 === true ? true : undefined,
      ),
    ],
    refused: ({ format, extendedL2, clusterSize = 65_536 }) => {
      if (extendedL2 !== true) return undefined;
      if (format === 'raw') return onlyQcow2('extended_l2=on');
      if (clusterSize >= leastExtended) return undefined;
      return {
        problem: `extended_l2=on needs clusters of 16 KiB or more, and cluster_size=${clusterSize}`,
        remedy: `use cluster_size=${leastExtended} or more, or leave extended_l2 out`,
      };
    },
  },
  size: {
    values: { kind: 'size' },
    // The rest of a block would be out of the guest's reach, and can't be read with O_DIRECT.
    refused: ({ size, logicalBlockSize: block = sector }) =>
      size % block === 0 || !isAllowed(block, logicalSizes)
        ? undefined
        : {
            problem: `size=${size} is not a whole number of blocks of ${block} bytes`,
            remedy: 'use a size in KiB, MiB or GiB',
          },
  },
} satisfies Record<ImageField, FieldRules>;

function ofQcow2<T>(format: ImageFormat, value: T): T | undefined {
  return format === 'qcow2' ? value : undefined;
}

/** Why a disk without a qcow2 image is refused what only that has. */
export function onlyQcow2(given: string): Impossibility {
  return {
    problem: `${given} is an option of qcow2 that format=raw does not have`,
    remedy: 'use format=qcow2, or leave it out',
  };
}
