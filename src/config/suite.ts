import { gateSuite, profiles, roundsOf } from '../core/gate-suite.ts';
import { accept, type Outcome, reject } from '../core/rejection.ts';
import { type Suite, seedSuite, type Workload } from '../core/workload.ts';
import type { Lookup } from './lookup.ts';
import { parseWord } from './quantity.ts';

/**
 * The suite that is asked for, with its profile and those of its workloads that are wanted. Where nobody says so: the gate
 * suite for disks that are named, the post's for the post's rows, and all workloads.
 */
export function resolveSuite(lookup: Lookup, fallback: Suite['name']): Outcome<Suite> {
  const whole = wholeSuite(lookup, fallback);
  return whole.ok ? withWorkloads(whole.value, lookup) : whole;
}

function wholeSuite(lookup: Lookup, fallback: Suite['name']): Outcome<Suite> {
  const stated = lookup('suite');
  const name = stated === undefined ? accept(fallback) : parseWord(stated.where, stated.text, ['gate', 'seed']);
  if (!name.ok) return name;
  const profile = lookup('profile');
  if (name.value === 'seed') {
    return profile === undefined
      ? accept(seedSuite)
      : reject(profile.where, 'the seed suite has no profiles', 'leave it out, or measure with suite gate');
  }
  if (profile === undefined) return accept(gateSuite('standard'));
  const word = parseWord(profile.where, profile.text, profiles);
  return word.ok ? accept(gateSuite(word.value)) : word;
}

/** Always in the suite's order, whatever the order in which they are named: the same choice is the same suite. */
function withWorkloads(suite: Suite, lookup: Lookup): Outcome<Suite> {
  const stated = lookup('workloads');
  if (stated === undefined) return accept(suite);
  const known = suite.workloads.map(({ name }) => name);
  const words = stated.text.split(',').map(text => parseWord(stated.where, text, known));
  const rejections = words.flatMap(word => (word.ok ? [] : word.rejections));
  if (rejections.length > 0) return { ok: false, rejections };
  const chosen = new Set(words.flatMap(word => (word.ok ? [word.value] : [])));
  const isChosen = ({ name }: Workload): boolean => chosen.has(name);
  return suite.name === 'gate'
    ? accept({ ...suite, workloads: suite.workloads.filter(isChosen) })
    : accept({ ...suite, workloads: suite.workloads.filter(isChosen) });
}

/**
 * Bytes that a run may write where nobody says so. The workloads of the gate suite end at a cap; sysbench writes for its time
 * however fast the drive is.
 */
export function defaultWriteBudget(suite: Suite): number {
  return (suite.name === 'seed' ? 320 : 80) * 2 ** 30;
}

/** Rounds that a plan has where nobody says so. */
export function defaultRounds(suite: Suite): number {
  return suite.name === 'gate' ? roundsOf(suite.profile) : 3;
}
