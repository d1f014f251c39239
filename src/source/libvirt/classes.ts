import type { FieldClass } from '../definition.ts';

/**
 * What the table below is complete against: every element and attribute that may stand under a disk
 * and under the controller of a SCSI disk.
 */
export const schemaSource = {
  schema: "libvirt's src/conf/schemas/domaincommon.rng",
  versions: ['9.0.0', 'what later versions added, up to 12.0'],
} as const;

/** A field of libvirt and its class. */
export interface ClassifiedField {
  /** `driver@cache` is an attribute, `driver/metadata_cache` an element with all that is in it. */
  readonly path: string;
  readonly class: FieldClass;
  /** The value that says no more than leaving it out would. */
  readonly usual?: string | undefined;
}

type Row = readonly [paths: string, why: string, accepts?: 'without' | undefined, usual?: string];

const device = "changes the device, and the gate can't set it";
const sameStorage = 'is storage that QEMU does not reach as a file';

/** Fields of a mode by the names of libvirt. */
const mapped: Readonly<Record<string, string>> = {
  'driver@type': 'format',
  'driver@cache': 'cache',
  shareable: 'cache',
  'driver@io': 'aio',
  '@type': 'bus',
  '@device': 'bus',
  'target@bus': 'bus',
  'target@dev': 'bus',
  'address@type': 'bus',
  'address@controller': 'bus',
  'driver@iothread': 'iothread',
  'driver@queues': 'num-queues',
  'driver@queue_size': 'queue-size',
  'driver/iothreads': 'iothread-vq-mapping',
  'driver@discard': 'discard',
  'driver@detect_zeroes': 'detect-zeroes',
  'blockio@logical_block_size': 'logical_block_size',
  'blockio@physical_block_size': 'physical_block_size',
};

const address =
  'address@domain address@bus address@slot address@function address@multifunction address@target ' +
  'address@unit address@base address@port address@reg address@iobase address@irq address@cssid ' +
  'address@ssid address@devno address/zpci@uid address/zpci@fid alias@name acpi@index';

const neutral =
  `${address} @snapshot serial wwn vendor product boot@order boot@loadparm geometry@cyls ` +
  'geometry@heads geometry@secs geometry@trans driver@error_policy driver@rerror_policy ' +
  'target@tray target@removable source@file source@dev source@index source@startupPolicy ' +
  'source/seclabel@model source/seclabel@relabel source/seclabel@labelskip source/seclabel/label';

const told: readonly Row[] = [
  ['target@rotation_rate', "is said to the guest, which the gate's disk does not do"],
  ['@model', "is a variant of the device; the gate's is virtio", undefined, 'virtio'],
  ['source@pool source@volume source@mode', "is taken as a file, since the text can't tell"],
];

const refused: readonly Row[] = [
  ['driver@name', 'is another driver than QEMU', undefined, 'qemu'],
  ['driver@copy_on_read', 'copies what is read into the image', 'without', 'off'],
  ['driver@packed driver@ats driver@iommu driver@page_per_vq', device, 'without', 'off'],
  ['driver@event_idx driver@ioeventfd', device, 'without', 'on'],
  ['driver@discard_no_unref', "keeps clusters of qcow2, and the gate can't", 'without', 'off'],
  ['driver/metadata_cache', 'sizes both caches of qcow2 (cache-size) as one', 'without'],
  ['blockio@discard_granularity', device, 'without'],
  ['iotune', 'limits the disk, so that the limit would be the result', 'without', '0'],
  ['driver/statistics', 'counts each request, and the gate does not', 'without'],
  ['throttlefilters', 'limits the disk, so that the limit would be the result', 'without'],
  ['transient', 'writes to an overlay that is thrown away, whatever cache= says'],
  ['readonly', 'keeps the guest from writing, which workloads do'],
  ['encryption source/encryption', 'encrypts each request, and the gate does not'],
  ['mirror', 'is a block job that runs'],
  ['backingStore', 'is a layer below the image, which the gate has not', 'without'],
  ['@rawio @sgio source/reservations', 'passes SCSI commands to a device of the host'],
  ['source/slices', 'is a part of a file, and the gate takes a whole one'],
  ['source@fdgroup source/privateData privateData backenddomain', 'is known at run time alone'],
  ['source/dataStore', 'is a second file of the image, which the gate has not'],
  ['auth source/auth source@protocol source@name source@query source@tls', sameStorage],
  ['source@tlsHostname source/host source/identity source/config source/snapshot', sameStorage],
  ['source/initiator source/ssl source/cookies source/readahead source/timeout', sameStorage],
  ['source/reconnect source/knownHosts source@dir source@path source@type', sameStorage],
  ['source@managed source@namespace source/address', sameStorage],
];

/** Every field under a disk. */
export const diskFields: ReadonlyMap<string, ClassifiedField> = byPath([
  ...Object.entries(mapped).map(([path, to]) => ({ path, class: { kind: 'mapped', to } }) as const),
  ...neutral.split(' ').map(path => ({ path, class: { kind: 'neutral' } }) as const),
  ...told.flatMap(([paths, says, , usual]) =>
    paths.split(' ').map(path => ({ path, class: { kind: 'told', says }, usual }) as const),
  ),
  ...refused.flatMap(rowsOf),
]);

const onController: readonly Row[] = [
  ['driver@packed driver@ats driver@iommu driver@page_per_vq', device, 'without', 'off'],
  ['driver@event_idx driver@ioeventfd', device, 'without', 'on'],
  ['driver@cmd_per_lun driver@max_sectors', device, 'without'],
];

/** Every field under a controller of SCSI disks. */
export const controllerFields: ReadonlyMap<string, ClassifiedField> = byPath([
  ...[
    '@type bus',
    '@index bus',
    '@model bus',
    'driver@queues num-queues',
    'driver@iothread iothread',
  ]
    .map(pair => pair.split(' ') as [string, string])
    .map(([path, to]) => ({ path, class: { kind: 'mapped', to } }) as const),
  ...`${address} address@type address@controller`
    .split(' ')
    .map(path => ({ path, class: { kind: 'neutral' } }) as const),
  ...onController.flatMap(rowsOf),
]);

function byPath(fields: readonly ClassifiedField[]): Map<string, ClassifiedField> {
  return new Map(fields.map(field => [field.path, field]));
}

function rowsOf([paths, why, accepts, usual]: Row): ClassifiedField[] {
  const base = { kind: 'refused', why } as const;
  const kind: FieldClass = accepts === undefined ? base : { ...base, accepts };
  return paths.split(' ').map(path => ({ path, class: kind, usual }));
}

/** Kinds of storage by `type=` of a disk that QEMU does not reach as a file. */
export const refusedTypes: ReadonlyMap<string, string> = new Map([
  ['network', 'is on a network, with a cache of its own'],
  ['dir', 'is a directory shown as a disk'],
  ['nvme', 'is a drive that QEMU drives itself, without the kernel'],
  ['vhostuser', 'is vhost-user: QEMU does no I/O for it'],
  ['vhostvdpa', 'is vDPA: QEMU does no I/O for it'],
]);

/** Values of the fields that are words; what is not here is refused. */
export const words: Readonly<Record<string, readonly string[]>> = {
  'driver@type': ['raw', 'qcow2', 'aio'],
  'driver@cache': ['default', 'none', 'writeback', 'writethrough', 'directsync', 'unsafe'],
  'driver@io': ['threads', 'native', 'io_uring'],
  'driver@discard': ['ignore', 'unmap'],
  'driver@detect_zeroes': ['off', 'on', 'unmap'],
};

/** Buses that libvirt guesses from the first letters of a target. */
export const guessedBuses: ReadonlyMap<string, string> = new Map([
  ['vd', 'virtio'],
  ['hd', 'ide'],
  ['sd', 'scsi'],
  ['xvd', 'xen'],
  ['fd', 'fdc'],
  ['ubd', 'uml'],
]);
