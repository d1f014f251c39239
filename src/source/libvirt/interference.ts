import type { RefusedField } from '../definition.ts';
import { refusedField } from '../gathered.ts';
import { quoted } from '../text.ts';
import { type Domain, diskNumber } from './domain.ts';
import type { Element } from './xml.ts';

/** Options that change disks which are written elsewhere. */
const sweeping = /^--?(?:snapshot|readconfig)\b/;

/** Types of devices by bus: a `-global` of one changes every disk of the bus. */
const types: ReadonlyMap<string, RegExp> = new Map([
  ['virtio', /virtio-(?:blk|pci|device)/],
  ['scsi', /virtio-(?:scsi|pci|device)|scsi-(?:hd|disk)/],
]);

/**
 * What a domain hands to QEMU beside its elements that concerns a disk: arguments of
 * `qemu:commandline` and properties of `qemu:override`. They are refused, since they change a
 * device behind the element that names it.
 */
export function readInterference(
  names: readonly string[],
  bus: string,
  { root, controllers }: Domain,
): RefusedField[] {
  const beside = root.children.filter(({ name }) => /(?:^|:)(?:commandline|override)$/.test(name));
  if (beside.length === 0) return [];
  const aliases = [...names.slice(1), ...[...controllers.values()].flat().flatMap(aliasOf)];
  const letters = /^vd([a-z]+)$/.exec(names[0] ?? '')?.[1];
  if (letters !== undefined) aliases.push(`virtio-disk${diskNumber(letters)}`);
  const ours = new RegExp(
    `(?<![\\w])(?:${[...aliases.map(escape), 'libvirt-\\d+-\\w+'].join('|')}` +
      `${bus === 'scsi' ? '|scsi\\d+[\\d-]*' : ''})(?![\\w])`,
  );
  const isOurs = (text: string, before: string): boolean =>
    ours.test(text) ||
    sweeping.test(text) ||
    /[$%@{]\{|%\w+%/.test(text) ||
    (/^--?global$/.test(before) && (types.get(bus)?.test(text) ?? true));
  return beside.flatMap(({ name, children }) => {
    if (name.endsWith('commandline')) {
      return children.flatMap(({ attributes, line }, index) => {
        const text = attributes['value'] ?? '';
        const before = children[index - 1]?.attributes['value'] ?? '';
        return isOurs(text, before) ? [refuse(name, text, line)] : [];
      });
    }
    return children
      .filter(({ attributes }) => ours.test(attributes['alias'] ?? ''))
      .flatMap(device => propertiesOf(device))
      .map(({ attributes, line }) =>
        refuse(name, `${attributes['name']}=${attributes['value']}`, line),
      );
  });
}

function refuse(name: string, value: string, line: number): RefusedField {
  const problem = `${quoted(value)} in ${name} changes the device behind the disk, and is not read`;
  return refusedField(name, { value, line }, problem);
}

function aliasOf({ children }: Element): string[] {
  return children.flatMap(({ name, attributes }) =>
    name === 'alias' ? (attributes['name'] ?? []) : [],
  );
}

function propertiesOf(element: Element): Element[] {
  if (/(?:^|:)property$/.test(element.name)) return [element];
  return element.children.flatMap(propertiesOf);
}

function escape(text: string): string {
  return text.replace(/[^\w-]/g, '\\$&');
}
