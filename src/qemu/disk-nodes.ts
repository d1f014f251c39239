import { cacheFlags, type DiskMode } from '../core/disk-mode.ts';

/** A disk to be plugged into a running machine. */
export interface DiskRequest {
  /** Names the disk in QEMU: a letter, then letters, digits, `-`, `.` or `_`; at most 20 characters. */
  readonly id: string;
  /** By which the guest finds it; virtio-blk cuts it after 20 bytes. */
  readonly serial: string;
  readonly image: string;
  readonly mode: DiskMode;
  /** Number of the root port. */
  readonly port: number;
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

/** QMP arguments of everything that makes up a disk, in the order in which it is made. */
export interface DiskParts {
  readonly nodes: readonly object[];
  readonly objects: readonly object[];
  readonly devices: readonly object[];
}

/** Names of the parts of the disk `id`; node names may have 31 characters. */
export function diskNames(id: string): DiskNames {
  return { file: `${id}-file`, format: `${id}-disk`, device: id, controller: `${id}-hba`, iothread: `${id}-io` };
}

/**
 * The parts of a disk. A node that is referred to by name inherits no cache flags, so both nodes say them; drivers are
 * named, so that nothing is probed; whatever could hide a write (discard, detect-zeroes) is off by name.
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

function blockNodes({ image, mode }: DiskRequest, names: DiskNames): object[] {
  const { direct, noFlush } = cacheFlags(mode.cache);
  const shared = {
    cache: { direct, 'no-flush': noFlush },
    'read-only': false,
    discard: 'ignore',
    'detect-zeroes': 'off',
  };
  return [
    { 'node-name': names.file, driver: 'file', filename: image, aio: mode.aio, locking: 'on', ...shared },
    { 'node-name': names.format, driver: mode.format, file: names.file, ...shared },
  ];
}

/** On an error the guest is told, never paused: a paused guest would look like a slow one. */
function devices({ id, serial, mode, port }: DiskRequest, names: DiskNames): object[] {
  const bus = `port${port}`;
  const writeCache = cacheFlags(mode.cache).writeCache ? 'on' : 'off';
  const disk = { id, drive: names.format, serial, 'write-cache': writeCache };
  const onError = { werror: 'report', rerror: 'report' };
  const iothread = mode.iothread ? { iothread: names.iothread } : {};
  switch (mode.bus) {
    case 'virtio-blk':
      // config-wce would let the guest change the cache mode under test.
      return [{ driver: 'virtio-blk-pci', bus, 'config-wce': false, ...disk, ...onError, ...iothread }];
    case 'virtio-scsi':
      return [
        { driver: 'virtio-scsi-pci', id: names.controller, bus, ...iothread },
        { driver: 'scsi-hd', bus: `${names.controller}.0`, ...disk, ...onError },
      ];
    case 'nvme':
      return [{ driver: 'nvme', bus, ...disk }];
    default:
      return mode.bus satisfies never;
  }
}
