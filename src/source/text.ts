import { mostDefinition } from '../core/definition.ts';
import { accept, type Outcome, type Rejection, reject } from '../core/rejection.ts';
import type { SourceText } from './definition.ts';

/** The most levels that a definition may nest. */
export const mostLevels = 64;

/** The most characters of a value that a message quotes. */
const mostQuoted = 80;

/**
 * A text that readers may be given: small, in UTF-8, without its byte order mark, and not nested so
 * deeply that a parser would be in trouble. Line ends stay as they are.
 */
export function boundedText({ path, text }: SourceText): Outcome<SourceText> {
  // UTF-16 that was decoded as UTF-8 begins with two characters in place of its mark.
  if (/^(?:\uFFFD{2}|[^\0]\0|\0[^\0])/.test(text))
    return reject(path, 'is in UTF-16', 'write it in UTF-8: iconv -f utf-16 -t utf-8 does');
  const nul = text.indexOf('\0');
  if (nul >= 0)
    return reject(
      placeAt(path, text, nul),
      'has a NUL character',
      "give a file of text; of /proc/PID/cmdline, what xargs -0 printf '%q ' < it prints",
    );
  if (text.length > mostDefinition || new TextEncoder().encode(text).length > mostDefinition)
    return reject(path, 'is larger than 1 MiB', 'give the definition of one guest');
  const broken = text.indexOf('\uFFFD');
  if (broken >= 0) return reject(placeAt(path, text, broken), 'is not UTF-8', 'write it in UTF-8');
  const deep = tooDeepAt(text);
  if (deep !== undefined) return tooDeep(placeAt(path, text, deep));
  return accept({ path, text: text.replace(/^\uFEFF/, '') });
}

/** That a definition nests too deeply. */
export function tooDeep(place: string): { readonly ok: false; readonly rejections: Rejection[] } {
  const problem = `nests more than ${mostLevels} levels deep`;
  return { ok: false, rejections: [{ path: place, problem, remedy: 'give a plain definition' }] };
}

/** Where brackets that are open nest too deeply; undefined where they don't. */
function tooDeepAt(text: string): number | undefined {
  let level = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    level = bracket === '[' || bracket === '{' ? level + 1 : Math.max(0, level - 1);
    if (level > mostLevels) return index;
  }
  return undefined;
}

/** Tells the line, from 1, in which an offset of the text lies. */
export function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  // A text may have a million lines.
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (sign === 10 || (sign === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return offset => indexIn(starts, offset) + 1;
}

/** Which of some parts an offset lies in, by where they start. */
export function indexIn(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

/** A place of a definition, as messages name it: `vms/prod.xml:12`. */
export function placeOf(path: string, line: number | undefined): string {
  return line === undefined ? path : `${path}:${line}`;
}

function placeAt(path: string, text: string, offset: number): string {
  return placeOf(path, lineFinder(text)(offset));
}

/** A value as a message quotes it: printable, and its first characters alone where it is long. */
export function quoted(value: string): string {
  const printable = value.replace(/\s+/g, ' ').replace(/\p{C}/gu, '?');
  return printable.length > mostQuoted ? `${printable.slice(0, mostQuoted - 1)}…` : printable;
}

/**
 * Whether a value is a place for one: `{{ name }}`, `${name}`, `$NAME`, `%NAME%`, `@NAME@`,
 * `#{name}`, `<%= name %>`. Only fields that can't change a figure may have one.
 */
export function hasPlaceholder(value: string): boolean {
  return /\{\{|\{%|<%|[$#]\{|\$\(|\$[A-Za-z_]|%[A-Za-z_]\w*%|@[A-Za-z_]\w*@/.test(value);
}
