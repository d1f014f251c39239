import { type FieldValue, fieldValues, isDefault, spellField } from './fields.ts';
import type { DiskMode } from './mode.ts';

/** A disk as `--disk` takes it: `name=prod,format=qcow2,cache=none,…,size=1GiB`. */
export function diskSpec(name: string, mode: DiskMode): string {
  return specOf(name, fieldValues(mode));
}

/** The same of fields; a size is the number at the beginning of its value. */
export function specOf(name: string, values: readonly FieldValue[]): string {
  const fields = values
    .filter(field => !isDefault(field))
    .map(field =>
      field.name === 'size'
        ? `size=${spellBytes(Number.parseInt(field.value, 10))}`
        : spellField(field),
    );
  return [`name=${name}`, ...fields].join(',');
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/**
 * Bytes as a SPEC or the config takes them, in the largest unit that leaves a whole number:
 * `320MiB`.
 */
export function spellBytes(bytes: number): string {
  const power = bytes === 0 ? 0 : units.findLastIndex((_, index) => bytes % 1024 ** index === 0);
  return `${bytes / 1024 ** power}${units[power] ?? 'B'}`;
}
