import type { Run } from './run.ts';

/** A commit at which something is judged, and the commits before it. */
export interface Ancestry {
  readonly commit: string;
  /** The commit and its ancestors, as far back as they are known; empty where they are not. */
  readonly commits: readonly string[];
  /** Whether they end where a shallow clone does: what lies before may be an ancestor too. */
  readonly isIncomplete?: boolean | undefined;
}

/**
 * The commit that a run measured, taken from its first head arm that has one; null where the run
 * was measured outside of a repository.
 */
export function commitOf({ arms }: Run): string | null {
  return arms.find(({ side, commit }) => side === 'head' && commit !== null)?.commit ?? null;
}
