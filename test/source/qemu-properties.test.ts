import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { options as byOwner } from '../../src/source/qemu/classes.ts';
import { definition, modeOf, read } from './cases.ts';

const options = [...byOwner].flatMap(([of, fields]) =>
  Array.from(fields.values(), field => ({ of, ...field })),
);
const given = { format: { value: 'qemu', where: 'gate.yml format' } };
const modeOfText = (text: string, path = 'run.sh') =>
  modeOf(read({ path, text }, 'd', { ...given, vars: {} }));

const drive = {
  file: '/a.img',
  format: 'qcow2',
  if: 'none',
  id: 'a',
  cache: 'none',
  aio: 'native',
  discard: 'unmap',
  'detect-zeroes': 'unmap',
  werror: 'report',
};
const device = {
  drive: 'a',
  id: 'd',
  iothread: 't',
  'num-queues': '2',
  'write-cache': 'on',
  serial: 's',
  addr: '0x5',
};
const mode =
  'format=qcow2,cache=none,aio=native,bus=virtio-blk,iothread=on,num-queues=2,discard=unmap,detect-zeroes=unmap';
const spell = (pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([name, value]) => `${name}=${value}`).join(',');
const shuffled = (all: Record<string, string>) =>
  fc.shuffledSubarray(Object.entries(all), { minLength: Object.keys(all).length });

describe("a disk of QEMU's arguments", () => {
  test('is the same in whatever order its options and arguments stand', () => {
    fc.assert(
      fc.property(
        shuffled(drive),
        shuffled(device),
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        fc.boolean(),
        (first, second, order, isJson) => {
          const words = [
            ['-drive', spell(first)],
            ['-device', `virtio-blk-pci,${spell(second)}`],
            ['-object', 'iothread,id=t'],
            ['-smp', '2'],
          ];
          const args = ['qemu-kvm', ...order.flatMap(index => words[index] ?? [])];
          expect(modeOfText(isJson ? JSON.stringify(args) : args.join(' \\\n  '))).toBe(mode);
        },
      ),
    );
  });

  test('is refused where any part of it has an option that QEMU has not', () => {
    const names = new Set(options.map(({ name }) => name));
    const unknown = fc
      .stringMatching(/^[a-z][a-z-]{2,12}$/)
      .filter(name => !names.has(name) && !['file', 'driver', 'id', 'bus'].includes(name));
    fc.assert(
      fc.property(unknown, fc.constantFrom(0, 1, 2, 3, 4), (name, place) => {
        const at = (index: number) => (index === place ? `,${name}=1` : '');
        const text =
          `qemu-kvm -smp 2 -object iothread,id=t${at(0)} ` +
          `-blockdev driver=file,filename=/a,node-name=f${at(1)} ` +
          `-blockdev driver=raw,file=f,node-name=n${at(2)} ` +
          `-device virtio-scsi-pci,id=s,iothread=t${at(3)} ` +
          `-device scsi-hd,drive=n,bus=s.0,id=d${at(4)}`;
        expect(modeOfText(text)).toEqual(
          expect.arrayContaining([expect.stringContaining(`${name}=1`)]),
        );
      }),
    );
  });

  test('is never measured with an option that is refused', () => {
    const refused = options.filter(({ class: kind }) => kind.kind === 'refused');
    const of = { drive: 0, qcow2: 0, node: 0, 'virtio-blk-pci': 1, iothread: 2 };
    const placed = refused.filter(field => field.of in of);
    fc.assert(
      fc.property(fc.constantFrom(...placed), field => {
        const place = of[field.of as keyof typeof of];
        const at = (index: number) => (index === place ? `,${field.name}=77` : '');
        const text = `qemu-kvm -object iothread,id=t${at(2)} -drive ${spell(Object.entries(drive))}${at(0)} -device virtio-blk-pci,${spell(Object.entries(device))}${at(1)}`;
        expect(modeOfText(text)).toBeInstanceOf(Array);
      }),
      { numRuns: 300 },
    );
  });

  test('never crashes or hangs the reader, whatever its text becomes', () => {
    const texts = [
      '21-qemu-scsi-vars.sh',
      '23-qemu-blockdev-many.sh',
      '24-qemu-blockdev-nested.sh',
      '30-qemu.service',
      '31-qemu-commas.sh',
      '33-qemu-array.sh',
      '34-qemu-env.sh',
      '37-qemu-global-set.sh',
      '38-qemu-argv.json',
    ].map(path => definition(path).text);
    const makefile =
      'A ?= none\nB = $(A)\nrun:\n\tqemu-kvm -drive file=$(B),if=virtio,cache=$(A)\n';
    const piece = fc.constantFrom(
      ...'"\'`$(){}[],=-\\\n\t #;|&<>'.split(''),
      '${',
      '$(',
      '<<E\n',
      'if x; then\n',
      '\nfi\n',
      'f() {\n',
      '{"a":{"b":[',
      '-blockdev n,file=n,node-name=n ',
      '\u{1F600}',
    );
    const edit = fc.tuple(fc.nat(), fc.nat({ max: 40 }), piece, fc.nat({ max: 3 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...texts, makefile),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('run.sh', 'Makefile', 'vm.service'),
        (text, edits, path) => {
          const mutated = edits.reduce((now, [at, cut, put, times]) => {
            const from = at % (now.length + 1);
            return now.slice(0, from) + put.repeat(times) + now.slice(from + cut);
          }, text);
          const begin = performance.now();
          const found = modeOfText(mutated, path);
          expect(performance.now() - begin).toBeLessThan(1000);
          expect(found.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: Number(process.env['MUTATIONS'] ?? 2000) },
    );
  });
});

test.each([
  ['lines of a script', 'echo one two three "four $five" six=seven\n', '\nqemu-kvm -smp 2 -m 1\n'],
  ['arguments', ' -drive file=/a,if=virtio,format=raw,cache=none', ''],
  ['variables', 'a_$b="$c$d"\n', ''],
  ['texts that are added to one variable', 'args+=" -x"\n', ''],
  ['files that are read', 'a_$b=1\nc=1\n. ./x\n', ''],
])('a text of 1 MiB of %s is read in a moment', (_, part, end) => {
  const text = `qemu-kvm${part.startsWith(' ') ? '' : ' -m 1\n'}${part.repeat(Math.floor((2 ** 20 - 100) / part.length))}${end}`;
  // What costs the square of its length takes minutes of the processor.
  const begin = process.threadCpuUsage();
  modeOfText(text);
  const { user, system } = process.threadCpuUsage(begin);
  expect((user + system) / 1e6).toBeLessThan(10);
});
