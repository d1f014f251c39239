import type * as Shell from 'unbash';
import { forEachChild, parse, type SyntaxNode } from 'unbash';
import { accept, type Outcome, reject } from '../../core/rejection.ts';
import { placeOf, quoted } from '../text.ts';
import { branch, unsaid } from './branch.ts';
import { expand, expandOne, type Scope, type Value } from './expand.ts';
import { type Call, callOf, finished, hole, mayStart, textOf, type Word } from './words.ts';

/** A text of commands, and the line of the file for each of its offsets. */
export interface Commands {
  readonly path: string;
  readonly text: string;
  readonly lineOf: (offset: number) => number;
  /** Values that are known before it begins. */
  readonly values: ReadonlyMap<string, Value>;
}

/** The most characters that expanding variables may make. */
const mostExpanded = 2 ** 22;

class TooMuch extends Error {}

/** A value of the config, at no line of the file. */
export function valueOfText(text: string, line: number, note?: string): Value {
  return { words: [[{ text, line, note }].filter(piece => piece.text !== '')], isArray: false };
}

/**
 * The starts of QEMU in a text of commands. Variables have the values that the text gives them;
 * nothing is run, so what a function or a loop makes is not known.
 */
export function readCommands({ path, text, lineOf, values }: Commands): Outcome<Call[]> {
  const calls: Call[] = [];
  let spent = 0;
  const spend = (characters: number): void => {
    spent += characters + 1;
    if (spent > mostExpanded) throw new TooMuch();
  };
  const scope: Scope = { values: new Map(values), lineOf, spend };
  try {
    const script = parse(text);
    const [error] = script.errors ?? [];
    if (error !== undefined) {
      const problem = `no commands of a shell: ${quoted(error.message)}`;
      return reject(placeOf(path, lineOf(error.pos)), problem, 'let `bash -n` accept it first');
    }
    walkAll(script.commands, { scope, calls });
    return accept(calls);
  } catch (error) {
    if (!(error instanceof TooMuch || error instanceof RangeError)) throw error;
    return reject(path, 'its variables hold too much, or it nests too deeply', finished);
  }
}

interface Walk {
  readonly scope: Scope;
  readonly calls: Call[];
}

function walkAll(statements: readonly Shell.Statement[], walk: Walk): void {
  for (const { command } of statements) visit(command, walk);
}

function visit(node: Shell.PipelineNode | Shell.AndOr, walk: Walk): void {
  const { scope } = walk;
  switch (node.type) {
    case 'Command':
      return visitCommand(node, walk);
    case 'AndOr': {
      const [first, ...others] = node.commands;
      if (first !== undefined) visit(first, walk);
      return branch([() => others.forEach(other => visit(other, walk)), nothing], scope);
    }
    case 'If':
      walkAll(node.clause.commands, walk);
      return branch(
        [node.then, ...node.elif.map(({ then }) => then), node.else].map(list => () => {
          if (list !== undefined) walkAll(list.commands, walk);
        }),
        scope,
      );
    case 'Case': {
      const runs = node.items.map(item => () => walkAll(item.body.commands, walk));
      return branch([...runs, nothing], scope);
    }
    case 'For':
    case 'While':
    case 'Select':
    case 'ArithmeticFor':
      forget(node, scope, 'is made in a loop');
      return walkAll(node.body.commands, walk);
    case 'Redirected':
      return visit(node.command, walk);
    case 'BraceGroup':
      return walkAll(node.body.commands, walk);
    case 'Subshell':
      return apart(walk, () => walkAll(node.body.commands, walk));
    case 'Pipeline':
      return apart(walk, () => node.commands.forEach(each => visit(each, walk)));
    case 'Function':
      forget(node, scope, 'is made in a function');
      return visitFunction(node, walk);
    case 'ArithmeticCommand':
      return forget(node, scope, 'is made by arithmetic');
    case 'Coproc': {
      const { body } = node;
      return apart(walk, () =>
        body.type === 'CompoundList' ? walkAll(body.commands, walk) : visit(body, walk),
      );
    }
    case 'TestCommand':
      return undefined;
    default:
      return node satisfies never;
  }
}

function nothing(): void {}

/** What runs in a process of its own changes no variable of the script. */
function apart({ scope }: Walk, run: () => void): void {
  const before = new Map(scope.values);
  scope.spend(before.size);
  run();
  scope.values = before;
}

/** Variables that a part of the script sets are not known from there on. */
function forget(node: SyntaxNode, scope: Scope, why: string): void {
  const set = (name: string, pos: number): void => {
    scope.values.set(name, { words: [[hole(name, scope.lineOf(pos), why)]], isArray: false });
  };
  const change = (each: SyntaxNode): void => {
    if (each.type === 'ArithmeticWord') set(each.value, each.pos);
  };
  const look = (each: SyntaxNode): void => {
    scope.spend(1);
    if (each.type === 'Assignment') set(each.name, each.pos);
    else if (each.type === 'ArithmeticUnary' && /^(?:\+\+|--)$/.test(each.operator))
      change(each.operand);
    else if (each.type === 'ArithmeticBinary' && /^(?![=!<>]=$).*=$/.test(each.operator))
      change(each.left);
    else if (each.type === 'For' || each.type === 'Select') set(each.name.text, each.pos);
    else if (each.type === 'Command' && setters.has(each.name?.text ?? ''))
      for (const arg of each.args) if (/^\w+$/.test(arg.text)) set(arg.text, arg.pos);
    forEachChild(each, look);
  };
  look(node);
}

const setters = new Set(['read', 'mapfile', 'readarray', 'getopts', 'unset', 'printf', 'let']);

/** A function is not run; one that starts QEMU is told as what is not read. */
function visitFunction(node: Shell.Function, { scope, calls }: Walk): void {
  const inside: Call[] = [];
  const own = { ...scope, values: new Map(scope.values) };
  scope.spend(own.values.size);
  if (node.body.type !== 'CompoundList') visit(node.body, { scope: own, calls: inside });
  const trouble = 'stands in a function, which is not run';
  calls.push(...inside.map(call => ({ ...call, trouble: call.trouble ?? trouble })));
}

function visitCommand(node: Shell.Command, { scope, calls }: Walk): void {
  const { name, args } = node;
  const line = scope.lineOf(node.pos);
  if (name === undefined) {
    for (const each of node.prefix) if (each.type === 'Assignment') assign(each, scope);
    return;
  }
  const named = expand(name, scope);
  const [first] = named;
  const called = textOf(first ?? []);
  if (called === '.' || called === 'source' || called === 'eval') {
    const why = `may be changed by what line ${line} reads`;
    scope.spend(scope.values.size);
    for (const [key, value] of scope.values) scope.values.set(key, unsaid(key, value, why));
    if (/qemu/.test(args.map(({ text }) => text).join(' ')) && called === 'eval')
      calls.push({ program: 'qemu', line, words: [], trouble: 'is a text that eval runs' });
    return;
  }
  if (setters.has(called)) forget(node, scope, `is set by ${called}`);
  if (called === 'set' && args.some(({ text }) => /^(?:--|[^-+])/.test(text))) {
    const rest = args.slice(args.findIndex(({ text }) => text === '--') + 1);
    scope.values.set('@', { words: wordsOf(rest, scope), isArray: true });
  }
  for (const each of args) {
    if (each.type === 'Assignment') assign(each, scope);
    // The default of a variable is often set by a command that does nothing.
    else if (called === ':') expand(each, scope);
  }
  const last = calls.at(-1);
  if (called.startsWith('-') && last !== undefined)
    calls[calls.length - 1] = { ...last, strays: [...(last.strays ?? []), line] };
  if (!mayStart(first)) return;
  const call = callOf([...named, ...wordsOf(args, scope)]);
  if (call !== undefined) calls.push({ ...call, line });
}

function wordsOf(args: readonly Shell.CommandArgument[], scope: Scope): Word[] {
  return args.flatMap((arg): Word[] => {
    if (arg.type === 'Word') return expand(arg, scope);
    const start = [{ text: `${arg.name}=`, line: scope.lineOf(arg.pos) }];
    return arg.value.type === 'Word' ? [[...start, ...expandOne(arg.value, scope)]] : [start];
  });
}

function assign({ name, value, append, index, pos }: Shell.Assignment, scope: Scope): void {
  const old = append === true ? scope.values.get(name) : undefined;
  const isArray = value.type === 'ArrayValue' || (append === true && old?.isArray === true);
  const added =
    value.type === 'ArrayValue' ? wordsOf(value.elements, scope) : [expandOne(value, scope)];
  scope.spend(old?.words.reduce((sum, word) => sum + word.length, old.words.length) ?? 0);
  const isOpen = append === true && old === undefined && value.type === 'Word';
  if (index !== undefined || isOpen) {
    const why = isOpen ? 'is not said before more is added' : 'is set one element at a time';
    scope.values.set(name, { words: [[hole(name, scope.lineOf(pos), why)]], isArray: false });
  } else if (isArray && value.type === 'ArrayValue')
    scope.values.set(name, { words: [...(old?.words ?? []), ...added], isArray });
  else if (old === undefined) scope.values.set(name, { words: added, isArray });
  else {
    const [start = [], ...others] = old.words;
    const first = [...start, ...(added[0] ?? [])];
    scope.values.set(name, { words: [first, ...others], isArray });
  }
}
