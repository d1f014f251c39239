import { markdownTable } from 'markdown-table';
import type { Classes } from '../../src/source/classes.ts';
import type { FieldClass } from '../../src/source/definition.ts';
import {
  controllerFields,
  diskFields,
  refusedTypes,
  schemaSource,
} from '../../src/source/libvirt/classes.ts';
import { oldMachines } from '../../src/source/machine.ts';

/** The tables of docs/definitions/libvirt.md, from the classes that the reader uses. */
export function classTables(): string {
  const { schema, versions } = schemaSource;
  return [
    `Complete against ${schema}, ${versions.join(', and ')}.`,
    '### Under a disk',
    tableOf(diskFields),
    '### Under the controller of a SCSI disk',
    tableOf(controllerFields),
    '### Kinds of storage that are refused',
    table([['`type=`', 'why'], ...[...refusedTypes].map(([type, why]) => [`\`${type}\``, why])]),
    '### What an old machine has where nobody says it',
    table([
      ['field', 'up to machine', 'value'],
      ...oldMachines.map(({ field, upTo, value }) => [`\`${field}\``, upTo.join('.'), value]),
    ]),
  ].join('\n\n');
}

/** One row for what becomes of fields, with all of them. */
function tableOf(fields: Classes): string {
  const groups = Map.groupBy(fields.values(), ({ class: kind, usual }) => becomes(kind, usual));
  const rows = [...groups].map(([what, inIt]) => [
    inIt.map(({ name }) => `\`${name}\``).join(', '),
    what,
  ]);
  return table([['field', 'what becomes of it'], ...rows]);
}

function becomes(kind: FieldClass, usual: string | undefined): string {
  const unless = usual === undefined ? '' : `, unless it is \`${usual}\``;
  switch (kind.kind) {
    case 'mapped':
      return `sets \`${kind.to}\``;
    case 'neutral':
      return "can't change a figure; may hold a placeholder";
    case 'told':
      return `told${unless}: ${kind.says}`;
    case 'refused':
      return `refused${unless}: ${kind.why}${kind.accepts === undefined ? '' : ' (`without`)'}`;
    default:
      return kind satisfies never;
  }
}

function table(rows: readonly (readonly string[])[]): string {
  return markdownTable(rows, { alignDelimiters: false, padding: true });
}
