import { isEligible, startOf } from './baseline.ts';
import type { Run } from './run.ts';
import { commitOf } from './run-commit.ts';

/** A commit that something is judged at, and what lies before it. */
export interface Ancestry {
  readonly commit: string;
  /** The commit and its ancestors, as far back as they are known; empty where they are not. */
  readonly commits: readonly string[];
  /** Whether they end where a shallow clone does: what lies before may be an ancestor too. */
  readonly isIncomplete?: boolean | undefined;
}

/** Stored runs by their place in the history of the code. */
export interface Placed {
  readonly runs: readonly Run[];
  /**
   * Runs of the same environment that began before all of these, and lie further back than the
   * history is known.
   */
  readonly before: readonly Run[];
  /** What a reader must know of the choice. */
  readonly caveats: readonly string[];
}

/**
 * Of the stored runs of `run`'s environment those that measured `ancestry`'s commit or an ancestor:
 * what was merged later is not the base of what is judged. Where there is no such run, or the
 * history is not wholly known, all stay, and a caveat names them. Runs of other environments are
 * left as they are.
 *
 *     main  a---b---c---d      stored: a, b, c, d
 *                \
 *                 x            judged at b: against a, b
 */
export function placeRuns(
  stored: readonly Run[],
  { run, ancestry }: { run: Run; ancestry?: Ancestry | undefined },
): Placed {
  if (ancestry === undefined) return { runs: stored, before: [], caveats: [] };
  const before = new Set(ancestry.commits);
  const isComparable = (other: Run): boolean => other.fingerprint === run.fingerprint;
  const isBefore = (other: Run): boolean => before.has(commitOf(other) ?? '');
  const comparable = stored.filter(isComparable).filter(isEligible);
  if (ancestry.isIncomplete !== true && comparable.some(isBefore)) {
    const runs = stored.filter(other => !isComparable(other) || isBefore(other));
    return { runs, before: startedBefore(comparable.filter(isBefore), comparable), caveats: [] };
  }
  const doubted =
    ancestry.isIncomplete === true ? comparable.filter(other => !isBefore(other)) : comparable;
  const commits = [...new Set(doubted.flatMap(other => commitOf(other) ?? []))];
  return {
    runs: stored,
    before: [],
    caveats: commits.length === 0 ? [] : [describeFallback(ancestry, commits)],
  };
}

function startedBefore(placed: readonly Run[], runs: readonly Run[]): readonly Run[] {
  const oldest = Math.min(...placed.map(startOf));
  return runs.filter(run => startOf(run) < oldest);
}

function describeFallback(
  { commit, commits: known, isIncomplete }: Ancestry,
  commits: readonly string[],
): string {
  if (isIncomplete === true) {
    return `the checkout is shallow, so it is not known which stored runs lie before ${short(commit)}: the newest are the baseline, also ${namesOf(commits)}`;
  }
  const why =
    known.length === 0
      ? `the commits before ${short(commit)} are not known here`
      : `no stored run is of ${short(commit)} or one of its ancestors`;
  return `${why}, so the newest stored runs are the baseline, of ${namesOf(commits)}: what differs between may be in the change`;
}

function namesOf(commits: readonly string[]): string {
  const named = commits.slice(0, mostNamed).map(short).join(', ');
  return commits.length > mostNamed ? `${named} and ${commits.length - mostNamed} more` : named;
}

const mostNamed = 5;

function short(commit: string): string {
  return commit.slice(0, 12);
}
