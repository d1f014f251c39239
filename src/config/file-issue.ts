import type { z } from 'zod';
import type { Rejection } from '../core/rejection.ts';

/** Where in a config file, and what stands there. */
export interface IssueContext {
  /** The whole file as plain data. */
  readonly document: unknown;
  readonly where: (path: readonly (string | number)[]) => string;
  readonly knownKeys: (path: readonly (string | number)[]) => readonly string[];
}

/** What the schema of the config found wrong, in words for whoever wrote the file, with the remedy. */
export function describeIssue(issue: z.core.$ZodIssue, context: IssueContext): Rejection[] {
  const keys = issue.path as (string | number)[];
  const path = context.where(keys);
  if (issue.code === 'unrecognized_keys') {
    const remedy = `known here: ${context.knownKeys(keys).join(', ')}`;
    return issue.keys.map(key => ({ path: context.where([...keys, key]), problem: `unknown key "${key}"`, remedy }));
  }
  const found = valueAt(context.document, keys);
  return [{ path, ...(keys.length === 0 ? wordsForFile(found) : wordsFor(issue, { keys, found })) }];
}

type Words = Omit<Rejection, 'path'>;

const beginning = 'begin it with the line "version: 1"';

function wordsForFile(found: unknown): Words {
  if (found === null || found === undefined) return { problem: 'the file is empty', remedy: beginning };
  return { problem: 'the file has no keys', remedy: `${beginning} and write each setting as "key: value"` };
}

function wordsFor(
  issue: z.core.$ZodIssue,
  { keys, found }: { readonly keys: readonly (string | number)[]; readonly found: unknown },
): Words {
  const [key] = keys.slice(-1);
  if (key === 'version' && keys.length === 1) {
    return found === undefined
      ? { problem: 'the file does not say its version', remedy: beginning }
      : { problem: `must be 1, not ${JSON.stringify(found)}`, remedy: 'there is no other version yet' };
  }
  if (found === null) return { problem: 'has no value', remedy: 'give it one, or leave the key out' };
  if (issue.code === 'invalid_value') {
    return { problem: `${JSON.stringify(found)} is not known here`, remedy: `use one of: ${issue.values.join(', ')}` };
  }
  if (issue.code === 'invalid_union') {
    return { problem: `must be one value, not ${kindOf(found)}`, remedy: `write it as "${key ?? ''}: value"` };
  }
  if (issue.code !== 'invalid_type') return { problem: issue.message };
  return {
    problem: `must be ${expectedWords[issue.expected] ?? issue.expected}, not ${kindOf(found)}`,
    ...remedyFor(key),
  };
}

const expectedWords: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

const examples: Readonly<Record<string, string>> = {
  'fail-on': 'fail-on: [regressed, missing]',
  cells: 'cells: [{ disk: prod, gate: false }]',
  policy: 'policy: { tolerance: 5% }',
  disks: 'disks: { prod: { cache: none } }',
};

function remedyFor(key: string | number | undefined): { readonly remedy?: string } {
  const example = examples[key ?? ''];
  return example === undefined ? {} : { remedy: `write it like this: ${example}` };
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a group of keys' : JSON.stringify(value);
}

function valueAt(document: unknown, keys: readonly (string | number)[]): unknown {
  return keys.reduce((value: unknown, key) => childOf(value, key), document);
}

function childOf(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(String(key));
}

/**
 * The file without what is wrong in it, so that the rest can be looked at too: a misspelt key must not hide a wrong value
 * elsewhere. An entry of a list takes its list along.
 */
export function withoutFaults(document: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const faults = issues.flatMap(issue => {
    const keys = issue.path.map(String);
    return issue.code === 'unrecognized_keys' ? issue.keys.map(key => [...keys, key]) : [keys];
  });
  if (faults.some(keys => keys.length === 0)) return { version: 1 };
  const cleaned = faults.reduce((value, keys) => without(value, keys), document);
  return { ...(cleaned as object), version: 1 };
}

function without(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || key === undefined) return value;
  const child = childOf(value, key);
  const isGone = rest.length === 0 || (rest.length === 1 && Array.isArray(child));
  if (Array.isArray(value)) return value.map((entry, index) => (String(index) === key ? without(entry, rest) : entry));
  const entries = Object.entries(value).filter(([name]) => !(isGone && name === key));
  return Object.fromEntries(entries.map(([name, one]) => [name, name === key ? without(one, rest) : one]));
}
