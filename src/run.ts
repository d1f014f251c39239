import { withStoredBases } from './config/plan.ts';
import type { Ancestry } from './core/commit.ts';
import type { Doubt } from './core/doubt.ts';
import type { PlannedArm } from './core/plan.ts';
import { type Policy, policyFor } from './core/policy.ts';
import type { Run } from './core/run.ts';
import { GateError } from './errors.ts';
import { acknowledge } from './history/accepted-level.ts';
import { emptyBaseline, type History, historyOf } from './history/history.ts';
import { documentsFor } from './history/limits.ts';
import { judgeBranch } from './judge/branch-level.ts';
import { declareGate, hopelessGate, judge, shortPercentile } from './judge/judge.ts';
import { type Acceptance, acceptLosses, type JudgedRun } from './judge/judgement.ts';
import { type MeasureRequest, measure } from './measure/measure.ts';
import { documentDigest } from './store/documents.ts';
import type { Store, StoreContent } from './store/store.ts';
import { judgeClaims, rulesOf } from './suites/registry.ts';

export type { JudgedRun };

/** What a run is judged with. */
export interface Judging {
  readonly run: Run;
  readonly policy: Policy;
  /** What the baseline must lie at or before; undefined where that is not known. */
  readonly ancestry?: Ancestry | undefined;
  /** The disks of the base commit's config: those that the run lacks are missing. */
  readonly hadBefore?: readonly PlannedArm[] | undefined;
  /** Whether the run is one of the default branch, which is held to its accepted level. */
  readonly isDefaultBranch?: boolean | undefined;
}

/**
 * Measures, and judges each disk against its own base side; no store has a say. `bad-argument`
 * where so few rounds could show no loss; trouble is thrown. `measureRun` is how a run is had; a
 * test gives one that was measured before.
 */
export async function runLive(
  { policy: given, ...request }: MeasureRequest & Pick<Judging, 'policy'>,
  measureRun: typeof measure = measure,
): Promise<JudgedRun> {
  const policy = { ...given, reference: 'base' } as const;
  const hopeless = hopelessGate(request.plan, policy);
  if (hopeless !== undefined) throw new GateError('bad-argument', hopeless);
  const judging = { baseline: emptyBaseline, policy };
  const { run, trouble } = await measureRun({
    ...request,
    declare: async before => declareGate({ ...judging, before }),
  });
  if (trouble !== undefined) throw trouble;
  return { run, judgement: judge({ ...judging, run }), claims: [] };
}

/** What follows a run, and its place. */
interface Conclusion extends Omit<Judging, 'run'> {
  readonly store: Store;
  /** Whether the run joins the store after it was judged. */
  readonly record: boolean;
  /**
   * Whether somebody accepted what this run may have lost; asked of a run that is to be stored and
   * can be a baseline. `stored` are the eligible runs of its environment.
   */
  readonly acceptance?: ((stored: readonly Run[]) => Promise<Acceptance | undefined>) | undefined;
  /** Tells everybody, before the run is stored: a store that fails must not cost the verdict. */
  readonly publish: (judged: JudgedRun) => Promise<void>;
}

export interface GateRequest
  extends Omit<MeasureRequest, 'complete' | 'declare' | 'keep'>,
    Conclusion {
  /** Keeps the run document, also when trouble ended it. */
  readonly keep: (run: Run) => Promise<void>;
}

export interface GateOutcome extends JudgedRun {
  /** Where the run was stored; undefined where it was not to be. */
  readonly recordedAt: string | undefined;
  /** Who accepted its level, which was stored as an acknowledgement. */
  readonly accepted: Acceptance | undefined;
}

/**
 * Measures, judges against the store, publishes and records, in this order, so that a recorded run
 * never judges itself. `bad-argument` where the plan has too few rounds to show a loss. The store's
 * documents are read once, before the first number: the gate is planned, declared and judged by the
 * same runs, even if another run is recorded meanwhile. `measureRun` provides the run; a test gives
 * one that was measured before.
 */
export async function runGate(
  request: GateRequest,
  measureRun: typeof measure = measure,
): Promise<GateOutcome> {
  const { store, policy, ancestry, keep, record: kept } = request;
  const hopeless = hopelessGate(request.plan, policy);
  if (hopeless !== undefined) throw new GateError('bad-argument', hopeless);
  // Names first: a store that can't be read should not cost the minutes of a measurement.
  await store.entries();
  let stored: StoreContent | undefined;
  const baselineOf = async (before: Run): Promise<History> => {
    stored ??= await store.list(documentsFor(before, ancestry));
    return historyIn(stored, { ...request, run: before });
  };
  let [onDisk, unkept]: [Run?, unknown?] = [];
  const keepAnyway = async (run: Run): Promise<void> => {
    if (run !== onDisk) await keep(run).catch((error: unknown) => (unkept ??= error));
    onDisk = run;
  };
  const { run, trouble } = await measureRun({
    ...request,
    keep: keepAnyway,
    complete: async before => {
      const { runs, nearest } = await baselineOf(before);
      if (policy.reference === 'stored') return before.plan;
      return withStoredBases(before.plan, { runs: nearest ? [...runs, nearest] : runs, kept });
    },
    declare: async before => {
      const baseline = await baselineOf(before);
      const declared = declareGate({ before, baseline, policy, hadBefore: request.hadBefore });
      const short = shortPercentile({ ...before.plan, gate: declared.gate });
      if (short === undefined) return declared;
      const { workload, metric, furthest = 'throughput' } = short;
      const problem = `${metric} of ${workload} is gated, and a round has too few requests beyond it`;
      const remedy = `gate ${furthest}, or measure longer: --profile thorough`;
      throw new GateError('bad-argument', { problem, remedy });
    },
  });
  if (trouble !== undefined) {
    if (run.rounds.length > 0) await keepAnyway(run);
    throw trouble;
  }
  await keepAnyway(run);
  const outcome = await concludeGate(run, request, stored);
  // A document that has no place must not cost the verdict, nor its place in the store.
  if (unkept !== undefined) throw unkept;
  return outcome;
}

/**
 * Concludes a finished run: judges it, publishes the verdict, then records it in the store.
 * `stored` is what was read from the store; if undefined, the store is read.
 */
export async function concludeGate(
  run: Run,
  request: Conclusion,
  stored?: StoreContent,
): Promise<GateOutcome> {
  const { store, policy, ancestry, record, acceptance, publish } = request;
  const content = stored ?? (await store.list(documentsFor(run, ancestry)));
  const { history, ...judged } = judgeIn(content, { ...request, run });
  // A disturbed run has no level that anybody could accept: the next one is asked about.
  const accepted = record && history.isEligible ? await acceptance?.(history.eligible) : undefined;
  const { judgement } = judged;
  const { failOn } = policy;
  const told =
    accepted === undefined
      ? judged
      : { ...judged, judgement: acceptLosses(judgement, { acceptance: accepted, failOn }) };
  await publish(told);
  if (!record) return { ...told, recordedAt: undefined, accepted };
  const [recordedAt] = await store.append([run]);
  if (accepted !== undefined) await store.keep(acknowledgementOf(run, accepted));
  return { ...told, recordedAt, accepted };
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

/** Judges a run against a store, which is read once. */
export async function judgeAgainst(
  judging: Judging & { readonly store: Pick<Store, 'list'> },
): Promise<JudgedRun> {
  const { run, store, ancestry } = judging;
  const { history: _, ...judged } = judgeIn(await store.list(documentsFor(run, ancestry)), judging);
  return judged;
}

/** Judges a run against documents that were read; a caveat counts the files that could not be. */
function judgeIn(
  content: StoreContent,
  judging: Judging,
): JudgedRun & { readonly history: History } {
  const { run, policy, hadBefore, isDefaultBranch = false } = judging;
  const history = historyIn(content, judging);
  const judged = judgeBranch(judge({ run, baseline: history, policy, hadBefore }), {
    run,
    history,
    policy,
    isDefaultBranch,
  });
  const damaged = content.damaged.map(({ path, reason }) => ({
    // Names without their directory, which is the reader's own.
    path: path.split('/').slice(-2).join('/'),
    said: reason,
  }));
  const caveats: Doubt[] = [
    ...judged.caveats,
    ...history.caveats,
    ...(damaged.length > 0 ? [{ kind: 'damaged', files: damaged } as const] : []),
  ];
  const judgement = { ...judged, caveats };
  return { run, judgement, claims: judgeClaims(run), history };
}

function historyIn(
  { runs, acknowledgements }: StoreContent,
  { run, ancestry, policy }: Judging,
): History {
  const documents = {
    runs: runs.map(stored => stored.run),
    acknowledgements: acknowledgements.map(stored => stored.acknowledgement),
  };
  const { gates } = rulesOf(run.plan.suite);
  return historyOf(run, documents, { ancestry, policy: policyFor(gates, policy) });
}
