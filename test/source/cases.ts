import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseDiskMode } from '../../src/config/disk-mode.ts';
import { describeRejection, type Outcome } from '../../src/core/rejection.ts';
import { diskModeKey } from '../../src/disk/fields.ts';
import type { SaidInConfig, SourceText } from '../../src/source/definition.ts';
import { type Reading, readSource, type SourceRequest } from '../../src/source/read.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/source');

/** A definition of fixtures/source. */
export function definition(path: string): SourceText {
  return { path, text: readFileSync(resolve(folder, path), 'utf8') };
}

/** A libvirt domain with these devices. */
export function domain(devices: string, around = ''): SourceText {
  const text = `<domain type='kvm'>\n<name>g</name><vcpu>2</vcpu>${around}\n<devices>\n${devices}\n</devices>\n</domain>\n`;
  return { path: 'vm.xml', text };
}

/** Reads a disk of a definition as a config asks for it. */
export function read(
  source: SourceText,
  target?: string,
  {
    standIn,
    fields = {},
    ...others
  }: Omit<Partial<SourceRequest>, 'target' | 'standIn' | 'fields'> & {
    readonly standIn?: string;
    readonly fields?: Readonly<Record<string, string>>;
  } = {},
): Outcome<Reading> {
  const at = (key: string, value: string): SaidInConfig => ({ value, where: `gate.yml ${key}` });
  return readSource({
    source,
    where: 'gate.yml disks.prod',
    target: target === undefined ? undefined : at('target', target),
    standIn: standIn === undefined ? undefined : at('stand-in', standIn),
    fields: Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, at(key, value)])),
    ...others,
  });
}

/** The key of the mode that was read, without a size, or every rejection as a line. */
export function modeOf(outcome: Outcome<Reading>): string | readonly string[] {
  if (!outcome.ok) return outcome.rejections.map(describeRejection);
  const texts = outcome.value.fields;
  const mode = parseDiskMode({ path: 'disk', texts, defaultSize: 2 ** 30, isWhole: true });
  if (!mode.ok) return mode.rejections.map(describeRejection);
  return diskModeKey(mode.value).replace(/,size=.*/, '');
}
