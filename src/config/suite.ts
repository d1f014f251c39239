import { accept, type Outcome, reject } from '../core/rejection.ts';
import type { Suite } from '../core/suite.ts';
import { kindNamed, suiteKinds } from '../suites/registry.ts';
import type { Lookup } from './lookup.ts';
import { parseWord } from './quantity.ts';

/**
 * The suite that is asked for, with its profile and those of its workloads that are wanted:
 * `instead` where nobody names one, and all workloads.
 */
export function resolveSuite(lookup: Lookup, instead: string): Outcome<Suite> {
  const whole = wholeSuite(lookup, instead);
  if (whole.ok) return withWorkloads(whole.value, lookup);
  const ofAny = chosenWorkloads(
    suiteKinds().map(kind => kind.make()),
    lookup,
  );
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

/**
 * Always in the suite's order, whatever the order in which they are named: the same choice is the
 * same suite.
 */
function withWorkloads(suite: Suite, lookup: Lookup): Outcome<Suite> {
  const words = chosenWorkloads([suite], lookup);
  if (!words.ok) return words;
  return accept({
    ...suite,
    workloads: suite.workloads.filter(({ name }) => words.value?.includes(name) ?? true),
  });
}

/**
 * The names that are asked for, which must be workloads of one of the suites; undefined where
 * nobody names any.
 */
function chosenWorkloads(suites: readonly Suite[], lookup: Lookup): Outcome<string[] | undefined> {
  const stated = lookup('workloads');
  if (stated === undefined) return accept(undefined);
  const known = suites.flatMap(({ workloads }) => workloads.map(({ name }) => name));
  const words = stated.text.split(',').map(text => parseWord(stated.where, text.trim(), known));
  const rejections = words.flatMap(word => (word.ok ? [] : word.rejections));
  if (rejections.length > 0) return { ok: false, rejections };
  return accept(words.flatMap(word => (word.ok ? [word.value] : [])));
}
