import { getInput, getMultilineInput } from '@actions/core';
import { type RawSettings, settingNames } from '../config/lookup.ts';
import { parseWord } from '../config/quantity.ts';
import { rejectionFacts } from '../core/rejection.ts';
import { GateError } from '../errors.ts';

/** When a comment is written: `on-change` creates none for a run in which nothing changed. */
const commentPolicies = ['always', 'on-change', 'never'] as const;
export type CommentPolicy = (typeof commentPolicies)[number];

/** When the commit status is set. */
const statusPolicies = ['always', 'never'] as const;

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
    ...readTelling(),
    record: word('record', ['auto', 'never']),
    install: word('install', ['auto', 'never']),
  };
}

/** What a workflow asked of the report action. */
export interface ReportInputs extends Pick<Inputs, 'comment' | 'status'> {
  readonly raw: RawSettings;
  /** Paths of run documents. */
  readonly paths: readonly string[];
  /** Stores as named: none, one for all documents, or one for each of them. */
  readonly baselines: readonly string[];
  /** Path of the config file in the repository. */
  readonly config: string;
  /**
   * How the job of the same workflow ended that measured; undefined where the workflow does not
   * say.
   */
  readonly measured: (typeof jobResults)[number] | undefined;
}

/** What GitHub says of a job in the context `needs`. */
const jobResults = ['success', 'failure', 'cancelled', 'skipped'] as const;

/** Reads the inputs that report/action.yml declares; a word that is not known is `bad-argument`. */
export function readReportInputs(): ReportInputs {
  const names = ['tolerance', 'false-alarm', 'fail-on', 'reference'] as const;
  const [paths, baselines] = [linesOf('run-path'), linesOf('baseline')];
  if (baselines.length > 1 && baselines.length !== paths.length) {
    throw new GateError('bad-argument', {
      problem: `input baseline: ${baselines.length} lines, and run-path has ${paths.length}`,
      remedy: 'name one store for all documents, or one for each, in the order of run-path',
    });
  }
  return {
    raw: {
      ...Object.fromEntries(names.map(name => [name, getInput(name)])),
      ...(baselines.length === 1 && { baseline: baselines[0] }),
    },
    paths,
    baselines,
    config: getInput('config') || 'storage-gate.yml',
    ...readTelling(),
    measured: getInput('measured') === '' ? undefined : word('measured', jobResults),
  };
}

function linesOf(name: string): readonly string[] {
  return getMultilineInput(name).filter(line => line.trim() !== '');
}

/** How a pull request is told: inputs that both actions have. */
export function readTelling(): Pick<Inputs, 'comment' | 'status'> {
  return { comment: word('comment', commentPolicies), status: word('status', statusPolicies) };
}

/** An input that is one of `words`; the first is the default, which also stands in action.yml. */
function word<const W extends string>(name: string, words: readonly [W, ...W[]]): W {
  const text = getInput(name);
  if (text === '') return words[0];
  const outcome = parseWord(`input ${name}`, text, words);
  if (outcome.ok) return outcome.value;
  throw new GateError('bad-argument', rejectionFacts(outcome.rejections, 'inputs'));
}
