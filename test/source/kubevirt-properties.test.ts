import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { definition, modeOf, read } from './cases.ts';
import { readChanged } from './random-changes.ts';

const folder = resolve(import.meta.dirname, '../../fixtures/source');
const all = readdirSync(folder).filter(name => name.endsWith('.yaml'));

const fields: readonly (readonly [name: string, value: string])[] = [
  ['name', 'd'],
  ['cache', 'none'],
  ['io', 'native'],
  ['dedicatedIOThread', 'true'],
  ['shareable', 'true'],
  ['blockSize', '{ custom: { logical: 4096, physical: 4096 } }'],
  ['disk', '{ bus: virtio }'],
  ['serial', 'x'],
];
const mode =
  'format=raw,cache=none,aio=native,bus=virtio-blk,iothread=on,num-queues=2,discard=unmap,' +
  'logical_block_size=4096,physical_block_size=4096';

/** An instance with a disk of these fields. */
function written(order: readonly (readonly [string, string])[], between = '', quote = ''): string {
  const disk = order.map(([name, value]) => `        ${quote}${name}${quote}: ${value}${between}`);
  return `apiVersion: kubevirt.io/v1
kind: VirtualMachineInstance
metadata: { name: a }
spec:
  domain:
    cpu: { cores: 2 }
    devices:
      blockMultiQueue: true
      disks:
      -
${disk.join('\n')}
  volumes:
  - { name: d, hostDisk: { path: /d } }
`;
}

const readText = (text: string) => modeOf(read({ path: 'f.yaml', text }, 'd'));

test('the order of fields, comments, blanks and quotes never change a reading', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...fields], { minLength: fields.length }),
      fc.constantFrom('', ' # cache: unsafe', '\n', '  \n\n   # a', '\r'),
      fc.constantFrom('', '"', "'"),
      (order, between, quote) => {
        expect(readText(written(order, between, quote))).toBe(mode);
      },
    ),
  );
});

test('a field that nobody knows is refused wherever it stands around a disk', () => {
  const places: readonly (readonly [string, string])[] = [
    ['{ bus: virtio', '{ NEW, bus: virtio'],
    ['{ custom:', '{ NEW, custom:'],
    ['{ logical:', '{ NEW, logical:'],
    ['      blockMultiQueue', '      NEW\n      blockMultiQueue'],
    ['    cpu:', '    NEW\n    cpu:'],
    ['{ cores', '{ NEW, cores'],
    ['{ name: d', '{ NEW, name: d'],
    ['{ path', '{ NEW, path'],
    ['        serial', '        NEW\n        serial'],
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...places),
      fc.stringMatching(/^[a-z]{2,12}$/),
      ([before, after], name) => {
        const odd = written(fields).replace(before, after.replace('NEW', `zz${name}: 1`));
        expect(readText(odd)).toContainEqual(expect.stringContaining(`zz${name}: 1`));
      },
    ),
  );
});

test('no character of a value can be taken out or changed without another mode or a refusal', () => {
  const text = written(fields);
  const deciding = /(?<=cache: |io: |dedicatedIOThread: |bus: |logical: |physical: |cores: )\w+/g;
  const faults: string[] = [];
  for (const { 0: value, index } of text.matchAll(deciding))
    for (let at = 0; at < value.length; at += 1)
      for (const put of ['', 'x', '7']) {
        const wrong = value.slice(0, at) + put + value.slice(at + 1);
        if (wrong === value) continue;
        const odd = text.slice(0, index) + wrong + text.slice(index + value.length);
        if (readText(odd) === mode) faults.push(`${value} -> ${wrong}`);
      }
  expect(faults).toEqual([]);
});

test('no change of a definition crashes, hangs, or makes a long message', () => {
  const texts = [...all.map(name => definition(name).text), written(fields)];
  const bits = [
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    '- ',
    '&a ',
    '*a',
    '<<: ',
    '\t',
    '---\n',
    '{{',
    '!',
    '|',
    '\0',
  ];
  expect(() => readChanged(texts, { bits, format: 'kubevirt' })).not.toThrow();
});
