import type { Run } from '../core/run.ts';
import type { Suite } from '../core/suite.ts';
import { fioKind } from './fio/suite.ts';
import { pairsKind } from './pairs/suite.ts';
import type { Claim, SuiteKind, SuiteRules } from './suite.ts';
import { sysbenchKind } from './sysbench/suite.ts';

const kinds = new Map<string, SuiteKind>();
for (const kind of [pairsKind, sysbenchKind, fioKind]) register(kind);

/** What is measured where nobody names a suite: with disks that are named, and without any. */
export const suiteInstead = { disks: 'pairs', noDisks: 'sysbench' } as const;

/** Adds a kind of suite until the result is disposed of. A name that is taken is a `RangeError`. */
export function register(kind: SuiteKind): Disposable {
  if (kinds.has(kind.name)) throw new RangeError(`there is a suite ${kind.name} already`);
  kinds.set(kind.name, kind);
  return { [Symbol.dispose]: () => void kinds.delete(kind.name) };
}

/** The kinds that there are, in the order in which they are listed. */
export function suiteKinds(): readonly SuiteKind[] {
  return [...kinds.values()];
}

/** The kind of that name; undefined where there is none. */
export function kindNamed(name: string): SuiteKind | undefined {
  return kinds.get(name);
}

/** The kind of a suite that is in a plan or a decoded document, which therefore has one. */
export function kindOf({ name }: Pick<Suite, 'name'>): SuiteKind {
  const kind = kinds.get(name);
  if (kind === undefined) throw new RangeError(`there is no suite ${name}`);
  return kind;
}

/** The suite of that name as it is without a profile and with all its workloads. */
export function suiteNamed(name: string): Suite {
  return kindOf({ name }).make();
}

/** What holds of a suite. */
export function rulesOf(suite: Suite): SuiteRules {
  return kindOf(suite).rulesOf(suite);
}

/** What a run says of the claims that its suite is known for. */
export function judgeClaims(run: Run): readonly Claim[] {
  return rulesOf(run.plan.suite).judgeClaims?.(run) ?? [];
}
