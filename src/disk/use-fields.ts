import { cacheFlags, describeCache } from './cache.ts';
import {
  type FieldRules,
  inBlocks,
  inDescriptors,
  inGuest,
  inNodes,
  inStderr,
  notOnNvme,
  onController,
  onDevice,
  queues,
  spelled,
} from './field.ts';
import type { ImageField } from './image-fields.ts';
import { aioEngines, buses, type DiskMode, discards, mostQueues, zeroDetections } from './mode.ts';
import type { PathField } from './path-fields.ts';

/** On an error the guest is told, never paused: a paused guest would look like a slow one. */
const errorPolicy = { werror: 'report', rerror: 'report' };

/** The devices of each bus; config-wce would let the guest change the cache mode under test. */
const devices = {
  'virtio-blk': { device: { driver: 'virtio-blk-pci', 'config-wce': false, ...errorPolicy } },
  'virtio-scsi': {
    controller: { driver: 'virtio-scsi-pci' },
    device: { driver: 'scsi-hd', ...errorPolicy },
  },
  nvme: { device: { driver: 'nvme' } },
} as const;

type UseField = Exclude<keyof DiskMode, ImageField | PathField>;

/** The fields of a disk mode that say how its image is used, and by which device. */
export const useFields = {
  cache: {
    values: { kind: 'cache' },
    qemu: ({ cache }) => {
      const { direct, noFlush, writeCache } = cacheFlags(cache);
      return {
        nodes: { cache: { direct, 'no-flush': noFlush } },
        device: { 'write-cache': spelled(writeCache) },
      };
    },
    evidence: ({ cache, bus }) => {
      const { direct, noFlush, writeCache } = cacheFlags(cache);
      const seen = writeCache ? 'write back' : 'write through';
      return [
        inBlocks('cache.writeback in QEMU', 'cache.writeback', writeCache),
        inBlocks('cache.direct in QEMU', 'cache.direct', direct),
        inBlocks('cache.no-flush in QEMU', 'cache.no-flush', noFlush),
        inNodes("cache.direct of the image's node", 'cache.direct', direct),
        inNodes("cache.no-flush of the image's node", 'cache.no-flush', noFlush),
        onDevice('write-cache of the device', 'write-cache', spelled(writeCache)),
        // QEMU's nvme announces a volatile cache whatever `write-cache` says [seen with 7.2], so
        // that a guest flushes what is already written through.
        inGuest(
          'write cache that the guest sees',
          'write_cache',
          bus === 'nvme' && !writeCache ? undefined : seen,
        ),
        inDescriptors('O_DIRECT on the image in the host', 'direct', direct),
      ];
    },
  },
  aio: {
    values: { kind: 'words', words: aioEngines },
    qemu: ({ aio }) => ({ file: { aio } }),
    // Some versions of QEMU only warn that an engine is not to be had, and use threads.
    evidence: ({ aio }) => [
      inStderr(
        `QEMU's warnings about aio=${aio}`,
        'fallback',
        aio === 'threads' ? undefined : 'none',
      ),
    ],
    refused: ({ aio, cache }) =>
      aio === 'native' && !cacheFlags(cache).direct
        ? {
            problem: `aio=native needs O_DIRECT, which ${describeCache(cache)} does not use, so QEMU would refuse to open the image`,
            remedy:
              'use cache=none or cache=directsync with aio=native, or aio=threads or io_uring with this cache mode',
          }
        : undefined,
  },
  bus: {
    values: { kind: 'words', words: buses },
    qemu: ({ bus }) => devices[bus],
  },
  iothread: {
    values: { kind: 'switch' },
    qemu: ({ iothread }, names) =>
      iothread
        ? {
            objects: [{ 'qom-type': 'iothread', id: names.iothread }],
            controller: { iothread: names.iothread },
          }
        : {},
    // Devices without such a link (nvme) say nothing.
    evidence: ({ iothread }, names) => [
      {
        ...onController(
          'iothread in QEMU',
          'iothread',
          iothread ? `/objects/${names.iothread}` : 'none',
        ),
        absent: 'none',
      },
    ],
    refused: ({ bus, iothread }) =>
      bus === 'nvme' && iothread
        ? notOnNvme('iothread=on', 'the device has no iothread')
        : undefined,
  },
  numQueues: {
    values: { kind: 'count', least: 1, most: mostQueues },
    docs: {
      values: `1 to ${mostQueues} (\`virtio-scsi\` ${queues['virtio-scsi'].most})`,
      default: 'one for each CPU',
    },
    qemu: ({ numQueues, bus }) => ({ controller: { [queues[bus].name]: numQueues } }),
    evidence: ({ numQueues, bus }) => [
      onController('num-queues of the device', queues[bus].name, numQueues),
    ],
    refused: ({ numQueues: count, bus }) => {
      if (count === undefined || (count >= 1 && count <= queues[bus].most)) return undefined;
      if (bus !== 'nvme') {
        return {
          problem: `num-queues=${count} is outside what a device on bus=${bus} can have`,
          remedy: `use 1 to ${queues[bus].most}`,
        };
      }
      return notOnNvme(`num-queues=${count}`, 'the guest asks for as many queues as it has CPUs');
    },
  },
  discard: {
    values: { kind: 'words', words: discards },
    qemu: ({ discard = 'ignore' }) => ({ nodes: { discard } }),
  },
  detectZeroes: {
    values: { kind: 'words', words: zeroDetections },
    // They are looked for once, where the guest's writes come in.
    qemu: ({ detectZeroes = 'off' }) => ({ format: { 'detect-zeroes': detectZeroes } }),
    evidence: ({ detectZeroes }) => [
      inBlocks('detect-zeroes in QEMU', 'detect_zeroes', detectZeroes),
    ],
    refused: ({ detectZeroes, discard = 'ignore' }) =>
      detectZeroes === 'unmap' && discard !== 'unmap'
        ? {
            problem: `detect-zeroes=unmap is not allowed with discard=${discard}: QEMU would refuse the disk`,
            remedy: 'add discard=unmap, or use detect-zeroes=on',
          }
        : undefined,
  },
} satisfies Record<UseField, FieldRules>;
