import type { FoundDisk } from '../definition.ts';
import { type Fact, Gathered } from '../gathered.ts';
import { readQueues } from '../machine.ts';
import { sayThreads, type Thread } from '../mapping.ts';
import { quoted } from '../text.ts';
import { diskFields, guessedBuses, refusedTypes } from './classes.ts';
import type { DiskElement, Domain } from './domain.ts';
import { sortFields, type Values } from './fields.ts';
import { readInterference } from './interference.ts';
import { scsiController } from './scsi.ts';
import { childOf, type Element } from './xml.ts';

const skippedDevices = new Map([
  ['cdrom', 'a CD-ROM'],
  ['floppy', 'a floppy disk'],
]);

/** Queues, by the paths that libvirt has for them. */
const queues = { 'num-queues': 'driver@queues', 'queue-size': 'driver@queue_size' } as const;

/** Fields whose values are the words of QEMU, or numbers. */
const plain = [
  ['driver@cache', 'cache'],
  ['driver@io', 'aio'],
  ['driver@discard', 'discard'],
  ['blockio@logical_block_size', 'logical_block_size'],
  ['blockio@physical_block_size', 'physical_block_size'],
] as const;

/** Where a disk stands, and why it is none to measure. */
export function placeOfDisk({
  element,
  names,
}: DiskElement): Pick<FoundDisk, 'names' | 'line' | 'skipped'> {
  const line = childOf(element, 'target')?.line ?? element.line;
  return { names, line, skipped: skippedDevices.get(element.attributes['device'] ?? '') };
}

/** What a `<disk>` of a domain means. */
export function readDisk(disk: DiskElement, domain: Domain): FoundDisk {
  const { element, names } = disk;
  const place = placeOfDisk(disk);
  const { line } = place;
  const found = new Gathered();
  if (place.skipped !== undefined) return { ...place, ...found.all(), open: [] };
  const type = element.attributes['type'] ?? 'file';
  const unreachable = refusedTypes.get(type);
  // Of storage that can't be measured, every field of its source would be refused again.
  const looked =
    unreachable === undefined
      ? element
      : { ...element, children: element.children.filter(({ name }) => name !== 'source') };
  const values = sortFields(looked, diskFields, found);
  if (unreachable === undefined) readSource(element, values, found);
  else {
    const problem = `<disk type="${quoted(type)}"> ${unreachable}`;
    found.refuse('type', { value: type, line: element.line }, problem);
  }
  const device = values.get('@device');
  if (device !== undefined && device.value !== 'disk')
    found.refuse('device', device, `${device.shown} is no disk of QEMU's own`);
  readWords(values, found);
  readFormat(element, values, found);
  const bus = busOf(element, values);
  if (bus.value === 'virtio') {
    found.say('bus', { value: 'virtio-blk', line: bus.line });
    readThread(values, domain, names, found);
  } else if (bus.value === 'scsi') {
    found.say('bus', { value: 'virtio-scsi', line: bus.line });
    for (const name of ['@iothread', '@queues', '@queue_size', '/iothreads']) {
      const value = values.get(`driver${name}`);
      if (value === undefined) continue;
      const problem = `${value.shown}: libvirt refuses or ignores it on bus scsi, where the controller has it`;
      found.refuse(name.slice(1), value, problem);
    }
    const controller = scsiController(disk, domain, { line, found });
    if (controller !== undefined) readThread(controller, domain, names, found);
  } else if (!found.refused.some(({ name }) => name === 'bus'))
    found.refuse('bus', bus, `bus ${quoted(bus.value)} is none that the gate has`);
  found.refused.push(...domain.refused, ...readInterference(names, bus.value, domain));
  const isLost = found.refused.some(({ name }) => name === 'transient');
  const durability = unreachable === undefined ? (isLost ? 0 : undefined) : 'unknown';
  return { ...place, ...found.all(), durability, open: [] };
}

function readSource(element: Element, values: Values, found: Gathered): void {
  const type = values.get('@type') ?? { value: 'file', line: element.line, shown: '<disk>' };
  const source = childOf(element, 'source');
  const file = source?.attributes['file'] ?? source?.attributes['dev'] ?? '';
  if (type.value === 'block' || (type.value === 'file' && /^\/dev\/(?!shm\/)/.test(file))) {
    const line = source?.line ?? element.line;
    const problem = `${quoted(file === '' ? type.shown : file)} is a block device, which the gate does not touch`;
    // The path is no part of it: another device of the same kind is the same to a file.
    found.refuse('source', { value: 'block', line }, problem, 'stand-in');
  } else if (type.value !== 'file' && type.value !== 'volume')
    found.refuse('type', type, `${type.shown} is no kind of storage of libvirt`);
}

function readWords(values: Values, found: Gathered): void {
  const shareable = values.get('shareable');
  const isOpen = /^(?:default)?$/.test(values.get('driver@cache')?.value ?? '');
  for (const [path, field] of plain) {
    const value = values.get(path);
    if (value === undefined || (field === 'cache' && shareable !== undefined && isOpen)) continue;
    found.say(field, value);
  }
  if (shareable !== undefined) {
    const refuse = (why: string) =>
      found.refuse('shareable', shareable, `${shareable.shown}: ${why}`);
    const origin = { default: `libvirt's with <shareable/> in line ${shareable.line}` };
    if (isOpen) found.say('cache', { ...shareable, value: 'none' }, origin);
    if (isOpen && values.get('driver@io')?.value === 'native')
      refuse('libvirt takes io="native" only with a cache that is said');
    if (values.get('driver@type')?.value === 'qcow2') refuse('libvirt shares no qcow2');
  }
  const detects = values.get('driver@detect_zeroes');
  if (detects === undefined) return;
  const isOn = detects.value === 'unmap' && values.get('driver@discard')?.value !== 'unmap';
  found.say('detect-zeroes', isOn ? { ...detects, value: 'on' } : detects);
  const says = 'without discard="unmap" libvirt makes detect_zeroes="on" of it';
  if (isOn) found.tell('detect_zeroes', detects, says);
}

function readFormat(element: Element, values: Values, found: Gathered): void {
  const given = values.get('driver@type');
  const line = childOf(element, 'source')?.line ?? element.line;
  if (given !== undefined) {
    const value = given.value === 'aio' ? 'raw' : given.value;
    found.say('format', { ...given, value });
    if (value === 'raw' || childOf(element, 'backingStore') !== undefined) return;
    const says = "no <backingStore/>: the text can't tell whether there are layers below";
    found.tell('backingStore', { value: 'not said', line }, says);
  } else if (childOf(element, 'driver')?.attributes['type'] === undefined) {
    // A type that is wrong, or a placeholder, is refused already.
    const raw = { value: 'raw', line };
    found.say('format', raw, { default: "libvirt's, without a type" });
    found.tell(
      'driver type',
      raw,
      'no driver type: libvirt takes raw, and never looks into the file',
    );
  }
}

function busOf(element: Element, values: Values): Fact {
  const given = values.get('target@bus');
  if (given !== undefined) return given;
  const target = values.get('target@dev');
  const line = target?.line ?? element.line;
  const letters = /^(?:ioemu:)?(xvd|[hsvf]d|ubd)[a-zA-Z0-9_]+$/.exec(target?.value ?? '')?.[1];
  const unsure = childOf(element, 'target')?.attributes['bus'] ?? 'not said';
  return { value: guessedBuses.get(letters ?? '') ?? unsure, line };
}

/** Queues and the thread, of a device or of a controller. */
function readThread(
  values: Values,
  domain: Domain,
  names: readonly string[],
  found: Gathered,
): void {
  readQueues(domain, 'vcpu', name => values.get(queues[name]), found);
  const given = values.get('driver@iothread');
  const spread = values.get('driver/iothreads');
  if (given === undefined && spread === undefined) found.refused.push(...domain.mainLoop);
  const find = (id: string): Thread | undefined => {
    const thread = domain.threads.get(id);
    return thread && { ...thread, others: thread.users.filter(user => user !== names[0]) };
  };
  const text = spread?.value ?? '';
  const all = [...text.matchAll(/iothread\(id=(\d+)((?: queue\(id=\d+\))*)\)(?: |$)/g)];
  const isWhole = all.map(([each]) => each).join('') === text;
  const mapped = all.map(([, id = '', own = '']) => ({ id, queues: own.match(/\d+/g) ?? [] }));
  sayThreads(given, spread && { ...spread, threads: isWhole ? mapped : [] }, find, found);
}
