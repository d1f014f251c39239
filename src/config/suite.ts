import type { Plan } from '../core/plan.ts';
import { accept, collectRejections, type Outcome, reject } from '../core/rejection.ts';
import type { Suite, Workload } from '../core/suite.ts';
import { kindNamed, kindOf, suiteKinds } from '../suites/registry.ts';
import type { Lookup } from './lookup.ts';
import { parseWord } from './quantity.ts';
import { type OwnWorkload, parseShape } from './shape.ts';
import { isShaped } from './workloads.ts';

/**
 * The suite that is asked for, with its profile and those of its workloads that are wanted:
 * `instead` where nobody names one, and without names the config's own,
 * or all that every disk gets.
 */
export function resolveSuite(
  lookup: Lookup,
  instead: string,
  own?: readonly OwnWorkload[],
): Outcome<Suite> {
  const whole = wholeSuite(lookup, instead);
  if (whole.ok) return withWorkloads(whole.value, lookup, own);
  const all = suiteKinds().flatMap(kind => knownTo(kind.make()));
  const ofAny = chosenNames([...all, ...(own ?? [])], lookup);
  return { ok: false, rejections: [...whole.rejections, ...(ofAny.ok ? [] : ofAny.rejections)] };
}

function wholeSuite(lookup: Lookup, instead: string): Outcome<Suite> {
  const stated = lookup('suite');
  const names = suiteKinds().map(({ name }) => name);
  const name = stated === undefined ? accept(instead) : parseWord(stated.where, stated.text, names);
  const kind = name.ok ? kindNamed(name.value) : undefined;
  const profile = lookup('profile');
  if (kind !== undefined && profile !== undefined && kind.profiles.length === 0) {
    const others = suiteKinds().filter(({ profiles }) => profiles.length > 0);
    const remedy = `leave it out, or measure with suite ${others.map(one => one.name).join(' or ')}`;
    return reject(profile.where, `the ${kind.name} suite has no profiles`, remedy);
  }
  // Of a suite that is not known, the profile is looked at all the same.
  const words = kind?.profiles ?? [...new Set(suiteKinds().flatMap(({ profiles }) => profiles))];
  const word =
    profile === undefined ? accept(undefined) : parseWord(profile.where, profile.text, words);
  if (name.ok && word.ok && kind !== undefined) return accept(kind.make(word.value));
  return { ok: false, rejections: [name, word].flatMap(one => (one.ok ? [] : one.rejections)) };
}

/** The workloads of a suite, and those that join it for some disks. */
function knownTo(suite: Suite): readonly Workload[] {
  const { joining = [] } = kindOf(suite);
  return [...suite.workloads, ...joining.map(({ workload }) => workload)];
}

/**
 * Always in the suite's order, whatever the order in which they are named: the same choice is the
 * same suite. The config's own come next, and those that join last.
 */
function withWorkloads(
  suite: Suite,
  lookup: Lookup,
  own: readonly OwnWorkload[] | undefined,
): Outcome<Suite> {
  const { rejections, take } = collectRejections();
  const known = knownTo(suite);
  const shaped = (own ?? []).filter(isShaped);
  const names = take(chosenNames([...known, ...shaped], lookup), undefined);
  const wanted = names ?? (own ?? suite.workloads).map(({ name }) => name);
  const taken = (name: string): boolean => known.some(workload => workload.name === name);
  const adopted = shaped.flatMap(one => {
    const shape = take(parseShape(one), undefined);
    const found =
      shape &&
      (kindOf(suite).adopt?.(shape) ?? `the workloads of the suite ${suite.name} are its own`);
    const isTold = typeof found === 'string' && wanted.includes(one.name);
    const problem = isTold ? found : `the suite ${suite.name} has a workload ${one.name} already`;
    const remedy = isTold
      ? 'measure it with suite pairs'
      : 'name yours otherwise, or say only its gate';
    if (isTold || taken(one.name)) rejections.push({ path: one.where(), problem, remedy });
    return typeof found === 'object' ? [found] : [];
  });
  for (const one of own ?? [])
    if (!isShaped(one) && one.isWhole)
      take(
        parseWord(
          one.where(),
          one.name,
          known.map(({ name }) => name),
        ),
        '',
      );
  if (rejections.length > 0) return { ok: false, rejections };
  // Zeroes join, and so are last: they leave holes for a moment.
  const count = suite.workloads.length;
  const all = [...suite.workloads, ...adopted, ...known.slice(count)];
  const workloads = all.filter(({ name }) => wanted.includes(name));
  return accept({ ...suite, workloads });
}

/**
 * The names that are asked for, which must be workloads of one of the suites; undefined where
 * nobody names any.
 */
function chosenNames(
  workloads: readonly Pick<Workload, 'name'>[],
  lookup: Lookup,
): Outcome<string[] | undefined> {
  const stated = lookup('workloads');
  if (stated === undefined) return accept(undefined);
  const known = workloads.map(({ name }) => name);
  const words = stated.text.split(',').map(text => parseWord(stated.where, text.trim(), known));
  const rejections = words.flatMap(word => (word.ok ? [] : word.rejections));
  if (rejections.length > 0) return { ok: false, rejections };
  return accept(words.flatMap(word => (word.ok ? [word.value] : [])));
}

/** The suite with the workloads that join it for some of these disks. */
export function joinedSuite(suite: Suite, arms: Plan['arms']): Suite {
  const { joining = [] } = kindOf(suite);
  const modes = arms.flatMap(({ target }) =>
    target.kind === 'disk' ? [new Map<string, unknown>(Object.entries(target.mode))] : [],
  );
  const joined = joining.filter(({ joins }) =>
    modes.some(mode =>
      Object.entries(joins).some(([field, values]) => values.includes(String(mode.get(field)))),
    ),
  );
  return { ...suite, workloads: [...suite.workloads, ...joined.map(({ workload }) => workload)] };
}
