import { type Ancestry, type Placed, placeRuns } from './core/ancestry.ts';
import { type Branch, judgeBranch, sinceLastLevel } from './core/branch-level.ts';
import { type Claim, judgeClaims } from './core/claims.ts';
import { declareGate } from './core/gate-declaration.ts';
import { judge } from './core/judge.ts';
import type { Judgement } from './core/judgement.ts';
import type { Plan, Site } from './core/plan.ts';
import type { Policy } from './core/policy.ts';
import type { Run } from './core/run.ts';
import { measure } from './measure/measure.ts';
import type { Report } from './measure/progress.ts';
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
  readonly report: Report;
  readonly signal: AbortSignal;
  /** Keeps the run document as soon as measuring is over, also when trouble ended it. */
  readonly keep: (run: Run) => Promise<void>;
  /** Tells everybody, before the run is stored: a store that fails must not cost the verdict. */
  readonly publish: (judged: JudgedRun) => Promise<void>;
}

export interface GateOutcome extends JudgedRun {
  /** Where the run was stored; undefined where it was not to be. */
  readonly recordedAt: string | undefined;
}

/** Measures, judges against the store, publishes and records, in this order; what is recorded never judges itself. */
export async function runGate(request: GateRequest): Promise<GateOutcome> {
  const { store, policy, ancestry, isDefaultBranch, record, keep, publish } = request;
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
  const judged = await judgeAgainst({ run, store, policy, ancestry, isDefaultBranch });
  await publish(judged);
  return { ...judged, recordedAt: record ? (await store.append([run]))[0] : undefined };
}

/** What a run is judged with. */
export interface Judging {
  readonly run: Run;
  readonly store: Pick<Store, 'list'>;
  readonly policy: Policy;
  readonly ancestry?: Ancestry | undefined;
  readonly isDefaultBranch?: boolean | undefined;
}

/** Judges a run against what a store holds; files that could not be read are counted in a caveat. */
export async function judgeAgainst(judging: Judging): Promise<JudgedRun> {
  const { run, policy, isDefaultBranch = false } = judging;
  const { branch, runs, caveats } = await storedRuns(judging);
  const judged = judgeBranch(judge({ run, baseline: runs, policy }), { run, branch, policy, isDefaultBranch });
  const judgement = { ...judged, caveats: [...judged.caveats, ...caveats] };
  return { run, judgement, claims: judgeClaims(run) };
}

/** The stored runs that may be a run's baseline, before its first number and after its last alike. */
async function storedRuns({ run, store, policy, ancestry }: Judging): Promise<Placed & { readonly branch: Branch }> {
  const { fingerprint, startedAt } = run;
  const { runs, acknowledgements, damaged } = await store.list({ fingerprint, startedAt, commits: ancestry?.commits });
  const stored = runs.map(entry => entry.run).filter(other => !isSameRun(other, run));
  const placed = placeRuns(stored, { run, ancestry });
  const branch = {
    stored: placed.runs,
    acknowledgements: acknowledgements.map(({ acknowledgement }) => acknowledgement),
  };
  const caveats = [...placed.caveats, ...describeDamage(damaged)];
  return { branch, runs: sinceLastLevel(branch, { run, policy }), caveats };
}

/** A run that was recorded and is compared again later must not be its own baseline. */
function isSameRun(a: Run, b: Run): boolean {
  return a.startedAt === b.startedAt && a.fingerprint === b.fingerprint && a.randomSeed === b.randomSeed;
}

/** One caveat, whatever their number: names without their directory, which is the reader's own. */
function describeDamage(damaged: readonly DamagedRun[]): string[] {
  if (damaged.length === 0) return [];
  const named = damaged.slice(0, 3).map(({ path, reason }) => `${path.split('/').slice(-2).join('/')}: ${reason}`);
  const more = damaged.length > 3 ? `; and ${damaged.length - 3} more` : '';
  return [
    `${damaged.length} stored ${damaged.length === 1 ? 'file was' : 'files were'} skipped: ${named.join('; ')}${more}`,
  ];
}
