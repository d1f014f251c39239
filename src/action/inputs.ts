import { getInput, getMultilineInput } from '@actions/core';
import { configKeys, type SettingName } from '../config/file.ts';
import type { RawSettings } from '../config/lookup.ts';
import { parseWord } from '../config/quantity.ts';
import { suggestWord } from '../core/near-word.ts';
import { type Rejection, rejectionFacts } from '../core/rejection.ts';
import { GateError } from '../errors.ts';

/** Settings that are inputs too: where things are. What is measured stands in the config alone. */
const placeInputs = [
  'directory',
  'baseline',
  'qemu',
  'kernel',
  'initrd',
  'base-qemu',
  'base-kernel',
  'base-initrd',
  'accel',
] as const satisfies readonly SettingName[];

/** The inputs of action.yml. */
export const gateInputs: readonly string[] = [
  'config',
  ...placeInputs,
  'install',
  'comment',
  'status',
  'record',
  'github-token',
  'matrix',
];

/** The inputs of report/action.yml. */
export const reportInputs: readonly string[] = [
  'run-path',
  'run-ref',
  'config',
  'baseline',
  'measured',
  'comment',
  'status',
  'github-token',
];

/**
 * Refuses unknown inputs with `bad-argument`. GitHub passes them on with a mere warning, and the
 * gate would measure something other than its workflow says.
 */
export function requireKnownInputs(known: readonly string[], env: NodeJS.ProcessEnv): void {
  const rejections = Object.entries(env).flatMap(([variable, value]): Rejection[] => {
    const name = /^INPUT_(.+)$/.exec(variable)?.[1]?.toLowerCase();
    if (name === undefined || value === '' || known.includes(name)) return [];
    const problem = 'the action has no such input';
    const isSetting = configKeys.includes(name);
    const remedy = isSetting ? 'write it in storage-gate.yml' : suggestWord(name, known);
    return [{ path: `input ${name}`, problem, remedy }];
  });
  if (rejections.length > 0)
    throw new GateError('bad-argument', rejectionFacts(rejections, 'inputs'));
}

/** The inputs of the action. The settings among them are still texts. */
export type Inputs = Readonly<ReturnType<typeof readInputs>>;

/** Reads the inputs that action.yml declares; a word that is not known is `bad-argument`. */
export function readInputs() {
  const raw: RawSettings = Object.fromEntries(placeInputs.map(name => [name, getInput(name)]));
  return {
    raw,
    /** Path of the config file as written; undefined where none was named. */
    config: getInput('config') || undefined,
    ...readTelling(),
    record: word('record', ['auto', 'never']),
    install: word('install', ['never', 'auto']),
  };
}

/** The inputs of the report action. */
export type ReportInputs = Readonly<ReturnType<typeof readReportInputs>>;

/** What GitHub says of a job in the context `needs`. */
const jobResults = ['success', 'failure', 'cancelled', 'skipped'] as const;

/** Reads the inputs that report/action.yml declares; a word that is not known is `bad-argument`. */
export function readReportInputs() {
  const [paths, baselines] = [linesOf('run-path'), linesOf('baseline')];
  if (baselines.length > 1 && baselines.length !== paths.length) {
    throw new GateError('bad-argument', {
      problem: `input baseline: ${baselines.length} lines, and run-path has ${paths.length}`,
      remedy: 'name one store for all documents, or one for each, in the order of run-path',
    });
  }
  const ref = getInput('run-ref') || undefined;
  const strange = paths.find(path => ref !== undefined && /^\/|(^|\/)\.\.(\/|$)/.test(path));
  if (strange !== undefined)
    throw new GateError('bad-argument', {
      problem: `input run-path: ${strange} is no path of a file in the ref ${ref}`,
      remedy: 'write it from the top of the repository, such as runs/nvme/run.json',
    });
  return {
    /** Paths of run documents. */
    paths,
    /** The ref of the repository that they lie in; undefined for the workspace. */
    ref,
    /** Stores as named: none, one for all documents, or one for each of them. */
    baselines,
    /** Path of the config file in the repository. */
    config: getInput('config') || 'storage-gate.yml',
    ...readTelling(),
    /** How the job of the same workflow ended that measured; undefined where nobody says. */
    measured: getInput('measured') === '' ? undefined : word('measured', jobResults),
  };
}

function linesOf(name: string): readonly string[] {
  return getMultilineInput(name).filter(line => line.trim() !== '');
}

/**
 * Inputs that both actions share: how a pull request is told. `on-change` creates no comment for a
 * run in which nothing changed; `status` says whether the commit status is set.
 */
export function readTelling() {
  return {
    comment: word('comment', ['always', 'on-change', 'renew', 'never']),
    status: word('status', ['always', 'never']),
  };
}

/** An input that is one of `words`; the first is the default, which also stands in action.yml. */
function word<const W extends string>(name: string, words: readonly [W, ...W[]]): W {
  const text = getInput(name);
  if (text === '') return words[0];
  const outcome = parseWord(`input ${name}`, text, words);
  if (outcome.ok) return outcome.value;
  throw new GateError('bad-argument', rejectionFacts(outcome.rejections, 'inputs'));
}
