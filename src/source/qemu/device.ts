import { wordsOf } from '../classes.ts';
import type { Gathered } from '../gathered.ts';
import { readQueues } from '../machine.ts';
import { quoted } from '../text.ts';
import { refusedDevices, typesAbove } from './classes.ts';
import { type Guest, unsaidField } from './guest.ts';
import { type Argument, lastOf, type Option, valueOf } from './options.ts';
import { sortOptions } from './sort.ts';
import { mapping, othersWith, readThreads } from './threads.ts';

const controllers =
  /^(?:virtio-scsi.*|vhost-(?:user-)?scsi.*|lsi.*|megasas.*|mptsas1068|pvscsi|am53c974|dc390|spapr-vscsi|usb-uas)$/;

/** Names that controllers have for queues. */
const ofControllers = { 'num-queues': 'num_queues', 'queue-size': 'virtqueue_size' } as const;

/** The device that the gate has by that name; undefined where it has none. */
function modelOf(name: string): string | undefined {
  const virtio = /^(virtio-(?:blk|scsi))(?:-pci(?:-(?:non-)?transitional)?)?$/.exec(name)?.[1];
  return virtio === undefined ? /^(?:scsi-hd|nvme)$/.exec(name)?.[0] : `${virtio}-pci`;
}

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
  const model = modelOf(name);
  const line = driver?.line ?? device.line;
  if (model === undefined || model === 'virtio-scsi-pci') {
    const why = [...refusedDevices].find(([prefix]) => name.startsWith(prefix))?.[1];
    const problem = `-device ${quoted(name)} ${why ?? 'is no device that the gate has'}`;
    if (driver?.hole !== undefined) found.refused.push(unsaidField(driver.hole, 'is a device'));
    else found.refuse('device', { value: name, line }, problem);
    return undefined;
  }
  const bus = { 'virtio-blk-pci': 'virtio-blk', 'scsi-hd': 'virtio-scsi' }[model] ?? model;
  found.say('bus', { value: bus, line });
  tellVariant(name, line, found);
  const values = sortDevice(device, model, guest, found);
  for (const key of ['logical_block_size', 'physical_block_size']) {
    const option = values.get(key);
    if (option !== undefined && option.value !== '0') found.say(key, option);
  }
  if (model === 'virtio-blk-pci') readThread(values, device, guest, found);
  if (model === 'scsi-hd') readController(device, guest, found);
  return values.get('write-cache');
}

function tellVariant(value: string, line: number, found: Gathered): void {
  const says = "is a variant of the device; the gate's is virtio";
  if (value.endsWith('transitional')) found.tell('device', { value, line }, says);
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
  const types = wordsOf(typesAbove[model] ?? []);
  const swept = globals
    .filter(({ driver }) => types.includes(driver))
    .map(({ option }) => option)
    .filter(({ name }) => !own.some(option => option.name === name));
  return new Map([
    ...sortOptions(swept, [model], '-global', found),
    ...sortOptions(own, [model], `-device ${model}`, found),
  ]);
}

/** What a disk has that its interface alone gives: a virtio device without any option. */
export function readPlainDevice(argument: Argument, guest: Guest, found: Gathered): void {
  const line = lastOf(argument.options, 'if')?.line ?? argument.line;
  found.say('bus', { value: 'virtio-blk', line });
  const device = { option: '-device', line, options: [] };
  readThread(sortDevice(device, 'virtio-blk-pci', guest, found), device, guest, found);
}

/** Queues, their size and the thread, of a disk or of its controller. */
function readThread(
  values: ReadonlyMap<string, Option>,
  device: Argument,
  guest: Guest,
  found: Gathered,
): void {
  readQueues(guest, 'smp', name => values.get(name) ?? values.get(ofControllers[name]), found);
  readThreads(values.get('iothread'), device, guest, found);
}

/** The controller of a SCSI disk: of its bus, or the only one that stands before it. */
function readController(device: Argument, guest: Guest, found: Gathered): void {
  const bus = lastOf(device.options, 'bus');
  const all = guest.devices.filter(({ options }) =>
    controllers.test(valueOf(options, 'driver') ?? ''),
  );
  const unnamed = all.filter(({ options }) => lastOf(options, 'id') === undefined);
  const busOf = (controller: Argument): string => {
    const id = valueOf(controller.options, 'id');
    return id === undefined ? `scsi.${unnamed.indexOf(controller)}` : `${id}.0`;
  };
  const before = all.filter(each => guest.devices.indexOf(each) < guest.devices.indexOf(device));
  const [controller, other] =
    bus === undefined ? before : all.filter(each => busOf(each) === bus.value);
  const refuse = (value: string, problem: string): void => {
    const remedy = 'say bus= on the disk, with the id of a virtio-scsi-pci and .0';
    const fact = { value, line: bus?.line ?? device.line };
    found.refuse('bus', fact, `-device scsi-hd: ${problem}`, undefined, remedy);
  };
  if (bus?.hole !== undefined) return void found.refused.push(unsaidField(bus.hole, 'is a bus'));
  if (controller === undefined) {
    return bus === undefined
      ? refuse('', 'no SCSI controller stands before it')
      : refuse(bus.value, `bus=${quoted(bus.value)} is there not`);
  }
  if (other !== undefined)
    return refuse('several', 'nothing says on which of the SCSI controllers it hangs');
  const { line } = controller;
  const driver = valueOf(controller.options, 'driver') ?? '';
  if (modelOf(driver) !== 'virtio-scsi-pci') {
    const problem = `-device ${quoted(driver)} is another controller, not virtio-scsi-pci`;
    return found.refuse('controller', { value: driver, line }, problem);
  }
  tellVariant(driver, line, found);
  readThread(sortDevice(controller, 'virtio-scsi-pci', guest, found), controller, guest, found);
  const others = othersWith(/^bus$/, busOf(controller), device, guest);
  found.tellShared('controller', line, 'its controller also has', others);
}
