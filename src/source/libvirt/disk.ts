import { suggestWord } from '../../core/near-word.ts';
import type { FoundDisk, Origin, RefusedField } from '../definition.ts';
import { quoted } from '../text.ts';
import { diskFields, guessedBuses, refusedTypes, words } from './classes.ts';
import type { DiskElement, Domain } from './domain.ts';
import { type Gathered, refusedField, type Sorted, sortFields, type Value } from './fields.ts';
import { readInterference } from './interference.ts';
import { sayQueues } from './machine.ts';
import { sayMapping } from './mapping.ts';
import { scsiController } from './scsi.ts';
import { childOf, type Element } from './xml.ts';

const skippedDevices = new Map([
  ['cdrom', 'a CD-ROM'],
  ['floppy', 'a floppy disk'],
]);

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
  if (place.skipped !== undefined) return { ...place, said: [], told: [], refused: [], open: [] };
  const type = element.attributes['type'] ?? 'file';
  const unreachable = refusedTypes.get(type);
  // Of storage that can't be measured, every field of its source would be refused again.
  const looked =
    unreachable === undefined
      ? element
      : { ...element, children: element.children.filter(({ name }) => name !== 'source') };
  const sorted = sortFields(looked, diskFields);
  const found: Gathered = { said: [], told: [...sorted.told], refused: [...sorted.refused] };
  const shown = `<disk type="${quoted(type)}">`;
  if (unreachable !== undefined)
    found.refused.push(
      refusedField('type', { value: type, line: element.line }, `${shown} ${unreachable}`),
    );
  else readSource(element, sorted, found);
  const device = sorted.values.get('@device');
  if (device !== undefined && device.value !== 'disk')
    found.refused.push(refusedField('device', device, `${device.shown} is no disk of QEMU's own`));
  readWords(sorted, found);
  readFormat(element, sorted, found);
  const bus = busOf(element, sorted);
  if (bus.value === 'virtio') {
    found.said.push({ name: 'bus', value: 'virtio-blk', origin: { line: bus.line } });
    readQueues(sorted, domain, found);
    readThread(sorted, domain, names, found);
  } else if (bus.value === 'scsi') {
    found.said.push({ name: 'bus', value: 'virtio-scsi', origin: { line: bus.line } });
    for (const path of [
      'driver@iothread',
      'driver@queues',
      'driver@queue_size',
      'driver/iothreads',
    ]) {
      const value = sorted.values.get(path);
      if (value === undefined) continue;
      const problem = `${value.shown}: libvirt refuses or ignores it on bus scsi, where the controller has it`;
      found.refused.push(refusedField(path.slice('driver@'.length), value, problem));
    }
    const controller = scsiController(disk, { line, domain, found });
    if (controller !== undefined) {
      readQueues(controller, domain, found);
      readThread(controller, domain, names, found);
    }
  } else if (!found.refused.some(({ name }) => name === 'bus')) {
    const problem = `bus ${quoted(bus.value)} is none that the gate has`;
    found.refused.push(refusedField('bus', bus, problem));
  }
  found.refused.push(...domain.refused, ...readInterference(names, bus.value, domain));
  const isLost = found.refused.some(({ name }) => name === 'transient');
  const durability = unreachable === undefined ? (isLost ? 0 : undefined) : 'unknown';
  return { ...place, ...found, durability, open: [] };
}

function readSource(element: Element, { values }: Sorted, { refused }: Gathered): void {
  const type = values.get('@type') ?? { value: 'file', line: element.line, shown: '<disk>' };
  const source = childOf(element, 'source');
  const file = source?.attributes['file'] ?? source?.attributes['dev'] ?? '';
  if (type.value === 'block' || (type.value === 'file' && /^\/dev\/(?!shm\/)/.test(file))) {
    const line = source?.line ?? element.line;
    const problem = `${quoted(file === '' ? type.shown : file)} is a block device, which the gate does not touch`;
    // The path is no part of it: another device of the same kind is the same to a file.
    refused.push(refusedField('source', { value: 'block', line }, problem, 'stand-in'));
  } else if (type.value !== 'file' && type.value !== 'volume')
    refused.push(refusedField('type', type, `${type.shown} is no kind of storage of libvirt`));
}

/** Fields whose values are the words of QEMU, or numbers. */
function readWords({ values }: Sorted, { said, told, refused }: Gathered): void {
  const say = (name: string, value: string, origin: Origin) => said.push({ name, value, origin });
  const refuse = (value: Value, why: string) =>
    refused.push(refusedField('shareable', value, `${value.shown}: ${why}`));
  for (const [path, field] of Object.entries({
    'driver@cache': 'cache',
    'driver@io': 'aio',
    'driver@discard': 'discard',
    'driver@detect_zeroes': 'detect-zeroes',
    'blockio@logical_block_size': 'logical_block_size',
    'blockio@physical_block_size': 'physical_block_size',
  })) {
    const value = values.get(path);
    if (value === undefined) continue;
    const known = words[path];
    const isKnown = known?.includes(value.value) ?? isNumber(value.value);
    if (isKnown) say(field, value.value, { line: value.line });
    else refused.push(wrongValue(path, value, known));
  }
  const shareable = values.get('shareable');
  const cache = said.findIndex(({ name, value }) => name === 'cache' && value !== 'default');
  if (shareable !== undefined && cache < 0) {
    const given = said.findIndex(({ name }) => name === 'cache');
    if (given >= 0) said.splice(given, 1);
    say('cache', 'none', { default: `libvirt's with <shareable/> in line ${shareable.line}` });
    if (values.get('driver@io')?.value === 'native')
      refuse(shareable, 'libvirt takes io="native" only with a cache that is said');
  }
  if (shareable !== undefined && values.get('driver@type')?.value === 'qcow2')
    refuse(shareable, 'libvirt shares no qcow2');
  const zeroes = said.findIndex(({ name, value }) => name === 'detect-zeroes' && value === 'unmap');
  const unmaps = said.some(({ name, value }) => name === 'discard' && value === 'unmap');
  const detects = values.get('driver@detect_zeroes');
  if (zeroes < 0 || unmaps || detects === undefined) return;
  const { line, value } = detects;
  said[zeroes] = { name: 'detect-zeroes', value: 'on', origin: { line } };
  const says = 'without discard="unmap" libvirt makes detect_zeroes="on" of it';
  told.push({ name: 'detect_zeroes', value, line, says });
}

function readFormat(element: Element, { values }: Sorted, { said, told, refused }: Gathered): void {
  const given = values.get('driver@type');
  const line = childOf(element, 'source')?.line ?? element.line;
  if (given === undefined) {
    // One that holds a placeholder is refused already.
    if (childOf(element, 'driver')?.attributes['type'] !== undefined) return;
    said.push({ name: 'format', value: 'raw', origin: { default: "libvirt's, without a type" } });
    const says = 'no driver type: libvirt takes raw, and never looks into the file';
    told.push({ name: 'driver type', value: 'raw', line, says });
  } else if (given.value === 'raw' || given.value === 'aio')
    said.push({ name: 'format', value: 'raw', origin: { line: given.line } });
  else if (given.value === 'qcow2') {
    said.push({ name: 'format', value: 'qcow2', origin: { line: given.line } });
    if (childOf(element, 'backingStore') !== undefined) return;
    const says = "no <backingStore/>: the text can't tell whether there are layers below";
    told.push({ name: 'backingStore', value: 'not said', line, says });
  } else refused.push(wrongValue('driver@type', given, words['driver@type']));
}

function busOf(element: Element, { values }: Sorted): Value {
  const given = values.get('target@bus');
  if (given !== undefined) return given;
  const target = values.get('target@dev');
  const line = target?.line ?? element.line;
  const letters = /^(?:ioemu:)?(xvd|[hsvf]d|ubd)[a-zA-Z0-9_]+$/.exec(target?.value ?? '')?.[1];
  const unsure = childOf(element, 'target')?.attributes['bus'] ?? 'not said';
  return { value: guessedBuses.get(letters ?? '') ?? unsure, line, shown: '<target>' };
}

/** Queues and their size, of a device or of a controller. */
function readQueues({ values }: Pick<Sorted, 'values'>, domain: Domain, found: Gathered): void {
  const numberOf = (path: string): Value | undefined => {
    const value = values.get(path);
    if (value === undefined || isNumber(value.value)) return value;
    found.refused.push(wrongValue(path, value, undefined));
    return undefined;
  };
  const given = {
    'num-queues': numberOf('driver@queues'),
    'queue-size': numberOf('driver@queue_size'),
  };
  sayQueues(given, { ...domain, cpusName: 'vcpu' }, found);
}

function readThread(
  { values }: Pick<Sorted, 'values'>,
  { threads, mainLoop }: Domain,
  names: readonly string[],
  found: Gathered,
): void {
  const { said, told, refused } = found;
  const given = values.get('driver@iothread');
  const spread = values.get('driver/iothreads');
  if (given === undefined && spread === undefined) refused.push(...mainLoop);
  const use = (id: string, at: Value): boolean => {
    const thread = threads.get(id);
    const { line, shown } = at;
    if (thread === undefined) {
      const problem = `${shown}: the domain has no iothread ${quoted(id)}`;
      refused.push(refusedField('iothread', at, problem));
      return false;
    }
    refused.push(...thread.refused);
    const others = quoted(thread.users.filter(user => user !== names[0]).join(', '));
    const says = `thread ${id} is also used by ${others}; the gate gives each disk its own`;
    if (others !== '') told.push({ name: 'iothread', value: `shared with ${others}`, line, says });
    return true;
  };
  if (given !== undefined && use(given.value, given))
    said.push({ name: 'iothread', value: 'on', origin: { line: given.line } });
  if (spread === undefined) return;
  const all = [...spread.value.matchAll(/iothread\(id=(\d+)((?: queue\(id=\d+\))*)\)(?: |$)/g)];
  const isWhole = all.map(([text]) => text).join('') === spread.value;
  const mapped = all.map(([, id = '', own = '']) => ({ id, queues: own.match(/\d+/g) ?? [] }));
  sayMapping(isWhole ? mapped : [], spread, id => use(id, spread), found);
}

function isNumber(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text);
}

function wrongValue(
  path: string,
  value: Value,
  known: readonly string[] | undefined,
): RefusedField {
  const name = path.replace(/^.*@/, '');
  const problem = `${value.shown} is no value that the gate knows`;
  const remedy = known === undefined ? 'write a whole number' : suggestWord(value.value, known);
  return { ...refusedField(name, value, problem), remedy };
}
