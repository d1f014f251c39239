/**
 * `npm run bench:source`: what reading a definition of 1 MiB takes, the most that is read. Each
 * text is as large as it may be, in the way that costs its reader the most. Needs neither QEMU nor
 * a quiet host.
 */
import { loadavg } from 'node:os';
import { mostDefinition } from '../src/core/definition.ts';
import { probeHost } from '../src/host/environment.ts';
import { listDisks, readSource } from '../src/source/read.ts';
import { conclude } from './conclusion.ts';
import type { BenchDocument } from './document.ts';
import { type Figure, figureOf } from './figure.ts';
import type { BenchFlags } from './flags.ts';

await conclude(benchSource);

async function benchSource({ repeat = 9 }: BenchFlags): Promise<BenchDocument> {
  const figures = texts().flatMap(each => figuresOf(each, repeat));
  const { cpuCores, cpuModel, hostKernel } = await probeHost();
  return {
    bench: 'source',
    host: {
      processors: `${cpuCores} x ${cpuModel}`,
      'host kernel': hostKernel,
      node: process.version,
      'load average': (loadavg()[0] ?? Number.NaN).toFixed(1),
    },
    figures,
    bars: figures
      .filter(({ name }) => !name.startsWith(' '))
      .map(({ name, median }) => ({ name, value: median, unit: 's', atMost: 0.1 }) as const),
  };
}

/** A text of 1 MiB with a disk of the name `prod`. */
interface Text {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}

function texts(): readonly Text[] {
  const xml = (dev: string): string =>
    `<disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none' io='native'/>` +
    `<source file='/a.img'/><backingStore/><target dev='${dev}' bus='virtio'/></disk>\n`;
  const drive = (id: string): string =>
    `file=/${'a'.repeat(430)},format=qcow2,if=virtio,cache=none,aio=native,id=${id}`;
  const words = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => ['-drive', drive(`d${index}`)]).flat();
  const start = ['qemu-kvm', '-smp', '2', '-drive', drive('prod')];
  return [
    {
      name: 'libvirt: as many disks as are read',
      path: 'vm.xml',
      text: filled(
        `<domain type='kvm'><name>g</name><vcpu>2</vcpu><devices>\n${xml('prod')}`,
        index => (index < 999 ? xml(`vd${letters(index)}`) : '<!-- a comment -->\n'),
        '</devices></domain>\n',
      ),
    },
    {
      name: 'libvirt: other elements',
      path: 'vm.xml',
      text: filled(
        `<domain type='kvm'><name>g</name><vcpu>2</vcpu><devices>\n${xml('prod')}`,
        index => `<hostdev mode='subsystem'><source><a b='${index}'/></source></hostdev>\n`,
        '</devices></domain>\n',
      ),
    },
    {
      name: 'qemu: a script of other commands',
      path: 'run.sh',
      text: filled(
        '#!/bin/sh\n',
        index => `echo one two "three $four" five${index}=six\n`,
        `${start.join(' ')}\n`,
      ),
    },
    {
      name: 'qemu: a script with as many disks as are read',
      path: 'run.sh',
      text: filled(`${[...start, ...words(1990)].join(' \\\n  ')}\n`, () => '# a comment\n', ''),
    },
    {
      name: 'qemu: a script of variables',
      path: 'run.sh',
      text: filled(
        '#!/bin/sh\n',
        index =>
          `v${index % 10}="$v${(index + 1) % 10} and some words" # ${index}\n`.replace(/\$v9/, ''),
        `${start.join(' ')}\n`,
      ),
    },
    {
      name: 'qemu: a Makefile',
      path: 'Makefile',
      text: filled(
        '',
        index => `V${index} = a b $(V${index - 1})\n`,
        `run:\n\t${start.join(' ')}\n`,
      ),
    },
    {
      name: 'qemu: arguments in JSON',
      path: 'argv.json',
      text: `${JSON.stringify([...start, ...words(1990)])}\n`.padEnd(mostDefinition, ' '),
    },
    {
      name: 'qemu: a log',
      path: 'log',
      text: filled(
        '',
        index => `2026/01/01 packer: line ${index} of a log, with a: b, c\n`,
        `+ ${start.join(' ')}\n`,
      ),
    },
    {
      name: 'none: a text that is no definition',
      path: 'a.txt',
      text: filled('', index => `word ${index}, and a = b; c: d\n`, ''),
    },
  ];
}

/** A text of at most 1 MiB: a begin, as many parts as fit, and an end. */
function filled(begin: string, part: (index: number) => string, end: string): string {
  const parts = [begin];
  let length = begin.length + end.length;
  for (let index = 0; ; index += 1) {
    const next = part(index);
    length += next.length;
    if (length > mostDefinition) return [...parts, end].join('');
    parts.push(next);
  }
}

/** The name of a disk by its number: a, b, …, z, ba. */
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26)) + last;
}

function figuresOf({ name, path, text }: Text, repeat: number): Figure[] {
  const source = { path, text };
  const target = { value: 'prod', where: 'bench' };
  const read = (): boolean => readSource({ source, where: 'bench', fields: {}, target }).ok;
  const list = (): boolean => {
    const found = listDisks({ source });
    return found.ok && found.value.disks.length > 0;
  };
  const found = readSource({ source, where: 'bench', fields: {}, target });
  if (name.startsWith('none') === found.ok)
    throw new RangeError(`${name}: ${JSON.stringify(found).slice(0, 300)}`);
  return [
    figureOf(name, 's', timesOf(read, repeat)),
    ...(name.startsWith('none')
      ? []
      : [figureOf('  all of its disks', 's', timesOf(list, repeat))]),
  ];
}

/** Seconds of this thread's processor, which other load of the host leaves alone. */
function timesOf(work: () => boolean, repeat: number): number[] {
  return Array.from({ length: repeat }, () => {
    const begin = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(begin);
    return (user + system) / 1e6;
  });
}
