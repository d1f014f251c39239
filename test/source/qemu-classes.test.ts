import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { modeKeys } from '../../src/disk/fields.ts';
import { options as byOwner } from '../../src/source/qemu/classes.ts';

interface Schema {
  readonly nodes: Record<string, string[]>;
  readonly devices: Record<string, Record<string, string>>;
  readonly drive: { readonly options: string[] };
  readonly later: { readonly of: string; readonly name: string }[];
}

const schema = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../fixtures/source/schemas/qemu.json'), 'utf8'),
) as Schema;

const options = [...byOwner].flatMap(([of, fields]) =>
  Array.from(fields.values(), field => ({ of, ...field })),
);

/** Every option that QEMU has, and what has it. */
const all: readonly (readonly [string, string])[] = [
  ...Object.entries(schema.nodes).flatMap(([of, names]) => names.map(name => [of, name] as const)),
  ...Object.entries(schema.devices).flatMap(([of, names]) =>
    Object.keys(names).map(name => [of, name] as const),
  ),
  ...schema.drive.options.map(name => ['drive', name] as const),
  ...schema.later.map(({ of, name }) => [of === '*' ? 'raw' : of, name] as const),
];

function classesOf(of: string, name: string) {
  const owners = of in schema.nodes || of === 'drive' ? ['node', of] : [of];
  return options.filter(field => owners.includes(field.of) && field.name === name);
}

describe("QEMU's options", () => {
  it.each(all)('%s %s has one class', (of, name) => {
    expect(classesOf(of, name)).toHaveLength(name === 'read-only' && of === 'drive' ? 2 : 1);
  });

  it.each(
    options.filter(({ of, name }) => of !== 'drive' && !['id', 'bus', 'addr'].includes(name)),
  )('$of $name is known to QEMU', ({ of, name }) => {
    const owners = of === 'node' ? Object.keys(schema.nodes) : [of];
    const isNamed = all.some(([owner, known]) => owners.includes(owner) && known === name);
    expect(isNamed).toBe(true);
  });

  it.each(
    Object.entries(schema.devices).flatMap(([of, names]) =>
      Object.entries(names).map(([name, usual]) => [of, name, usual] as const),
    ),
  )('%s %s is as usual where it is said at its default, %j', (of, name, printed) => {
    const usual = { true: 'on', false: 'off' }[printed] ?? printed;
    const [field] = classesOf(of, name);
    const isOpen = field?.usual === undefined || of === 'iothread' || printed === '';
    expect(isOpen ? undefined : field.usual).toBe(isOpen ? undefined : usual);
  });

  test('set fields that a mode has', () => {
    const set = options.flatMap(({ class: kind }) => (kind.kind === 'mapped' ? [kind.to] : []));
    expect(set.filter(name => !modeKeys.includes(name))).toEqual([]);
  });

  test('that a later QEMU brings are found to be undecided', () => {
    expect(classesOf('virtio-blk-pci', 'num-queues2')).toEqual([]);
    expect(classesOf('qcow2', 'l3-cache-size')).toEqual([]);
  });
});
