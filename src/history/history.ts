import type { Acknowledgement } from '../core/acknowledgement.ts';
import { type CellName, cellText } from '../core/cell.ts';
import { type Ancestry, commitOf } from '../core/commit.ts';
import type { Doubt } from '../core/doubt.ts';
import { differingFacts } from '../core/environment.ts';
import { type Policy, ruleFor } from '../core/policy.ts';
import type { LeftOut } from '../core/reason.ts';
import { type Run, runIdentity } from '../core/run.ts';
import { headCells } from '../core/sample.ts';
import { isEligible, isSameEnvironment, startOf, whyNotEligible } from './eligibility.ts';
import { type Branch, levelsOf } from './level.ts';
import { mostRuns, placedBy } from './limits.ts';

/** The stored runs that a run is judged against, and why the others are not. */
export interface Baseline {
  /** Newest first. */
  readonly runs: readonly Run[];
  /** Newest first. */
  readonly leftOut: ReadonlyMap<LeftOut, readonly Run[]>;
  /** The newest earlier run, attested or not: what subjects are compared with. */
  readonly newest: Run | undefined;
  /**
   * Where all earlier runs are of other environments: the one of the fewest facts that differ, and
   * those facts. Of several the newest.
   */
  readonly nearest: Run | undefined;
  readonly incomparable: readonly string[];
}

/** What stored documents say to a run. */
export interface History extends Baseline {
  /** What the levels of the default branch are judged by, before the run. */
  readonly branch: Branch;
  /** All eligible runs of the environment, also those that cannot be a baseline of this run. */
  readonly eligible: readonly Run[];
  /** Whether the run itself can be part of a later baseline. */
  readonly isEligible: boolean;
  /** What a reader must know of the choice. */
  readonly caveats: readonly Doubt[];
}

/** What a run is judged against where nothing is stored. */
export const emptyBaseline: Baseline = {
  runs: [],
  leftOut: new Map(),
  newest: undefined,
  nearest: undefined,
  incomparable: [],
};

/**
 * Which stored runs are a run's baseline, and why not the others. Each falls through these sieves,
 * in this order, to the first that holds it:
 *
 *     stored runs
 *       |
 *       |- is the run itself, or a copy of another one under another name
 *       |- measured neither the base commit nor an ancestor of it   main  a---b---c---d
 *       |    (where no run is left so, or nobody knows what lies               \
 *       |    before the base, all pass, and a caveat says so)                   x
 *       |                                                          x is based on b: a, b
 *       |- began before the newest change of level: a shift of a gated cell that the run has, or
 *       |    an acknowledgement of one; without a policy there is none
 *       |- began no earlier than the run: judged again later, or a wrong clock
 *       |- was measured in another environment
 *       |- is not eligible: trouble, no round, no attested disk. Slow ones pass
 *       |- is beyond the newest 30
 *       v
 *     the baseline, newest first
 */
export function historyOf(
  run: Run,
  documents: Branch,
  { ancestry, policy }: { readonly ancestry?: Ancestry | undefined; readonly policy?: Policy } = {},
): History {
  const { stored, repeated } = distinct(documents.runs, run);
  const own = new Set(stored.filter(other => isSameEnvironment(other, run)));
  const eligible = stored.filter(other => own.has(other) && isEligible(other));
  const { isPlaced, caveats } = placementOf(eligible, ancestry);
  const isEarlier = (other: Run): boolean => startOf(other) < startOf(run);
  const oldestPlaced = Math.min(...eligible.filter(isPlaced).map(startOf));
  const branch = {
    // The accepted level is that of the first runs, however long ago: it must not move as their
    // commits fall out of sight.
    runs: eligible.filter(
      other => isEarlier(other) && (isPlaced(other) || startOf(other) < oldestPlaced),
    ),
    acknowledgements: documents.acknowledgements.filter(one => one.fingerprint === run.fingerprint),
  };
  const level = policy === undefined ? Number.NEGATIVE_INFINITY : levelBegin(run, branch, policy);
  const sieves = (other: Run): LeftOut | undefined => {
    if (own.has(other) && !isPlaced(other)) return 'other-commit';
    if (own.has(other) && startOf(other) < level) return 'before-level';
    if (!isEarlier(other)) return 'later';
    return own.has(other) ? whyNotEligible(other) : 'other-environment';
  };
  return {
    ...baselineOf(run, new Map([...repeated, ...Map.groupBy(stored, sieves)])),
    branch,
    eligible,
    isEligible: isEligible(run),
    caveats,
  };
}

function baselineOf(run: Run, sieved: ReadonlyMap<LeftOut | undefined, readonly Run[]>): Baseline {
  const usable = sieved.get(undefined) ?? [];
  const comparable = newestFirst([...usable, ...(sieved.get('unattested') ?? [])]);
  const others = (sieved.get('other-environment') ?? []).filter(
    ({ stop, rounds }) => stop.reason !== 'trouble' && rounds.length > 0,
  );
  const [nearest] = (comparable.length > 0 ? [] : others.filter(isEligible))
    .map(other => ({ other, facts: differingFacts(factsOf(other), factsOf(run)) }))
    .toSorted((a, b) => a.facts.length - b.facts.length);
  return {
    runs: usable.slice(0, mostRuns),
    leftOut: new Map(
      [...sieved, ['beyond-newest', usable.slice(mostRuns)] as const].flatMap(([why, runs]) =>
        why === undefined || runs.length === 0 ? [] : [[why, runs]],
      ),
    ),
    newest: comparable[0] ?? others[0],
    nearest: nearest?.other,
    incomparable: nearest?.facts ?? [],
  };
}

/** What is compared of two environments; a suite is told by its name too. */
function factsOf({ environment, plan: { suite } }: Run) {
  return { ...environment, suite: `${suite.name} ${environment.suite.slice(0, 12)}` };
}

/**
 * The runs newest first, without the run itself. A document that is stored twice is one run:
 * counted twice it would pass for evidence of steadiness.
 */
function distinct(runs: readonly Run[], itself: Run) {
  const groups = Map.groupBy(newestFirst(runs), runIdentity);
  const own = groups.get(runIdentity(itself)) ?? [];
  groups.delete(runIdentity(itself));
  const copies = [...groups.values()].flatMap(group => group.slice(1));
  const repeated = new Map<LeftOut, readonly Run[]>([
    ['itself', own],
    ['copy', copies],
  ]);
  return { stored: [...groups.values()].flatMap(group => group.slice(0, 1)), repeated };
}

function newestFirst(runs: readonly Run[]): readonly Run[] {
  return runs.toSorted((a, b) => startOf(b) - startOf(a));
}

/** Which runs measured the base commit or an ancestor; all, and a caveat, where that is unknown. */
function placementOf(
  eligible: readonly Run[],
  ancestry: Ancestry | undefined,
): { readonly isPlaced: (run: Run) => boolean; readonly caveats: readonly Doubt[] } {
  const all = (caveats: readonly Doubt[]) => ({ isPlaced: () => true, caveats });
  if (ancestry === undefined) return all([]);
  const { commit, commits, isIncomplete = false } = ancestry;
  const isPlaced = placedBy(ancestry);
  if (isPlaced !== undefined && eligible.some(isPlaced)) return { isPlaced, caveats: [] };
  const known = new Set(commits);
  const doubted = eligible.flatMap(run => commitOf(run) ?? []).filter(one => !known.has(one));
  if (doubted.length === 0) return all([]);
  const why = isIncomplete ? 'shallow' : commits.length === 0 ? 'unknown' : 'none';
  return all([{ kind: 'unplaced', why, commit, taken: [...new Set(doubted)] }]);
}

/**
 * When the newest change of level before `run` began, in milliseconds since 1970; it ends what came
 * before as a baseline of all cells: a run is in it or not. Gated by the policy, not by the run's
 * plan: the window must be the same before the first number and after the last.
 */
function levelBegin(run: Run, branch: Branch, policy: Policy): number {
  const [newest] = newestFirst(branch.runs);
  const cells = (newest === undefined ? [] : headCells(newest))
    .filter(isPlanned(run))
    .map(cell => ({ ...cell, ...ruleFor({ ...cell, side: 'head' }, policy) }))
    .filter(({ gated }) => gated);
  const names = new Set(cells.map(cellText));
  const covers = ({ levels }: Acknowledgement): boolean =>
    levels.some(level => names.has(cellText(level)));
  const shifts = levelsOf(cells, branch).flatMap(
    ({ shift, hostShift }) => shift ?? hostShift ?? [],
  );
  const said = branch.acknowledgements.filter(covers);
  const begins = [
    ...shifts.map(startOf),
    ...said.map(({ runs }) => Math.min(...runs.map(startOf))),
  ];
  return Math.max(Number.NEGATIVE_INFINITY, ...begins.filter(begin => begin < startOf(run)));
}

/**
 * Whether the run has a cell too: what only stored runs have is not judged, and thousands of cells
 * would take hours.
 */
function isPlanned({ arms, plan }: Run): (cell: CellName) => boolean {
  const own = new Set(arms.filter(({ side }) => side === 'head').map(({ name }) => name));
  const workloads = new Set<string>(plan.suite.workloads.map(({ name }) => name));
  return ({ arm, workload }) => own.has(arm) && workloads.has(workload);
}
