import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { modeKeys } from '../../src/disk/fields.ts';
import type { ClassifiedField } from '../../src/source/classes.ts';
import { controllerFields, diskFields } from '../../src/source/libvirt/classes.ts';

const schema = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../fixtures/source/schemas/libvirt.json'), 'utf8'),
) as Record<'disk' | 'controller', string[]> & { later: { path: string }[] };

// `driver/iothreads` is what later versions added to both.
const later = schema.later.map(({ path }) => path);
const ofBoth = later.filter(path => path.startsWith('driver/iothreads'));

describe.each([
  ['a disk', [...diskFields.values()], [...schema.disk, ...later]],
  ['a controller of SCSI disks', [...controllerFields.values()], [...schema.controller, ...ofBoth]],
])('the fields of %s', (_, fields, known) => {
  it.each(known)('%s has a class', path => {
    expect(isDecided(path, fields)).toBe(true);
  });

  test('are all known to libvirt', () => {
    const unknown = fields.map(({ name }) => name).filter(path => !known.includes(path));
    const alsoVirtio = new Set(['driver@event_idx', 'privateData', 'source/privateData']);
    expect(unknown.filter(path => !alsoVirtio.has(path))).toEqual([]);
  });

  test('set fields that a mode has', () => {
    const set = fields.flatMap(({ class: kind }) => (kind.kind === 'mapped' ? [kind.to] : []));
    expect(set.filter(name => !modeKeys.includes(name))).toEqual([]);
  });
});

test('a field that a later libvirt brings is found to be undecided', () => {
  expect(isDecided('driver@cache2', [...diskFields.values()])).toBe(false);
  expect(isDecided('serial@format', [...diskFields.values()])).toBe(false);
  expect(isDecided('backingStore/source@file', [...diskFields.values()])).toBe(true);
});

/** Whether a field has a class, has it from an element around it, or only stands around others. */
function isDecided(path: string, fields: readonly ClassifiedField[]): boolean {
  return fields.some(
    field =>
      field.name === path ||
      field.name.startsWith(`${path}@`) ||
      field.name.startsWith(`${path}/`) ||
      (field.class.kind !== 'neutral' &&
        /^[@/]/.test(path.slice(field.name.length)) &&
        path.startsWith(field.name)),
  );
}
