import { access } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { resolveSettings } from '../config/settings.ts';
import type { Ancestry } from '../core/commit.ts';
import type { Policy } from '../core/policy.ts';
import type { Run } from '../core/run.ts';
import type { GithubFacts, Job } from '../github/environment.ts';
import { readRepositoryFile } from '../github/repository.ts';
import { recordingRefusal } from '../github/trust.ts';
import { type JudgedRun, judgeAgainst } from '../run.ts';
import { readStoredFile } from '../store/documents.ts';
import { openStore } from '../store/location.ts';
import type { Store } from '../store/store.ts';
import { acceptKnownLosses } from './acceptance.ts';
import type { Addressee } from './addressees.ts';
import { type Base, type ConfigText, policyOfBase, readBase, required } from './base.ts';
import type { Finding, Leg } from './finding.ts';
import type { ReportInputs } from './inputs.ts';
import { disksOf, hasGivenParts, sameDisks } from './sides.ts';
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
  // The config of what was measured, from GitHub: there is no checkout.
  const answer = await readRepositoryFile(path, facts.sha, addressee);
  const text = required(answer, `what ${path} holds at ${facts.sha}`);
  const config = text === undefined ? undefined : { path, text };
  const checkout = { path, commit: undefined };
  const base = await readBase({ configPath: path, config, checkout }, addressee);
  // What was pushed is its own base: its policy is the branch's already.
  const pushed = { commit: facts.sha, config, isWorkflowEdited: false };
  const {
    policy,
    baseline,
    notes: edits,
  } = policyOfBase(base ?? pushed, { own: undefined, config, raw: {} });
  const notes = [...edits, ...addressee.notes];
  const baselines = named.length > 0 || baseline === undefined ? named : [baseline];
  const judge = reportJudge({ policy, baselines, commit: base?.commit ?? facts.sha }, addressee);
  const legs = await judgeLegs(paths, facts.workspace, judge);
  const isSilent =
    base !== undefined &&
    legs.every(leg => 'problem' in leg && leg.isAbsent) &&
    isUnchanged(base, config);
  const doubt = isSilent ? doubtOfSuccess(inputs, facts) : undefined;
  if (isSilent && doubt === undefined) return { kind: 'nothing-changed', notes };
  const told = { legs: legs.length === 0 ? [noLeg] : legs, notes: [...notes, ...(doubt ?? [])] };
  return acceptKnownLosses({ kind: 'judged', ...told }, policy.failOn, addressee);
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

/**
 * Whether both configs have the same disks, and none gives a part that could have changed behind
 * its path.
 */
function isUnchanged(base: Base, config: ConfigText | undefined): boolean {
  if (base.config === undefined || config === undefined) return false;
  const [before, now] = [base.config, config].map(configFile =>
    resolveSettings({ raw: {}, configFile, origin: 'action', randomSeed: 0, workspace: '/' }),
  );
  if (before?.ok !== true || now?.ok !== true) return false;
  const disks = disksOf(now.value);
  const isWhole = ![before, now].some(({ value }) => hasGivenParts(value));
  return isWhole && disks.size > 0 && sameDisks(disksOf(before.value), disks);
}

interface ReportJudging {
  readonly policy: Policy;
  /** One store for all documents, or one for each; empty where none is named. */
  readonly baselines: readonly string[];
  /** The base commit of what was measured; that commit itself on the default branch. */
  readonly commit: string;
}

/**
 * Judges documents as the job that measured them does: against the same stored runs, of commits at
 * or before the base. What lies before that is asked of the remote, whatever the store: git never
 * runs in the workspace, where an artifact can have put a repository whose settings name programs.
 */
function reportJudge(
  { policy, baselines, commit }: ReportJudging,
  job: Job,
): (run: Run, index: number) => Promise<JudgedRun> {
  const isDefaultBranch = recordingRefusal(job.facts) === undefined;
  let asked: Promise<Ancestry> | undefined;
  return async (run, index) => {
    const named = baselines.length > 1 ? baselines[index] : baselines[0];
    const { location, caveat } =
      named === undefined
        ? await defaultStore(run, job)
        : { location: namedStore(named), caveat: undefined };
    const judging = { run, policy, isDefaultBranch };
    if (location === undefined) {
      const judged = await judgeAgainst({ ...judging, store: emptyStore });
      const { judgement } = judged;
      const caveats = [...judgement.caveats, ...(caveat === undefined ? [] : [caveat])];
      return { ...judged, judgement: { ...judgement, caveats } };
    }
    asked ??= remoteAncestry(commit, job);
    const ancestry = await asked;
    await using store = await openStore(location, openingContext(job));
    // Awaited here: the store closes with this scope.
    return await judgeAgainst({ ...judging, store, ancestry });
  };
}

const emptyStore: Pick<Store, 'list'> = {
  list: () => Promise.resolve({ runs: [], acknowledgements: [], damaged: [] }),
};

/**
 * Reads and judges run documents that others made: nothing in them is trusted, and one that is
 * absent, damaged or judges nothing is a leg without a value, never green. `judge` is told the
 * index of the document's path.
 */
async function judgeLegs(
  paths: readonly string[],
  workspace: string,
  judge: (run: Run, index: number) => Promise<JudgedRun>,
): Promise<readonly Leg[]> {
  const names = paths.map(path => basename(dirname(resolve(workspace, path))));
  const legs: Leg[] = [];
  for (const [index, path] of paths.entries()) {
    const own = names[index] ?? path;
    const name = paths.length > 1 && names.filter(other => other === own).length === 1 ? own : path;
    legs.push({ name, ...(await judgeLeg(resolve(workspace, path), run => judge(run, index))) });
  }
  return legs;
}

async function judgeLeg(path: string, judge: (run: Run) => Promise<JudgedRun>) {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  const missing = (problem: string) => ({ problem, isAbsent: !isThere });
  if (!isThere) return missing('there is no run document');
  const file = await readStoredFile(path);
  if (!('run' in file)) return missing('reason' in file ? file.reason : 'it is not a run document');
  if (file.run.stop.reason === 'trouble') return missing('trouble ended the run before its end');
  const judged = await judge(file.run);
  return judged.judgement.gatedCells === 0
    ? missing('it gates no cell, so nothing could fail')
    : { judged };
}
