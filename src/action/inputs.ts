import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { getInput, getMultilineInput } from '@actions/core';
import { type RawSettings, settingNames } from '../config/lookup.ts';
import { parseWord } from '../config/quantity.ts';
import { describeFaults } from '../core/rejection.ts';
import { GateError, hasCode, messageOf } from '../errors.ts';

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

/**
 * The config file's text, by its path below the workspace; undefined where there is none and none
 * was named.
 */
export async function readConfigFile(
  named: string | undefined,
  workspace: string,
): Promise<{ readonly path: string; readonly text: string } | undefined> {
  const path = named ?? 'storage-gate.yml';
  try {
    return { path, text: await readFile(resolve(workspace, path), 'utf8') };
  } catch (cause) {
    if (named === undefined && hasCode(cause, 'ENOENT')) return undefined;
    const why = messageOf(cause);
    const remedy =
      'check out the repository before this step, and give the path relative to the workspace';
    throw new GateError(
      'bad-config',
      { problem: `the config file ${path} can't be read`, why, remedy },
      { cause },
    );
  }
}

/** An input that is one of `words`; the first is the default, which also stands in action.yml. */
export function word<const W extends string>(name: string, words: readonly [W, ...W[]]): W {
  const text = getInput(name);
  if (text === '') return words[0];
  const outcome = parseWord(`input ${name}`, text, words);
  if (outcome.ok) return outcome.value;
  throw new GateError('bad-argument', describeFaults(outcome.rejections, 'inputs'));
}
