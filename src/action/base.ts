import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseConfigFile } from '../config/file.ts';
import type { RawSettings } from '../config/lookup.ts';
import { requirePolicy, resolveJudging, type Settings } from '../config/settings.ts';
import { describeRejection } from '../core/rejection.ts';
import { GateError } from '../errors.ts';
import type { Answer } from '../github/client.ts';
import type { Job } from '../github/environment.ts';
import { findBaseCommit, readRepositoryFile } from '../github/repository.ts';

/** A config file by its name and its text. */
export interface ConfigText {
  readonly path: string;
  readonly text: string;
}

/**
 * The commit that a pull request or merge group is compared with, and the gate's files at that
 * commit.
 */
export interface Base {
  readonly commit: string;
  /** The gate's config at that commit; undefined where it had none. */
  readonly config: ConfigText | undefined;
  /** Whether the workflow that runs us is another one there. */
  readonly isWorkflowEdited: boolean;
}

interface HeadConfig {
  /** The config's path in the workspace, whether it is there or not. */
  readonly configPath: string;
  /** Its text there. */
  readonly config: ConfigText | undefined;
  /** The repository's checkout that it lies in, if any. */
  readonly checkout: Checkout | undefined;
}

/**
 * Reads the base from GitHub, never from the work tree, which the pull request controls; undefined
 * for events without a base. `github-refused` where GitHub does not answer: otherwise a pull
 * request would be judged by its own policy.
 */
export async function readBase(
  { configPath, config, checkout }: HeadConfig,
  job: Job,
): Promise<Base | undefined> {
  const found = await findBaseCommit(checkout?.commit, job);
  if (found === undefined) return undefined;
  const commit = required(found, 'which commit this is based on');
  const read = async (path: string, at: string) =>
    required(await readRepositoryFile(path, at, job), `what ${path} holds at ${at}`);
  const { workflowPath, sha } = job.facts;
  const [text, workflows] = await Promise.all([
    checkout === undefined ? undefined : read(checkout.path, commit),
    workflowPath === undefined
      ? []
      : Promise.all([read(workflowPath, commit), read(workflowPath, sha)]),
  ]);
  const path = `${configPath} at ${commit.slice(0, 12)}`;
  const atBase = text === undefined ? undefined : { path, text };
  return {
    commit,
    // A config that no checkout holds is not the pull request's.
    config: checkout === undefined ? config : atBase,
    isWorkflowEdited: workflows[0] !== workflows[1],
  };
}

/** The answer; `github-refused` where there is none. */
export function required<T>(answer: Answer<T>, what: string): T {
  if ('answer' in answer) return answer.answer;
  throw new GateError('github-refused', {
    problem: `GitHub did not say ${what}`,
    why: answer.refused,
    remedy:
      'give the job `permissions: contents: read`, and leave the input github-token at its default',
  });
}

/** The repository that a file of the workspace belongs to. */
export interface Checkout {
  /** The file's path in the repository. */
  readonly path: string;
  /** Commit of the work tree; undefined where git's files do not say it plainly. */
  readonly commit: string | undefined;
}

/**
 * Finds the checkout around a file that need not exist; undefined where there is none in the
 * workspace.
 */
export function findCheckout(file: string, workspace: string): Checkout | undefined {
  const path = resolve(workspace, file);
  for (
    let root = dirname(path);
    !relative(workspace, root).startsWith('..');
    root = dirname(root)
  ) {
    if (existsSync(join(root, '.git')))
      return { path: relative(root, path), commit: headOf(join(root, '.git')) };
    if (root === dirname(root)) break;
  }
  return undefined;
}

/** A detached HEAD, as actions/checkout leaves it, or a branch that was written just now. */
function headOf(git: string): string | undefined {
  try {
    const head = readFileSync(join(git, 'HEAD'), 'utf8').trim();
    const branch = /^ref: (refs\/heads\/[\w./-]+)$/.exec(head)?.[1];
    const commit =
      branch === undefined || branch.includes('..')
        ? head
        : readFileSync(join(git, branch), 'utf8').trim();
    return /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
  } catch {
    return undefined;
  }
}

interface HeadPolicy {
  /** What the pull request itself would be judged by; undefined where that is not to be trusted. */
  readonly own: Pick<Settings, 'policy' | 'baseline'> | undefined;
  readonly config: ConfigText | undefined;
  readonly raw: RawSettings;
}

/** How a pull request is judged, and the notes about that for its readers. */
export interface BasePolicy extends Pick<Settings, 'policy' | 'baseline'> {
  readonly notes: readonly string[];
}

/**
 * The policy at the base commit: otherwise a pull request could lower its own bar. Notes tell what
 * it edits of policy and measuring. If the base has no config, or a broken one, the pull request's
 * own policy applies.
 */
export function policyOfBase(base: Base, { own, config, raw }: HeadPolicy): BasePolicy {
  const commit = base.commit.slice(0, 12);
  const workflow = base.isWorkflowEdited
    ? [
        'This pull request edits the workflow that runs the gate; the inputs of the edited workflow apply.',
      ]
    : [];
  const { policy, baseline } = own ?? requirePolicy({ raw, origin: 'action' }, []);
  const by = own === undefined ? 'the defaults' : 'its own policy';
  if (base.config === undefined) {
    const isNew = `The config file is new here: the base ${commit} has none, so this run was judged by ${by}.`;
    return { policy, baseline, notes: config === undefined ? workflow : [isNew, ...workflow] };
  }
  const judged = resolveJudging({ raw, configFile: base.config, origin: 'action' }, []);
  if (!judged.ok) {
    const [first] = judged.rejections;
    const why = first === undefined ? '' : `: ${describeRejection(first)}`;
    const isBroken = `The config file of the base can't be used, so this run was judged by ${by}${why}`;
    return { policy, baseline, notes: [isBroken, ...workflow] };
  }
  return { ...judged.value, notes: [...editNotes(base.config, config, commit), ...workflow] };
}

function editNotes(before: ConfigText, after: ConfigText | undefined, commit: string): string[] {
  const [from, to] = [contentOf(before), contentOf(after)];
  const policy = differences(from.policy, to.policy);
  const measuring = differences(from.measuring, to.measuring);
  const ofPolicy = `This pull request edits the gate's own policy (${policy.join('; ')}). It was judged by that of the base, ${commit}.`;
  const ofMeasuring = `This pull request edits how the gate measures: ${measuring.join('; ')}.`;
  return [...(policy.length > 0 ? [ofPolicy] : []), ...(measuring.length > 0 ? [ofMeasuring] : [])];
}

/** What a config says apart from its disks; a missing one says nothing. */
function contentOf(config: ConfigText | undefined) {
  const file = config === undefined ? undefined : parseConfigFile(config);
  const { policy = {}, disks: _, ...measuring } = file?.ok === true ? file.value.content : {};
  return { policy, measuring };
}

/** What differs, as `tolerance 5% -> 20%`. */
function differences(before: object, after: object): string[] {
  const from = new Map<string, unknown>(Object.entries(before));
  const to = new Map<string, unknown>(Object.entries(after));
  return [...new Set([...from.keys(), ...to.keys()])]
    .map(key => ({ key, from: spelled(from.get(key)), to: spelled(to.get(key)) }))
    .filter(edit => edit.from !== edit.to)
    .map(edit => `${edit.key} ${edit.from} -> ${edit.to}`);
}

/** The files are whoever's: a value that is long is cut. */
function spelled(value: unknown): string {
  if (value === undefined) return '(default)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
