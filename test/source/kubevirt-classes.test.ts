import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Yaml } from '../../src/core/yaml.ts';
import { modeKeys } from '../../src/disk/fields.ts';
import { classes, places, versionFacts } from '../../src/source/kubevirt/classes.ts';
import { faultsIn } from '../../src/source/kubevirt/fields.ts';
import { isBefore, Part } from '../../src/source/kubevirt/part.ts';

const schema = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../fixtures/source/schemas/kubevirt.json'), 'utf8'),
) as {
  readonly definitions: Readonly<Record<string, readonly string[]>>;
  readonly earlier: readonly { readonly place: string; readonly name: string }[];
};

const isOpen = (place: string): boolean => classes.get(place)?.has('…') === true;

/** A part with these fields, all without a value. */
function partOf(names: readonly string[]): Part {
  const plain = Object.fromEntries(names.map(name => [name, null]));
  return new Part({ plain, lineOf: () => 1 } satisfies Yaml);
}

test.each(Object.keys(schema.definitions))('no field of %s is unknown', place => {
  expect(classes.get(place)).toBeDefined();
  expect(faultsIn(partOf(schema.definitions[place] ?? []), place)).toEqual([]);
});

describe('a type that is complete', () => {
  const complete = [...classes.keys()].filter(place => !isOpen(place));

  test('is each one that decides a disk', () => {
    const wanted =
      'Disk DiskTarget CDRomTarget Volume Devices DiskIOThreads DomainSpec CPU BlockSize';
    expect(complete).toEqual(expect.arrayContaining(wanted.split(' ')));
  });

  test.each(complete)(
    '%s has a class for every field, and no field that KubeVirt has not',
    place => {
      const earlier = schema.earlier.filter(each => each.place === place).map(({ name }) => name);
      const names = [...(classes.get(place)?.keys() ?? [])];
      expect(names.toSorted()).toEqual(
        [...(schema.definitions[place] ?? []), ...earlier].toSorted(),
      );
      expect(faultsIn(partOf(['zzz']), place)).toMatchObject([{ name: 'zzz' }]);
    },
  );
});

test('a field sets one of the mode, or is refused by a rule of libvirt', () => {
  const rules = ['iommu', 'model', 'dataStore', 'readonly', 'discard_granularity'];
  const fields = [...classes.values()].flatMap(known => [...known.values()]);
  const wanted = new Set([...modeKeys, ...rules, undefined]);
  expect(fields.filter(({ to }) => !wanted.has(to))).toEqual([]);
  expect(fields.filter(({ inside }) => !classes.has(inside ?? 'Disk'))).toEqual([]);
  expect(fields.filter(({ words }) => words?.includes(''))).toEqual([]);
  for (const place of Object.keys(places)) expect(classes.has(place)).toBe(true);
});

test('versions are ordered by their numbers', () => {
  expect(isBefore('kubevirt-1.9', versionFacts.directsync)).toBe(true);
  expect(isBefore('kubevirt-1.10', versionFacts.directsync)).toBe(false);
  expect(isBefore('kubevirt-2.0', versionFacts.directsync)).toBe(false);
  expect(isBefore(undefined, versionFacts.oldest)).toBe(false);
});
