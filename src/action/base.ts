import type { Definitions } from '../config/defined-disk.ts';
import { definitionPaths } from '../config/definitions.ts';
import { parseConfigFile, specKey } from '../config/file.ts';
import { type Judging, requirePolicy, resolveJudging } from '../config/judging.ts';
import type { RawSettings } from '../config/lookup.ts';
import { describeRejection, rejectionFacts } from '../core/rejection.ts';
import { modeKeys } from '../disk/fields.ts';
import { GateError } from '../errors.ts';
import type { Answer } from '../github/client.ts';
import type { Job } from '../github/environment.ts';
import { editsWorkflows, findBaseCommit, readRepositoryFile } from '../github/repository.ts';

/** A config file by its name and its text, and the files that it names. */
export interface ConfigText {
  readonly path: string;
  readonly text: string;
  readonly definitions: Definitions;
}

/**
 * The commit that a pull request or merge group is compared with, and the gate's files at that
 * commit.
 */
export interface Base {
  readonly commit: string;
  /** The gate's config at that commit; undefined where it had none. */
  readonly config: ConfigText | undefined;
  /** The same at the commit that is measured. */
  readonly headConfig: ConfigText | undefined;
  /** Whether the workflow that runs us is another one there. */
  readonly isWorkflowEdited: boolean;
  /** The guest lock at the commit that is measured, and whether it is another one there. */
  readonly lock: string | undefined;
  readonly isLockEdited: boolean;
}

/** Where the gate's files lie in the repository. */
interface GateFiles {
  readonly config: string;
  /** Undefined where the guest lock is none of the repository's. */
  readonly lock: string | undefined;
  /** Commit of the work tree; undefined where there is none: it is the event's then. */
  readonly checkedOut: string | undefined;
}

/**
 * Reads the base, and the head's files beside it, from GitHub, never from the work tree, which the
 * pull request controls; undefined for events without a base. `github-refused` where GitHub does
 * not answer: otherwise a pull request would be judged by its own policy.
 */
export async function readBase(
  { config, lock, checkedOut }: GateFiles,
  job: Job,
): Promise<Base | undefined> {
  const found = await findBaseCommit(checkedOut, job);
  if (found === undefined) return undefined;
  const commit = required(found, 'which commit this is based on');
  const { workflowPath, sha } = job.facts;
  const measured = checkedOut ?? sha;
  const both = (path: string | undefined, head = measured) =>
    path === undefined ? [] : Promise.all([commit, head].map(at => readTextAt(path, at, job)));
  const [before, headConfig, workflows, locks] = await Promise.all([
    readConfigAt(config, { commit, side: 'base' }, job),
    readConfigAt(config, { commit: measured, side: 'head' }, job),
    both(workflowPath, sha),
    both(lock),
  ]);
  const isWorkflowEdited =
    workflowPath === undefined
      ? required(await editsWorkflows(job), 'which files this changes')
      : workflows[0] !== workflows[1];
  return {
    commit,
    config: before && { ...before, path: `${config} at ${commit.slice(0, 12)}` },
    headConfig,
    isWorkflowEdited,
    lock: locks[1],
    isLockEdited: locks[0] !== locks[1],
  };
}

/** The config at a commit, from GitHub; undefined where that has none. */
export async function readConfigAt(
  path: string,
  { commit, side }: { readonly commit: string; readonly side: 'head' | 'base' },
  job: Job,
): Promise<ConfigText | undefined> {
  const text = await readTextAt(path, commit, job);
  if (text === undefined) return undefined;
  const named = definitionPaths({ raw: {}, configFile: { path, text }, side });
  const files = await Promise.all(
    named.map(async file => {
      const found = await readFileAt(file, commit, job);
      return found === undefined ? [] : ([[file, found]] as const);
    }),
  );
  return { path, text, definitions: new Map(files.flat()) };
}

async function readTextAt(path: string, commit: string, job: Job): Promise<string | undefined> {
  const found = await readFileAt(path, commit, job);
  if (found?.ok !== false) return found?.value;
  throw new GateError('bad-config', rejectionFacts(found.rejections, 'files'));
}

async function readFileAt(path: string, commit: string, job: Job) {
  const answer = await readRepositoryFile(path, commit, job);
  return required(answer, `what ${path} holds at ${commit}`);
}

/** The answer; `github-refused` where there is none. */
export function required<T>(answer: Answer<T>, what: string): T {
  if ('answer' in answer) return answer.answer;
  throw new GateError('github-refused', {
    problem: `the server did not say ${what}`,
    why: answer.refused,
  });
}

interface HeadPolicy {
  /** What the pull request itself would be judged by; undefined where that is not to be trusted. */
  readonly own: Judging | undefined;
  readonly config: ConfigText | undefined;
  readonly raw: RawSettings;
}

/** How a pull request is judged, and the notes about that for its readers. */
export interface BasePolicy extends Judging {
  readonly notes: readonly string[];
  /** What of measuring and judging the pull request chose itself. */
  readonly chosen: readonly string[];
  /** How definitions are read otherwise than at the base. */
  readonly readings: readonly string[];
}

/**
 * The policy at the base commit: otherwise a pull request could lower its own bar. Notes tell what
 * it edits of policy and measuring. If the base has no config, or a broken one, the pull request's
 * own policy applies.
 */
export function policyOfBase(base: Base, { own, config, raw }: HeadPolicy): BasePolicy {
  const commit = base.commit.slice(0, 12);
  const edited = [
    ...(base.isWorkflowEdited ? [workflowEdited] : []),
    ...(base.isLockEdited ? [lockEdited] : []),
  ];
  const { policy, baseline, historyUrl } = own ?? requirePolicy({ raw, origin: 'action' }, []);
  const alone = { policy, baseline, historyUrl };
  const by = own === undefined ? 'the defaults' : 'its own policy';
  const chosen = own === undefined ? [] : ['the policy'];
  if (base.config === undefined) {
    const isNew = `The config file is new here: the base ${commit} has none, so this run was judged by ${by}.`;
    const notes = config === undefined ? edited : [isNew, ...edited];
    return { ...alone, notes, chosen: notes === edited ? [] : chosen, readings: [] };
  }
  const judged = resolveJudging({ raw, configFile: base.config, origin: 'action' }, []);
  if (!judged.ok) {
    const [first] = judged.rejections;
    const why = first === undefined ? '' : `: ${describeRejection(first)}`;
    const isBroken = `The config file of the base can't be used, so this run was judged by ${by}${why}`;
    return { ...alone, notes: [isBroken, ...edited], chosen, readings: [] };
  }
  const { notes, measuring, readings } = editsOf(base.config, config, commit);
  const all = [...notes, ...edited];
  return { ...judged.value, notes: all, chosen: [...measuring, ...readings], readings };
}

const workflowEdited =
  'This pull request edits the workflow that runs the gate; the inputs of the edited workflow apply.';

const lockEdited =
  'This pull request edits storage-gate.lock. Every guest of this run boots the kernel that it names, so what that kernel gains or loses only stored runs could show, and those are of another environment.';

function editsOf(before: ConfigText, after: ConfigText | undefined, commit: string) {
  const [from, to] = [contentOf(before), contentOf(after)];
  const policy = differences(from.policy, to.policy);
  const measuring =
    after === undefined ? ['no config file'] : differences(from.measuring, to.measuring);
  const readings = Object.entries(to.disks).flatMap(([name, disk]) =>
    differences(from.disks[name] ?? disk, disk)
      .filter(edit => ![specKey, ...modeKeys].includes(edit.split(' ', 1).join()))
      .map(edit => `${name}.${edit}`),
  );
  const ofReadings = `This pull request edits how definitions are read: ${readings.join('; ')}.`;
  const ofPolicy = `This pull request edits the gate's own policy (${policy.join('; ')}). It was judged by that of the base, ${commit}.`;
  const ofMeasuring = `This pull request edits how the gate measures: ${measuring.join('; ')}.`;
  const notes = [
    ...(policy.length > 0 ? [ofPolicy] : []),
    ...(measuring.length > 0 ? [ofMeasuring] : []),
    ...(readings.length > 0 ? [ofReadings] : []),
  ];
  return { notes, measuring, readings };
}

/** What a config says, apart from its disks and of them; a missing one says nothing. */
function contentOf(config: ConfigText | undefined) {
  const file = config === undefined ? undefined : parseConfigFile(config);
  const {
    policy = {},
    disks = {},
    version: _version,
    workloads,
    'history-url': _url,
    ...measuring
  } = file?.ok === true ? file.value.content : { version: 1 };
  // Workloads of its own are judged by the base's text, and a list of names is the head's choice.
  if (workloads === undefined || Array.isArray(workloads))
    return { policy, measuring: { ...measuring, ...(workloads && { workloads }) }, disks };
  const own = Object.entries(workloads).map(([name, text]) => [`workload ${name}`, text]);
  return { policy: { ...policy, ...Object.fromEntries(own) }, measuring, disks };
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
