import type * as Shell from 'unbash';
import { quoted } from '../text.ts';
import { hole, type Piece, textOf, type Word, wordOf } from './words.ts';

/** What a variable holds. */
export interface Value {
  readonly words: readonly Word[];
  readonly isArray: boolean;
}

/** Variables of a script, where it is just read. */
export interface Scope {
  values: Map<string, Value>;
  readonly lineOf: (offset: number) => number;
  /** Counts what is expanded: a short script may make a very long text. */
  readonly spend: (characters: number) => void;
}

type Part = Shell.WordPart | Shell.DoubleQuotedChild;

/** The words that a word of a script becomes; none where all of it is empty. */
export function expand(word: Shell.Word, scope: Scope): Word[] {
  const words: Piece[][] = [];
  let current: Piece[] | undefined;
  const append = (pieces: readonly Piece[]): void => {
    current ??= [];
    for (const piece of pieces) {
      scope.spend(piece.text.length);
      const last = current.at(-1);
      const isSame = last?.line === piece.line && last.note === piece.note;
      // Many small pieces would make every look at the word slow.
      if (last !== undefined && isSame && last.why === undefined && piece.why === undefined)
        current[current.length - 1] = { ...last, text: last.text + piece.text };
      else if (piece.text !== '') current.push(piece);
    }
  };
  const cut = (): void => {
    if (current !== undefined) words.push(current);
    current = undefined;
  };
  const appendAll = (values: readonly Word[]): void => {
    for (const [index, value] of values.entries()) {
      if (index > 0) cut();
      append(value);
    }
  };
  const appendSplit = (value: Word): void => {
    for (const piece of value) {
      for (const [index, text] of piece.text.split(/[ \t\r\n]+/).entries()) {
        if (index > 0) cut();
        if (text !== '') append([{ ...piece, text, line: lineIn(piece, text) }]);
      }
    }
  };
  const visit = (part: Part, isQuoted: boolean): void => {
    const line = scope.lineOf(part.pos);
    if (part.type === 'DoubleQuoted' || part.type === 'LocaleString') {
      // "${list[@]}" of an empty list is no word, while "" is one.
      const [only] = part.parts;
      const isList = part.parts.length === 1 && only !== undefined && isWholeList(only);
      if (!isList) append([]);
      for (const child of part.parts) visit(child, true);
    } else if (part.type === 'Literal') append(literal(part, isQuoted, scope));
    else if (part.type === 'SingleQuoted' || part.type === 'AnsiCQuoted')
      append(linesOf(part.value, line));
    else if (part.type === 'Glob' || part.type === 'ExtendedGlob')
      append([{ text: part.text, line }]);
    else if (part.type === 'SimpleExpansion' || part.type === 'ParameterExpansion') {
      const { words: held, isArray } = valueOf(part, scope);
      // What the config says stands at no line of the file.
      const values = held.map(each =>
        each.every(piece => piece.line > 0)
          ? each
          : each.map(piece => ({ ...piece, line: piece.line || line })),
      );
      const all = isArray || isWholeList(part) ? values : values.slice(0, 1);
      if (isQuoted) appendAll(all);
      else
        for (const [at, value] of all.entries()) {
          if (at > 0) cut();
          appendSplit(value);
        }
    } else append([hole(shortened(part.text), line, 'is made when the script runs')]);
  };
  if (word.parts === undefined) append(literal(word, false, scope));
  else for (const part of word.parts) visit(part, false);
  cut();
  return words;
}

/** What a word of a script becomes where nothing splits it, as in an assignment. */
export function expandOne(word: Shell.Word, scope: Scope): Word {
  // Telling the parts of a word takes long, and most words are plain.
  const plain = /^(["']?)([\w ./:,=@%+-]*)\1$/.exec(word.text)?.[2];
  if (plain !== undefined) return wordOf(plain, scope.lineOf(word.pos));
  if (word.parts === undefined)
    return literal(word, false, scope).filter(({ text }) => text !== '');
  const parts = word.parts.map(part =>
    part.type === 'SimpleExpansion' || part.type === 'ParameterExpansion'
      ? ({ ...part, type: 'DoubleQuoted', parts: [part] } as const)
      : part,
  );
  const words = expand({ ...word, parts }, scope);
  return words.flatMap((each, index) =>
    index === 0 ? each : [{ text: ' ', line: scope.lineOf(word.pos) }, ...each],
  );
}

function isWholeList(part: Part): boolean {
  return part.type === 'SimpleExpansion'
    ? part.text === '$@'
    : part.type === 'ParameterExpansion' && (part.parameter === '@' || part.index?.text === '@');
}

/** Pieces of a text whose first character stands in `line`. */
function linesOf(text: string, line: number): Piece[] {
  return text
    .split(/(?<=\n)/)
    .map((each, index) => ({ text: each, line: line + index }))
    .filter(piece => piece.text !== '');
}

/** Text of the script itself, without its backslashes. */
function literal(
  { text, pos }: { readonly text: string; readonly pos: number },
  isQuoted: boolean,
  { lineOf }: Scope,
): Piece[] {
  const escape = isQuoted ? /\\(\n|["$`\\])/g : /\\([^])/g;
  let offset = pos;
  return text.split(/(?<=\n)/).map(each => {
    const line = lineOf(offset);
    offset += each.length;
    return { text: each.replace(escape, (_, next) => (next === '\n' ? '' : next)), line };
  });
}

function lineIn({ text, line }: Piece, part: string): number {
  return line + (text.slice(0, text.indexOf(part)).match(/\n/g)?.length ?? 0);
}

function shortened(text: string): string {
  return `(${text
    .replace(/[^\w ./-]/g, '')
    .trim()
    .slice(0, 20)})`;
}

function valueOf(
  part: Shell.SimpleExpansionPart | Shell.ParameterExpansionPart,
  scope: Scope,
): Value {
  const line = scope.lineOf(part.pos);
  const unsaid = (name: string, why?: string): Value => ({
    words: [[hole(name, line, why)]],
    isArray: false,
  });
  if (part.type === 'SimpleExpansion') {
    const name = part.text.slice(1);
    const value = scope.values.get(name);
    return value === undefined ? unsaid(name) : { ...value, isArray: false };
  }
  const { parameter: name, prefix, index, operation } = part;
  const value = scope.values.get(name);
  const isAll = index === undefined || index.text === '@' || index.text === '*';
  if (prefix !== undefined || !isAll) return unsaid(name, 'is made when the script runs');
  const held =
    value === undefined
      ? undefined
      : { ...value, isArray: index?.text === '@' || index?.text === '*' };
  if (operation === undefined) return held ?? unsaid(name);
  if (operation.type !== 'Default') return unsaid(name, 'is made when the script runs');
  const { operator, operand } = operation;
  const isEmpty = (held?.words ?? []).every(word => textOf(word) === '');
  const counts = held !== undefined && !(operator.startsWith(':') && isEmpty);
  if (operator.endsWith('+')) {
    if (held === undefined) return unsaid(name);
    return { words: counts ? [expandOne(operand, scope)] : [[]], isArray: false };
  }
  if (counts) return held;
  if (operator.endsWith('?')) return unsaid(name);
  const note = `${quoted(name)} has its default in the script`;
  const words = [expandOne(operand, scope).map(piece => ({ ...piece, note }))];
  const usual = { words, isArray: false };
  if (operator.endsWith('=')) scope.values.set(name, usual);
  return usual;
}
