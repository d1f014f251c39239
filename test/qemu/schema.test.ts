import { expect, test } from 'vitest';
import { readSchema, unknownArguments } from '../../src/qemu/schema.ts';

// A small schema in the shape of QEMU's: types are numbered, an enum lists its words (also as
// members since QEMU 6.2).
const schema = readSchema([
  { name: 'blockdev-add', 'meta-type': 'command', 'arg-type': '1', 'ret-type': '0' },
  {
    name: '1',
    'meta-type': 'object',
    members: [
      { name: 'driver', type: '2' },
      { name: 'discard', type: '3', default: null },
      { name: 'cache', type: '4', default: null },
    ],
    tag: 'driver',
    variants: [
      { case: 'file', type: '5' },
      { case: 'raw', type: '6' },
    ],
  },
  {
    name: '2',
    'meta-type': 'enum',
    values: ['file', 'raw'],
    members: [{ name: 'file' }, { name: 'raw' }],
  },
  { name: '3', 'meta-type': 'enum', members: [{ name: 'ignore' }, { name: 'unmap' }] },
  { name: '4', 'meta-type': 'object', members: [{ name: 'direct', type: 'bool', default: null }] },
  {
    name: '5',
    'meta-type': 'object',
    members: [
      { name: 'filename', type: 'str' },
      { name: 'aio', type: '7' },
    ],
  },
  { name: '6', 'meta-type': 'object', members: [{ name: 'file', type: '8' }] },
  { name: '7', 'meta-type': 'enum', values: ['threads', 'native'] },
  { name: '8', 'meta-type': 'alternate', members: [{ type: '1' }, { type: 'str' }] },
  { name: 'str', 'meta-type': 'builtin', 'json-type': 'string' },
  { name: 'bool', 'meta-type': 'builtin', 'json-type': 'boolean' },
]);
if (schema === undefined) throw new TypeError('the schema is none');

test.each<[object, string[]]>([
  [{ driver: 'file', filename: 'x', aio: 'native', cache: { direct: true }, discard: 'unmap' }, []],
  [{ driver: 'file', filename: 'x', aio: 'io_uring' }, ['aio=io_uring']],
  [{ driver: 'file', discard: 'sometimes' }, ['discard=sometimes']],
  [{ driver: 'file', cache: { direct: true, 'no-flush': true } }, ['no-flush']],
  [{ driver: 'raw', file: 'a-node' }, []],
  [{ driver: 'raw', file: { driver: 'file', locking: 'on' } }, ['locking']],
  [{ driver: 'null-co', size: 1 }, ['driver=null-co', 'size']],
])('%j lacks %j', (given, lacks) => {
  expect(unknownArguments(schema, 'blockdev-add', given)).toEqual(lacks);
});

test('a command that is not there is what is unknown', () => {
  expect(unknownArguments(schema, 'blockdev-reopen', {})).toEqual(['blockdev-reopen']);
});

test.each([undefined, {}, [{ name: 1 }]])('%j is no schema', answer => {
  expect(readSchema(answer)).toBeUndefined();
});
