import { isEligible } from './baseline.ts';
import type { Run } from './run.ts';
import { commitOf } from './run-commit.ts';

/** A commit that something is judged at, and what lies before it. */
export interface Ancestry {
  readonly commit: string;
  /** The commit and its ancestors, as far back as they are known; empty where they are not. */
  readonly commits: readonly string[];
}

/** Stored runs by their place in the history of the code. */
export interface Placed {
  readonly runs: readonly Run[];
  /** What a reader must know of the choice. */
  readonly caveats: readonly string[];
}

/**
 * Of the stored runs of `run`'s environment those that measured `ancestry`'s commit or an ancestor: what was merged later is
 * not the base of what is judged. Where there is no such run all stay, and a caveat names them. Runs of other environments
 * are left as they are.
 *
 *     main  a---b---c---d      stored: a, b, c, d
 *                \
 *                 x            judged at b: against a, b
 */
export function placeRuns(
  stored: readonly Run[],
  { run, ancestry }: { run: Run; ancestry?: Ancestry | undefined },
): Placed {
  if (ancestry === undefined) return { runs: stored, caveats: [] };
  const before = new Set(ancestry.commits);
  const isComparable = (other: Run): boolean => other.fingerprint === run.fingerprint;
  const isBefore = (other: Run): boolean => before.has(commitOf(other) ?? '');
  const comparable = stored.filter(isComparable).filter(isEligible);
  if (comparable.some(isBefore)) {
    return { runs: stored.filter(other => !isComparable(other) || isBefore(other)), caveats: [] };
  }
  const commits = [...new Set(comparable.flatMap(other => commitOf(other) ?? []))];
  return { runs: stored, caveats: commits.length === 0 ? [] : [describeFallback(ancestry, commits)] };
}

function describeFallback({ commit, commits: known }: Ancestry, commits: readonly string[]): string {
  const why =
    known.length === 0
      ? `the commits before ${short(commit)} are not known here`
      : `no stored run is of ${short(commit)} or one of its ancestors`;
  const named = commits.slice(0, mostNamed).map(short).join(', ');
  const more = commits.length > mostNamed ? ` and ${commits.length - mostNamed} more` : '';
  return `${why}, so the newest stored runs are the baseline, of ${named}${more}: what differs between may be in the change`;
}

const mostNamed = 5;

function short(commit: string): string {
  return commit.slice(0, 12);
}
