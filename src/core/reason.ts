import { z } from 'zod';
import type { Cache } from '../disk/cache.ts';
import type { UnmeasuredChange } from './definition.ts';
import { sideSchema } from './plan.ts';
import { amountSchema, type Decoded, nameSchema, textSchema } from './schema.ts';

// Why a cell has its verdict, and what is to be doubted, as data; report/reasons.ts and
// report/caveats.ts have the words. `said` is the text of a foreign tool. Rounds count from 0.

/** Schema of one fact that was read back of a disk. */
export const evidenceSchema = z.strictObject({
  fact: textSchema,
  expected: textSchema,
  found: textSchema,
});

const round = z.int().nonnegative();
const ofArm = { arm: nameSchema, side: sideSchema };

/** Schema of a doubt about a run, as its document keeps it. */
export const caveatSchema = z.discriminatedUnion('kind', [
  /** KVM was not used; why not */
  z.strictObject({ kind: z.literal('emulated'), said: textSchema }),
  /** a guest's first boot failed; `round` is absent where its images were prepared */
  z.strictObject({
    kind: z.literal('boot-retried'),
    round: round.optional(),
    side: sideSchema.optional(),
    said: textSchema,
  }),
  /** the host still wrote what came before while something was measured: bytes, after seconds */
  z.strictObject({
    kind: z.literal('unsettled'),
    round,
    arm: nameSchema.optional(),
    side: sideSchema.optional(),
    after: z.array(nameSchema).min(1).max(64),
    bytes: amountSchema,
    seconds: amountSchema,
  }),
  /** a disk mode was not in force; `used`: after the arm's turn */
  z.strictObject({
    kind: z.literal('unattested'),
    round,
    ...ofArm,
    used: z.boolean(),
    evidence: z.array(evidenceSchema).max(64),
  }),
  /** a tool gave no sound report, so that the cells of this workload are missing */
  z.strictObject({
    kind: z.literal('failed'),
    round,
    ...ofArm,
    workload: nameSchema,
    said: textSchema,
  }),
  /** which limits hold the disks is not fully known: what could not be read */
  z.strictObject({ kind: z.literal('limits-unread'), unknown: z.array(textSchema).max(16) }),
  /** what the host does not tell */
  z.strictObject({ kind: z.literal('unseen'), what: z.enum(['drive', 'boot']) }),
  /** variables that would alter what is measured, and were not handed on */
  z.strictObject({ kind: z.literal('variables-dropped'), names: z.array(textSchema).max(64) }),
  /** directories of the run that could not be removed at its end */
  z.strictObject({ kind: z.literal('left-behind'), said: textSchema }),
]);

const guardSchema = z.discriminatedUnion('kind', [
  /**
   * A limit in force, per second. `limit-ceiling`: both disks are at one, and may be equal by it
   * alone. `limit-refills`: its bucket refills while the other disk runs, which hides it.
   * `limit-held`: one disk is at it, and its slices show that.
   */
  z.strictObject({
    kind: z.enum(['limit-ceiling', 'limit-refills', 'limit-held']),
    side: z.enum(['head', 'against']),
    source: z.enum(['QEMU', 'cgroup']),
    what: z.enum(['bytes', 'requests', 'processors']),
    limit: amountSchema,
    rate: amountSchema,
  }),
  /** Shares of an image that its mode does not imply: in the page cache, or not allocated. */
  z.strictObject({
    kind: z.enum(['page-cache', 'allocation']),
    side: z.enum(['head', 'against']),
    expected: amountSchema,
    found: amountSchema,
    moment: z.enum(['before', 'after']),
  }),
  /** the program could hardly issue more requests than the faster disk took */
  z.strictObject({ kind: z.literal('instrument-bound') }),
  z.strictObject({ kind: z.literal('tool-failed'), said: textSchema }),
]);

export type Guard = Decoded<typeof guardSchema>;

/** Schema of why a round has no value of a pair, or of what is to be doubted of one. */
export const failureSchema = z.strictObject({
  /** index into the plan's pairs */
  pair: z.int().nonnegative(),
  /** absent: all of its workloads */
  workload: nameSchema.optional(),
  reason: guardSchema,
});

/** Why a round has no value of a pair, or what is to be doubted of one. */
export type Failure = Decoded<typeof failureSchema>;

/** A doubt about a run, shown as a footnote. */
export type Caveat = Decoded<typeof caveatSchema>;

type Guarded = { readonly kind: 'guarded'; readonly round: number; readonly by: Guard };

/** Why a cell has no value. */
export type MissingReason =
  | { readonly kind: 'no-arm'; readonly index: number }
  | { readonly kind: 'trouble' | 'no-round' | 'never-measured' }
  /** Its disk mode was not shown to be in force: what contradicts it, where that is known. */
  | { readonly kind: 'unattested'; readonly evidence: readonly z.infer<typeof evidenceSchema>[] }
  | { readonly kind: 'no-value'; readonly round: number; readonly said?: string }
  /** of a percentile: the round has too few requests beyond it */
  | { readonly kind: 'few-beyond'; readonly round: number }
  | { readonly kind: 'several-values'; readonly round: number; readonly values: number }
  | { readonly kind: 'no-number'; readonly round: number; readonly value: number }
  /** The tool measured for fewer seconds than it needs at least. */
  | {
      readonly kind: 'too-short';
      readonly round: number;
      readonly seconds: number;
      readonly least: number;
    }
  /** A pair has no difference of its workload in a round, or several. */
  | { readonly kind: 'no-difference' | 'unlike-sums'; readonly round: number }
  | Guarded
  /** The baseline has the arm, and this run has not; `perhaps`: by the name of another one. */
  | { readonly kind: 'arm-gone'; readonly arm: string; readonly perhaps?: string }
  /** Nobody measures what its definition says otherwise than before. */
  | { readonly kind: 'unmeasured-change'; readonly changes: readonly UnmeasuredChange[] }
  /** Its definition is there at the base, and can't be read. */
  | { readonly kind: 'base-unread'; readonly said: string }
  /** What the cell is compared with in its own run has no value: its base side, or another arm. */
  | { readonly kind: 'other-arm'; readonly arm?: string; readonly reason: MissingReason };

/** Several folders may be the history of a gate, so none is. */
export interface SeveralGates {
  readonly kind: 'several-gates';
  readonly folders: readonly string[];
}

/** Why a cell has no reference. */
type ReferenceReason =
  | { readonly kind: 'nothing-stored' | 'no-stored-value' | 'no-base-side' }
  | { readonly kind: 'other-load'; readonly runs: number }
  /** What keeps all stored runs from being a baseline. */
  | {
      readonly kind: 'none-usable';
      readonly left: readonly { readonly why: LeftOut; readonly runs: number }[];
    }
  | SeveralGates
  /** It was measured beside another yardstick: the keys of both. */
  | { readonly kind: 'other-yardstick'; readonly from: string; readonly to: string }
  | { readonly kind: 'other-environment'; readonly facts: readonly string[] }
  | { readonly kind: 'no-stored-arm'; readonly arm: string };

/** What the numbers of a cell say beside its verdict. */
export type NumbersReason =
  /** Inconclusive: beyond the tolerance; or a real loss, perhaps too small to matter. */
  | { readonly kind: 'one-round' | 'beyond-but-could-be-nothing' | 'small-loss' }
  /** Unchanged, with a real loss; improved to more than twice as good. */
  | { readonly kind: 'within-tolerance' | 'too-good' }
  /** A loss of the sums that the slices do not have: of no size that anybody could tell. */
  | { readonly kind: 'stalls' | 'perhaps-stalls' }
  /** So few rounds can show no loss. */
  | { readonly kind: 'too-few-rounds'; readonly fewest: number }
  /** Unchanged by an earlier look; by all rounds it would be open. */
  | { readonly kind: 'decided-at'; readonly rounds: number }
  /** The level lost `level`, and the ratio to the yardstick did not. */
  | { readonly kind: 'host-moved'; readonly level: number }
  /** The ratio to the yardstick lost, and the level, by `level`, does not show it. */
  | { readonly kind: 'level-disagrees'; readonly level: number };

/** Why a cell is red whatever its numbers say. */
type RedReason =
  | {
      readonly kind: 'weaker-durability';
      readonly now: Cache;
      readonly promised: Cache;
    }
  /** Below what the team accepted: `by` whom; nobody: its first runs. */
  | ({ readonly kind: 'below-accepted'; readonly change: number; readonly by?: string } & Since);

/** Between which commits a level changed; null where a run names none. */
export interface Since {
  readonly from?: string | null;
  readonly to?: string | null;
}

/** Why a cell has its verdict, where the numbers beside it do not say it. */
export type Reason = MissingReason | ReferenceReason | NumbersReason | RedReason;

/** Why a run can be part of no baseline. */
export type Ineligibility = 'trouble' | 'no-round' | 'unattested';

/** Why a stored run is no baseline of a run: what left it out first. */
export type LeftOut =
  | 'itself'
  | 'copy'
  | 'other-commit'
  | 'before-level'
  | 'later'
  | 'other-environment'
  | Ineligibility
  | 'beyond-newest';
