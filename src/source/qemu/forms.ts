import { accept, type Outcome, reject } from '../../core/rejection.ts';
import type { ReaderAid, SourceText } from '../definition.ts';
import { lineFinder, placeOf, quoted } from '../text.ts';
import { readMakefile } from './make.ts';
import { readCommands, valueOfText } from './shell.ts';
import { type Call, callOf, hole, type Word, wordOf } from './words.ts';

/** The starts of QEMU in a text, in whatever form it has them. */
export function readCalls(source: SourceText, aid: ReaderAid): Outcome<Call[]> {
  const { path, text } = source;
  const values = new Map(
    Object.entries(aid.vars).map(([name, value]) => {
      const note = `${quoted(name)} is said by vars:`;
      const all = value.split(/\s+/).filter(word => word !== '');
      // The arguments of the script itself.
      if (name !== '@') return [name, valueOfText(value, 0, note)];
      return [name, { words: all.map(word => [{ text: word, line: 0, note }]), isArray: true }];
    }),
  );
  if (/^\s*\[(?!\[)/.test(text) && !/^\s*\[\w+\]\s*$/m.test(text)) return readArray(source);
  const logged = readLogged(source);
  if (logged.length > 0) return accept(logged);
  const lineOf = lineFinder(text);
  if (/^ExecStart[ \t]*=/m.test(text)) return readUnit(source, values);
  if (isMakefile(source)) return readMakefile(source, values);
  // A carriage return at the end of a line would be part of a word.
  const code = commandsIn(text.replace(/(\\?)\r\n/g, ' $1\n'));
  return readCommands({ path, text: code, lineOf, values });
}

/** A text with blanks in place of what a log has beside the commands that start QEMU. */
function commandsIn(text: string): string {
  const lines = text.split('\n');
  // What `set -x` prints has a plus before each command, and words as a shell quotes them.
  const traced = /^\++ (?=.{0,200}(?:qemu-system-\w+|qemu-kvm|kvm)'? )/;
  if (lines.some(line => traced.test(line)))
    return lines
      .map(line => (traced.test(line) ? line.replace(/^\++/, blank) : blank(line)))
      .join('\n');
  // A log of libvirt has each start in lines that continue; the last one is in force.
  if (!/^\d+-\d+-\d+ [\d:.]+[+-]\d+: starting up libvirt/m.test(text)) return text;
  let [from, first, last] = [0, 0, 0];
  for (const [index, line] of lines.entries()) {
    if (line.endsWith('\\')) continue;
    const isStart = lines.slice(from, index).some(each => /^\S*(?:qemu|kvm)\S* \\$/.test(each));
    if (isStart) [first, last] = [from, index];
    from = index + 1;
  }
  return lines
    .map((line, index) => (first <= index && index <= last ? line : blank(line)))
    .join('\n');
}

function blank(text: string): string {
  return ' '.repeat(text.length);
}

function isMakefile({ path, text }: SourceText): boolean {
  if (text.startsWith('#!')) return false;
  const name = /(?:^|[/.])(?:gnumakefile|makefile|justfile|mk|just)(?:\.\w+)?$/i;
  return name.test(path) || /^[\w.%@$(){}/-][^\n:=#'"]*:(?:[^=\n][^\n]*)?\n\t/m.test(text);
}

/** An array of arguments in JSON; the name of the program may be left out. */
function readArray({ path, text }: SourceText): Outcome<Call[]> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    const remedy = 'let `jq .` accept it first';
    return reject(path, 'is no array of arguments in JSON', remedy);
  }
  if (!Array.isArray(parsed) || !parsed.every(each => typeof each === 'string'))
    return reject(path, 'is no array of strings, as arguments are', 'give one array of arguments');
  const words = stringsOf(text, 0, lineFinder(text));
  const whole = (parsed[0] ?? '').startsWith('-') ? [wordOf('qemu-kvm', 1), ...words] : words;
  const call = callOf(whole);
  return accept(call === undefined ? [] : [{ ...call, line: words[0]?.[0]?.line ?? 1 }]);
}

const string = /"(?:[^"\\]|\\.)*"/g;

/** Strings as JSON and Go write them, each with its line. */
function stringsOf(text: string, from: number, lineOf: (offset: number) => number): Word[] {
  return Array.from(text.matchAll(string), ({ 0: shown, index }) => {
    const line = lineOf(from + index);
    try {
      return wordOf(JSON.parse(shown), line);
    } catch {
      return [hole('?', line, 'has an escape that is not of JSON')];
    }
  });
}

/** Starts of QEMU in logs: Packer's lists of strings, and lines of `ps`. */
function readLogged({ text }: SourceText): Call[] {
  const isPacker = text.includes(': []string{');
  const lineOf = isPacker ? lineFinder(text) : () => 1;
  const start = /(?<![\w./-])([\w./-]*(?:qemu-system-\w+|qemu-kvm|kvm)): \[\]string\{/g;
  const lists = isPacker ? text.matchAll(start) : [];
  const fromLists = Array.from(lists, ({ 0: begin, 1: program = '', index }) => {
    const from = index + begin.length;
    const list = /^(?:[^"}]|"(?:[^"\\\n]|\\.)*")*/.exec(text.slice(from))?.[0] ?? '';
    const line = lineOf(index);
    return callOf([wordOf(program, line), ...stringsOf(list, from, lineOf)]);
  });
  const fromPs = text.split(/\r\n?|\n/).map((each, index) => {
    // A user or not, a process, and columns of numbers and times before the command.
    const columns =
      /^\s*(?:[a-z_][\w+-]*\s+)?\d+\s+(?:[\w:.?/<+-]+\s+)*?(?=\S{0,200}(?:qemu|kvm)\S{0,20}\s+-)/i;
    // Without them it is no command of a shell where JSON stands in no quotes.
    const before = columns.exec(each) ?? /^(?=\/\S{0,200}(?:qemu|kvm)\S{0,20} -.* \{")/.exec(each);
    if (before === null) return undefined;
    const words = each.slice(before[0].length).trim().split(/\s+/);
    return callOf(words.map(word => wordOf(word, index + 1)));
  });
  return [...fromLists, ...fromPs].filter(call => call !== undefined);
}

/** Quoted texts and specifiers of a unit, and what would be an operator of a shell. */
const unitTokens = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|%[%A-Za-z]|[;|&<>()#*?[\]~!`]/g;

/** A unit of systemd: its commands are nearly those of a shell, without its operators. */
function readUnit(
  { path, text }: SourceText,
  given: ReadonlyMap<string, ReturnType<typeof valueOfText>>,
): Outcome<Call[]> {
  const lineOf = lineFinder(text);
  const values = new Map(given);
  const settings = text.matchAll(
    /^(ExecStart|Environment)[ \t]*=[ \t]*((?:[^\\\r\n]|\\(?:\r\n|[^]))*)/gm,
  );
  const calls: Call[] = [];
  for (const { 0: whole, 1: key, 2: value = '', index } of settings) {
    const from = index + whole.length - value.length;
    const at = (offset: number): number => lineOf(from + offset);
    if (key === 'Environment') {
      for (const each of value.matchAll(
        /(?:^|\s)(["']?)(\w+)=((?:(?!\1)[^]|[^\s"'])*?)(?:\1(?=\s|$))/g,
      ))
        values.set(each[2] ?? '', valueOfText(each[3] ?? '', at(each.index)));
      continue;
    }
    // Each replacement keeps the length of lines, so that places stay right.
    const starts = value.replace(/^[@:+!|-]+/, blank);
    const code = starts.replace(unitTokens, token => {
      const isQuoted = /^["']/.test(token);
      if (!isQuoted && !token.startsWith('%')) return `\\${token}`;
      return token.replace(/%([%A-Za-z])/g, (_, letter) =>
        letter === '%' ? '%' : `\${SPECIFIER_${letter}}`,
      );
    });
    const lineInCode = lineFinder(code);
    const lineIn = (offset: number): number => at(0) + lineInCode(offset) - 1;
    const found = readCommands({ path, text: code, lineOf: lineIn, values });
    if (!found.ok) return found;
    calls.push(...found.value);
  }
  return calls.length > 0
    ? accept(calls)
    : reject(placeOf(path, 1), 'has no ExecStart that starts QEMU', 'give the unit of the guest');
}
