import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { accept, type Outcome, type Rejection } from './rejection.ts';

/** Most bytes of a file: it may come from a pull request, and parsing takes memory and time. */
export const mostYaml = 64 * 1024;

/** Most keys and values in it. */
const mostNodes = 2000;

/** So many faults are told: others often follow from them. */
const mostFaults = 10;

interface Yaml {
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
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const refusal = (faults: readonly Fault[]): Outcome<never> => {
    const told = faults.slice(0, mostFaults);
    const rejections = told.map(({ offset, ...words }) => ({
      path: placeOf(lineAt(offset)),
      ...words,
    }));
    return { ok: false, rejections };
  };
  const unreadable = textFault(text);
  if (unreadable !== undefined) return refusal([unreadable]);
  // The parser would compare each key with all others.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const faults: Fault[] = [...document.errors, ...document.warnings].map(error => ({
    offset: error.pos[0],
    ...wordsFor(error),
  }));
  if (document.directives.yaml.version !== '1.2')
    faults.push({ offset: 0, problem: 'the file is not YAML 1.2', remedy: 'take out its %YAML' });
  let nodes = 0;
  visit(document, (place, node) => {
    if (!isNode(node)) return undefined;
    nodes += 1;
    const offset = node.range?.[0] ?? 0;
    const tag = isAlias(node) ? 'alias' : node.tag;
    if (tag !== undefined && tag !== 'tag:yaml.org,2002:str') faults.push({ offset, ...notPlain });
    if (isMap(node)) faults.push(...keyFaults(node));
    if (isScalar(node) && place !== 'key' && isRespelled(node)) node.value = Symbol(node.source);
    return nodes > mostNodes ? visit.BREAK : undefined;
  });
  if (nodes > mostNodes) faults.unshift(tooMuch(`${mostNodes} keys and values`));
  if (faults.length > 0) return refusal(faults);
  const lineOf = (keys: readonly PropertyKey[]): number | undefined => {
    const offset = offsetOf(document.contents, keys);
    return offset === undefined ? undefined : lineAt(offset);
  };
  return accept({ plain: document.toJS(), lineOf });
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
function textFault(text: string): Fault | undefined {
  if (text.length > mostYaml) return tooMuch(`${mostYaml} characters`);
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

function keyFaults({ items }: YAMLMap): Fault[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }): Fault[] => {
    const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
    const source = (isScalar(key) && key.source) || undefined;
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

/** Offset of the key (not the value) that `keys` lead to, or of the nearest parent that exists. */
function offsetOf(contents: unknown, keys: readonly PropertyKey[]): number | undefined {
  let node = contents;
  let offset: number | undefined;
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find(
        item => isScalar(item.key) && String(item.key.value) === String(key),
      );
      if (pair === undefined) return offset;
      offset = isScalar(pair.key) ? pair.key.range?.[0] : offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      offset = isNode(node) ? (node.range?.[0] ?? offset) : offset;
    } else {
      return offset;
    }
  }
  return offset;
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
