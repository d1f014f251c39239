import { isEligible } from './baseline.ts';
import type { Run } from './run.ts';

/** Why a stored run can be no baseline; undefined where it can. One clause. */
export function whyNotEligible(run: Run): string | undefined {
  if (isEligible(run)) return undefined;
  if (run.stop.reason === 'trouble') return 'ended by trouble';
  return run.rounds.length === 0 ? 'no round' : 'disturbed by other load';
}

/** A document of a series by its name: what pruning decides by. */
export interface SeriesDocument {
  /** When its run started, in milliseconds since 1970. */
  readonly start: number;
  readonly digest: string;
}

/**
 * The documents of one series that may go where the newest `keep` are to stay: never one that is referred to, and never the
 * newest, so `keep` is at least 1.
 */
export function prunable<D extends SeriesDocument>(
  documents: readonly D[],
  { keep, referred }: { readonly keep: number; readonly referred: ReadonlySet<string> },
): readonly D[] {
  const newestFirst = documents.toSorted((a, b) => b.start - a.start);
  return newestFirst.slice(Math.max(1, keep)).filter(({ digest }) => !referred.has(digest));
}
