import { z } from 'zod';
import { formatRate } from './quantity.ts';
import { amountSchema, textSchema } from './schema.ts';

/**
 * From where on what others did to the host spoils a round; one that is left out is not judged.
 * `cpu` in processors (0.25 is a quarter of one), `steal` and `io` as shares, `ioRate` in bytes per
 * second: below it others' share of a drive that is nearly idle says nothing.
 */
export const thresholdsSchema = z.strictObject({
  cpu: amountSchema.optional(),
  steal: amountSchema.optional(),
  io: amountSchema.optional(),
  ioRate: amountSchema.optional(),
});
export type ContaminationThresholds = Readonly<z.infer<typeof thresholdsSchema>>;

/** The thresholds of a run that names none (docs/contamination.md). */
export const defaultThresholds = { cpu: 0.25, steal: 0.02, io: 0.05, ioRate: 2 ** 20 } as const;

/** Share of the measured rounds beyond which a run counts as contaminated as a whole. */
const mostDropped = 1 / 3;

/**
 * What happened on the host during a round besides us. `othersCpu` in processors, `ioShare` others'
 * part of what the drive moved, `ioRate` in bytes per second. `pressure` is recorded and never a
 * criterion: our own load raises it. `reasons` are the sentences that made the round count as
 * contaminated.
 */
export const contaminationSchema = z.strictObject({
  stealShare: amountSchema,
  othersCpu: amountSchema.optional(),
  ownCpu: amountSchema.optional(),
  ioShare: amountSchema.optional(),
  ioRate: amountSchema.optional(),
  pressure: z.strictObject({ cpu: amountSchema, io: amountSchema }).optional(),
  reasons: z.array(textSchema).max(8).optional(),
});
export type Contamination = Readonly<z.infer<typeof contaminationSchema>>;

/** What was read, without what was made of it. */
type Reading = Omit<Contamination, 'reasons'> & {
  readonly reasons?: readonly string[] | undefined;
};

/** A round that was dropped whole, whatever its values: only what was wrong with it is kept. */
export const droppedSchema = z.strictObject({
  index: z.int().nonnegative(),
  contamination: contaminationSchema,
});

/**
 * Why a reading counts as contaminated, a sentence for each threshold that it exceeds; none where
 * it does not.
 */
export function contaminationReasons(
  reading: Reading,
  thresholds: ContaminationThresholds,
): string[] {
  const { stealShare, othersCpu, ioShare, ioRate = 0 } = reading;
  const reasons: string[] = [];
  if (exceeds(othersCpu, thresholds.cpu)) {
    reasons.push(
      `other processes used ${formatRate(othersCpu)} of a processor (limit ${formatRate(thresholds.cpu ?? 0)})`,
    );
  }
  if (exceeds(stealShare, thresholds.steal)) {
    reasons.push(
      `the hypervisor gave ${formatRate(stealShare)} of the time to others (limit ${formatRate(thresholds.steal ?? 0)})`,
    );
  }
  if (exceeds(ioShare, thresholds.io) && ioRate > (thresholds.ioRate ?? 0)) {
    reasons.push(
      `others moved ${formatRate(ioShare)} of what the drive moved (limit ${formatRate(thresholds.io ?? 0)})`,
    );
  }
  return reasons;
}

/** What decides whether a run as a whole is contaminated: part of every run document. */
interface RoundLedger {
  readonly rounds: readonly {
    readonly contamination: { readonly reasons?: readonly string[] | undefined };
  }[];
  readonly dropped?: readonly unknown[] | undefined;
}

/**
 * How many rounds were dropped, and how many contaminated ones had to be kept since no more could
 * be dropped.
 */
function contaminatedRounds({ rounds, dropped = [] }: RoundLedger): {
  dropped: number;
  kept: number;
} {
  const kept = rounds.filter(
    ({ contamination }) => (contamination.reasons ?? []).length > 0,
  ).length;
  return { dropped: dropped.length, kept };
}

/**
 * Whether more than a third of what was measured is contaminated, or a contaminated round had to be
 * kept. Such a run decides nothing and is no baseline.
 *
 *     planned 6:  o o x o x o o x o   3 of 9 dropped: valid
 *                 o o x o x o o x X   the 4th is kept and shown: contaminated
 */
export function isContaminated(run: RoundLedger): boolean {
  const { dropped, kept } = contaminatedRounds(run);
  return kept > 0 || dropped > mostDropped * (run.rounds.length + dropped);
}

/**
 * Most rounds that may be dropped and measured again: more would be over a third of all, so nothing
 * would be won.
 */
export function droppableRounds(planned: number): number {
  return Math.floor((planned * mostDropped) / (1 - mostDropped) + 1e-9);
}

/** The sentence that a reader is told of; undefined where no round was contaminated. */
export function describeContamination(run: RoundLedger): string | undefined {
  const { dropped, kept } = contaminatedRounds(run);
  if (dropped + kept === 0) return undefined;
  const measured = run.rounds.length + dropped;
  const counted = `${dropped + kept} of ${measured} measured rounds were disturbed by other load on this host`;
  if (!isContaminated(run)) return `${counted} and were dropped whole`;
  return `${counted}, ${dropped} of them dropped and ${kept} kept: this run decides nothing and is no baseline`;
}

/**
 * What tells of others' load in a run whose plan has no limit for it: part of every run document.
 */
interface LimitlessRun extends RoundLedger {
  readonly plan: { readonly contamination: ContaminationThresholds };
  readonly rounds: readonly { readonly contamination: Reading }[];
}

/**
 * The sentence about others' load in a run that keeps every round, such as one of sysbench:
 * by the usual limits, which it does not have. Undefined where no round exceeds them, or the plan
 * has limits of its own (`describeContamination`).
 */
export function describeUnlimitedLoad(run: LimitlessRun): string | undefined {
  const { plan, rounds } = run;
  if (Object.keys(plan.contamination).length > 0 || describeContamination(run) !== undefined)
    return undefined;
  const reasons = rounds.map(({ contamination }) =>
    contaminationReasons(contamination, defaultThresholds),
  );
  const disturbed = reasons.filter(ofRound => ofRound.length > 0);
  if (disturbed.length === 0) return undefined;
  const counted = `${disturbed.length} of ${rounds.length} rounds were disturbed by other load on this host`;
  const example = disturbed[0]?.join('; ');
  return `${counted} by the limits of the fio suite, and kept, because this run keeps every round (--contamination off); example: ${example}`;
}

function exceeds(value: number | undefined, limit: number | undefined): value is number {
  return value !== undefined && limit !== undefined && value > limit;
}
