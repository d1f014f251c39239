import type { z } from 'zod';
import { nearWord, suggestWord } from '../core/near-word.ts';
import { type Rejection, rejectionFacts } from '../core/rejection.ts';
import { GateError } from '../errors.ts';
import table from './examples.json' with { type: 'json' };

/** Where in a config file, and what stands there. */
interface IssueContext {
  /** The whole file as plain data. */
  readonly document: unknown;
  readonly where: (path: readonly (string | number)[]) => string;
  readonly keysAt: (path: readonly (string | number)[]) => Omit<KeyContext, 'path'>;
}

/**
 * What the schema of the config found wrong, in words for whoever wrote the file, with the remedy.
 */
export function issueRejections(issue: z.core.$ZodIssue, context: IssueContext): Rejection[] {
  const keys = issue.path as (string | number)[];
  const path = context.where(keys);
  if (issue.code === 'unrecognized_keys') {
    const around = context.keysAt(keys);
    return issue.keys.map(key =>
      unknownKey(key, { ...around, path: context.where([...keys, key]) }),
    );
  }
  const found = valueAt(context.document, keys);
  return [
    { path, ...(keys.length === 0 ? wordsForFile(found) : wordsFor(issue, { keys, found })) },
  ];
}

type Words = Omit<Rejection, 'path'>;

const versionRemedy = 'begin it with the line "version: 1"';

function wordsForFile(found: unknown): Words {
  if (found === null || found === undefined)
    return { problem: 'the file is empty', remedy: versionRemedy };
  return {
    problem: 'the file has no keys',
    remedy: `${versionRemedy} and write each setting as "key: value"`,
  };
}

function wordsFor(
  issue: z.core.$ZodIssue,
  { keys, found }: { readonly keys: readonly (string | number)[]; readonly found: unknown },
): Words {
  const [key] = keys.slice(-1);
  if (key === 'version' && keys.length === 1) {
    return found === undefined
      ? { problem: 'the file does not say its version', remedy: versionRemedy }
      : {
          problem: `must be 1, not ${spelled(found)}`,
          remedy: found === '1' ? 'write it without quotes' : 'there is no other version yet',
        };
  }
  if (found === null)
    return { problem: 'has no value', remedy: 'give it one, or leave the key out' };
  if (issue.code === 'invalid_value') {
    const remedy = suggestWord(typeof found === 'string' ? found : '', issue.values.map(String));
    return { problem: `${spelled(found)} is not a known value`, remedy };
  }
  if (issue.code === 'invalid_union') {
    return {
      problem: `must be one value, not ${kindOf(found)}`,
      remedy: exampleOf(keys) ?? `write it as "${key ?? ''}: value"`,
    };
  }
  if (issue.code !== 'invalid_type') return { problem: issue.message, remedy: exampleOf(keys) };
  return {
    problem: `must be ${expectedWords[issue.expected] ?? issue.expected}, not ${kindOf(found)}`,
    remedy: exampleOf(keys) ?? (issue.expected === 'string' ? inQuotes(found) : undefined),
  };
}

const expectedWords: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

const examples = new Map(Object.entries(table));

function exampleOf(keys: readonly (string | number)[]): string | undefined {
  const [last = '', parent = ''] = keys.toReversed();
  const example = examples.get(`${parent}.*`) ?? examples.get(String(last));
  return example === undefined ? undefined : `write it like this: ${example}`;
}

function inQuotes(found: unknown): string {
  return typeof found === 'object' ? 'write one text' : `write it in quotes: "${spelled(found)}"`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a group of keys' : spelled(value);
}

/** A value as the file has it. */
function spelled(value: unknown): string {
  return typeof value === 'symbol' ? (value.description ?? '') : JSON.stringify(value);
}

function valueAt(document: unknown, keys: readonly (string | number)[]): unknown {
  return keys.reduce((value: unknown, key) => childOf(value, key), document);
}

function childOf(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(String(key));
}

/** Keys that belong together, and what is to be done with one that stands elsewhere. */
interface KeyGroup {
  readonly keys: readonly string[];
  /** Such as `write it under "policy:"`. */
  readonly advice: string;
}

/** Where a key stands that is not known there. */
export interface KeyContext {
  /** The key's own place, as rejections name it. */
  readonly path: string;
  /** Keys of the group in which it stands. */
  readonly known: readonly string[];
  /** Groups elsewhere, to which it may belong. */
  readonly others?: readonly KeyGroup[];
}

/**
 * That a key is not known, with what helps: the nearest one here, the place where it belongs, or
 * all that are known.
 */
export function unknownKey(key: string, { path, known, others = [] }: KeyContext): Rejection {
  const near = nearWord(key, known);
  const home = others.find(({ keys }) => keys.includes(key));
  const remedy =
    home !== undefined
      ? home.advice
      : near !== undefined
        ? `did you mean ${near}?`
        : `known here: ${known.join(', ')}`;
  return { path, problem: `unknown key "${key}"`, remedy };
}

/**
 * The file without what is wrong in it, so that the rest can be looked at too: a misspelt key must
 * not hide a wrong value elsewhere. A disk or a cell that is not a group of keys stays as an empty
 * one, so that its name and its place are still known; a wrong word in a list takes its list along.
 */
export function withoutFaults(document: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const faults = faultsOf(issues);
  if (faults.some(keys => keys.length === 0)) return { version: 1 };
  const cleaned = faults.reduce(
    (value, keys) => without(value, { keys, keepsPlace: isGroup(keys) }),
    document,
  );
  return { ...(cleaned as object), version: 1 };
}

/** Where in a file something is wrong: of keys that are not known, the place of each. */
export function faultsOf(issues: readonly z.core.$ZodIssue[]): readonly (readonly string[])[] {
  return issues.flatMap(issue => {
    const keys = issue.path.map(String);
    return issue.code === 'unrecognized_keys' ? issue.keys.map(key => [...keys, key]) : [keys];
  });
}

function isGroup([first, second, ...rest]: readonly string[]): boolean {
  return (
    ((first === 'disks' || first === 'workloads') && rest.length === 0 && second !== undefined) ||
    (second === 'cells' && rest.length === 1)
  );
}

interface Fault {
  readonly keys: readonly string[];
  /** What stands there stays as an empty group. */
  readonly keepsPlace: boolean;
}

function without(value: unknown, { keys: [key, ...rest], keepsPlace }: Fault): unknown {
  if (typeof value !== 'object' || value === null || key === undefined) return value;
  const next = (child: unknown): unknown =>
    rest.length === 0 ? {} : without(child, { keys: rest, keepsPlace });
  if (Array.isArray(value))
    return value.map((entry, index) => (String(index) === key ? next(entry) : entry));
  const isGone = (child: unknown): boolean =>
    !keepsPlace && (rest.length === 0 || (rest.length === 1 && Array.isArray(child)));
  const entries = Object.entries(value).filter(([name, child]) => name !== key || !isGone(child));
  return Object.fromEntries(
    entries.map(([name, child]) => [name, name === key ? next(child) : child]),
  );
}

/**
 * The one error for all that is wrong with flags, inputs and config file, what stands in the file
 * in its order: `bad-config` where the file is at fault first, else `bad-argument`.
 */
export function refusal(
  rejections: readonly Rejection[],
  configFile: { readonly path: string } | undefined,
): GateError {
  const lineOf = ({ path }: Rejection): number => lineIn(path, configFile?.path);
  // Several run documents may refuse the same cell.
  const unique = new Map(rejections.map(one => [`${one.path}: ${one.problem}`, one]));
  const sorted = [...unique.values()].toSorted((a, b) => lineOf(a) - lineOf(b));
  const [first] = sorted;
  const inFile = configFile !== undefined && first?.path.startsWith(configFile.path) === true;
  return new GateError(inFile ? 'bad-config' : 'bad-argument', rejectionFacts(sorted, 'settings'));
}

/** The line of `storage-gate.yml:7 disks.prod`; 0 for what stands elsewhere. */
function lineIn(place: string, file: string | undefined): number {
  if (file === undefined || !place.startsWith(`${file}:`)) return 0;
  return Number.parseInt(place.slice(file.length + 1), 10) || 0;
}
