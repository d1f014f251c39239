import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { markdownTable } from 'markdown-table';
import { classes } from '../../src/source/kubevirt/classes.ts';

const { source } = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../fixtures/source/schemas/kubevirt.json'), 'utf8'),
) as { readonly source: string };

/** Why fields are refused that set nothing of a mode, or how they are told. */
const rules: Readonly<Record<string, string>> = {
  iommu: 'refused on virtio: puts the disk behind an IOMMU (`without`)',
  model: 'told on virtio: is a variant of the device',
  dataStore: 'refused: puts a qcow2 before the image',
  readonly: 'refused: keeps the guest from writing, which workloads do',
  discard_granularity: "refused: changes the device, and the gate can't set it (`without`)",
};

/** The table of docs/definitions/kubevirt.md, from the classes that the reader uses. */
export function kubevirtTable(): string {
  const rows = [...classes].flatMap(([place, fields]) => {
    const groups = Map.groupBy(fields, ([name, { to, inside, words }]) => {
      if (name === '…') return 'the rest decides nothing';
      if (inside !== undefined) return `holds ${inside}`;
      if (to === undefined) return "can't change a figure";
      const among = words === undefined ? '' : `: ${words.map(each => `\`${each}\``).join(', ')}`;
      return rules[to] ?? `sets \`${to}\`${among}`;
    });
    return [...groups].map(([what, inIt]) => [
      place,
      inIt.map(([name]) => (name === '…' ? '…' : `\`${name}\``)).join(', '),
      what,
    ]);
  });
  const table = [['type', 'fields', 'what becomes of them'], ...rows];
  return `Complete against ${source}.\n\n${markdownTable(table, { alignDelimiters: false })}`;
}
