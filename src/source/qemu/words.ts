import { wordsOf } from '../classes.ts';
import { hasPlaceholder, indexIn } from '../text.ts';
import data from './classes.json' with { type: 'json' };

/** A stretch of text with its line; where nobody says a value, `${NAME}` stands for it. */
export interface Piece {
  readonly text: string;
  readonly line: number;
  /** What has to be told of it: that it is a default, or stands under a condition. */
  readonly note?: string | undefined;
  /** Why nobody says it. */
  readonly why?: string | undefined;
}

/** A word of a command. */
export type Word = readonly Piece[];

/** A command that starts QEMU, without its name. */
export interface Call {
  readonly program: string;
  readonly line: number;
  readonly words: readonly Word[];
  /** Why it is not read. */
  readonly trouble?: string | undefined;
  /** Lines that look like more of it, and are commands of their own. */
  readonly strays?: readonly number[];
}

/** What is left to do where a text does not say its command. */
export const finished = 'give the finished command: `set -x` prints it';

/** A word that stands in one line. */
export function wordOf(text: string, line: number): Word {
  return text === '' ? [] : [{ text, line }];
}

/** What a word says. */
export function textOf(word: Word): string {
  return word.map(({ text }) => text).join('');
}

/** The piece in which an offset of the word lies, or the last one. */
export function pieceAt(word: Word, offset: number): Piece {
  let left = offset;
  for (const piece of word) {
    if (left < piece.text.length) return piece;
    left -= piece.text.length;
  }
  return word.at(-1) ?? { text: '', line: 1 };
}

/** The pieces of a part of a word. */
export function partOf(word: Word, from: number, to: number = Number.POSITIVE_INFINITY): Word {
  let start = 0;
  return word.flatMap(piece => {
    const [begin, end] = [Math.max(from - start, 0), Math.min(to - start, piece.text.length)];
    start += piece.text.length;
    return begin < end ? [{ ...piece, text: piece.text.slice(begin, end) }] : [];
  });
}

/** Tells the line of an offset of a long word. */
export function lineFinderOf(word: Word): (offset: number) => number {
  let from = 0;
  const starts = word.map(({ text }) => {
    from += text.length;
    return from - text.length;
  });
  return offset => word[indexIn(starts, offset)]?.line ?? 1;
}

/** A place for a value that nobody says. */
export function hole(name: string, line: number, why?: string): Piece {
  return { text: `\${${name}}`, line, why };
}

/** The part of a word that nobody says. */
export function holeIn(word: Word): Piece | undefined {
  return word.find(({ text, why }) => why !== undefined || hasPlaceholder(text));
}

const programs = /(?:^|\/)(?:qemu-system-\w+|qemu-kvm|kvm)$/;
const wrappers = new Set(wordsOf(data.wrappers));
const attaching = /^--?(?:drive|blockdev|device|hd[a-d])$/;

/** Whether a command of this name may start QEMU. */
export function mayStart(name: Word | undefined): boolean {
  const text = textOf(name ?? []);
  const isUnknown = name !== undefined && holeIn(name) !== undefined;
  return isUnknown || programs.test(text) || wrappers.has(text.replace(/^.*\//, ''));
}

/** The words of a command as a start of QEMU; undefined where it is another command. */
export function callOf(words: readonly Word[]): Call | undefined {
  const [name] = words;
  if (!mayStart(name)) return undefined;
  const texts = words.map(textOf);
  const at = texts.findIndex(text => programs.test(text));
  const isUnknown = name !== undefined && holeIn(name) !== undefined;
  const index = at < 0 && isUnknown && texts.some(text => attaching.test(text)) ? 0 : at;
  const word = words[index];
  if (word === undefined) return undefined;
  const options = words.slice(index + 1);
  const isGiven = options.some(each => textOf(each).startsWith('-') || holeIn(each) !== undefined);
  const isAsked = options.some(each => /^--?(?:version|help|h)$/.test(textOf(each)));
  if (!isGiven || isAsked) return undefined;
  return { program: texts[index] ?? '', line: pieceAt(word, 0).line, words: options };
}
