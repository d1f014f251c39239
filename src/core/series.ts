import { type Acknowledgement, acknowledgedLevel } from './acknowledgement.ts';
import { hasAttestedHead, isEligible } from './baseline.ts';
import type { Run } from './run.ts';
import { headCells } from './sample.ts';

/** Why a stored run can be no baseline; undefined where it can. One clause. */
export function whyNotEligible(run: Run): string | undefined {
  if (isEligible(run)) return undefined;
  if (run.stop.reason === 'trouble') return 'ended by trouble';
  if (run.rounds.length === 0) return 'no round';
  return hasAttestedHead(run) ? 'disturbed by other load' : 'none of its disks is attested';
}

/** A document of a series by its name: what pruning decides by. */
export interface SeriesDocument {
  /** When its run started, in milliseconds since 1970. */
  readonly start: number;
  readonly digest: string;
}

/**
 * The documents of one series that may go where the newest `keep` are to stay: never one that is
 * referred to, and never the newest, so `keep` is at least 1.
 */
export function prunable<D extends SeriesDocument>(
  documents: readonly D[],
  { keep, referred }: { readonly keep: number; readonly referred: ReadonlySet<string> },
): readonly D[] {
  const newestFirst = documents.toSorted((a, b) => b.start - a.start);
  return newestFirst.slice(Math.max(1, keep)).filter(({ digest }) => !referred.has(digest));
}

/**
 * Whether somebody said of each cell of these runs what its level is: until then the oldest runs
 * say it.
 */
export function isAcknowledged(
  runs: readonly Run[],
  acknowledgements: readonly Acknowledgement[],
): boolean {
  const until = Number.POSITIVE_INFINITY;
  return runs
    .flatMap(headCells)
    .every(cell => acknowledgedLevel({ cell, acknowledgements, until }) !== undefined);
}
