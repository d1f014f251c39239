import { acknowledge } from './core/acknowledgement.ts';
import { type Ancestry, type Placed, placeRuns } from './core/ancestry.ts';
import { isEligible } from './core/baseline.ts';
import type { CellName } from './core/cell.ts';
import type { Plan, Site } from './core/plan.ts';
import type { Policy } from './core/policy.ts';
import type { Run } from './core/run.ts';
import { type Acceptance, acceptLosses } from './judge/acceptance.ts';
import { type Branch, judgeBranch, sinceLastLevel } from './judge/branch-level.ts';
import { type Claim, judgeClaims } from './judge/claims.ts';
import { checkSetAside, declareGate } from './judge/gate-declaration.ts';
import { judge } from './judge/judge.ts';
import type { Judgement } from './judge/judgement.ts';
import { measure } from './measure/measure.ts';
import type { OnProgress } from './measure/progress.ts';
import { documentDigest } from './store/document-name.ts';
import type { DamagedRun, Store } from './store/store.ts';

/** A run with everything that is said of it: what every report is rendered from. */
export interface JudgedRun {
  readonly run: Run;
  readonly judgement: Judgement;
  readonly claims: readonly Claim[];
}

export interface GateRequest {
  readonly plan: Plan;
  readonly policy: Policy;
  readonly site: Site;
  readonly store: Store;
  /** Whether the run joins the store after it was judged. */
  readonly record: boolean;
  readonly commit: string | null;
  /** What the baseline must lie at or before; undefined where that is not known. */
  readonly ancestry?: Ancestry | undefined;
  /** Whether the run is one of the default branch, which is held to its accepted level. */
  readonly isDefaultBranch?: boolean | undefined;
  readonly cacheDirectory: string;
  readonly toolVersion: string;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
  /** Keeps the run document as soon as measuring is over, also when trouble ended it. */
  readonly keep: (run: Run) => Promise<void>;
  /**
   * Whether somebody accepted what this run may have lost; asked of a run that is to be stored and
   * can be a baseline.
   */
  readonly acceptance?:
    | ((run: Run, stored: readonly Run[]) => Promise<Acceptance | undefined>)
    | undefined;
  /** Tells everybody, before the run is stored: a store that fails must not cost the verdict. */
  readonly publish: (judged: JudgedRun) => Promise<void>;
}

type Conclusion = Pick<
  GateRequest,
  'store' | 'policy' | 'ancestry' | 'isDefaultBranch' | 'record' | 'acceptance' | 'publish'
>;

export interface GateOutcome extends JudgedRun {
  /** Where the run was stored; undefined where it was not to be. */
  readonly recordedAt: string | undefined;
  /** Who accepted its level, which was stored as an acknowledgement. */
  readonly accepted: Acceptance | undefined;
}

/**
 * Measures, judges against the store, publishes and records, in this order; what is recorded never
 * judges itself.
 */
export async function runGate(request: GateRequest): Promise<GateOutcome> {
  const { store, policy, ancestry, keep } = request;
  // Read first: a store that can't be read should not cost the minutes of a measurement.
  await store.entries();
  const { run, trouble } = await measure({
    ...request,
    declare: async before => {
      const { runs } = await storedRuns({ run: before, store, policy, ancestry });
      return declareGate({ before, baseline: runs, policy });
    },
  });
  if (trouble !== undefined) {
    if (run.rounds.length > 0) await keep(run);
    throw trouble;
  }
  await keep(run);
  return concludeGate(run, request);
}

/**
 * What follows a run that came to its end: its verdict, which everybody is told, then its place in
 * the store.
 */
export async function concludeGate(run: Run, request: Conclusion): Promise<GateOutcome> {
  const { store, policy, ancestry, isDefaultBranch, record, publish } = request;
  const accepted = record ? await acceptanceOf(run, request) : undefined;
  const judged = withAcceptance(
    await judgeAgainst({ run, store, policy, ancestry, isDefaultBranch }),
    {
      accepted,
      policy,
    },
  );
  await publish(judged);
  if (!record) return { ...judged, recordedAt: undefined, accepted };
  const [recordedAt] = await store.append([run]);
  if (accepted !== undefined) await store.acknowledge(acknowledgementOf(run, accepted));
  return { ...judged, recordedAt, accepted };
}

/**
 * A run that others disturbed has no level that anybody could accept: the next one is asked about.
 */
async function acceptanceOf(run: Run, request: Conclusion): Promise<Acceptance | undefined> {
  if (request.acceptance === undefined || !isEligible(run)) return undefined;
  const { branch } = await storedRuns({ ...request, run });
  return request.acceptance(run, branch.stored);
}

function withAcceptance(
  judged: JudgedRun,
  { accepted, policy }: { readonly accepted: Acceptance | undefined; readonly policy: Policy },
): JudgedRun {
  if (accepted === undefined) return judged;
  const { failOn } = policy;
  return { ...judged, judgement: acceptLosses(judged.judgement, { acceptance: accepted, failOn }) };
}

function acknowledgementOf(run: Run, { by, reason }: Acceptance) {
  return acknowledge({
    acknowledgedAt: new Date().toISOString(),
    by: by.slice(0, 500),
    reason: reason.slice(0, 500),
    toolVersion: run.tool.version,
    runs: [{ run, digest: documentDigest(run, undefined) }],
    covers: () => true,
  });
}

/** What a run is judged with. */
export interface Judging {
  readonly run: Run;
  readonly store: Pick<Store, 'list'>;
  readonly policy: Policy;
  readonly ancestry?: Ancestry | undefined;
  readonly isDefaultBranch?: boolean | undefined;
  /**
   * Whether its document is not believed which cells it set aside: whoever wrote it may be the
   * author of the change.
   */
  readonly isForeign?: boolean | undefined;
}

/**
 * Judges a run against what a store holds; files that could not be read are counted in a caveat.
 */
export async function judgeAgainst(judging: Judging): Promise<JudgedRun> {
  const { policy, isDefaultBranch = false, isForeign = false } = judging;
  const { branch, runs, caveats, isOnlyItself } = await storedRuns(judging);
  const { run, refused } = isForeign
    ? checkSetAside(judging.run, { baseline: runs, policy })
    : { run: judging.run, refused: [] };
  const judged = judgeBranch(judge({ run, baseline: runs, policy }), {
    run,
    branch,
    policy,
    isDefaultBranch,
  });
  const itself = isOnlyItself && judged.verdict === 'no-baseline' ? [onlyItself] : [];
  const judgement = {
    ...judged,
    caveats: [...refused.map(describeRefused), ...judged.caveats, ...itself, ...caveats],
  };
  return { run, judgement, claims: judgeClaims(run) };
}

const onlyItself = 'the only stored run is this one, which is no baseline of its own';

function describeRefused({ arm, workload, metric }: CellName): string {
  return `the run document takes ${arm} ${workload} ${metric} out of the gate, and the stored runs give no reason for that: it was judged as gated`;
}

interface Stored extends Pick<Placed, 'runs' | 'caveats'> {
  readonly branch: Branch;
  /** Whether the judged run is stored, and no other. */
  readonly isOnlyItself: boolean;
}

/**
 * The stored runs that may be a run's baseline, before its first number and after its last alike.
 */
async function storedRuns({ run, store, policy, ancestry }: Judging): Promise<Stored> {
  const { fingerprint, startedAt } = run;
  const commits = ancestry?.isIncomplete === true ? undefined : ancestry?.commits;
  const content = await store.list({ fingerprint, startedAt, commits });
  const stored = content.runs.map(entry => entry.run).filter(other => !isSameRun(other, run));
  const placed = placeRuns(stored, { run, ancestry });
  const acknowledgements = content.acknowledgements.map(({ acknowledgement }) => acknowledgement);
  // The accepted level is that of the first runs, however long ago: it must not move as their
  // commits fall out of sight.
  const branch = { stored: [...placed.runs, ...placed.before], acknowledgements };
  const runs = sinceLastLevel({ stored: placed.runs, acknowledgements }, { run, policy });
  const isOnlyItself = stored.length === 0 && content.runs.length > 0;
  return {
    branch,
    runs,
    caveats: [...placed.caveats, ...describeDamage(content.damaged)],
    isOnlyItself,
  };
}

/** A run that was recorded and is compared again later must not be its own baseline. */
function isSameRun(a: Run, b: Run): boolean {
  return (
    a.startedAt === b.startedAt && a.fingerprint === b.fingerprint && a.randomSeed === b.randomSeed
  );
}

/** One caveat, whatever their number: names without their directory, which is the reader's own. */
function describeDamage(damaged: readonly DamagedRun[]): string[] {
  if (damaged.length === 0) return [];
  const named = damaged
    .slice(0, 3)
    .map(({ path, reason }) => `${path.split('/').slice(-2).join('/')}: ${reason}`);
  const more = damaged.length > 3 ? `; and ${damaged.length - 3} more` : '';
  return [
    `${damaged.length} stored ${damaged.length === 1 ? 'file was' : 'files were'} skipped: ${named.join('; ')}${more}`,
  ];
}
