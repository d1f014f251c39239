import { cacheFlags } from '../core/cache-mode.ts';
import { type DiskMode, diskDefaults } from '../core/disk-mode.ts';

/** A file that holds a disk's content, or none: QEMU's null-co, which has no storage. */
export type DiskImage = string | { readonly driver: 'null-co' };

/** A disk to be plugged into a running machine. */
export interface DiskRequest {
  /**
   * Names the disk in QEMU: a letter, then letters, digits, `-`, `.` or `_`; at most 20 characters.
   */
  readonly id: string;
  /** By which the guest finds it; virtio-blk cuts it after 20 bytes. */
  readonly serial: string;
  readonly image: DiskImage;
  readonly mode: DiskMode;
  /** Number of the root port. */
  readonly port: number;
  /** Bytes per second that are let through; undefined: as many as there are. */
  readonly throttle?: number | undefined;
}

/** Names of what belongs to one disk in QEMU. */
export interface DiskNames {
  readonly file: string;
  readonly format: string;
  readonly device: string;
  /** The controller that virtio-scsi needs between port and disk. */
  readonly controller: string;
  readonly iothread: string;
}

/** Arguments of one part of a disk, as QMP and the command line's JSON take them. */
export type DiskPart = Readonly<Record<string, unknown>>;

/** QMP arguments of everything that makes up a disk, in the order in which it is made. */
export interface DiskParts {
  readonly nodes: readonly DiskPart[];
  readonly objects: readonly DiskPart[];
  readonly devices: readonly DiskPart[];
}

/**
 * The mode of a disk without storage: it shows what CPU and virtio cost, so nothing else is in its
 * way.
 */
export function nullDiskMode(size: number): DiskMode {
  return {
    format: 'raw',
    cache: 'writeback',
    aio: 'threads',
    bus: 'virtio-blk',
    iothread: false,
    size,
  };
}

/** Names of the parts of the disk `id`; node names may have 31 characters. */
export function diskNames(id: string): DiskNames {
  return {
    file: `${id}-file`,
    format: `${id}-disk`,
    device: id,
    controller: `${id}-hba`,
    iothread: `${id}-io`,
  };
}

/**
 * The parts of a disk. A node that is referred to by name inherits no cache flags and no discard,
 * so both nodes say them; drivers are named, so that nothing is probed; what could hide a write
 * (discard, detect-zeroes) is always said.
 */
export function diskParts(request: DiskRequest): DiskParts {
  const { id, mode } = request;
  const names = diskNames(id);
  return {
    nodes: blockNodes(request, names),
    objects: mode.iothread ? [{ 'qom-type': 'iothread', id: names.iothread }] : [],
    devices: devices(request, names),
  };
}

/** Zeroes are looked for once, where the guest's writes come in. */
function blockNodes({ image, mode }: DiskRequest, names: DiskNames): DiskPart[] {
  const { direct, noFlush } = cacheFlags(mode.cache);
  const { discard = diskDefaults.discard, detectZeroes = diskDefaults.detectZeroes } = mode;
  const shared = { cache: { direct, 'no-flush': noFlush }, 'read-only': false, discard };
  return [
    { 'node-name': names.file, ...storage(image, mode), ...shared, 'detect-zeroes': 'off' },
    {
      'node-name': names.format,
      driver: mode.format,
      file: names.file,
      ...shared,
      'detect-zeroes': detectZeroes,
    },
  ];
}

/**
 * null-co by default leaves the buffers of reads as they are; filling them with zeroes would cost
 * memory bandwidth.
 */
function storage(image: DiskImage, { aio, size }: DiskMode): DiskPart {
  if (typeof image === 'string') return { driver: 'file', filename: image, aio, locking: 'on' };
  return { driver: image.driver, size, 'latency-ns': 0, 'read-zeroes': false };
}

/** On an error the guest is told, never paused: a paused guest would look like a slow one. */
function devices({ id, serial, mode, port }: DiskRequest, names: DiskNames): DiskPart[] {
  const bus = `port${port}`;
  const writeCache = cacheFlags(mode.cache).writeCache ? 'on' : 'off';
  const disk = { id, drive: names.format, serial, 'write-cache': writeCache, ...blockSizes(mode) };
  const onError = { werror: 'report', rerror: 'report' };
  const iothread = mode.iothread ? { iothread: names.iothread } : {};
  const { numQueues } = mode;
  switch (mode.bus) {
    case 'virtio-blk': {
      const queues = numQueues === undefined ? {} : { 'num-queues': numQueues };
      // config-wce would let the guest change the cache mode under test.
      return [
        {
          driver: 'virtio-blk-pci',
          bus,
          'config-wce': false,
          ...disk,
          ...onError,
          ...iothread,
          ...queues,
        },
      ];
    }
    case 'virtio-scsi': {
      const queues = numQueues === undefined ? {} : { num_queues: numQueues };
      return [
        { driver: 'virtio-scsi-pci', id: names.controller, bus, ...iothread, ...queues },
        { driver: 'scsi-hd', bus: `${names.controller}.0`, ...disk, ...onError },
      ];
    }
    case 'nvme':
      // It has no iothread, which the configuration refuses and QEMU, asked for its properties,
      // would too.
      return [{ driver: 'nvme', bus, ...disk, ...iothread }];
    default:
      return mode.bus satisfies never;
  }
}

function blockSizes({ logicalBlockSize, physicalBlockSize }: DiskMode): DiskPart {
  return {
    ...(logicalBlockSize !== undefined && { logical_block_size: logicalBlockSize }),
    ...(physicalBlockSize !== undefined && { physical_block_size: physicalBlockSize }),
  };
}
