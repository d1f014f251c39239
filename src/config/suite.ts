import { gateSuite, profiles, roundsOf } from '../core/gate-suite.ts';
import { accept, type Outcome, reject } from '../core/rejection.ts';
import { type Suite, seedSuite } from '../core/workload.ts';
import type { Lookup } from './lookup.ts';
import { parseWord } from './quantity.ts';

/**
 * The suite that is asked for, with its profile. Where nobody says so: the gate suite for disks that are named, the post's
 * for the post's rows.
 */
export function resolveSuite(lookup: Lookup, fallback: Suite['name']): Outcome<Suite> {
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

/** Rounds that a plan has where nobody says so. */
export function defaultRounds(suite: Suite): number {
  return suite.name === 'gate' ? roundsOf(suite.profile) : 3;
}
