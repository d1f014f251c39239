import { z } from 'zod';
import { metricNames } from './metric.ts';
import type { Run } from './run.ts';

const name = z.string().max(64);
const cellName = z.strictObject({ arm: name, workload: name, metric: z.enum(metricNames) });

/** A cell of a head arm, by its names. */
export type CellName = Readonly<z.infer<typeof cellName>>;

/**
 * How a run will be judged, fixed before its first number and kept in its plan. `looks`: after so
 * many rounds, ascending, the last being all that are planned. `spending`: the budget of false
 * alarms by information (`error-budget.ts`); `pocock`, by rounds, was declared by runs of before
 * that and is judged like the other. `cells` gate; `setAside` would, but could not be decided
 * within the rounds: with the tolerance at which they could.
 */
export const gateSchema = z.strictObject({
  looks: z.array(z.int().positive().max(1000)).min(1).max(1000),
  spending: z.enum(['information', 'pocock']),
  cells: z.array(cellName).max(1000),
  setAside: z.array(cellName.extend({ tolerance: z.number().nonnegative() })).max(1000),
});

/** How a run will be judged. */
export interface GatePlan {
  readonly looks: readonly number[];
  readonly spending: 'information' | 'pocock';
  readonly cells: readonly CellName[];
  readonly setAside: readonly (CellName & { readonly tolerance: number })[];
}

/** Looks at a run: `at` after so many rounds, declared before the first number. */
export interface Looks {
  /** Ascending; levels are computed for all of them. */
  readonly at: readonly number[];
  /** Rounds that were planned: where the last of the error budget is spent. */
  readonly rounds: number;
}

/** Least rounds that a test against noise can reject by at a price worth paying. */
const firstLook = 6;

/** Up to here a run is looked at after every round, then after every second one. */
const everyRoundUntil = 16;

/** After which rounds a run of `rounds` rounds is looked at. */
export function looksFor(rounds: number): number[] {
  const looks = Array.from({ length: rounds }, (_, index) => index + 1);
  return looks.filter(
    look => look === rounds || (look >= firstLook && (look <= everyRoundUntil || look % 2 === 0)),
  );
}

/**
 * The looks at a measured run. One that ended by its plan or its budget spends what is left at its
 * end, wherever that is: no number had a say in it. One that was decided early spent what its plan
 * allows until then. Without a declaration there is one look, at the end.
 */
export function looksTaken({ plan: { gate, rounds: planned }, rounds, stop }: Run): Looks {
  const end = rounds.length;
  const declared = gate?.looks ?? [];
  if (stop.reason === 'decided' && declared.includes(end)) return { at: declared, rounds: planned };
  return { at: [...declared.filter(look => look < end), end], rounds: Math.max(planned, end) };
}
