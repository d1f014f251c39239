import { lstat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { resolveSettings } from '../config/settings.ts';
import type { Ancestry } from '../core/commit.ts';
import type { PlannedArm } from '../core/plan.ts';
import type { Policy } from '../core/policy.ts';
import { describeRejection } from '../core/rejection.ts';
import type { Run } from '../core/run.ts';
import { hasCode } from '../errors.ts';
import type { GithubFacts, Job } from '../github/environment.ts';
import { readParents } from '../github/repository.ts';
import { recordingRefusal } from '../github/trust.ts';
import { type JudgedRun, judgeAgainst } from '../run.ts';
import { readStoredFile } from '../store/documents.ts';
import { openStore, type StoreLocation } from '../store/location.ts';
import type { Store } from '../store/store.ts';
import { acceptKnownLosses } from './acceptance.ts';
import type { Addressee } from './addressees.ts';
import { redAtOnce } from './at-once.ts';
import { policyOfBase, readBase, readConfigAt, required } from './base.ts';
import { chosenBy, type Expected, timesOf, whyNotOf } from './belonging.ts';
import { noteAdvisory } from './ending.ts';
import type { Finding, Leg } from './finding.ts';
import type { ReportInputs } from './inputs.ts';
import { fetchDocuments } from './run-ref.ts';
import {
  disksOf,
  hasGivenParts,
  headArms,
  isAlikeButDisks,
  planLeft,
  sideBefore,
} from './sides.ts';
import { defaultStore, namedStore, openingContext, remoteAncestry } from './stores.ts';

/**
 * Judges run documents that other jobs measured, by the policy of the base commit. If there is no
 * document at all, equal configs at both commits and a successful measuring job show that nothing
 * under test changed. Anything else without a value is missing.
 */
export async function judgeReport(
  inputs: ReportInputs,
  addressee: Addressee,
): Promise<Exclude<Finding, { readonly kind: 'not-measured' }>> {
  const { facts } = addressee;
  const { paths, baselines: named, config: path } = inputs;
  // Nothing comes from a checkout: there is none.
  const wanted = { config: path, lock: 'storage-gate.lock', checkedOut: undefined };
  const base = await readBase(wanted, addressee);
  const at = { commit: facts.sha, side: 'head' } as const;
  const config = base === undefined ? await readConfigAt(path, at, addressee) : base.headConfig;
  // What was pushed is its own base: its policy is the branch's already.
  const alone = { commit: facts.sha, config, headConfig: config, lock: undefined };
  const pushed = { ...alone, isWorkflowEdited: false, isLockEdited: false };
  const policed = policyOfBase(base ?? pushed, { own: undefined, config, raw: {} });
  const { policy, baseline, historyUrl, notes: edits, chosen: edited, readings } = policed;
  noteAdvisory(policed);
  const notes = [...edits, ...addressee.notes];
  const baselines = named.length > 0 || baseline === undefined ? named : [baseline];
  const request = { ...asWritten, configFile: config, definitions: config?.definitions };
  const side = base && sideBefore(base, request);
  const head = resolveSettings({ ...request, baseSide: side });
  const own = head.ok ? head.value : undefined;
  const sides = { side, compared: own, config, policy, notes };
  const red = base && (await redAtOnce({ base, ...sides }, addressee));
  if (red !== undefined) return red;
  const now = head.ok ? head.value : head.rejections.slice(0, 1).map(describeRejection).join('');
  const place = { commit: base?.commit ?? facts.sha, hadBefore: headArms(side) };
  const judge = reportJudge({ policy, baselines, ...place }, addressee);
  const isLockEdited = base?.isLockEdited ?? false;
  // A part that an input or a config gives could have changed behind its path.
  const isAlike =
    own !== undefined &&
    base?.config !== undefined &&
    !hasGivenParts(own) &&
    isAlikeButDisks(base, { config, isLockEdited, readings }, asWritten);
  const left = isAlike ? planLeft(own, side) : own?.plan;
  const isUnchanged = isAlike && left === undefined;
  const expected: Expected = {
    head: now,
    before: side?.arms,
    unchanged: isUnchanged ? disksOf(own).map(({ name }) => name) : (left?.unchanged ?? []),
    reference: policy.reference,
    isLockEdited,
    isMeasured: found => isMeasured(found, addressee),
    ...(await timesOf(addressee)),
  };
  const where =
    inputs.ref === undefined ? facts.workspace : await fetchDocuments(paths, inputs.ref, addressee);
  const { legs, chosen } = await judgeLegs(paths, where, judge, expected);
  const isSilent = isUnchanged && legs.every(leg => 'problem' in leg && leg.isAbsent);
  const doubt = isSilent ? doubtOfSuccess(inputs, facts) : undefined;
  if (isSilent && doubt === undefined) return { kind: 'nothing-changed', notes };
  const told = {
    legs: legs.length === 0 ? [noLeg] : legs,
    notes: [...notes, ...(doubt ?? [])],
    chosen: [...new Set([...edited, ...chosen])],
    advisory: policy.advisory,
    historyUrl,
  };
  return acceptKnownLosses({ kind: 'judged', ...told }, policy.failOn, addressee);
}

/** A config as it is, without the inputs of the job that measured, which nobody here knows. */
const asWritten = { raw: {}, origin: 'action', randomSeed: 0, workspace: '/' } as const;

/** The merge and the head; or an earlier merge of this head, if the base moved on meanwhile. */
async function isMeasured(commit: string, job: Job): Promise<boolean> {
  const { sha, pullRequest } = job.facts;
  if (commit === sha || commit === pullRequest?.headSha) return true;
  if (pullRequest === undefined) return false;
  const parents = required(await readParents(commit, job), `what the commit ${commit} is based on`);
  return parents.includes(pullRequest.headSha);
}

/**
 * A note why the absence of documents does not show that nothing changed: the config does not say
 * what a job's inputs give (QEMU, kernel, initrd), and one that crashed leaves no document either.
 * Undefined where what measured ended with success.
 */
function doubtOfSuccess(
  { measured }: ReportInputs,
  { workflowRun }: GithubFacts,
): readonly string[] | undefined {
  const who = workflowRun === undefined ? 'job that measures' : 'measuring run';
  const result = workflowRun === undefined ? measured : workflowRun.conclusion;
  if (result === 'success') return undefined;
  const remedy = workflowRun === undefined ? ' (the input measured of the report can say so)' : '';
  const found =
    result === undefined
      ? `it is not known whether the ${who} succeeded${remedy}`
      : `the ${who} ended with ${result}`;
  return [
    `The config has the same disks at base and head, but ${found}. So a missing run document does not show that nothing under test changed.`,
  ];
}

const noLeg: Leg = { name: 'run-path', problem: 'the input names no run document', isAbsent: true };

interface ReportJudging {
  readonly policy: Policy;
  /** One store for all documents, or one for each; empty where none is named. */
  readonly baselines: readonly string[];
  /** The base commit of what was measured; that commit itself on the default branch. */
  readonly commit: string;
  readonly hadBefore: readonly PlannedArm[];
}

/**
 * Judges documents as the job that measured them does: against the same stored runs, of commits at
 * or before the base. What lies before that is asked of the remote, whatever the store: git never
 * runs in the workspace, where an artifact can have put a repository whose settings name programs.
 */
function reportJudge(
  { policy, baselines, commit, hadBefore }: ReportJudging,
  job: Job,
): (run: Run, index: number) => Promise<JudgedRun & { readonly place?: StoreLocation }> {
  const isDefaultBranch = recordingRefusal(job.facts) === undefined;
  let asked: Promise<Ancestry> | undefined;
  return async (run, index) => {
    const named = baselines.length > 1 ? baselines[index] : baselines[0];
    const { location, caveat } =
      named === undefined
        ? await defaultStore(run, job)
        : { location: namedStore(named), caveat: undefined };
    const judging = { run, policy, hadBefore, isDefaultBranch };
    if (location === undefined) {
      const judged = await judgeAgainst({ ...judging, store: emptyStore });
      if (caveat === undefined) return judged;
      const { judgement } = judged;
      const cells = judgement.cells.map(cell =>
        cell.reason?.kind === 'nothing-stored' ? { ...cell, reason: caveat } : cell,
      );
      const caveats = [...judgement.caveats, caveat];
      return { ...judged, judgement: { ...judgement, cells, caveats } };
    }
    asked ??= remoteAncestry(commit, job);
    const ancestry = await asked;
    await using store = await openStore(location, openingContext(job));
    // Awaited here: the store closes with this scope.
    return { ...(await judgeAgainst({ ...judging, store, ancestry })), place: location };
  };
}

const emptyStore: Pick<Store, 'list'> = {
  list: () => Promise.resolve({ runs: [], acknowledgements: [], damaged: [] }),
};

/**
 * Reads and judges run documents that others made: nothing in them is trusted, and one that is
 * absent, damaged, of something else, another leg's too, or judges nothing is a leg without a
 * value, never green. `judge` is told the index of the document's path.
 */
async function judgeLegs(
  paths: readonly string[],
  workspace: string,
  judge: ReturnType<typeof reportJudge>,
  expected: Expected,
) {
  const names = paths.map(path => basename(dirname(resolve(workspace, path))));
  const legs: Leg[] = [];
  const chosen: string[] = [];
  const known = new Map<string, string>();
  for (const [index, path] of paths.entries()) {
    const own = names[index] ?? path;
    const name = paths.length > 1 && names.filter(other => other === own).length === 1 ? own : path;
    const found = await readLeg(resolve(workspace, path));
    if ('problem' in found) {
      legs.push({ name, ...found });
      continue;
    }
    const { run } = found;
    const identity = `${run.startedAt} ${run.randomSeed}`;
    const twin = known.get(identity);
    known.set(identity, name);
    const { place, ...judged } = await judge(run, index);
    const { gatedCells } = judged.judgement;
    const problem =
      gatedCells === 0
        ? 'it gates no cell, so nothing could fail'
        : twin === undefined
          ? await whyNotOf(run, expected)
          : `it is the run of ${twin}`;
    legs.push(problem === undefined ? { name, judged, place } : { name, problem, isAbsent: false });
    chosen.push(...chosenBy(judged, expected.head));
  }
  return { legs, chosen };
}

/** Only a file that is not there is absent: whatever else keeps it from being read is a damage. */
async function readLeg(path: string) {
  const isAbsent = await lstat(path).then(
    () => false,
    (error: unknown) => hasCode(error, 'ENOENT'),
  );
  const missing = (problem: string) => ({ problem, isAbsent });
  if (isAbsent) return missing('there is no run document');
  const file = await readStoredFile(path);
  if (!('run' in file)) return missing('reason' in file ? file.reason : 'it is not a run document');
  return file.run.stop.reason === 'trouble'
    ? missing('trouble ended the run before its end')
    : file;
}
