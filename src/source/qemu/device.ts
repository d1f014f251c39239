import { type Gathered, refusedField } from '../libvirt/fields.ts';
import { sayQueues } from '../libvirt/machine.ts';
import { quoted } from '../text.ts';
import { type Guest, unsaidField } from './guest.ts';
import { type Argument, lastOf, type Option } from './options.ts';
import { sayField, sortOptions } from './sort.ts';
import { mapping, readThreads } from './threads.ts';

/** Devices that the gate has, by the names that QEMU has for them. */
const models: ReadonlyMap<string, string> = new Map([
  ...[
    'virtio-blk',
    'virtio-blk-pci',
    'virtio-blk-pci-transitional',
    'virtio-blk-pci-non-transitional',
  ].map(name => [name, 'virtio-blk-pci'] as const),
  ...[
    'virtio-scsi',
    'virtio-scsi-pci',
    'virtio-scsi-pci-transitional',
    'virtio-scsi-pci-non-transitional',
  ].map(name => [name, 'virtio-scsi-pci'] as const),
  ['scsi-hd', 'scsi-hd'],
  ['nvme', 'nvme'],
]);

/** Types above those devices, by which `-global` reaches them too. */
const types: Readonly<Record<string, RegExp>> = {
  'virtio-blk-pci': /^(?:virtio-blk-(?:pci.*|device)|virtio-pci|virtio-device|pci-device|device)$/,
  'virtio-scsi-pci':
    /^(?:virtio-scsi-(?:pci.*|device|common)|virtio-pci|virtio-device|pci-device|device)$/,
  'scsi-hd': /^(?:scsi-hd|scsi-disk-base|scsi-device|device)$/,
  nvme: /^(?:nvme|pci-device|device)$/,
};

const controllers =
  /^(?:virtio-scsi.*|vhost-(?:user-)?scsi.*|lsi.*|megasas.*|mptsas1068|pvscsi|am53c974|dc390|spapr-vscsi|usb-uas)$/;
const otherDisks: readonly (readonly [RegExp, string])[] = [
  [/^(?:scsi-(?:block|generic))$/, 'is SCSI passthrough to a device of the host'],
  [/^vhost-user-(?:blk|scsi)/, 'is vhost-user: QEMU does no I/O for it'],
  [/^(?:vhost-vdpa|vhost-scsi)/, 'is done by the kernel: QEMU does no I/O for it'],
  [/^ide-hd$/, 'is on bus ide or sata, which the gate has not'],
  [/^virtio-blk-device$/, 'is virtio without PCI, which the gate has not'],
];

/** Why a device is no disk; undefined where it is one, or may be. */
export function skippedDevice(driver: string): string | undefined {
  if (/^(?:ide|scsi)-cd$/.test(driver)) return 'a CD-ROM';
  if (/^(?:floppy|isa-fdc)$/.test(driver)) return 'a floppy disk';
  return undefined;
}

/** Whether a device is a disk without a block node of QEMU's. */
export function isDiskOfItsOwn(driver: string): boolean {
  return /^vhost-(?:user-(?:blk|scsi)|scsi)/.test(driver);
}

/** What the device of a disk says; its write cache is given back. */
export function readDevice(device: Argument, guest: Guest, found: Gathered): Option | undefined {
  const driver = lastOf(device.options, 'driver');
  const name = driver?.value ?? '';
  const model = models.get(name);
  const line = driver?.line ?? device.line;
  if (model === undefined || model === 'virtio-scsi-pci') {
    if (driver?.hole !== undefined) found.refused.push(unsaidField(driver.hole, 'is a device'));
    const why =
      otherDisks.find(([sign]) => sign.test(name))?.[1] ?? 'is no device that the gate has';
    const problem = `-device ${quoted(name)} ${why}`;
    if (driver?.hole === undefined)
      found.refused.push(refusedField('device', { value: name, line }, problem));
    return undefined;
  }
  const bus = { 'virtio-blk-pci': 'virtio-blk', 'scsi-hd': 'virtio-scsi' }[model] ?? model;
  found.said.push({ name: 'bus', value: bus, origin: { line } });
  tellVariant(name, line, found);
  const values = sortDevice(device, model, guest, found);
  for (const key of ['logical_block_size', 'physical_block_size']) {
    const option = values.get(key);
    if (option !== undefined && option.value !== '0') sayField(key, option, found);
  }
  if (model === 'virtio-blk-pci') readQueues(values, device, guest, found);
  if (model === 'scsi-hd') readController(device, guest, found);
  return values.get('write-cache');
}

function tellVariant(name: string, line: number, { told }: Gathered): void {
  if (!name.endsWith('transitional')) return;
  const says = "is a variant of the device; the gate's is virtio";
  told.push({ name: 'device', value: name, line, says });
}

/** The options of a device, with what `-global` sets where it says nothing itself. */
function sortDevice(
  { options }: Argument,
  model: string,
  { globals }: Guest,
  found: Gathered,
): Map<string, Option> {
  const own = options.filter(
    ({ name }) => !/^(?:driver|id|bus)$/.test(name) && !name.startsWith(mapping),
  );
  const swept = globals
    .filter(({ driver }) => types[model]?.test(driver))
    .map(({ option }) => option)
    .filter(({ name }) => !own.some(option => option.name === name));
  const values = sortOptions(swept, [model], '-global', found);
  for (const [name, option] of sortOptions(own, [model], `-device ${model}`, found))
    values.set(name, option);
  return values;
}

/** What a disk has that its interface alone gives: a virtio device without any option. */
export function readPlainDevice(argument: Argument, guest: Guest, found: Gathered): void {
  const line = lastOf(argument.options, 'if')?.line ?? argument.line;
  found.said.push({ name: 'bus', value: 'virtio-blk', origin: { line } });
  const device = { option: '-device', line, options: [] };
  readQueues(sortDevice(device, 'virtio-blk-pci', guest, found), device, guest, found);
}

/** Queues, their size and the thread, of a disk or of its controller. */
function readQueues(
  values: ReadonlyMap<string, Option>,
  device: Argument,
  guest: Guest,
  found: Gathered,
): void {
  const given = {
    'num-queues': values.get('num-queues') ?? values.get('num_queues'),
    'queue-size': values.get('queue-size') ?? values.get('virtqueue_size'),
  };
  sayQueues(given, { ...guest, cpusName: 'smp' }, found);
  readThreads(values.get('iothread'), device, guest, found);
}

/** The controller of a SCSI disk: of its bus, or the only one that stands before it. */
function readController(device: Argument, guest: Guest, found: Gathered): void {
  const bus = lastOf(device.options, 'bus');
  const busOf = (controller: Argument): string => {
    const id = lastOf(controller.options, 'id')?.value;
    if (id !== undefined) return `${id}.0`;
    const unnamed = all.filter(({ options }) => lastOf(options, 'id') === undefined);
    return `scsi.${unnamed.indexOf(controller)}`;
  };
  const all = guest.devices.filter(({ options }) =>
    controllers.test(lastOf(options, 'driver')?.value ?? ''),
  );
  const before = all.filter(each => guest.devices.indexOf(each) < guest.devices.indexOf(device));
  const [controller, other] =
    bus === undefined ? before : all.filter(each => busOf(each) === bus.value);
  const line = bus?.line ?? device.line;
  const refuse = (value: string, problem: string): void => {
    const remedy = 'say bus= on the disk, with the id of a virtio-scsi-pci and .0';
    found.refused.push({ ...refusedField('bus', { value, line }, problem), remedy });
  };
  if (bus?.hole !== undefined) return void found.refused.push(unsaidField(bus.hole, 'is a bus'));
  if (controller === undefined) {
    const where =
      bus === undefined
        ? 'no SCSI controller stands before it'
        : `bus=${quoted(bus.value)} is there not`;
    return refuse(bus?.value ?? '', `-device scsi-hd: ${where}`);
  }
  if (other !== undefined)
    return refuse(
      'several',
      `-device scsi-hd: nothing says on which of the SCSI controllers it hangs`,
    );
  const driver = lastOf(controller.options, 'driver')?.value ?? '';
  if (models.get(driver) !== 'virtio-scsi-pci') {
    const problem = `-device ${quoted(driver)} is another controller, not virtio-scsi-pci`;
    found.refused.push(
      refusedField('controller', { value: driver, line: controller.line }, problem),
    );
    return;
  }
  tellVariant(driver, controller.line, found);
  const values = sortDevice(controller, 'virtio-scsi-pci', guest, found);
  readQueues(values, controller, guest, found);
  const own = busOf(controller);
  const others = guest.devices
    .filter(each => each !== device && lastOf(each.options, 'bus')?.value === own)
    .map(({ options }) => (lastOf(options, 'id') ?? lastOf(options, 'drive'))?.value ?? '?');
  const says = `its controller also has ${others.join(', ')}; the gate gives each disk its own`;
  if (others.length > 0)
    found.told.push({ name: 'controller', value: others.join(', '), line: controller.line, says });
}
