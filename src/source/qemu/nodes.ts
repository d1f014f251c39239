import type { Gathered } from '../gathered.ts';
import { quoted } from '../text.ts';
import { refusedDrivers } from './classes.ts';
import { type Guest, objectOf } from './guest.ts';
import { type Argument, childOptions, lastOf, type Option, valueOf } from './options.ts';
import { sortOptions } from './sort.ts';

/** A block node with the options that are its own. */
export interface Node {
  /** Empty where QEMU would look into the file. */
  readonly driver: string;
  readonly shown: string;
  readonly line: number;
  readonly values: ReadonlyMap<string, Option>;
  /** It has what the node above has, where nothing else is said. */
  readonly isInline: boolean;
}

/** The nodes of a disk, that of its format first. */
export interface Chain {
  readonly nodes: readonly Node[];
  /** Nobody says the format. */
  readonly isProbed: boolean;
}

/** Where a node stands, and what is gathered. */
interface Place {
  readonly argument: Argument;
  readonly guest: Guest;
  readonly found: Gathered;
  readonly depth: number;
}

const formats = new Set(['raw', 'qcow2']);
const files = new Set(['file', 'host_device']);
const mostNodes = 16;

/** The nodes of a `-drive`. */
export function chainOfDrive(argument: Argument, guest: Guest, found: Gathered): Chain {
  const { options, option: shown, line } = argument;
  const own = options.filter(({ name }) => !name.startsWith('file.'));
  const format = lastOf(own, 'format', 'driver');
  const driver = format?.value ?? '';
  if (['format', 'driver'].every(name => lastOf(own, name) !== undefined)) {
    const at = { value: driver, line: format?.line ?? line };
    found.refuse('driver', at, `${shown} has format= and driver=, which QEMU refuses`);
  }
  const isBare = files.has(driver);
  const values = sortOptions(own, ['node', 'drive', isBare ? 'file' : driver], shown, found);
  const top = { driver, shown, line, values, isInline: false };
  const file = lastOf(own, 'file', ...(isBare ? ['filename'] : []));
  if (format?.hole === undefined) refuseFormat(driver, format ?? argument, shown, found);
  const isNamed = guest.nodes.some(each => valueOf(each.options, 'node-name') === file?.value);
  const below = isBare
    ? []
    : nodesBelow(options, isNamed ? file : undefined, { argument, guest, found, depth: 0 });
  const isProbed = !isBare && driver === '';
  if (below !== undefined && !isBare) return { nodes: [top, ...below], isProbed };
  readFile(file, isBare ? driver : 'file', shown, line, found);
  if (isBare) return { nodes: [top], isProbed };
  const aio = values.get('aio');
  const inside = new Map<string, Option>(aio === undefined ? [] : [['aio', aio]]);
  return {
    nodes: [top, { driver: 'file', shown, line, values: inside, isInline: true }],
    isProbed,
  };
}

/** The nodes of a `-blockdev` by its name. */
export function chainOfNode(name: Option, guest: Guest, found: Gathered): Chain {
  const nodes = nodesNamed(name, guest, found, 0);
  const [top] = nodes;
  if (top !== undefined) refuseFormat(top.driver, top, top.shown, found);
  return { nodes, isProbed: false };
}

/** The nodes in or behind `file` of a node; undefined where it says none. */
function nodesBelow(
  options: readonly Option[],
  next: Option | undefined,
  place: Place,
): Node[] | undefined {
  const inside = childOptions(options, 'file');
  const depth = place.depth + 1;
  if (inside.length > 0) return nodesOf(inside, { ...place, depth });
  return next && nodesNamed(next, place.guest, place.found, depth);
}

function nodesNamed(name: Option, guest: Guest, found: Gathered, depth: number): Node[] {
  const named = guest.nodes.filter(({ options }) => valueOf(options, 'node-name') === name.value);
  const [argument, other] = named;
  const refuse = (line: number, problem: string): Node[] => {
    const fact = { value: name.value, line };
    found.refuse('node', fact, `block node ${quoted(name.value)} ${problem}`);
    return [];
  };
  if (argument === undefined) return refuse(name.line, 'is not there');
  if (other !== undefined) return refuse(other.line, 'is there twice');
  if (argument.trouble !== undefined)
    return refuse(argument.line, `${argument.trouble}, so QEMU refuses it`);
  return nodesOf(argument.options, { argument, guest, found, depth }, true);
}

function nodesOf(options: readonly Option[], place: Place, isNamed = false): Node[] {
  const { argument, guest, found, depth } = place;
  const line = options[0]?.line ?? argument.line;
  const own = options.filter(({ name }) => !name.startsWith('file.'));
  const said = lastOf(own, 'driver');
  const path = lastOf(own, 'filename');
  const driver = said?.value ?? (isNamed ? '' : (protocolOf(path?.value ?? '') ?? 'file'));
  const shown = isNamed ? argument.option : `${argument.option} file`;
  const isFile = files.has(driver);
  const why = refusedDrivers.get(driver);
  if (why !== undefined || depth > mostNodes) {
    const problem = `${shown} driver=${quoted(driver)} ${why ?? 'nests too deeply'}`;
    found.refuse('driver', { value: driver, line: said?.line ?? line }, problem);
    return [];
  }
  // The gate has such a node above that of the format, and nowhere else.
  const group = depth === 0 ? throttleOf(own, driver, guest) : undefined;
  const kept = group === undefined ? own : own.filter(({ name }) => name !== 'throttle-group');
  const values = sortOptions(kept, ['node', isFile ? 'file' : driver], shown, found);
  const node = { driver, shown, line, values, isInline: !isNamed };
  if (isFile) {
    readFile(path, driver, shown, line, found);
    return [node];
  }
  if (depth > 0) refuseFormat(driver, said ?? argument, shown, found);
  return [node, ...(nodesBelow(options, lastOf(own, 'file'), place) ?? [])];
}

/** A group that limits nothing; others are refused with the node's own option. */
function throttleOf(options: readonly Option[], driver: string, guest: Guest): Option | undefined {
  const name = lastOf(options, 'throttle-group');
  const group = objectOf(guest, 'throttle-group', name?.value);
  const isOpen = group?.every(({ value }) => value === '0') === true;
  return driver === 'throttle' && isOpen ? name : undefined;
}

function refuseFormat(
  driver: string,
  { line }: { readonly line: number },
  shown: string,
  found: Gathered,
): void {
  if (driver === '' || formats.has(driver) || files.has(driver) || driver === 'throttle') return;
  const why = refusedDrivers.get(driver) ?? 'is no format that the gate has: raw or qcow2';
  const problem = `${shown} driver=${quoted(driver)} ${why}`;
  if (!found.refused.some(field => field.problem === problem))
    found.refuse('format', { value: driver, line }, problem);
}

/** What stands before the colon of a path is how QEMU reaches it; undefined for a file. */
function protocolOf(path: string): string | undefined {
  const found = /^([^/:${}]+):/.exec(path)?.[1];
  return found === 'file' ? undefined : found;
}

/** A path that is not a file: a device of the host, or behind a protocol. */
function readFile(
  option: Option | undefined,
  driver: string,
  shown: string,
  line: number,
  found: Gathered,
): void {
  const path = option?.value ?? '';
  const at = { value: path, line: option?.line ?? line };
  const protocol = shown.startsWith('-blockdev') ? undefined : protocolOf(path);
  if (protocol !== undefined) {
    const why = refusedDrivers.get(protocol) ?? 'is a protocol, and no file';
    found.refuse('file', { ...at, value: protocol }, `${shown} file=${quoted(path)} ${why}`);
  } else if (driver === 'host_device' || /^(?:file:)?\/dev\/(?!shm\/)/.test(path)) {
    const problem = `${quoted(path)} is a block device, which the gate does not touch`;
    // Another device of the same kind is the same to a file.
    found.refuse('source', { ...at, value: 'block' }, problem, 'stand-in');
  } else if (path === '') found.refuse('file', at, `${shown} has no file`);
}
