import type { CellName } from '../core/cell.ts';
import { commitOf } from '../core/commit.ts';
import { logRatioOf } from '../core/difference.ts';
import { loadOf } from '../core/load.ts';
import type { Run } from '../core/run.ts';
import { logCentreOf } from '../core/sample.ts';

/** What one run says of the level of a cell: all that is kept of it where thousands are read. */
export interface Reading {
  readonly startedAt: string;
  readonly commit: string | null;
  /** Others' share of the host's processors. */
  readonly load: number | undefined;
  /** Logarithm of the level. */
  readonly log: number;
  /** The same of the ratio to a yardstick, and the key of that. */
  readonly ratio: { readonly log: number; readonly key: string } | undefined;
}

/** The reading of a cell in a run; undefined where it has no valid sample. */
export function readingOf(run: Run, cell: CellName): Reading | undefined {
  const log = logCentreOf(run, cell);
  if (log === undefined) return undefined;
  const { startedAt } = run;
  return { startedAt, commit: commitOf(run), load: loadOf(run), log, ratio: logRatioOf(run, cell) };
}

/** The readings of a cell in some runs, in their order. */
export function readingsOf(runs: readonly Run[], cell: CellName): readonly Reading[] {
  return runs.flatMap(run => readingOf(run, cell) ?? []);
}

/** The logarithm that is judged: of the ratio to the yardstick of a key, or of the level. */
export function logIn({ log, ratio }: Reading, key: string | undefined): number | undefined {
  if (key === undefined) return log;
  return ratio?.key === key ? ratio.log : undefined;
}
