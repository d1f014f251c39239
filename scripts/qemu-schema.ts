/**
 * Records which options QEMU has for the block nodes and devices that the gate reads, each with its
 * default where QEMU prints one: `node scripts/qemu-schema.ts [qemu-system-x86_64]`. What it writes
 * is in fixtures/source/schemas/qemu.json; `drive` and `later` there are kept by hand.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

interface Type {
  readonly name: string;
  readonly members?: readonly { readonly name: string; readonly type: string }[];
  readonly variants?: readonly { readonly case: string; readonly type: string }[];
}

const [program = 'qemu-system-x86_64'] = process.argv.slice(2);
const file = resolve(import.meta.dirname, '../fixtures/source/schemas/qemu.json');
const version = /version (\S+)/.exec(run(['--version']))?.[1] ?? '';
const asked = ['qmp_capabilities', 'query-qmp-schema', 'quit'];
const answers = run(
  ['-machine', 'none', '-display', 'none', '-nodefaults', '-qmp', 'stdio'],
  asked.map(execute => JSON.stringify({ execute })).join('\n'),
);
const types = new Map(
  answers
    .split('\n')
    .filter(line => line.startsWith('{'))
    .flatMap(line => (JSON.parse(line) as { return?: Type[] }).return ?? [])
    .map(type => [type.name, type]),
);
const blockdev = types.get(
  [...types.values()].find(({ name }) => name === 'blockdev-add')?.['arg-type' as never] ?? '',
);
const known = JSON.parse(readFileSync(file, 'utf8')) as Record<'drive' | 'later', unknown>;
const schema = {
  source: `QEMU ${version}, query-qmp-schema and -device DRIVER,help`,
  nodes: Object.fromEntries(
    ['file', 'raw', 'qcow2', 'throttle'].map(node => [node, optionsOf(node)]),
  ),
  devices: Object.fromEntries(
    ['virtio-blk-pci', 'virtio-scsi-pci', 'scsi-hd', 'nvme', 'iothread'].map(name => [
      name,
      propertiesOf(name),
    ]),
  ),
  drive: known.drive,
  later: known.later,
};
writeFileSync(file, `${JSON.stringify(schema, undefined, 2)}\n`);

/** `driver`, `cache.direct`, `encrypt`: of a block node; a child node is one option. */
function optionsOf(driver: string): string[] {
  const variant = blockdev?.variants?.find(each => each.case === driver);
  const members = [blockdev, types.get(variant?.type ?? '')].flatMap(type => type?.members ?? []);
  return members
    .flatMap(({ name, type }) => {
      const inside = types.get(type)?.members;
      return name === 'cache' && inside !== undefined
        ? inside.map(member => `${name}.${member.name}`)
        : [name];
    })
    .toSorted();
}

/** Options of a device or an object with their defaults; empty where none is printed. */
function propertiesOf(name: string): Record<string, string> {
  const printed = run([name === 'iothread' ? '-object' : '-device', `${name},help`]);
  const lines = printed.split('\n').flatMap(line => {
    const found = /^ {2}([\w.-]+)=<.*?>(?:.*\(default: "?(.*?)"?\))?/.exec(line);
    return found?.[1] === undefined ? [] : [[found[1], found[2] ?? ''] as const];
  });
  return Object.fromEntries(lines.toSorted(([one], [other]) => one.localeCompare(other)));
}

function run(args: readonly string[], input = ''): string {
  return execFileSync(program, args, { input, encoding: 'utf8', maxBuffer: 2 ** 26 });
}
