import type { FieldClass } from '../definition.ts';

// The tables are complete against the options of `-drive`, of the block nodes file, raw, qcow2 and
// throttle, and of four devices, by query-qmp-schema and `-device DRIVER,help` of QEMU 7.2.22, and
// blockdev.c; with what later versions added, up to 10.0.

/** An option of QEMU and its class. */
export interface ClassifiedOption {
  /** What has it: `drive`, `node` for every block node, a driver of a node, or a device. */
  readonly of: string;
  readonly name: string;
  readonly class: FieldClass;
  /** The value that says no more than leaving it out would. */
  readonly usual?: string | undefined;
}

const spread = { 'iothread-vq-mapping': 'iothread-vq-mapping' };

const mapped: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  drive: {
    if: 'bus',
    file: 'format',
    format: 'format',
    cache: 'cache',
    'cache.writeback': 'write-cache',
    aio: 'aio',
    media: 'bus',
  },
  node: {
    driver: 'format',
    'cache.direct': 'cache.direct',
    'cache.no-flush': 'cache.no-flush',
    discard: 'discard',
    'detect-zeroes': 'detect-zeroes',
  },
  file: { aio: 'aio' },
  raw: { file: 'format' },
  qcow2: { file: 'format', 'lazy-refcounts': 'lazy_refcounts', 'l2-cache-size': 'l2-cache-size' },
  throttle: { file: 'format' },
  'virtio-blk-pci': { 'num-queues': 'num-queues', 'queue-size': 'queue-size', ...spread },
  'virtio-scsi-pci': { num_queues: 'num-queues', virtqueue_size: 'queue-size', ...spread },
};

const onDisk = {
  'write-cache': 'write-cache',
  logical_block_size: 'logical_block_size',
  physical_block_size: 'physical_block_size',
  drive: 'bus',
};

const geometry = 'cyls heads secs lcyls lheads lsecs rerror werror';
const anyDisk = 'bootindex share-rw serial account-failed account-invalid';
const pci =
  'addr bus id acpi-index multifunction rombar romfile romsize failover_pair_id ' +
  'x-pcie-extcap-init x-pcie-lnksta-dllla';
const virtioPci =
  `${pci} aer disable-legacy migrate-extra use-started use-disabled-flag x-disable-legacy-check ` +
  'x-ats-page-aligned x-ignore-backend-features virtio-pci-bus-master-bug-migration ' +
  'virtio-backend x-pcie-deverr-init x-pcie-flr-init x-pcie-lnkctl-init x-pcie-pm-init';

const neutral: Readonly<Record<string, string>> = {
  drive: 'id index unit bus werror rerror stats-account-failed stats-account-invalid',
  node: 'node-name auto-read-only',
  file: 'filename locking',
  'virtio-blk-pci': `${virtioPci} ${geometry} ${anyDisk} class x-enable-wce-if-config-wce`,
  'virtio-scsi-pci': `${virtioPci} hotplug param_change`,
  'scsi-hd':
    `id bus ${geometry} ${anyDisk} channel device_id lun port_index port_wwn ` +
    'product scsi-id vendor ver wwn',
  nvme: `${pci} ${anyDisk} aer_max_queued aerl use-intel-id smart_critical_warning`,
};

/** Names with their usual value after an equals sign, why, and the word that `without` takes. */
type Row = readonly [of: string, names: string, why: string, without?: string | false];

const device = "changes the device, and the gate can't set it";
const node = "changes the block node, and the gate can't set it";
const limit = 'limits the disk, so that the limit would be the result';
const virtio =
  'any_layout=on ats=off event_idx=on indirect_desc=on ioeventfd=on iommu_platform=off ' +
  'modern-pio-notify=off notify_on_empty=on packed=off page-per-vq=off queue_reset=on ' +
  'vectors disable-modern=off x-disable-pcie=off';

const refused: readonly Row[] = [
  [
    'drive',
    'snapshot=off',
    'writes to an overlay that is thrown away, whatever cache= says',
    false,
  ],
  [
    'drive',
    'readonly=off read-only=off',
    'keeps the guest from writing, which workloads do',
    false,
  ],
  ['drive', 'copy-on-read=off', 'copies what is read into the image'],
  [
    'drive',
    'throttling bps=0 bps_rd=0 bps_wr=0 bps_max=0 bps_rd_max=0 bps_wr_max=0 iops=0 iops_rd=0 ' +
      'iops_wr=0 iops_max=0 iops_rd_max=0 iops_wr_max=0 iops_size=0 group',
    limit,
    'throttle',
  ],
  ['node', 'read-only=off', 'keeps the guest from writing, which workloads do', false],
  ['node', 'force-share=off', 'keeps the guest from writing, which workloads do', false],
  ['node', 'active=on', 'keeps the guest from writing, which workloads do', false],
  ['file', 'aio-max-batch=0 drop-cache=on x-check-cache-dropped=off', node],
  ['file', 'pr-manager', 'passes SCSI commands to a device of the host', false],
  ['raw', 'offset=0 size', 'is a part of a file, and the gate takes a whole one', false],
  [
    'qcow2',
    'cache-size l2-cache-entry-size refcount-cache-size cache-clean-interval=600 ' +
      'discard-no-unref=off overlap-check=cached pass-discard-request=on pass-discard-snapshot=on ' +
      'pass-discard-other=off',
    node,
  ],
  ['qcow2', 'backing', 'is a layer below the image, which the gate has not', 'backing'],
  ['qcow2', 'data-file', 'is a second file of the image, which the gate has not', false],
  ['qcow2', 'encrypt', 'encrypts each request, and the gate does not', false],
  ['throttle', 'throttle-group', limit, 'throttle'],
  [
    'virtio-blk-pci',
    `${virtio} backend_defaults=auto config-wce=on discard=on discard_granularity ` +
      'max-discard-sectors=4194303 max-write-zeroes-sectors=4194303 min_io_size=0 opt_io_size=0 ' +
      'report-discard-granularity=on request-merging=on scsi=off seg-max-adjust=on write-zeroes=on',
    device,
  ],
  ['virtio-scsi-pci', `${virtio} cmd_per_lun=128 max_sectors=65535 seg_max_adjust=on`, device],
  [
    'scsi-hd',
    'backend_defaults=auto discard_granularity dpofua=off max_io_size=2147483647 ' +
      'max_unmap_size=1073741824 min_io_size=0 opt_io_size=0 removable=off scsi_version=5 ' +
      'quirk_mode_page_vendor_specific_apple=off',
    device,
  ],
  [
    'nvme',
    'backend_defaults=auto cmb_size_mb=0 discard_granularity ioeventfd=off max_ioqpairs=64 mdts=7 ' +
      'min_io_size=0 opt_io_size=0 msix-exclusive-bar=off msix_qsize=65 num_queues=0 pmrdev ' +
      'sriov_max_vfs=0 sriov_max_vi_per_vf=0 sriov_max_vq_per_vf=0 sriov_vi_flexible=0 ' +
      'sriov_vq_flexible=0 subsys vsl=7 zoned.auto_transition=on zoned.zasl=0',
    device,
  ],
  [
    'iothread',
    'aio-max-batch=0 poll-max-ns=32768 poll-grow=0 poll-shrink=0 thread-pool-max=64 ' +
      'thread-pool-min=0',
    "changes how the thread waits and grows, and the gate's does as QEMU's do",
  ],
];

const told: readonly Row[] = [
  ['scsi-hd', 'rotation_rate=0', "is said to the guest, which the gate's disk does not do"],
  ['drive', 'stats-intervals', 'counts each request, which the gate does not'],
];

/** Every option of the nodes and devices that the gate reads. */
export const options: readonly ClassifiedOption[] = [
  ...Object.entries({
    ...mapped,
    'virtio-blk-pci': { ...mapped['virtio-blk-pci'], ...onDisk, iothread: 'iothread' },
    'virtio-scsi-pci': { ...mapped['virtio-scsi-pci'], iothread: 'iothread' },
    'scsi-hd': onDisk,
    nvme: onDisk,
  }).flatMap(([of, names]) =>
    Object.entries(names).map(
      ([name, to]) => ({ of, name, class: { kind: 'mapped', to } }) as const,
    ),
  ),
  ...Object.entries(neutral).flatMap(([of, names]) =>
    names.split(' ').map(name => ({ of, name, class: { kind: 'neutral' } }) as const),
  ),
  ...told.flatMap(row => rowsOf(row, says => ({ kind: 'told', says }))),
  ...refused.flatMap(row => {
    const accepts = row[3] === false ? {} : ({ accepts: 'without' } as const);
    return rowsOf(row, why => ({ kind: 'refused', why, ...accepts }));
  }),
];

function rowsOf([of, names, why]: Row, kind: (why: string) => FieldClass): ClassifiedOption[] {
  return names.split(' ').map(each => {
    const [name = '', usual] = each.split('=');
    return { of, name, class: kind(why), usual };
  });
}

/** The word by which `without` takes an option. */
export function withoutWord(of: string, name: string): string {
  const row = refused.find(
    ([owner, names]) => owner === of && names.split(' ').some(each => each.split('=')[0] === name),
  );
  return typeof row?.[3] === 'string' ? row[3] : name;
}

/** Why a node of a driver can't be measured in a file; what is not here is a format or a filter. */
export const refusedDrivers: ReadonlyMap<string, string> = new Map([
  ...'rbd iscsi nbd ssh http https ftp ftps gluster nfs sheepdog nfs gluster+tcp gluster+unix'
    .split(' ')
    .map(name => [name, 'is on a network, with a cache of its own'] as const),
  ...'nbd+tcp nbd+unix iscsi+tcp'
    .split(' ')
    .map(name => [name, 'is on a network, with a cache of its own'] as const),
  ['fat', 'is a directory shown as FAT (vvfat)'],
  ['vvfat', 'is a directory shown as FAT'],
  ['nvme', 'is a drive that QEMU drives itself, without the kernel'],
  ['json', 'is a block node in JSON, of any kind'],
  ['null-co', 'is no storage'],
  ['null-aio', 'is no storage'],
]);
