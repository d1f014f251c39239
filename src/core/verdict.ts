import { z } from 'zod';
import { decodeSmall, toolSchema } from './acknowledgement.ts';
import type { Outcome } from './rejection.ts';
import { commitSchema, type Decoded, digestSchema, textSchema, timeSchema } from './schema.ts';

/** The verdicts of a cell or a run, worst first, which is their precedence. */
export const verdicts = ['regressed', 'missing', 'inconclusive', 'improved', 'unchanged'] as const;
export type Verdict = (typeof verdicts)[number];

/** The worst of some verdicts; `inconclusive` where there are none, since nothing was decided. */
export function worstVerdict(candidates: readonly Verdict[]): Verdict {
  return verdicts.find(verdict => candidates.includes(verdict)) ?? 'inconclusive';
}

/** Orders texts by their verdicts, the worst first, and after all of them what is none. */
export function worstFirst(one: string, other: string): number {
  const rank = (text: string): number => verdicts.indexOf(text as Verdict) >>> 0;
  return rank(one) - rank(other);
}

const number = z.int().positive();

const schema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal('verdict'),
  tool: toolSchema,
  judgedAt: timeSchema,
  /** the environment of the run that was judged */
  fingerprint: digestSchema,
  /** the pull request, its head, and what of the workflow judged it */
  pull: number,
  sha: commitSchema,
  run: number,
  attempt: number,
  verdict: z.enum(verdicts),
  /** what the gate found, whether or not that failed anything */
  passed: z.boolean(),
  /** where the policy says that it fails nothing */
  advisory: z.boolean().optional(),
  /** who let a loss pass, and why */
  accepted: textSchema.optional(),
  /** the headline, in plain words, which names the greatest loss */
  summary: textSchema,
  gated: z.int().nonnegative(),
});

/** What the gate found of a pull request, once: kept beside the runs, and never a baseline. */
export type KeptVerdict = Decoded<typeof schema>;

/** Decodes an untrusted document; the rejection has the path of what is wrong. */
export function decodeVerdict(document: unknown): Outcome<KeptVerdict> {
  return decodeSmall(schema, document);
}

/** How a gate has judged so far: what a team looks at before it requires it. */
export type VerdictSum = Readonly<ReturnType<typeof sumOfVerdicts>>;

/**
 * Sums verdicts up, each attempt of each run by itself: a green after a red hides none. Red is what
 * failed, or would have; decided what was neither missing nor inconclusive.
 */
export function sumOfVerdicts(kept: readonly KeptVerdict[]) {
  const count = (isMeant: (one: KeptVerdict) => boolean) => kept.filter(isMeant).length;
  return {
    judged: kept.length,
    decided: count(({ verdict }) => !['missing', 'inconclusive'].includes(verdict)),
    red: count(({ passed }) => !passed),
    overridden: count(({ passed, accepted }) => passed && accepted !== undefined),
  };
}
