import { describeCache, flagKeys } from './cache.ts';
import { type FieldFacts, type FieldRules, type Impossibility, sector, spelled } from './field.ts';
// Names, defaults and documentation; a default is what QEMU does where a mode does not say.
import data from './fields.json' with { type: 'json' };
import { imageFields } from './image-fields.ts';
import { type DiskMode, diskModeSchema } from './mode.ts';
import { pathFields } from './path-fields.ts';
import { useFields } from './use-fields.ts';

interface AnyField extends FieldFacts, FieldRules {
  readonly field: keyof DiskMode;
}

const facts: Readonly<Record<keyof DiskMode, FieldFacts>> = data;
const rules: Readonly<Record<keyof DiskMode, FieldRules>> = {
  ...imageFields,
  ...useFields,
  ...pathFields,
};

/**
 * Every field of a disk mode, in the order of keys and documentation. Parsing, keys, QEMU's
 * arguments, attestation and the tables of docs/disk-modes.md are made of these entries. A new
 * field is an entry in fields.json, its rules in use-fields.ts, path-fields.ts or image-fields.ts,
 * its type in mode.ts, and a fixture in fixtures/disk-fields.
 */
export const fields: readonly AnyField[] = (Object.keys(facts) as (keyof DiskMode)[]).map(
  field => ({ ...facts[field], ...rules[field], field }),
);

/** Keys that configure a disk mode, in the order in which they are documented. */
export const modeKeys: readonly string[] = fields.flatMap(({ name, values }) =>
  values.kind === 'cache' ? [name, ...flagKeys.map(({ key }) => key)] : [name],
);

/** A field of one mode under the name that it has in QEMU and in a configuration. */
export interface FieldValue {
  readonly name: string;
  readonly value: string;
}

/** Every field of a mode with its value as QEMU spells it, those at their default among them. */
export function fieldValues(mode: DiskMode): FieldValue[] {
  return fields.map(entry => {
    const given = mode[entry.field];
    return { name: entry.name, value: given === undefined ? usualValue(entry) : spelled(given) };
  });
}

function usualValue({ docs, default: usual }: AnyField): string {
  return spelled(usual ?? docs?.default ?? '');
}

/** Whether a field says no more than leaving it out would. */
export function isDefault({ name, value }: FieldValue): boolean {
  return fields.some(
    entry => entry.name === name && entry.always !== true && usualValue(entry) === value,
  );
}

/** A field as keys and SPECs have it; a cache mode without a name is its flags. */
export function spellField({ name, value }: FieldValue): string {
  return name === 'cache' ? describeCache(value) : `${name}=${value}`;
}

/**
 * The canonical key: equal for equal modes, whatever they were called; fields in a fixed order.
 * Those that came later only stand in it where they are not QEMU's default, so that keys, and
 * histories with them, outlive new fields.
 */
export function diskModeKey(mode: DiskMode): string {
  return fieldValues(mode)
    .filter(field => !isDefault(field))
    .map(spellField)
    .join(',');
}

/** What a disk of so many bytes is where nothing else is said: what QEMU does by default. */
export function defaultDiskMode(size: number): DiskMode {
  const usual = fields
    .filter(({ always }) => always)
    .map(({ field, default: value }) => [field, value]);
  return diskModeSchema.parse({ ...Object.fromEntries(usual), size });
}

/** A mode with QEMU's defaults where it says nothing. */
export function withDefaults(mode: DiskMode): DiskMode {
  return {
    ...mode,
    ...Object.fromEntries(fields.map(({ field, default: usual }) => [field, mode[field] ?? usual])),
  };
}

/** A mode as documents hold it: without what QEMU does anyway. */
export function withoutDefaults(mode: DiskMode): DiskMode {
  const said = fields
    .filter(({ field, always, default: usual }) => always === true || mode[field] !== usual)
    .map(({ field }) => [field, mode[field]]);
  return diskModeSchema.parse(Object.fromEntries(said));
}

/** The fields of a mode that its image depends on. */
export function imageMode(mode: DiskMode): Pick<DiskMode, 'format' | 'size'> & Partial<DiskMode> {
  const shaping = fields
    .filter(({ field, shapesImage }) => shapesImage === true && mode[field] !== undefined)
    .map(({ field }) => [field, mode[field]]);
  return { ...Object.fromEntries(shaping), format: mode.format, size: mode.size };
}

/** What an image that is somebody's own says itself. */
export const imageSays: ReadonlySet<string> = new Set<keyof DiskMode>([
  'format',
  'size',
  'clusterSize',
  'preallocation',
  'lazyRefcounts',
  'extendedL2',
]);

/** A mode without what its image says. */
export function withoutImage(mode: DiskMode): DiskMode {
  const said = fields.filter(({ field }) => !imageSays.has(field));
  return {
    ...defaultDiskMode(sector),
    ...Object.fromEntries(said.map(({ field }) => [field, mode[field]])),
  };
}

/**
 * Everything that refuses a mode which QEMU or a Linux guest would refuse or silently change; empty
 * where it is possible. What depends on the build of QEMU or on the host is asked of them
 * (qemu/features.ts).
 */
export function impossibilities(mode: DiskMode): readonly Impossibility[] {
  return fields.flatMap(({ refused }) => refused?.(mode) ?? []);
}
