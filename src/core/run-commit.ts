import type { Run } from './run.ts';

/**
 * The commit that a run measured: that of its first head arm that has one; null where it was
 * measured outside of a repository.
 */
export function commitOf({ arms }: Run): string | null {
  return arms.find(({ side, commit }) => side === 'head' && commit !== null)?.commit ?? null;
}
