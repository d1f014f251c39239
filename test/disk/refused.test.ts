import { expect, test } from 'vitest';
import { impossibilities } from '../../src/disk/fields.ts';
import type { DiskMode } from '../../src/disk/mode.ts';

const mode: DiskMode = {
  format: 'raw',
  cache: 'none',
  aio: 'threads',
  bus: 'virtio-blk',
  iothread: false,
  size: 4096,
};

test.each<[Partial<DiskMode>, RegExp, RegExp]>([
  [
    { cache: 'writethrough', aio: 'native' },
    /aio=native needs O_DIRECT, which cache=writethrough/,
    /cache=none/,
  ],
  [
    { cache: 'cache.direct=off,cache.no-flush=on,write-cache=off', aio: 'native' },
    /which cache.direct=off,cache.no-flush=on,write-cache=off does not use/,
    /aio=threads/,
  ],
  [{ bus: 'nvme', iothread: true }, /nvme: there the device has no iothread/, /virtio-blk/],
  [{ bus: 'nvme', numQueues: 2 }, /num-queues=2 can't be set on bus=nvme/, /virtio-scsi/],
  [{ bus: 'virtio-scsi', numQueues: 1022 }, /num-queues=1022/, /1 to 1021/],
  [{ numQueues: 0 }, /num-queues=0/, /1 to 1024/],
  [
    { clusterSize: 65_536 },
    /cluster_size=65536 is an option of qcow2 that format=raw/,
    /format=qcow2/,
  ],
  [{ lazyRefcounts: true }, /lazy_refcounts=on is an option of qcow2/, /leave it out/],
  [{ preallocation: 'metadata' }, /preallocation=metadata is an option of qcow2/, /qcow2/],
  [
    { format: 'qcow2', clusterSize: 100_000 },
    /cluster_size=100000 is not a cluster size/,
    /power of two/,
  ],
  [{ format: 'qcow2', clusterSize: 256 }, /cluster_size=256/, /from 512/],
  [{ format: 'qcow2', clusterSize: 2 ** 22 }, /cluster_size=4194304/, /2MiB/],
  [
    { detectZeroes: 'unmap' },
    /detect-zeroes=unmap is not allowed with discard=ignore/,
    /add discard=unmap/,
  ],
  [{ logicalBlockSize: 520 }, /logical_block_size=520/, /512, 1024, 2048 or 4096/],
  [
    { logicalBlockSize: 8192, physicalBlockSize: 8192 },
    /logical_block_size=8192.*Linux guest/,
    /4096/,
  ],
  [{ physicalBlockSize: 3000 }, /physical_block_size=3000/, /power of two/],
  [
    { logicalBlockSize: 4096 },
    /logical_block_size=4096 is more than physical_block_size=512/,
    /add physical/,
  ],
  [{ queueSize: 2 }, /queue-size=2 is not a size/, /power of two from 4 to 1024/],
  [{ queueSize: 100 }, /queue-size=100/, /power of two/],
  [{ bus: 'nvme', queueSize: 64 }, /queue-size=64 can't be set on bus=nvme/, /virtio-scsi/],
  [{ iothreadVqMapping: 2 }, /a queue for each thread, and num-queues is not said/, /num-queues=2/],
  [{ iothreadVqMapping: 4, numQueues: 3 }, /num-queues is 3/, /add num-queues=4/],
  [{ iothreadVqMapping: 2, numQueues: 2, iothread: true }, /exclude each other/, /one of them/],
  [{ bus: 'nvme', iothreadVqMapping: 2 }, /mapping=2 can't be set on bus=nvme/, /virtio-blk/],
  [{ format: 'qcow2', rawNode: false }, /raw-node=off is a matter of format=raw/, /format=raw/],
  [{ l2CacheSize: 2 ** 20 }, /l2-cache-size=1048576 is an option of qcow2/, /format=qcow2/],
  [{ format: 'qcow2', l2CacheSize: 65_536 }, /two tables of the image \(131072\)/, /131072/],
  [{ format: 'qcow2', clusterSize: 512, l2CacheSize: 512 }, /\(1024\)/, /use 1024 or more/],
  [{ extendedL2: true }, /extended_l2=on is an option of qcow2/, /format=qcow2/],
  [
    { format: 'qcow2', extendedL2: true, clusterSize: 4096 },
    /clusters of 16 KiB or more, and cluster_size=4096/,
    /cluster_size=16384/,
  ],
  [{ size: 4097 }, /size=4097 is not a whole number of blocks of 512 bytes/, /KiB/],
  [
    { size: 4096 + 512, logicalBlockSize: 4096, physicalBlockSize: 4096 },
    /size=4608 is not a whole number of blocks of 4096/,
    /KiB/,
  ],
])('%j is refused with the reason and the remedy', (changes, problem, remedy) => {
  const [found, ...others] = impossibilities({ ...mode, ...changes });
  expect(found?.problem).toMatch(problem);
  expect(found?.remedy).toMatch(remedy);
  expect(others).toEqual([]);
});

test('everything that is wrong with a mode is told at once', () => {
  expect(
    impossibilities({ ...mode, cache: 'unsafe', aio: 'native', bus: 'nvme', iothread: true }),
  ).toHaveLength(2);
});

test.each<Partial<DiskMode>>([
  { cache: 'directsync', aio: 'native' },
  { bus: 'virtio-scsi', iothread: true, numQueues: 1021 },
  { format: 'qcow2', clusterSize: 2 ** 21, preallocation: 'metadata', lazyRefcounts: true },
  { preallocation: 'falloc' },
  { discard: 'unmap', detectZeroes: 'unmap' },
  { logicalBlockSize: 4096, physicalBlockSize: 4096 },
  { physicalBlockSize: 2 ** 21 },
])('%j is possible', changes => {
  expect(impossibilities({ ...mode, ...changes })).toEqual([]);
});
