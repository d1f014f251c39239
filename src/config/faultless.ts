import type { z } from 'zod';

/**
 * The file without what is wrong in it, so that the rest can be looked at too: a misspelt key must
 * not hide a wrong value elsewhere. A disk or a cell that is no group of keys stays as an empty
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
    (first === 'disks' && rest.length === 0 && second !== undefined) ||
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
