import { getInput, getMultilineInput } from '@actions/core';
import { type RawSettings, settingNames } from '../config/lookup.ts';
import { parseWord } from '../config/quantity.ts';
import { rejectionFacts } from '../core/rejection.ts';
import { GateError } from '../errors.ts';

/** When a comment is written: `on-change` creates none for a run in which nothing changed. */
export const commentPolicies = ['always', 'on-change', 'never'] as const;
export type CommentPolicy = (typeof commentPolicies)[number];

/** When the commit status is set. */
export const statusPolicies = ['always', 'never'] as const;

/** What a workflow asked of the action. Everything that a config file can say too is still text. */
export interface Inputs {
  readonly raw: RawSettings;
  /** Path of the config file as written; undefined where none was named. */
  readonly config: string | undefined;
  readonly comment: CommentPolicy;
  /** Whether the commit status is set. */
  readonly status: (typeof statusPolicies)[number];
  readonly record: 'auto' | 'never';
  readonly install: 'auto' | 'never';
}

/** Reads the inputs that action.yml declares; a word that is not known is `bad-argument`. */
export function readInputs(): Inputs {
  return {
    raw: {
      ...Object.fromEntries(settingNames.map(name => [name, getInput(name)])),
      disks: getMultilineInput('disks'),
      baseDisks: getMultilineInput('base-disks'),
    },
    config: getInput('config') || undefined,
    comment: word('comment', commentPolicies),
    status: word('status', statusPolicies),
    record: word('record', ['auto', 'never']),
    install: word('install', ['auto', 'never']),
  };
}

/** An input that is one of `words`; the first is the default, which also stands in action.yml. */
export function word<const W extends string>(name: string, words: readonly [W, ...W[]]): W {
  const text = getInput(name);
  if (text === '') return words[0];
  const outcome = parseWord(`input ${name}`, text, words);
  if (outcome.ok) return outcome.value;
  throw new GateError('bad-argument', rejectionFacts(outcome.rejections, 'inputs'));
}
