import { gateSuite, profiles, roundsOf } from '../core/gate-suite.ts';
import { accept, type Outcome, reject } from '../core/rejection.ts';
import { type Suite, seedSuite, type Workload } from '../core/workload.ts';
import type { Lookup } from './lookup.ts';
import { parseWord } from './quantity.ts';

/**
 * The suite that is asked for, with its profile and those of its workloads that are wanted. Where
 * nobody says so: the gate suite for disks that are named, the post's for the post's rows, and all
 * workloads.
 */
export function resolveSuite(lookup: Lookup, fallback: Suite['name']): Outcome<Suite> {
  const whole = wholeSuite(lookup, fallback);
  if (whole.ok) return withWorkloads(whole.value, lookup);
  const ofAny = chosenWorkloads([gateSuite('standard'), seedSuite], lookup);
  return { ok: false, rejections: [...whole.rejections, ...(ofAny.ok ? [] : ofAny.rejections)] };
}

function wholeSuite(lookup: Lookup, fallback: Suite['name']): Outcome<Suite> {
  const stated = lookup('suite');
  const name =
    stated === undefined
      ? accept(fallback)
      : parseWord(stated.where, stated.text, ['gate', 'seed']);
  const profile = lookup('profile');
  const word =
    profile === undefined
      ? accept('standard' as const)
      : parseWord(profile.where, profile.text, profiles);
  if (profile !== undefined && name.ok && name.value === 'seed') {
    return reject(
      profile.where,
      'the seed suite has no profiles',
      'leave it out, or measure with suite gate',
    );
  }
  if (!name.ok || !word.ok)
    return { ok: false, rejections: [name, word].flatMap(one => (one.ok ? [] : one.rejections)) };
  return accept(name.value === 'seed' ? seedSuite : gateSuite(word.value));
}

/**
 * Always in the suite's order, whatever the order in which they are named: the same choice is the
 * same suite.
 */
function withWorkloads(suite: Suite, lookup: Lookup): Outcome<Suite> {
  const words = chosenWorkloads([suite], lookup);
  if (!words.ok || words.value === undefined) return words.ok ? accept(suite) : words;
  const chosen = words.value;
  const isChosen = ({ name }: Workload): boolean => chosen.has(name);
  return suite.name === 'gate'
    ? accept({ ...suite, workloads: suite.workloads.filter(isChosen) })
    : accept({ ...suite, workloads: suite.workloads.filter(isChosen) });
}

/**
 * The names that are asked for, which must be workloads of one of the suites; undefined where
 * nobody names any.
 */
function chosenWorkloads(
  suites: readonly Suite[],
  lookup: Lookup,
): Outcome<ReadonlySet<string> | undefined> {
  const stated = lookup('workloads');
  if (stated === undefined) return accept(undefined);
  const known = suites.flatMap(({ workloads }) => workloads.map(({ name }) => name));
  const words = stated.text.split(',').map(text => parseWord(stated.where, text.trim(), known));
  const rejections = words.flatMap(word => (word.ok ? [] : word.rejections));
  if (rejections.length > 0) return { ok: false, rejections };
  return accept(new Set(words.flatMap(word => (word.ok ? [word.value] : []))));
}

/**
 * Bytes that a run may write where nobody says so. The workloads of the gate suite end at a cap;
 * sysbench writes for its time however fast the drive is.
 */
export function defaultWriteBudget(suite: Suite): number {
  return (suite.name === 'seed' ? 320 : 80) * 2 ** 30;
}

/** Rounds that a plan has where nobody says so. */
export function defaultRounds(suite: Suite): number {
  return suite.name === 'gate' ? roundsOf(suite.profile) : 3;
}
