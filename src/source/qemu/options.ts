import { holeIn, type Piece, partOf, pieceAt, textOf, type Word } from './words.ts';

/** An option of an argument, as `name=value` or as a member of JSON. */
export interface Option {
  /** `cache.direct`; members of objects are joined by dots. */
  readonly name: string;
  readonly value: string;
  readonly line: number;
  /** The part of name or value that nobody says. */
  readonly hole?: Piece | undefined;
  readonly notes?: readonly string[];
}

/** The options of one argument. */
export interface Argument {
  /** `-drive`, as it was written. */
  readonly option: string;
  readonly line: number;
  readonly options: readonly Option[];
  /** What can't be read in it. */
  readonly trouble?: string | undefined;
}

/** The most options of an argument. */
const mostOptions = 300;

/** Words for on and off, as QEMU takes them. */
const switches: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['on', 'yes', 'true', 'y'].map(word => [word, 'on'])),
  ...Object.fromEntries(['off', 'no', 'false', 'n'].map(word => [word, 'off'])),
};

/** `on` or `off` for each of their words; other values as they are. */
export function switchOf(value: string): string {
  return Object.hasOwn(switches, value) ? (switches[value] ?? value) : value;
}

/**
 * Splits an argument as QEMU does: `,,` is a comma in a value, a word without `=` is on, apart from
 * the first one, which is the value of `implied`.
 */
export function readArgument(option: string, word: Word, implied?: string): Argument {
  const text = textOf(word);
  const { line } = pieceAt(word, 0);
  if (/^\s*\{/.test(text) && (option === '-blockdev' || implied !== undefined))
    return readJson(option, word);
  const options: Option[] = [];
  if (text.split(',').length > mostOptions)
    return { option, line, options, trouble: `has more than ${mostOptions} options` };
  for (const { 0: whole, 1: raw = '', index } of text.matchAll(/((?:[^,]|,,)*)(?:,|$)/g)) {
    if (whole === '') continue;
    const equals = raw.indexOf('=');
    const isFirst = options.length === 0 && implied !== undefined && equals < 0;
    const at = isFirst ? index : index + equals + 1;
    const piece = pieceAt(word, equals < 0 ? index : Math.min(at, index + raw.length - 1));
    const own = partOf(word, index, index + raw.length);
    options.push({
      name: isFirst ? implied : equals < 0 ? raw : raw.slice(0, equals),
      value: isFirst || equals >= 0 ? raw.slice(at - index).replaceAll(',,', ',') : 'on',
      line: piece.line,
      hole: holeIn(own),
      notes: own.flatMap(({ note }) => note ?? []),
    });
  }
  return { option, line, options };
}

function readJson(option: string, word: Word): Argument {
  const { line } = pieceAt(word, 0);
  const notes = word.flatMap(({ note }) => note ?? []);
  const text = textOf(word);
  const options: Option[] = [];
  let members = 0;
  const flatten = (value: unknown, name: string): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [key, each] of Object.entries(value)) {
        if (!Array.isArray(value)) members += 1;
        flatten(each, name === '' ? key : `${name}.${key}`);
      }
      return;
    }
    const said = typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
    const hole = holeIn([{ text: said, line }]);
    options.push({ name, value: value === null ? '' : said, line, hole, notes });
  };
  try {
    flatten(JSON.parse(text), '');
  } catch {
    return { option, line, options: [], trouble: 'is no JSON' };
  }
  // JSON.parse takes the last of two members; QEMU refuses them.
  const keys = text.match(/"(?:[^"\\]|\\.)*"(?=\s*:)/g)?.length ?? 0;
  return keys === members
    ? { option, line, options }
    : { option, line, options, trouble: 'has a member twice' };
}

/** The last option of a name, which is the one that holds. */
export function lastOf(options: readonly Option[] = [], ...names: string[]): Option | undefined {
  return options.findLast(({ name }) => names.includes(name));
}

/** What that one says. */
export function valueOf(options: readonly Option[] = [], ...names: string[]): string | undefined {
  return lastOf(options, ...names)?.value;
}

/** Options of a child node without its name: `filename` of `file.filename`. */
export function childOptions(options: readonly Option[], child: string): Option[] {
  return options.flatMap(option =>
    option.name.startsWith(`${child}.`)
      ? [{ ...option, name: option.name.slice(child.length + 1) }]
      : [],
  );
}
