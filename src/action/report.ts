import { resolveSettings } from '../config/settings.ts';
import type { GithubFacts } from '../github/environment.ts';
import { readRepositoryFile } from '../github/repository-file.ts';
import { acceptKnownLosses } from './acceptance.ts';
import { type Base, type ConfigText, readBase, required } from './base.ts';
import { policyOfBase } from './base-policy.ts';
import type { Finding } from './finding.ts';
import { judgeLegs, type Leg } from './leg.ts';
import type { ReportInputs } from './report-inputs.ts';
import { reportJudge } from './report-judging.ts';
import { disksOf, hasGivenParts, sameDisks } from './subject-before.ts';

interface ReportRequest {
  readonly inputs: ReportInputs;
  /** Of the event that was measured. */
  readonly facts: GithubFacts;
  readonly notes: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Judges run documents that other jobs measured, by the policy of the base commit. Where none is
 * there at all, the config at both commits and the success of what measured tell that it is because
 * nothing under test changed; everything else without a value is missing.
 */
export async function judgeReport(
  request: ReportRequest,
): Promise<Exclude<Finding, { readonly kind: 'not-measured' }>> {
  const { inputs, facts, signal } = request;
  const { raw, paths } = inputs;
  const config = await readHeadConfig(request);
  const checkout = { path: inputs.config, commit: undefined };
  const base = await readBase({ configPath: inputs.config, config, checkout, facts, signal });
  const {
    policy,
    baseline,
    notes: edits,
  } = base === undefined
    ? policyOfBase({ base: pushedBase(facts, config), own: undefined, config, raw })
    : policyOfBase({ base, own: undefined, config, raw });
  const notes = [...edits, ...request.notes];
  const baselines =
    inputs.baselines.length > 1 || baseline === undefined ? inputs.baselines : [baseline];
  const judge = reportJudge({
    policy,
    baselines,
    commit: base?.commit ?? facts.sha,
    facts,
    signal,
  });
  const legs = await judgeLegs({ paths, workspace: facts.workspace, judge });
  const isSilent = base !== undefined && legs.every(isAbsent) && isUnchanged(base, config);
  const doubt = isSilent ? doubtOfSuccess(request) : undefined;
  if (isSilent && doubt === undefined) return { kind: 'nothing-changed', notes };
  const { failOn } = policy;
  const told = doubt === undefined ? notes : [...notes, doubt];
  return acceptKnownLosses(findingOf(legs, told), { facts, failOn, signal });
}

/**
 * Why the absence of documents does not show that nothing changed: the config does not say what a
 * job's inputs give (QEMU, kernel, disks), and one that crashed leaves no document either.
 * Undefined where what measured ended with success.
 */
function doubtOfSuccess({ inputs, facts }: ReportRequest): string | undefined {
  const { workflowRun } = facts;
  const who = workflowRun === undefined ? 'job that measures' : 'measuring run';
  const result = workflowRun === undefined ? inputs.measured : workflowRun.conclusion;
  if (result === 'success') return undefined;
  const remedy =
    workflowRun === undefined ? ', which the input measured of the report would tell' : '';
  const found =
    result === undefined
      ? `whether the ${who} succeeded is not known${remedy}`
      : `the ${who} ended with ${result}`;
  return `The config has the same disks at base and head, but ${found}: that there is no run document does not show that nothing under test changed.`;
}

function findingOf(
  legs: readonly Leg[],
  notes: readonly string[],
): Extract<Finding, { kind: 'judged' | 'legs' }> {
  const [only] = legs;
  if (legs.length === 1 && only !== undefined && 'judged' in only)
    return { kind: 'judged', judged: only.judged, notes };
  const none: Leg = {
    name: 'run-path',
    problem: 'the input names no run document',
    isAbsent: true,
  };
  return { kind: 'legs', legs: legs.length === 0 ? [none] : legs, notes };
}

/** The config of what was measured, from GitHub: there is no checkout. */
async function readHeadConfig({
  inputs,
  facts,
  signal,
}: ReportRequest): Promise<ConfigText | undefined> {
  const path = inputs.config;
  const answer = await readRepositoryFile({ facts, path, commit: facts.sha, signal });
  const text = required(answer, `what ${path} holds at ${facts.sha}`);
  return text === undefined ? undefined : { path, text };
}

/** What was pushed is its own base: its policy is the branch's already. */
function pushedBase({ sha }: GithubFacts, config: ConfigText | undefined): Base {
  return { commit: sha, config, isWorkflowEdited: false };
}

function isAbsent(leg: Leg): boolean {
  return 'problem' in leg && leg.isAbsent;
}

/**
 * Whether both configs have the same disks, and none gives a part that could have changed behind
 * its path.
 */
function isUnchanged(base: Base, config: ConfigText | undefined): boolean {
  if (base.config === undefined || config === undefined) return false;
  const [before, now] = [base.config, config].map(configFile =>
    resolveSettings({ raw: {}, configFile, origin: 'action', randomSeed: 0, workspace: '/' }),
  );
  if (
    before?.ok !== true ||
    now?.ok !== true ||
    [before, now].some(({ value }) => hasGivenParts(value))
  )
    return false;
  const disks = disksOf(now.value);
  return disks.size > 0 && sameDisks(disksOf(before.value), disks);
}
