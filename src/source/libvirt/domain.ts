import type { RefusedField } from '../definition.ts';
import { type Fact, refusedField } from '../gathered.ts';
import { quoted } from '../text.ts';
import { childOf, type Element, show } from './xml.ts';

/** A disk element with the names by which it may be asked for. */
export interface DiskElement {
  readonly element: Element;
  readonly names: readonly string[];
  /** The number of the controller on which a SCSI disk hangs. */
  readonly controller: number | undefined;
}

/** What of a domain decides what its disks are. */
export interface Domain {
  readonly root: Element;
  readonly disks: readonly DiskElement[];
  readonly machine: Fact;
  readonly cpus: Fact;
  /** Threads by number, each with the disks that use it and what sets it apart. */
  readonly threads: ReadonlyMap<string, Pick<Domain, 'refused'> & { users: readonly string[] }>;
  /** What keeps disks from being measured that have no thread of their own. */
  readonly mainLoop: readonly RefusedField[];
  /** Controllers of SCSI disks by number, several where a number is taken twice. */
  readonly controllers: ReadonlyMap<number, readonly Element[]>;
  /** SCSI disks by the number of their controller. */
  readonly onController: ReadonlyMap<number | undefined, readonly DiskElement[]>;
  /** What holds for every disk. */
  readonly refused: readonly RefusedField[];
}

/** Finds in a domain, or around a disk alone, what its disks depend on. */
export function domainOf(root: Element): Domain {
  const devices = root.children.filter(({ name }) => name === 'devices');
  const inDevices = devices.flatMap(({ children }) => children);
  const elements = root.name === 'disk' ? [root] : inDevices.filter(({ name }) => name === 'disk');
  const disks = elements.map(diskElement);
  const type = childOf(childOf(root, 'os'), 'type');
  const cpus = childOf(root, 'vcpu');
  const controllers = numbered(
    inDevices.filter(
      ({ name, attributes }) => name === 'controller' && attributes['type'] === 'scsi',
    ),
  );
  const onController = Map.groupBy(
    disks.filter(({ controller }) => controller !== undefined),
    ({ controller }) => controller,
  );
  const main = childOf(root, 'defaultiothread');
  return {
    root,
    disks,
    machine: { value: type?.attributes['machine'] ?? '', line: type?.line ?? root.line },
    cpus: { value: cpus?.text ?? '', line: cpus?.line ?? root.line },
    threads: threadsOf(root, { disks, controllers, onController }),
    mainLoop: main === undefined ? [] : [unlike(main, 'defaultiothread')],
    controllers,
    onController,
    // What stands between elements was to choose between them.
    refused: [root, ...devices].flatMap(element =>
      element.name === 'disk' || element.text === '' ? [] : [strayText(element)],
    ),
  };
}

function strayText(element: Element): RefusedField {
  const { text, textLine } = element;
  const problem = `${show(element)} has a text among its elements, ${quoted(text)}: a template`;
  const remedy = 'render it in a step before, and give what that made';
  return refusedField(element.name, { value: text, line: textLine }, problem, undefined, remedy);
}

function diskElement(element: Element, index: number): DiskElement {
  const target = childOf(element, 'target')?.attributes;
  const dev = target?.['dev'] ?? `#${index + 1}`;
  const alias = childOf(element, 'alias')?.attributes['name'];
  const isScsi = (target?.['bus'] ?? (dev.startsWith('sd') ? 'scsi' : '')) === 'scsi';
  return {
    element,
    // Other aliases are libvirt's own, which it makes anew.
    names: alias?.startsWith('ua-') === true ? [dev, alias] : [dev],
    controller: isScsi ? controllerOf(element, dev) : undefined,
  };
}

/** -1 where nothing says it. */
function controllerOf(disk: Element, dev: string): number {
  const { type, controller } = childOf(disk, 'address')?.attributes ?? {};
  if (type === 'drive' && controller !== undefined)
    return /^\d{1,3}$/.test(controller) ? Number(controller) : -1;
  const letters = /^sd([a-z]{1,3})$/.exec(dev)?.[1];
  // Without an address, libvirt puts 15 disks on each controller: 16 less the controller itself.
  return letters === undefined ? -1 : Math.floor(diskNumber(letters) / 15);
}

/** 0 for `a`, 25 for `z`, 26 for `aa`, as disks are named. */
export function diskNumber(letters: string): number {
  return letters.split('').reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 96, 0) - 1;
}

/** Controllers by number; those that have none get the lowest that is free. */
function numbered(elements: readonly Element[]): Domain['controllers'] {
  const taken = new Set(elements.map(({ attributes }) => attributes['index']));
  let free = 0;
  return Map.groupBy(elements, ({ attributes: { index } }) => {
    if (index !== undefined) return /^\d+$/.test(index) ? Number(index) : -1;
    while (taken.has(String(free))) free += 1;
    taken.add(String(free));
    return free;
  });
}

function threadsOf(
  root: Element,
  { disks, controllers, onController }: Pick<Domain, 'disks' | 'controllers' | 'onController'>,
): Domain['threads'] {
  const listed = childOf(root, 'iothreadids')?.children ?? [];
  const byId = Map.groupBy(listed, ({ attributes }) => attributes['id']);
  const ids = new Set([...byId.keys()].filter(id => id !== undefined));
  const count = Math.min(Number(childOf(root, 'iothreads')?.text ?? 0) || 0, 1000);
  // Of so many threads, those without a number get the lowest that are free.
  for (let id = 1; ids.size < count; id += 1) ids.add(String(id));
  const threadsUsed = (element: Element | undefined): string[] => {
    const driver = childOf(element, 'driver');
    const spread = childOf(driver, 'iothreads')?.children ?? [];
    return [driver, ...spread].flatMap(
      each => each?.attributes['iothread'] ?? each?.attributes['id'] ?? [],
    );
  };
  const uses = [
    ...disks.flatMap(disk => threadsUsed(disk.element).map(id => ({ disk, id }))),
    ...[...onController].flatMap(([index = -1, hung]) =>
      hung.flatMap(disk => threadsUsed(controllers.get(index)?.[0]).map(id => ({ disk, id }))),
    ),
  ];
  const users = Map.groupBy(uses, ({ id }) => id);
  return new Map(
    [...ids].map(id => {
      // Other attributes and elements say how the thread waits, and of how many it has the help.
      const tuned = (byId.get(id) ?? []).filter(
        ({ attributes, children }) => children.length > 0 || Object.keys(attributes).length > 1,
      );
      const names = users.get(id)?.flatMap(({ disk }) => disk.names.slice(0, 1)) ?? [];
      return [id, { users: names, refused: tuned.map(each => unlike(each, 'iothreadids')) }];
    }),
  );
}

function unlike(element: Element, name: string): RefusedField {
  const { line, attributes, children } = element;
  const inside = [attributes, ...children.map(child => child.attributes)];
  const value = inside.flatMap(one => Object.entries(one).map(pair => pair.join('='))).join(' ');
  const problem = `${show(element)} ${quoted(value)}: the gate's threads wait and grow as QEMU's do`;
  return refusedField(name, { value, line }, problem, 'without');
}
