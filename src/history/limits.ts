import { type Ancestry, commitOf } from '../core/commit.ts';
import type { Run } from '../core/run.ts';
import { isEligible } from './eligibility.ts';

/**
 * Most runs that make a baseline, or in which a change of level is looked for: older ones describe
 * another machine.
 */
export const mostRuns = 30;

/** Most other environments that are read of, the newest first: they only tell what differs. */
const mostOthers = 20;

/** Acknowledgements that are read of an environment, the newest first. */
const mostAcknowledgements = 50;

/** Fewest runs that show a level: with fewer the variation between runs is unknown. */
export const levelRuns = 5;

/**
 * How far the newest documents of an environment are read: until there are as many eligible runs as
 * make a baseline. A few are not eligible, so a batch has some more; and a series of such runs must
 * not make each later one slow.
 */
export const newestDocuments = { wanted: mostRuns, isWanted: isEligible, batch: 36, most: 144 };

/**
 * How far the oldest ones are read: until there are as many eligible runs as set the accepted level
 * while nobody acknowledged one.
 */
export const oldestDocuments = { wanted: levelRuns, isWanted: isEligible, batch: 8, most: 16 };

/** What a store is asked for before a run is judged: documents by their names, as `Store.list`. */
export function documentsFor(
  { fingerprint, startedAt }: { readonly fingerprint: string; readonly startedAt?: string },
  ancestry?: Omit<Ancestry, 'commit'>,
) {
  const isPlaced = placedBy(ancestry);
  const placed = isPlaced && {
    ...newestDocuments,
    commits: ancestry?.commits,
    isWanted: (run: Run): boolean => isPlaced(run) && isEligible(run),
  };
  return {
    fingerprint,
    startedAt,
    newest: placed === undefined ? [newestDocuments] : [placed, newestDocuments],
    oldest: oldestDocuments,
    later: mostRuns,
    others: mostOthers,
    acknowledgements: mostAcknowledgements,
  };
}

/** Whether a run measured the base commit or an ancestor; undefined where nobody can say it. */
export function placedBy(
  ancestry: Omit<Ancestry, 'commit'> | undefined,
): ((run: Run) => boolean) | undefined {
  const { commits = [], isIncomplete = false } = ancestry ?? {};
  if (isIncomplete || commits.length === 0) return undefined;
  const before = new Set(commits);
  return run => before.has(commitOf(run) ?? '');
}
