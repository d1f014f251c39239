import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseAllDocuments,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { accept, type Outcome, type Rejection } from './rejection.ts';
import { offsetOf } from './yaml-offset.ts';

/** Most bytes of a file: it may come from a pull request, and parsing takes memory and time. */
export const mostYaml = 64 * 1024;

/** Most keys and values in it, and in a file that is not the gate's. */
const mostNodes = { '1.2': 2000, '1.1': 12_000 };

/** So many faults are told: others often follow from them. */
const mostFaults = 10;

/** A document. */
export interface Yaml {
  /**
   * Plain data. A number, a truth value or a null whose usual spelling is not what the file has
   * (`6.10`, `007`, `True`) is a symbol, described by what the file has.
   */
  readonly plain: unknown;
  /** The line of the key that `keys` lead to, or of the nearest one above that is there. */
  readonly lineOf: (keys: readonly PropertyKey[]) => number | undefined;
}

interface Fault extends Omit<Rejection, 'path'> {
  readonly offset: number;
}

/** One document of YAML 1.2, without what only looks plain: aliases, merges, tags, keys twice. */
export function readYaml(text: string, placeOf: (line: number) => string): Outcome<Yaml> {
  const read = readAs('1.2', text, placeOf);
  return read.ok ? accept(read.value[0] as Yaml) : read;
}

/**
 * Documents of YAML 1.1, as Kubernetes reads them: `yes` is true, `017` is 15, and `<<` merges
 * maps. Aliases are followed as long as they stay few.
 */
export function readYamlDocuments(
  text: string,
  placeOf: (line: number) => string,
): Outcome<readonly Yaml[]> {
  return readAs('1.1', text, placeOf);
}

function readAs(
  version: '1.1' | '1.2',
  text: string,
  placeOf: (line: number) => string,
): Outcome<readonly Yaml[]> {
  const isPlain = version === '1.2';
  const lineCounter = new LineCounter();
  const lineAt = (offset: number): number => lineCounter.linePos(offset).line || 1;
  const refusal = (faults: readonly Fault[], line = lineAt): Outcome<never> => {
    const told = faults.slice(0, mostFaults);
    const rejections = told.map(({ offset, ...rest }) => ({
      path: placeOf(line(offset)),
      ...rest,
    }));
    return { ok: false, rejections };
  };
  const unreadable = textFault(text, isPlain);
  if (unreadable !== undefined)
    return refusal([unreadable], offset => text.slice(0, offset).split('\n').length);
  // The parser would compare each key with all others.
  const options = { version, prettyErrors: false, uniqueKeys: false, lineCounter } as const;
  const documents: Document[] = isPlain
    ? [parseDocument(text, options)]
    : [...parseAllDocuments(text, options)];
  const faults: Fault[] = documents
    .flatMap(({ errors, warnings }) => [...errors, ...warnings])
    .map(error => ({ offset: error.pos[0], ...wordsFor(error) }));
  if (isPlain && documents[0]?.directives?.yaml.version !== version)
    faults.push({ offset: 0, problem: 'the file is not YAML 1.2', remedy: 'take out its %YAML' });
  let nodes = 0;
  const most = mostNodes[version];
  for (const document of documents)
    visit(document, (place, node) => {
      if (!isNode(node)) return undefined;
      nodes += 1;
      const offset = node.range?.[0] ?? 0;
      const tag = isAlias(node) ? (isPlain ? 'alias' : undefined) : node.tag;
      if (tag !== undefined && !tag.endsWith(':str')) faults.push({ offset, ...notPlain });
      if (isMap(node)) faults.push(...keyFaults(node, isPlain));
      if (isScalar(node) && place !== 'key' && (isPlain ? isRespelled : isForeign)(node))
        node.value = isPlain ? Symbol(node.source) : node.source;
      return nodes > most ? visit.BREAK : undefined;
    });
  if (nodes > most) faults.unshift(tooMuch(`${most} keys and values`));
  if (faults.length > 0) return refusal(faults);
  try {
    return accept(
      documents.map(
        (document): Yaml => ({
          plain: document.toJS(),
          lineOf: keys => {
            const offset = offsetOf(document, keys);
            return offset === undefined ? undefined : lineAt(offset);
          },
        }),
      ),
    );
  } catch (error) {
    // An alias that nothing has before it, or too many of them.
    const problem = `not valid YAML: ${(error as Error).message}`;
    return refusal([{ offset: 0, problem, remedy: 'write out what stands for it' }]);
  }
}

const tooMuch = (most: string): Fault => ({
  offset: 0,
  problem: `the file has more than ${most}`,
  remedy: 'leave out what is not needed',
});

// Aliases can grow without bound, and tags make other things than texts and numbers.
const notPlain = {
  problem: 'YAML aliases, merges and tags are not read',
  remedy: 'write out what stands for it',
};

/** Control characters but those of lines, what no UTF-8 decodes to, and a mark of another file. */
const strange = /\r(?!\n)|[^\P{Cc}\t\n\r]|\u{fffd}|(?<!^)\u{feff}/u;

/** What shows that a text is no UTF-8: parsers read it all the same, and complain of its keys. */
function textFault(text: string, isPlain: boolean): Fault | undefined {
  if (isPlain && text.length > mostYaml) return tooMuch(`${mostYaml} characters`);
  // The parser takes long for each key and item, and the text may be long.
  if (!isPlain && (text.match(/[:\-?](?=\s|$)|[,[{]/g)?.length ?? 0) > mostNodes['1.1'])
    return tooMuch(`${mostNodes['1.1']} keys and values`);
  // Of Latin letters in two bytes one is zero, in four bytes three are.
  const zeros = (text.split('\0').length - 1) / text.length;
  if (zeros > 0.25)
    return {
      offset: 0,
      problem: `the file is UTF-${zeros > 0.6 ? 32 : 16}`,
      remedy: 'save it as UTF-8',
    };
  const { index: offset, 0: found } = strange.exec(text) ?? { index: 0, 0: '' };
  if (found === '') return undefined;
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const problem =
    found === '\u{fffd}'
      ? 'a byte that is not UTF-8 (or U+FFFD, which stands for one)'
      : `the character U+${code}, which does not show`;
  return { offset, problem, remedy: 'save the file as UTF-8 without it, its lines ended by LF' };
}

/** Whether YAML has another word for the value than the file. */
function isRespelled({ value, source = '' }: Scalar): boolean {
  if (value === null) return source !== '' && source !== '~';
  return typeof value !== 'string' && `${value as number | boolean}` !== source;
}

/** What YAML 1.1 takes for a date, a number to the base of 60 or a truth value, and Go does not. */
function isForeign({ value, source = '' }: Scalar): boolean {
  return typeof value === 'object'
    ? value !== null
    : typeof value !== 'string' && /:|^[yn]$/i.test(source);
}

function keyFaults({ items }: YAMLMap, isPlain: boolean): Fault[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }): Fault[] => {
    const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
    const source = (isScalar(key) && key.source) || undefined;
    if (source === '<<' && !isPlain) return [];
    if (!isScalar(key) || source === undefined || key.value === null || isRespelled(key)) {
      const [named, quoted] = source === undefined ? ['', ''] : [` ${source}`, `: "${source}"`];
      const problem = `YAML takes the key${named} for no text`;
      return [{ offset, problem, remedy: `write it in quotes${quoted}` }];
    }
    const name = `${key.value as string | number | boolean}`;
    if (name === '<<') return [{ offset, ...notPlain }];
    // Objects of JavaScript have it already.
    if (name === '__proto__')
      return [{ offset, problem: `no name may be ${name}`, remedy: 'take another one' }];
    if (seen.has(name))
      return [
        { offset, problem: 'not valid YAML: the key appears twice', remedy: 'keep one of the two' },
      ];
    seen.add(name);
    return [];
  });
}

/** What the parser found wrong, with the remedy. */
function wordsFor({ code, message }: { readonly code: string; readonly message: string }) {
  switch (code) {
    case 'TAB_AS_INDENT':
      return { problem: 'not valid YAML: a tab as indentation', remedy: 'use spaces' };
    case 'RESOURCE_EXHAUSTION':
      return { problem: 'it is nested too deeply', remedy: 'write it with fewer brackets' };
    case 'MULTIPLE_DOCS':
      return {
        problem: 'a second document begins',
        remedy: 'take out the line "---", or what follows it',
      };
    default: {
      const remedy =
        'fix it there or in the line before; quote a text that contains ": " or " #" or begins with a special character';
      return { problem: `not valid YAML: ${message}`, remedy };
    }
  }
}
