import type { CellName } from './cell.ts';
import type { LoadPart } from './load.ts';
import type { Guard, LeftOut, SeveralGates, Since } from './reason.ts';

/** Cells with what is told of each; changes are towards better. */
export type ToldCells = readonly (CellName & { readonly change: number })[];

/** What a reader of a judgement must know beside its cells. */
export type Doubt =
  /** What ended the run before its planned rounds. */
  | { readonly kind: 'ended-by'; readonly budget: 'time' | 'writes' }
  /** The most that others took of the host, in how many of its rounds. */
  | {
      readonly kind: 'others-load';
      readonly part: LoadPart;
      /** Processors, a share of the time, bytes per second. */
      readonly most: number;
      readonly processors: number;
      readonly rounds: number;
      readonly of: number;
    }
  | ({ readonly kind: 'few-runs' } & Readonly<Record<'runs' | 'until' | 'deviation', number>>)
  /** Stored runs that began no earlier than the judged one, and further copies of the others. */
  | {
      readonly kind: 'left-out';
      readonly why: Extract<LeftOut, 'later' | 'copy'>;
      readonly runs: number;
    }
  /** Stored runs that are left out, since others took much more or less of the host. */
  | { readonly kind: 'other-load'; readonly runs: number }
  | {
      readonly kind: 'damaged';
      readonly files: readonly { readonly path: string; readonly said: string }[];
    }
  | SeveralGates
  /** Which stored runs lie before the base commit is not known, or none does: those were taken. */
  | {
      readonly kind: 'unplaced';
      readonly why: 'shallow' | 'unknown' | 'none';
      readonly commit: string;
      readonly taken: readonly string[];
    }
  | ({ readonly kind: 'unmatched-policy' } & Partial<
      Readonly<Record<'disk' | 'workload' | 'metric', string>>
    >)
  /** `host-shifted`: the level moved with the host; the ratio to the yardstick did not. */
  | ({
      readonly kind: 'level-changed' | 'host-shifted' | 'branch-below';
      readonly cells: ToldCells;
    } & Since)
  | { readonly kind: 'branch-declines'; readonly cells: ToldCells; readonly runs: number }
  /** What guards found of a cell's pair, in how many rounds. */
  | {
      readonly kind: 'guarded';
      readonly cell: CellName;
      readonly by: Guard;
      readonly rounds: number;
      readonly of: number;
    }
  /**
   * Rounds of a cell, from 1, stand out from the others; `live`: by their change against the base
   * side.
   */
  | {
      readonly kind: 'outliers';
      readonly cell: CellName;
      readonly live: boolean;
      readonly rounds: readonly { readonly round: number; readonly change: number }[];
    }
  | {
      readonly kind: 'drift';
      readonly cell: CellName;
      readonly live: boolean;
      readonly change: number;
    };
