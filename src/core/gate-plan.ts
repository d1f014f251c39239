import { z } from 'zod';
import { cellNameSchema } from './cell.ts';
import type { Decoded } from './schema.ts';

/** Schema of how a run will be judged, as its plan keeps it. */
export const gateSchema = z.strictObject({
  /** After so many rounds, ascending, the last being all that are planned. */
  looks: z.array(z.int().positive().max(1000)).min(1).max(1000),
  /** The cells that gate. */
  cells: z.array(cellNameSchema).max(1000),
});

/** How a run will be judged, fixed before its first number. */
export type GatePlan = Decoded<typeof gateSchema>;

/** When a run is looked at: `at` are numbers of rounds, declared before the first number. */
export interface Looks {
  /** Ascending; levels are computed for all of them. */
  readonly at: readonly number[];
  /** Rounds that were planned: where the last of the error budget is spent. */
  readonly rounds: number;
}

/** Fewest rounds after which a test against noise can reject at an acceptable price. */
const firstLook = 6;

/** Up to this many rounds a run is looked at after every round, then after every second one. */
const lastSingleLook = 16;

/** After which rounds a run of `rounds` rounds is looked at. */
export function looksFor(rounds: number): number[] {
  const looks = Array.from({ length: rounds }, (_, index) => index + 1);
  return looks.filter(
    look => look === rounds || (look >= firstLook && (look <= lastSingleLook || look % 2 === 0)),
  );
}

/**
 * The looks at a measured run. A run that ended by its plan or its budget spends what is left at
 * its end, since no number decided when that was. A run that was decided early spent what its plan
 * allows until then. Without a declaration there is one look, at the end.
 */
export function looksTaken({
  plan: { gate, rounds: planned },
  rounds,
  stop,
}: {
  readonly plan: { readonly gate?: Pick<GatePlan, 'looks'> | undefined; readonly rounds: number };
  readonly rounds: readonly unknown[];
  readonly stop: { readonly reason: string };
}): Looks {
  const end = rounds.length;
  const declared = gate?.looks ?? [];
  if (stop.reason === 'decided' && declared.includes(end)) return { at: declared, rounds: planned };
  return { at: [...declared.filter(look => look < end), end], rounds: Math.max(planned, end) };
}
