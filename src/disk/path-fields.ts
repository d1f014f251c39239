import {
  type FieldRules,
  inBlocks,
  inGuest,
  notOnNvme,
  onController,
  queues,
  topDriver,
} from './field.ts';
import { onlyQcow2 } from './image-fields.ts';
import { mostQueues, mostThreads } from './mode.ts';

/** QEMU wants more than 2. */
const queueSizes = { least: 4, most: mostQueues } as const;

/** The largest that a table of a qcow2 image is in its cache, and the bounds of that cache. */
const tableBytes = 65_536;
const cacheSizes = { kind: 'block size', least: 1024, most: 2 ** 29 } as const;

/** Their names in a mode. */
export type PathField =
  | 'queueSize'
  | 'iothreadVqMapping'
  | 'throttleNode'
  | 'rawNode'
  | 'l2CacheSize';

/** The fields of a disk mode that say what a request passes between the guest and the file. */
export const pathFields = {
  queueSize: {
    values: { kind: 'count', ...queueSizes },
    docs: {
      values: `a power of two from ${queueSizes.least} to ${queueSizes.most}`,
      default: '256 (128 up to QEMU 4.2)',
    },
    qemu: ({ queueSize, bus }) => ({ controller: { [queues[bus].size]: queueSize } }),
    // Without an elevator, which the guest's disks have none of, a guest sends so many at once.
    evidence: ({ queueSize, bus }) => [
      onController('queue-size of the device', queues[bus].size, queueSize),
      inGuest('requests that the guest queues', 'nr_requests', queueSize),
    ],
    refused: ({ queueSize: size, bus }) => {
      if (size === undefined) return undefined;
      if (bus === 'nvme') return notOnNvme(`queue-size=${size}`, 'the guest sizes its queues');
      if (Number.isInteger(Math.log2(size)) && size >= queueSizes.least) return undefined;
      return {
        problem: `queue-size=${size} is not a size that QEMU gives a queue`,
        remedy: `use a power of two from ${queueSizes.least} to ${queueSizes.most}`,
      };
    },
  },
  iothreadVqMapping: {
    values: { kind: 'count', least: 1, most: mostThreads },
    qemu: ({ iothreadVqMapping: count }, { thread }) => {
      if (count === undefined) return {};
      const ids = Array.from({ length: count }, (_, index) => thread(index));
      return {
        objects: ids.map(id => ({ 'qom-type': 'iothread', id })),
        controller: { 'iothread-vq-mapping': ids.map(iothread => ({ iothread })) },
      };
    },
    // Some versions of QEMU drop lists of devices that are hot-plugged, and say nothing.
    evidence: ({ iothreadVqMapping: count }) => [
      onController('iothreads of the queues', 'iothread-vq-mapping.length', count),
    ],
    refused: ({ iothreadVqMapping: count, iothread, numQueues, bus }) => {
      if (count === undefined) return undefined;
      const given = `iothread-vq-mapping=${count}`;
      if (bus === 'nvme') return notOnNvme(given, 'the device has no iothread');
      if (iothread) {
        return {
          problem: `${given} and iothread=on exclude each other`,
          remedy: 'leave one of them out',
        };
      }
      if (numQueues !== undefined && numQueues >= count) return undefined;
      return {
        problem: `${given} needs a queue for each thread, and num-queues is ${numQueues ?? 'not said'}`,
        remedy: `add num-queues=${count}, or more`,
      };
    },
  },
  throttleNode: {
    values: { kind: 'switch' },
    qemu: ({ throttleNode }, { throttle: id }) =>
      throttleNode === true
        ? {
            objects: [{ 'qom-type': 'throttle-group', id }],
            filter: { driver: 'throttle', 'throttle-group': id },
          }
        : {},
    evidence: ({ throttleNode }) => [
      inBlocks("driver of the device's node", topDriver, throttleNode ? 'throttle' : undefined),
    ],
  },
  rawNode: {
    values: { kind: 'switch' },
    // parts.ts leaves the node out.
    evidence: ({ rawNode }) => [
      inBlocks('driver in place of a raw node', 'drv', rawNode === false ? 'file' : undefined),
    ],
    refused: ({ rawNode, format }) =>
      rawNode === false && format !== 'raw'
        ? {
            problem: `raw-node=off is a matter of format=raw: ${format} needs its node`,
            remedy: 'use format=raw, or leave it out',
          }
        : undefined,
  },
  l2CacheSize: {
    values: cacheSizes,
    qemu: ({ l2CacheSize }) => ({ format: { 'l2-cache-size': l2CacheSize } }),
    refused: ({ l2CacheSize: size, format, clusterSize = tableBytes }) => {
      if (size === undefined) return undefined;
      if (format === 'raw') return onlyQcow2(`l2-cache-size=${size}`);
      const least = 2 * Math.min(clusterSize, tableBytes);
      if (size >= least && size <= cacheSizes.most) return undefined;
      return {
        problem: `l2-cache-size=${size} is not two tables of the image (${least}) to 512 MiB`,
        remedy: `use ${least} or more`,
      };
    },
  },
} satisfies Record<PathField, FieldRules>;
