import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { definition, domain, modeOf, read } from './cases.ts';
import { readChanged } from './random-changes.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/source');
const all = readdirSync(folder).filter(name => /\.(xml|tf|hcl|sh|rb|nix)$/.test(name));

const around = `<iothreads>1</iothreads><os><type machine='pc-q35-5.1'>hvm</type></os>`;
const attributes: readonly [element: string, name: string, value: string][] = [
  ['disk', 'type', 'file'],
  ['disk', 'device', 'disk'],
  ['driver', 'name', 'qemu'],
  ['driver', 'type', 'qcow2'],
  ['driver', 'cache', 'none'],
  ['driver', 'io', 'native'],
  ['driver', 'discard', 'unmap'],
  ['driver', 'detect_zeroes', 'unmap'],
  ['driver', 'iothread', '1'],
  ['driver', 'queues', '4'],
  ['target', 'dev', 'vda'],
  ['target', 'bus', 'virtio'],
  ['blockio', 'logical_block_size', '4096'],
  ['blockio', 'physical_block_size', '4096'],
];
const mode =
  'format=qcow2,cache=none,aio=native,bus=virtio-blk,iothread=on,num-queues=4,discard=unmap,' +
  'detect-zeroes=unmap,logical_block_size=4096,physical_block_size=4096';

/** A disk with these attributes, in this order, and with these texts between its elements. */
function written(
  order: readonly (readonly [string, string, string])[],
  between: readonly string[] = [],
  quote = "'",
): string {
  const elements = [...new Set(order.map(([element]) => element))];
  const spelled = (wanted: string): string =>
    order
      .filter(([element]) => element === wanted)
      .map(([, name, value]) => ` ${name}=${quote}${value}${quote}`)
      .join('');
  const inside = elements
    .filter(element => element !== 'disk')
    .map(
      (element, index) =>
        `${between[index % (between.length || 1)] ?? ''}<${element}${spelled(element)}/>`,
    );
  return `<disk${spelled('disk')}>${inside.join('')}<source file='/a'/><backingStore/></disk>`;
}

test('the order of attributes and elements, comments, blanks and quotes never change a reading', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...attributes], { minLength: attributes.length }),
      fc.array(fc.constantFrom(' ', '\n', '<!-- cache="unsafe" -->', '\r\n\t', '<?pi a?>')),
      fc.constantFrom("'", '"'),
      (order, between, quote) => {
        const source = domain(written(order, between, quote), around);
        expect(modeOf(read(source, 'vda'))).toBe(mode);
      },
    ),
  );
});

test('an attribute or element that nobody knows is refused wherever it stands', () => {
  const disk = written(attributes);
  const places = [...disk.matchAll(/<[a-z]\w*/gi)].map(({ 0: tag, index }) => index + tag.length);
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      fc.stringMatching(/^[a-z][a-z_]{2,12}$/),
      (place, name) => {
        fc.pre(!new RegExp(`\\b${name}\\b`).test(disk) && name !== 'index');
        const odd = `${disk.slice(0, place)} zz_${name}='1'${disk.slice(place)}`;
        const found = modeOf(read(domain(odd, around), 'vda'));
        // Whatever the end of a chain has, makes it one that does not end.
        const named = odd.includes(`<backingStore zz`) ? 'a backing chain' : `zz_${name}`;
        expect(found).toContainEqual(expect.stringContaining(named));
        const element = disk.replace('<source', `<zz_${name}/><source`);
        expect(modeOf(read(domain(element, around), 'vda'))).toContainEqual(
          expect.stringContaining(`zz_${name}`),
        );
      },
    ),
  );
});

test('no character of a value can be taken out or changed without another mode or a refusal', () => {
  const faults: string[] = [];
  for (const [index, [element, name, value]] of attributes.entries()) {
    for (let at = 0; at < value.length; at += 1) {
      for (const put of ['', 'x', '0', ' ']) {
        const wrong = value.slice(0, at) + put + value.slice(at + 1);
        if (wrong === value) continue;
        const order = attributes.map((each, other) =>
          other === index ? ([element, name, wrong] as const) : each,
        );
        const found = modeOf(read(domain(written(order), around), 'vda'));
        if (found === mode) faults.push(`${name}="${wrong}"`);
      }
    }
  }
  expect(faults).toEqual([]);
});

test('no change of a definition crashes, hangs, or makes a long message', () => {
  const texts = all.map(name => definition(name).text);
  const bits = [
    '<',
    '>',
    '"',
    "'",
    '&',
    '{{',
    '{%',
    ']]>',
    '<!--',
    '-->',
    '<disk>',
    '\0',
    '\uFEFF',
    ' ',
    '=',
  ];
  expect(() => readChanged(texts, { bits })).not.toThrow();
});
