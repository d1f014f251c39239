/**
 * Records which elements and attributes libvirt's schema allows under a disk and under a controller
 * of SCSI disks: `node scripts/libvirt-schema.ts /usr/share/libvirt/schemas VERSION`. Debian has
 * the schema in the package libvirt0. What it writes is in fixtures/source/schemas/libvirt.json;
 * `later` there is kept by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseXml, XmlElement } from '@rgrove/parse-xml';

const [folder = '', version = ''] = process.argv.slice(2);
const file = resolve(import.meta.dirname, '../fixtures/source/schemas/libvirt.json');
const defines = new Map<string, XmlElement[]>();
load('domain.rng');

const known = JSON.parse(readFileSync(file, 'utf8')) as { readonly later: unknown };
const schema = {
  source: `libvirt ${version}, domain.rng and what it includes`,
  disk: fieldsOf('disk'),
  // A controller of another type may have these; under one of SCSI disks they are unknown.
  controller: fieldsOf('controller').filter(
    path => !/^(?:master|model|pcihole64|target|@(?:ports|vectors|max))/.test(path),
  ),
  later: known.later,
};
writeFileSync(file, `${JSON.stringify(schema, undefined, 2)}\n`);

function load(name: string): void {
  const { root } = parseXml(readFileSync(join(folder, name), 'utf8'));
  for (const element of elementsOf(root)) {
    const of = element.attributes['name'] ?? '';
    if (element.name === 'include') {
      load(element.attributes['href'] ?? '');
      for (const define of elementsOf(element)) add(define.attributes['name'] ?? '', define);
    } else if (element.name === 'define') add(of, element);
  }
}

function add(name: string, define: XmlElement): void {
  defines.set(name, [...(defines.get(name) ?? []), define]);
}

function elementsOf(element: XmlElement | null): XmlElement[] {
  return (element?.children ?? []).filter(child => child instanceof XmlElement);
}

/** `driver`, `driver@cache`, `driver/metadata_cache`: of what an element may have. */
function fieldsOf(name: string): string[] {
  const paths = new Set<string>();
  const walk = (element: XmlElement, path: string, within: readonly string[]): void => {
    for (const child of elementsOf(element)) {
      const named = child.attributes['name'] ?? '';
      if (child.name === 'ref') {
        if (within.includes(named)) continue;
        for (const define of defines.get(named) ?? []) walk(define, path, [...within, named]);
      } else if (child.name === 'attribute') paths.add(`${path}@${named}`);
      else if (child.name === 'element') {
        const inside = path === '' ? named : `${path}/${named}`;
        if (inside !== '') paths.add(inside);
        walk(child, inside, within);
      } else walk(child, path, within);
    }
  };
  for (const define of defines.get(name) ?? []) {
    for (const element of elementsOf(define)) walk(element, '', [name]);
  }
  // Layers below the image, and a copy of it, have every field of a disk's storage again.
  return [...paths].filter(path => !/^(?:backingStore|mirror)[@/]/.test(path)).toSorted();
}
