import { accept, type Outcome } from '../../core/rejection.ts';
import type { SourceText } from '../definition.ts';
import { quoted } from '../text.ts';
import type { Value } from './expand.ts';
import { readCommands } from './shell.ts';
import { type Call, hole, lineFinderOf, type Piece, partOf, textOf, type Word } from './words.ts';

/** A line of a Makefile with those that it continues in. */
interface Line {
  readonly pieces: readonly Piece[];
  readonly isRecipe: boolean;
}

const most = 2 ** 20;
const assignment = /^(?:export\s+|override\s+)*([\w.-]+)\s*(::?=|:::=|\?=|\+=|!=|=)\s*/;
const branching = /^\s*(?:ifn?eq|ifn?def|endif)\b/;

/**
 * The starts of QEMU in the recipes of a Makefile or a justfile, as far as they are final: what a
 * variable holds at the end of the file. Functions of make are not run.
 */
export function readMakefile(
  { path, text }: SourceText,
  given: ReadonlyMap<string, Value>,
): Outcome<Call[]> {
  const lines = linesOf(text, /just/i.test(path));
  const variables = new Map<string, Word>(
    Array.from(given, ([name, { words }]) => [name, words.flat()]),
  );
  let depth = 0;
  for (const { pieces, isRecipe } of lines) {
    const whole = textOf(pieces);
    if (branching.test(whole)) depth += /^\s*endif/.test(whole) ? -1 : 1;
    // In a branch, a variable may be indented as recipes are.
    if ((isRecipe && depth === 0) || !whole.includes('=')) continue;
    // A variable of one target is not the variable of all.
    const target = /^[^=\s:]+[^=:]*:\s+(?=[\w.-]+\s*(?:[:?+!]?=))/.exec(whole)?.[0].length ?? 0;
    const rest = whole.slice(target).trimStart();
    const [said = '', name, operator] = assignment.exec(rest) ?? [];
    if (name === undefined) continue;
    const value = unquoted(partOf(pieces, whole.length - rest.length + said.length));
    const line = pieces[0]?.line ?? 1;
    if (depth > 0 || target > 0 || operator === '!=')
      variables.set(name, [hole(name, line, 'depends on what make finds')]);
    else if (operator === '?=') {
      const note = `${quoted(name)} has its default in the Makefile`;
      if (!variables.has(name))
        variables.set(
          name,
          value.map(piece => ({ ...piece, note })),
        );
    } else if (operator === '+=')
      variables.set(name, [...(variables.get(name) ?? []), { text: ' ', line }, ...value]);
    else variables.set(name, value);
  }
  const calls: Call[] = [];
  for (const { pieces, isRecipe } of lines) {
    if (!isRecipe) continue;
    const recipe = substitute(pieces, variables);
    const lineOf = lineFinderOf(recipe);
    const code = textOf(recipe).replace(/^[\s@+-]*/, blanks => ' '.repeat(blanks.length));
    if (!/qemu|kvm/i.test(code) || code.length > most) continue;
    const found = readCommands({ path, text: code, lineOf, values: new Map() });
    if (!found.ok) return found;
    const notes = recipe.filter(({ note }) => note !== undefined);
    calls.push(...found.value.map(call => withNotes(call, notes)));
  }
  return accept(calls);
}

/** The notes of variables, on the words that have text of theirs. */
function withNotes(call: Call, notes: readonly Piece[]): Call {
  const noteOf = ({ text, line }: Piece): Piece | undefined =>
    notes.find(
      each => each.line === line && (text.includes(each.text) || each.text.includes(text)),
    );
  const words = call.words.map(word =>
    word.map(piece => ({ ...piece, note: piece.note ?? noteOf(piece)?.note })),
  );
  return { ...call, words };
}

function linesOf(text: string, isJust: boolean): Line[] {
  const recipe = isJust ? /^(?:\t| {2,})/ : /^\t/;
  const lines: Line[] = [];
  let pieces: Piece[] = [];
  for (const [index, each] of text.split(/\r\n?|\n/).entries()) {
    const line = index + 1;
    const isMore = pieces.length > 0;
    const own = isMore || !each.startsWith('#') ? each : '';
    pieces.push({ text: isMore ? own.replace(/^\t/, '') : own, line });
    if (own.endsWith('\\')) {
      pieces[pieces.length - 1] = { text: `${pieces.at(-1)?.text.slice(0, -1)} `, line };
      continue;
    }
    lines.push({ pieces, isRecipe: recipe.test(pieces[0]?.text ?? '') });
    pieces = [];
  }
  if (pieces.length > 0) lines.push({ pieces, isRecipe: recipe.test(pieces[0]?.text ?? '') });
  return lines;
}

/** The value of a justfile's variable stands in quotes; a comment ends that of a Makefile's. */
function unquoted(value: Word): Word {
  const [first] = value;
  const quotes = /^(["'])([^"']*)\1\s*$/.exec(first?.text ?? '');
  if (first !== undefined && value.length === 1 && quotes !== null)
    return [{ ...first, text: quotes[2] ?? '' }];
  const hash = textOf(value).search(/(?:^|\s)#/);
  return hash < 0 ? value : partOf(value, 0, hash);
}

/** Variables of make or just by their values; what is not a variable of the file stays a place. */
function substitute(
  pieces: readonly Piece[],
  variables: ReadonlyMap<string, Word>,
  depth = 0,
  spent = { characters: 0 },
): Piece[] {
  const reference = /\$\$|\$\(([^()]*)\)|\$\{([^{}]*)\}|\{\{\s*([^{}]*?)\s*\}\}|\$(\w|[@<^*?])/g;
  return pieces.flatMap(piece => {
    if (!/\$|\{\{/.test(piece.text)) return piece;
    const out: Piece[] = [];
    let from = 0;
    for (const { 0: whole, 1: round, 2: curly, 3: just, 4: short, index } of piece.text.matchAll(
      reference,
    )) {
      out.push({ ...piece, text: piece.text.slice(from, index) });
      from = index + whole.length;
      const name = round ?? curly ?? just ?? short ?? '';
      const value = variables.get(name);
      if (whole === '$$') out.push({ ...piece, text: '$' });
      else if (value === undefined || depth > 8 || spent.characters > most)
        out.push({ ...piece, text: `\${${name.replace(/\W/g, '_') || '_'}}` });
      else if (value.some(({ why }) => why !== undefined))
        out.push({ ...piece, text: `\${${name.replace(/\W/g, '_')}}` });
      else {
        const own = value.map(each => ({ ...each, line: each.line || piece.line }));
        out.push(...substitute(own, variables, depth + 1, spent));
      }
    }
    out.push({ ...piece, text: piece.text.slice(from) });
    spent.characters += out.reduce((sum, { text }) => sum + text.length + 1, 0);
    return out.filter(({ text }) => text !== '');
  });
}
