import { wordsOf } from '../classes.ts';
import type { RefusedField, ToldField } from '../definition.ts';
import { type Fact, refusedField } from '../gathered.ts';
import { quoted } from '../text.ts';
import data from './classes.json' with { type: 'json' };
import { type Argument, lastOf, type Option, readArgument, valueOf } from './options.ts';
import {
  type Call,
  finished,
  holeIn,
  type Piece,
  pieceAt,
  textOf,
  type Word,
  wordOf,
} from './words.ts';

/** The arguments of a start of QEMU that decide what its disks are. */
export interface Guest {
  readonly name: string;
  readonly line: number;
  readonly program: string;
  /** `-drive` and its short forms. */
  readonly drives: readonly Argument[];
  readonly nodes: readonly Argument[];
  readonly devices: readonly Argument[];
  readonly objects: readonly Argument[];
  /** Properties that `-global` sets, by the driver that they are of. */
  readonly globals: readonly { readonly driver: string; readonly option: Option }[];
  readonly machine: Fact;
  readonly cpus: Fact;
  /** What keeps every disk from being measured. */
  readonly refused: readonly RefusedField[];
  /** All disks are overlays that are thrown away. */
  readonly isSnapshot: boolean;
  readonly told: readonly ToldField[];
}

/** Options of QEMU that take no value. */
const bare = new Set(wordsOf(data.bare));

/** Short forms of `-drive`, and what they stand for. */
const shortForms = new Map(Object.entries(data.shortForms));

/** Reads the arguments of one start of QEMU. */
export function readGuest({ program, line, words, trouble, strays = [] }: Call): Guest {
  const found: Record<'drives' | 'nodes' | 'devices' | 'objects', Argument[]> = {
    drives: [],
    nodes: [],
    devices: [],
    objects: [],
  };
  const globals: Guest['globals'][number][] = [];
  const machine: Option[] = [];
  const cpus: Option[] = [];
  const refused: RefusedField[] = [];
  let name = '';
  let isSnapshot = false;
  const refuse = (option: string, at: number, problem: string): void => {
    refused.push(refusedField(option, { value: quoted(problem), line: at }, problem));
  };
  if (trouble !== undefined) {
    const problem = `the start of QEMU ${trouble}`;
    const fact = { value: trouble, line };
    refused.push(refusedField('command', fact, problem, undefined, finished));
  }
  const set = (word: Word): void => {
    const text = textOf(word);
    const [, group = '', id = '', rest = ''] = /^([\w-]+)\.([^.=]*)\.(.*)$/s.exec(text) ?? [];
    const target = { drive: found.drives, device: found.devices }[group];
    const own = target?.findIndex(({ options }) => valueOf(options, 'id') === id) ?? -1;
    const argument = target?.[own];
    const at = pieceAt(word, 0).line;
    if (target !== undefined && argument !== undefined) {
      const equals = rest.indexOf('=');
      const said = pieceAt(word, text.indexOf('=') + 1).line;
      const option = { name: rest.slice(0, equals), value: rest.slice(equals + 1), line: said };
      target[own] = {
        ...argument,
        options: [...argument.options, { ...option, hole: holeIn(word) }],
      };
    } else if (!/^(?:chardev|netdev|net|fsdev|mon)\./.test(text))
      refuse('set', at, `-set ${quoted(text)} changes what the gate does not find`);
  };
  const takes: Readonly<Record<string, (word: Word) => void>> = {
    drive: word => found.drives.push(readArgument('-drive', word)),
    blockdev: word => found.nodes.push(readArgument('-blockdev', word, 'driver')),
    device: word => found.devices.push(readArgument('-device', word, 'driver')),
    object: word => found.objects.push(readArgument('-object', word, 'qom-type')),
    machine: word => machine.push(...readArgument('-machine', word, 'type').options),
    smp: word => cpus.push(...readArgument('-smp', word, 'cpus').options),
    name: word => {
      const given = readArgument('-name', word, 'guest').options;
      name = valueOf(given, 'guest') ?? name;
    },
    set,
    global: word => {
      const global = globalOf(word);
      if (global !== undefined) globals.push(global);
      else refuse('global', pieceAt(word, 0).line, `-global ${quoted(textOf(word))} is not known`);
    },
    readconfig: word => {
      const at = pieceAt(word, 0).line;
      refuse('readconfig', at, `-readconfig ${quoted(textOf(word))} is a file with more options`);
    },
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? [];
    const text = textOf(word);
    const at = pieceAt(word, 0).line;
    const unsaid = holeIn(word);
    if (unsaid !== undefined) {
      refused.push(unsaidField(unsaid, 'is a whole argument'));
      continue;
    }
    if (!text.startsWith('-')) {
      if (text.startsWith('@')) refuse('@file', at, `${quoted(text)} is a file of arguments`);
      else found.drives.push(shortDrive('', word, quoted(text)));
      continue;
    }
    // Two words in one, such as "-drive file=a", would hide a disk.
    if (!/^--?[\w-]+$/.test(text)) {
      refuse('argument', at, `${quoted(text)} is no option of QEMU`);
      continue;
    }
    const option = text.replace(/^--?/, '').replace(/^M$/, 'machine');
    const next = words[index + 1];
    if (option === 'snapshot') {
      isSnapshot = true;
      refuse('snapshot', at, '-snapshot writes to overlays that are thrown away');
    }
    // A word after an option that is not known is its value, unless it is an option itself.
    if (bare.has(option) || next === undefined || /^--?[a-z]/.test(textOf(next))) continue;
    index += 1;
    const short = shortForms.get(option);
    if (short !== undefined) found.drives.push(shortDrive(short, next, text));
    else if (Object.hasOwn(takes, option)) takes[option]?.(next);
  }
  const type = lastOf(machine, 'type');
  return {
    name,
    line,
    program,
    ...found,
    globals,
    machine: { value: type?.value ?? '', line: type?.line ?? line },
    cpus: countCpus(cpus, line),
    refused,
    isSnapshot,
    told: strays.map(at => ({
      name: 'command',
      value: 'cut',
      line: at,
      says: 'the line is a command of its own, so that what it says is no part of the guest',
    })),
  };
}

/** What the `-object` of a type with that id says of itself; undefined where there is none. */
export function objectOf(
  { objects }: Guest,
  type: string,
  id: string | undefined,
): readonly Option[] | undefined {
  return objects
    .find(({ options }) => valueOf(options, 'qom-type') === type && valueOf(options, 'id') === id)
    ?.options.filter(({ name }) => name !== 'qom-type' && name !== 'id');
}

/** What nobody says, and what lets it be said. */
export function unsaidField({ text, line, why }: Piece, what: string): RefusedField {
  const name = /\$\{([^}]*)\}/.exec(text)?.[1] ?? text;
  const reason = why ?? 'has no value in the text';
  const problem = `"${quoted(text)}" ${what}, and it ${reason}: nobody says what it holds`;
  const given = why === undefined ? `give its value as \`vars: { ${quoted(name)}: "" }\`, or ` : '';
  return refusedField(quoted(name), { value: text, line }, problem, undefined, given + finished);
}

/** A disk by its file alone, on an interface that the machine decides. */
function shortDrive(more: string, word: Word, option: string): Argument {
  const { line } = pieceAt(word, 0);
  const file = word.map(piece => ({ ...piece, text: piece.text.replaceAll(',', ',,') }));
  return readArgument(option, [...wordOf(`${more}file=`, line), ...file]);
}

/** `driver.property=value`, or the same in three options. */
function globalOf(word: Word): Guest['globals'][number] | undefined {
  const text = textOf(word);
  const dotted = /^([^.=,]+)\.([^.=]+)=(.*)$/s.exec(text);
  if (dotted !== null) {
    const [, driver = '', name = '', value = ''] = dotted;
    const { line } = pieceAt(word, text.indexOf('=') + 1);
    return { driver, option: { name, value, line, hole: holeIn(word) } };
  }
  const { options } = readArgument('-global', word);
  const driver = valueOf(options, 'driver');
  const name = valueOf(options, 'property');
  const value = lastOf(options, 'value');
  if (driver === undefined || name === undefined || value === undefined) return undefined;
  return { driver, option: { ...value, name } };
}

/** CPUs of the guest, as `-smp` counts them. */
function countCpus(options: readonly Option[], line: number): Fact {
  const [first] = options;
  if (first === undefined) return { value: '1', line };
  const given = lastOf(options, 'cpus');
  if (given !== undefined) return { value: given.value, line: given.line };
  const product = ['sockets', 'dies', 'clusters', 'cores', 'threads'].reduce(
    (count, name) => count * Number(valueOf(options, name) ?? 1),
    1,
  );
  return { value: String(product), line: first.line };
}
