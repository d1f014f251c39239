import { type Gathered, refusedField } from '../libvirt/fields.ts';
import { quoted } from '../text.ts';
import { refusedDrivers } from './classes.ts';
import type { Guest } from './guest.ts';
import { type Argument, childOptions, lastOf, type Option } from './options.ts';
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

const formats = new Set(['raw', 'qcow2']);
const files = new Set(['file', 'host_device']);
const mostNodes = 16;

/** The nodes of a `-drive`. */
export function chainOfDrive(argument: Argument, guest: Guest, found: Gathered): Chain {
  const { options, option: shown, line } = argument;
  const own = options.filter(({ name }) => !name.startsWith('file.'));
  const format = lastOf(own, 'format', 'driver');
  const driver = format?.value ?? '';
  const both = ['format', 'driver'].map(name => lastOf(own, name)?.value);
  if (both[0] !== undefined && both[1] !== undefined)
    found.refused.push(
      refusedField(
        'driver',
        { value: driver, line: format?.line ?? line },
        `${shown} has format= and driver=, which QEMU refuses`,
      ),
    );

  const isBare = files.has(driver);
  const of = ['node', 'drive', isBare ? 'file' : driver];
  const values = sortOptions(own, of, shown, found);
  const top = { driver, shown, line, values, isInline: false };
  const file = lastOf(own, 'file', ...(isBare ? ['filename'] : []));
  if (format?.hole === undefined) refuseFormat(driver, format ?? argument, shown, found);
  if (isBare) {
    readFile(file, driver, shown, line, found);
    return { nodes: [top], isProbed: false };
  }
  const inside = childOptions(options, 'file');
  if (inside.length > 0)
    return {
      nodes: [top, ...nodesOf(inside, { argument, guest, found, depth: 1 })],
      isProbed: driver === '',
    };
  const isNode = guest.nodes.some(each => lastOf(each.options, 'node-name')?.value === file?.value);
  if (isNode && file !== undefined)
    return { nodes: [top, ...nodesNamed(file, guest, found, 1)], isProbed: driver === '' };
  readFile(file, 'file', shown, line, found);
  const aio = values.get('aio');
  const below = new Map<string, Option>(aio === undefined ? [] : [['aio', aio]]);
  return {
    nodes: [top, { driver: 'file', shown, line, values: below, isInline: true }],
    isProbed: driver === '',
  };
}

/** The nodes of a `-blockdev` by its name. */
export function chainOfNode(name: Option, guest: Guest, found: Gathered): Chain {
  const nodes = nodesNamed(name, guest, found, 0);
  const [top] = nodes;
  if (top !== undefined) refuseFormat(top.driver, top, top.shown, found);
  return { nodes, isProbed: false };
}

function nodesNamed(name: Option, guest: Guest, found: Gathered, depth: number): Node[] {
  const named = guest.nodes.filter(
    ({ options }) => lastOf(options, 'node-name')?.value === name.value,
  );
  const [argument, other] = named;
  const refuse = (line: number, problem: string): Node[] => {
    found.refused.push(refusedField('node', { value: name.value, line }, problem));
    return [];
  };
  const shown = `block node ${quoted(name.value)}`;
  if (argument === undefined) return refuse(name.line, `${shown} is not there`);
  if (other !== undefined) return refuse(other.line, `${shown} is there twice`);
  if (argument.trouble !== undefined)
    return refuse(argument.line, `${shown} ${argument.trouble}, so QEMU refuses it`);
  const { options } = argument;
  return nodesOf(options, { argument, guest, found, depth, isNamed: true });
}

function nodesOf(
  options: readonly Option[],
  {
    argument,
    guest,
    found,
    depth,
    isNamed = false,
  }: {
    readonly argument: Argument;
    readonly guest: Guest;
    readonly found: Gathered;
    readonly depth: number;
    readonly isNamed?: boolean;
  },
): Node[] {
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
    found.refused.push(
      refusedField('driver', { value: driver, line: said?.line ?? line }, problem),
    );
    return [];
  }
  // The gate has such a node above that of the format, and nowhere else.
  const group = depth === 0 ? throttleOf(own, driver, guest) : undefined;
  const kept = group === undefined ? own : own.filter(({ name }) => name !== 'throttle-group');
  const values = sortOptions(kept, ['node', isFile ? 'file' : driver], shown, found);
  const node = { driver, shown, line, values, isInline: !isNamed };
  if (isFile) {
    // The older name of the file's driver, and what a path without one would have been.
    readFile(path, driver, shown, line, found);
    return [node];
  }
  if (depth > 0 && driver !== 'throttle' && !formats.has(driver))
    refuseFormat(driver, said ?? argument, shown, found);
  const inside = childOptions(options, 'file');
  const next = lastOf(own, 'file');
  if (inside.length > 0)
    return [node, ...nodesOf(inside, { argument, guest, found, depth: depth + 1 })];
  return next === undefined ? [node] : [node, ...nodesNamed(next, guest, found, depth + 1)];
}

/** A group that limits nothing; others are refused with the node's own option. */
function throttleOf(options: readonly Option[], driver: string, guest: Guest): Option | undefined {
  const name = lastOf(options, 'throttle-group');
  const group = guest.objects.find(
    each =>
      lastOf(each.options, 'qom-type')?.value === 'throttle-group' &&
      lastOf(each.options, 'id')?.value === name?.value,
  );
  const limits = group?.options.filter(
    option => !/^(?:qom-type|id)$/.test(option.name) && option.value !== '0',
  );
  return driver === 'throttle' && limits?.length === 0 ? name : undefined;
}

function refuseFormat(
  driver: string,
  { line }: { readonly line: number },
  shown: string,
  { refused }: Gathered,
): void {
  if (driver === '' || formats.has(driver) || files.has(driver) || driver === 'throttle') return;
  const why = refusedDrivers.get(driver) ?? 'is no format that the gate has: raw or qcow2';
  const problem = `${shown} driver=${quoted(driver)} ${why}`;
  if (!refused.some(field => field.problem === problem))
    refused.push(refusedField('format', { value: driver, line }, problem));
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
  { refused }: Gathered,
): void {
  const path = option?.value ?? '';
  const at = { value: path, line: option?.line ?? line };
  const protocol = shown.startsWith('-blockdev') ? undefined : protocolOf(path);
  if (protocol !== undefined) {
    const why = refusedDrivers.get(protocol) ?? 'is a protocol, and no file';
    const problem = `${shown} file=${quoted(path)} ${why}`;
    refused.push(refusedField('file', { ...at, value: protocol }, problem));
  } else if (driver === 'host_device' || /^(?:file:)?\/dev\/(?!shm\/)/.test(path)) {
    const problem = `${quoted(path)} is a block device, which the gate does not touch`;
    // Another device of the same kind is the same to a file.
    refused.push(refusedField('source', { ...at, value: 'block' }, problem, 'stand-in'));
  } else if (path === '') refused.push(refusedField('file', at, `${shown} has no file`));
}
