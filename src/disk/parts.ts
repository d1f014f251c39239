import { type Additions, type DiskNames, type DiskPart, diskNames, nodeNames } from './field.ts';
import { defaultDiskMode, fields } from './fields.ts';
import type { DiskMode, ImageFormat } from './mode.ts';

/** A file that holds a disk's content, or none: QEMU's null-co, which has no storage. */
type DiskImage = string | { readonly driver: 'null-co' };

/** A read-only image below another one. */
export interface BackingLayer {
  readonly path: string;
  readonly format: ImageFormat;
}

/** A disk of a running machine. */
export interface Disk {
  /**
   * Names the disk in QEMU, and in the guest as its serial: a letter, then letters, digits, `-`,
   * `.` or `_`; at most 20 characters, after which virtio-blk cuts it.
   */
  readonly id: string;
  readonly image: DiskImage;
  readonly mode: DiskMode;
  /** Number of the root port that it is plugged into. */
  readonly port: number;
  /**
   * Another disk of the same QEMU uses the same raw file, and says so too. QEMU keeps locking it:
   * a disk, or a QEMU, that does not share is refused.
   */
  readonly shared?: boolean | undefined;
  /**
   * So many raw nodes between file and format, which pass everything on: a known loss of QEMU's
   * own, to try the instrument on.
   */
  readonly layers?: number | undefined;
  /** The image is a block device, of which the disk is the part that begins at this byte. */
  readonly begin?: number | undefined;
  /** Of an own image: what it rests on, from the top down. Absent where the gate made the image. */
  readonly backing?: readonly BackingLayer[] | undefined;
}

/** QMP arguments of everything that makes up a disk, in the order in which it is made. */
export interface DiskParts {
  readonly objects: readonly DiskPart[];
  readonly nodes: readonly DiskPart[];
  readonly devices: readonly DiskPart[];
}

/**
 * The parts of a disk. A node that is referred to by name inherits no cache flags and no discard,
 * so both nodes say them; drivers are named, so that nothing is probed; what could hide a write
 * (discard, detect-zeroes) is always said.
 */
export function diskParts(disk: Disk): DiskParts {
  const { id, image, mode } = disk;
  const names = diskNames(id);
  const added = additionsOf(mode, names);
  const shared = { ...added.nodes, 'read-only': false, 'detect-zeroes': 'off' };
  const { driver, ...ofGuest } = added.format;
  const isBare = mode.rawNode === false;
  const content = storage(image, mode, added.file);
  const part = disk.begin === undefined ? {} : { offset: disk.begin, size: mode.size };
  const driverOf = disk.begin === undefined ? {} : { driver: 'host_device' };
  const file = {
    'node-name': names.file,
    ...content,
    ...driverOf,
    ...shared,
    ...(isBare && ofGuest),
  };
  const layers = Array.from({ length: disk.layers ?? 0 }, (_, index) => ({
    driver: 'raw',
    'node-name': names.layer(index),
    file: index === 0 ? names.file : names.layer(index - 1),
    ...shared,
  }));
  const below = layers.at(-1)?.['node-name'] ?? names.file;
  const [chain, top] = backingNodes(disk, added);
  const own = {
    'node-name': names.format,
    file: below,
    ...shared,
    driver,
    ...part,
    ...ofGuest,
    ...top,
  };
  const { format } = nodeNames(mode, id);
  const filter = { 'node-name': names.throttle, file: format, ...shared, ...added.filter };
  const isFiltered = added.filter['driver'] !== undefined;
  const ofFormat = [...(isBare ? [] : [own]), ...(isFiltered ? [filter] : [])];
  const nodes = [...chain, file, ...layers, ...ofFormat];
  return { nodes, objects: added.objects, devices: devices(disk, added) };
}

/**
 * The nodes below an own image, from the lowest up, with the cache flags and aio of the disk; and
 * what the image's own node says of them. All are named, so that QEMU opens no file that an image
 * names.
 */
function backingNodes(
  { id, mode, backing }: Disk,
  added: Required<Additions>,
): readonly [readonly DiskPart[], DiskPart] {
  if (backing === undefined) return [[], {}];
  const names = diskNames(id);
  const shared = { ...added.nodes, 'read-only': true, discard: 'ignore', 'detect-zeroes': 'off' };
  const restsOn = (index: number, format: ImageFormat): DiskPart =>
    format === 'raw' ? {} : { backing: index < backing.length ? names.backing(index) : null };
  const nodes = backing.map(({ path, format }, index) => [
    { 'node-name': names.backingFile(index), ...storage(path, mode, added.file), ...shared },
    {
      driver: format,
      'node-name': names.backing(index),
      file: names.backingFile(index),
      ...restsOn(index + 1, format),
      ...shared,
    },
  ]);
  return [nodes.toReversed().flat(), restsOn(0, mode.format)];
}

/** The name of the device that hangs on the PCI port: controller or disk. */
export function deviceOnPort({ id, mode }: Pick<Disk, 'id' | 'mode'>): string {
  const names = diskNames(id);
  return mode.bus === 'virtio-scsi' ? names.controller : names.device;
}

/** What `qemu-img` is told of an image for a disk with these fields (`-o`), as `name=value`. */
export function imageOptions(asked: Partial<DiskMode>): readonly string[] {
  const { image } = additionsOf({ ...defaultDiskMode(1), ...asked }, diskNames(''));
  return Object.entries(image).map(([name, value]) => `${name}=${String(value)}`);
}

/** What all fields of a mode add, without what they leave to QEMU. */
function additionsOf(mode: DiskMode, names: DiskNames): Required<Additions> {
  const added = fields.map(({ qemu }): Additions => qemu?.(mode, names) ?? {});
  const merged = (part: Exclude<keyof Additions, 'objects'>): DiskPart =>
    Object.fromEntries(
      added
        .flatMap(additions => Object.entries(additions[part] ?? {}))
        .filter(([, value]) => value !== undefined),
    );
  return {
    image: merged('image'),
    nodes: merged('nodes'),
    file: merged('file'),
    format: merged('format'),
    filter: merged('filter'),
    objects: added.flatMap(({ objects = [] }) => objects),
    controller: merged('controller'),
    device: merged('device'),
  };
}

/**
 * null-co by default leaves the buffers of reads as they are; filling them with zeroes would cost
 * memory throughput.
 */
function storage(image: DiskImage, { size }: DiskMode, ofFile: DiskPart): DiskPart {
  if (typeof image === 'string')
    return { driver: 'file', filename: image, ...ofFile, locking: 'on' };
  return { driver: image.driver, size, 'latency-ns': 0, 'read-zeroes': false };
}

function devices({ id, mode, port, shared }: Disk, added: Required<Additions>): DiskPart[] {
  const { controller: name } = diskNames(id);
  const bus = `port${port}`;
  const { driver, ...properties } = added.device;
  const sharing = shared === true ? { 'share-rw': true } : {};
  const disk = { id, drive: nodeNames(mode, id).top, serial: id, ...sharing, ...properties };
  if (mode.bus !== 'virtio-scsi') return [{ driver, bus, ...disk, ...added.controller }];
  const { driver: controller, ...others } = added.controller;
  return [
    { driver: controller, id: name, bus, ...others },
    { driver, bus: `${name}.0`, ...disk },
  ];
}
