/** Source files and what is read from them: their code, comments and imports. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'oxc-parser';

/** A file that was read. */
export interface Source {
  /** From the folder that was read, with slashes. */
  readonly path: string;
  /** Characters of code: neither comments nor white space. */
  readonly characters: number;
  /** The numbers of lines that hold a comment and are longer than `commentColumns`. */
  readonly longComments: readonly number[];
  /** Imported files, as `path` names them; one outside of what was read begins with `..`. */
  readonly files: readonly string[];
  /** Imported modules that are no files of ours: `node:fs`, `zod`. */
  readonly modules: readonly string[];
}

/** The longest line that a comment may have, in UTF-16 code units. */
export const commentColumns = 100;

const sourceNames = /\.(ts|js|lua|sh|css|html|ya?ml)$/;

/** Characters of the tables of facts and words in JSON below a folder, without white space. */
export function dataIn(folder: string): number {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const tables = paths.filter(path => path.endsWith('.json') && !path.endsWith('tsconfig.json'));
  return tables.reduce((sum, path) => sum + inkOf(readFileSync(join(folder, path), 'utf8')), 0);
}

/** Reads every source file below a folder. */
export function readSources(folder: string): Source[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path =>
    sourceNames.test(path),
  );
  return paths.toSorted().map(path => sourceOf(path, readFileSync(join(folder, path), 'utf8')));
}

/** What a file of this path and text has. */
export function sourceOf(path: string, text: string): Source {
  if (/\.ya?ml$/.test(path)) {
    const longComments = text.split('\n').flatMap((line, index) => {
      return line.length > commentColumns && /(^|\s)#/.test(line) ? [index + 1] : [];
    });
    return { path, characters: inkOf(text), longComments, files: [], modules: [] };
  }
  if (!/\.[tj]s$/.test(path)) {
    const code = text.replace(/<!--[^]*?-->|\/\*[^]*?\*\/|^\s*(--|#( |!)).*$/gm, '');
    return { path, characters: inkOf(code), longComments: [], files: [], modules: [] };
  }
  const { comments, module, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new Error(`${path} can't be parsed: ${errors[0].message}`);
  const names = [
    ...module.staticImports.map(({ moduleRequest: { value } }) => value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
      text.slice(start + 1, end - 1),
    ),
  ];
  const [files, modules] = [true, false].map(ours => [
    ...new Set(names.filter(name => name.startsWith('.') === ours)),
  ]) as [string[], string[]];
  return {
    path,
    characters: inkOf(withoutSpans(text, comments)),
    longComments: comments.flatMap(comment => longLinesOf(text, comment)),
    files: files.map(name => normalize(join(dirname(path), name))),
    modules,
  };
}

/** The code of a TypeScript file without its comments. */
export function codeOf(text: string): string {
  return withoutSpans(text, parseSync('code.ts', text).comments);
}

/** A part of a text. */
interface Span {
  readonly start: number;
  readonly end: number;
}

function withoutSpans(text: string, spans: readonly Span[]): string {
  const starts = [0, ...spans.map(({ end }) => end)];
  return starts.map((start, index) => text.slice(start, spans[index]?.start)).join('');
}

function inkOf(code: string): number {
  return code.replace(/\s/g, '').length;
}

function longLinesOf(text: string, { start, end }: Span): number[] {
  const first = text.slice(0, start).split('\n').length;
  const from = text.lastIndexOf('\n', start) + 1;
  const lineEnd = text.indexOf('\n', end);
  return text
    .slice(from, lineEnd === -1 ? undefined : lineEnd)
    .split('\n')
    .flatMap((line, index) => (line.length > commentColumns ? [first + index] : []));
}
