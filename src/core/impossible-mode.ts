import { cacheFlags, describeCache } from './cache-mode.ts';
import { type Bus, type DiskMode, diskDefaults } from './disk-mode.ts';

/** Why a mode can't be, and what to write instead; sentences without a full stop. */
export interface Impossibility {
  readonly problem: string;
  readonly remedy: string;
}

/**
 * Everything that refuses a mode which QEMU or a Linux guest would refuse or silently change; empty
 * where it is possible. What depends on the build of QEMU or on the host is asked of them
 * (qemu/features.ts).
 */
export function impossibilities(mode: DiskMode): readonly Impossibility[] {
  return [
    nativeWithoutDirect,
    unknownToBus,
    onlyQcow2,
    clusterSize,
    zeroes,
    blockSizes,
    wholeBlocks,
  ].flatMap(rule => rule(mode) ?? []);
}

type Rule = (mode: DiskMode) => Impossibility | undefined;

const nativeWithoutDirect: Rule = ({ aio, cache }) => {
  if (aio !== 'native' || cacheFlags(cache).direct) return undefined;
  return {
    problem: `aio=native needs O_DIRECT, which ${describeCache(cache)} does not use, so QEMU would refuse to open the image`,
    remedy:
      'use cache=none or cache=directsync with aio=native, or aio=threads or io_uring with this cache mode',
  };
};

/**
 * A device has VIRTIO_QUEUE_MAX (1024) queues at most; virtio-scsi keeps three of them for itself
 * and its events.
 */
const mostQueues = { 'virtio-blk': 1024, 'virtio-scsi': 1021, nvme: 0 } as const satisfies Record<
  Bus,
  number
>;

const unknownToBus: Rule = ({ bus, iothread, numQueues }) => {
  if (bus === 'nvme' && iothread) {
    return {
      problem: "iothread=on has no effect on bus=nvme: QEMU's nvme device has no iothread property",
      remedy: 'use bus=virtio-blk or bus=virtio-scsi, or leave iothread out',
    };
  }
  if (numQueues === undefined) return undefined;
  if (bus === 'nvme') {
    return {
      problem: `num-queues=${numQueues} can't be set on bus=nvme: there the guest asks for as many queues as it has CPUs`,
      remedy: 'use bus=virtio-blk or bus=virtio-scsi, or leave num-queues out',
    };
  }
  if (numQueues >= 1 && numQueues <= mostQueues[bus]) return undefined;
  return {
    problem: `num-queues=${numQueues} is more than a device on bus=${bus} can have, or none`,
    remedy: `use 1 to ${mostQueues[bus]}`,
  };
};

const onlyQcow2: Rule = ({ format, clusterSize: cluster, preallocation, lazyRefcounts }) => {
  if (format === 'qcow2') return undefined;
  const given = [
    cluster === undefined ? undefined : `cluster_size=${cluster}`,
    lazyRefcounts === true ? 'lazy_refcounts=on' : undefined,
    preallocation === 'metadata' ? 'preallocation=metadata' : undefined,
  ].find(word => word !== undefined);
  if (given === undefined) return undefined;
  return {
    problem: `${given} is an option of qcow2, which format=${format} does not know`,
    remedy: 'use format=qcow2, or leave it out',
  };
};

const mebibyte = 2 ** 20;

/** Limits of qcow2 (docs/interop/qcow2.txt: cluster_bits at least 9; QEMU opens up to 21). */
const clusterSize: Rule = ({ clusterSize: cluster }) => {
  if (cluster === undefined || isPowerOfTwo(cluster, { least: 512, most: 2 * mebibyte }))
    return undefined;
  return {
    problem: `cluster_size=${cluster} is no cluster size of qcow2`,
    remedy: 'use a power of two from 512 to 2097152 (2MiB)',
  };
};

const zeroes: Rule = ({ detectZeroes, discard }) => {
  if (detectZeroes !== 'unmap' || discard === 'unmap') return undefined;
  return {
    problem: `detect-zeroes=unmap is not allowed with discard=${discard ?? diskDefaults.discard}: QEMU would refuse the disk`,
    remedy: 'add discard=unmap, or use detect-zeroes=on',
  };
};

const logicalLimits = { least: 512, most: 4096 } as const;

/**
 * QEMU takes powers of two from 512 to 2 MiB, the logical one no larger than the physical one; a
 * Linux guest reads no logical blocks larger than its pages (4 KiB on x86-64).
 */
const blockSizes: Rule = mode => {
  const { logicalBlockSize: logical = diskDefaults.logicalBlockSize } = mode;
  const { physicalBlockSize: physical = diskDefaults.physicalBlockSize } = mode;
  if (!isPowerOfTwo(logical, logicalLimits)) {
    return {
      problem: `logical_block_size=${logical} is no block size that QEMU and a Linux guest both know`,
      remedy: 'use 512, 1024, 2048 or 4096',
    };
  }
  if (!isPowerOfTwo(physical, { least: 512, most: 2 * mebibyte })) {
    return {
      problem: `physical_block_size=${physical} is no block size that QEMU knows`,
      remedy: 'use a power of two from 512 to 2097152 (2MiB)',
    };
  }
  if (logical <= physical) return undefined;
  return {
    problem: `logical_block_size=${logical} is more than physical_block_size=${physical}: QEMU would refuse the disk`,
    remedy: `add physical_block_size=${logical}`,
  };
};

/** The rest of a block would be out of the guest's reach, and can't be read with O_DIRECT. */
const wholeBlocks: Rule = ({ size, logicalBlockSize = diskDefaults.logicalBlockSize }) => {
  if (size % logicalBlockSize === 0 || !isPowerOfTwo(logicalBlockSize, logicalLimits))
    return undefined;
  return {
    problem: `size=${size} is no whole number of blocks of ${logicalBlockSize} bytes`,
    remedy: 'use a size in KiB, MiB or GiB',
  };
};

function isPowerOfTwo(
  value: number,
  { least, most }: { readonly least: number; readonly most: number },
): boolean {
  return value >= least && value <= most && Number.isInteger(Math.log2(value));
}
