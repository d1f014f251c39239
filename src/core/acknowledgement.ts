import { z } from 'zod';
import { metricNames } from './metric.ts';
import { accept, type Outcome, reject } from './rejection.ts';
import { acceptSize } from './run-checks.ts';
import { namePattern } from './schema.ts';

// As untrusted as a run: every text and every count is bounded.
const text = z.string().min(1).max(500);
const time = z.iso.datetime().max(40);
const name = z.string().regex(namePattern);
const digest = z.string().regex(/^[0-9a-f]{16,64}$/);

/** Largest number of runs whose mean can be an acknowledged level. */
export const mostAcknowledgedRuns = 30;

/** What wrote a document. */
export const toolSchema = z.strictObject({
  name: z.literal('qemu-storage-gate'),
  version: text,
});

const schema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal('acknowledgement'),
  tool: toolSchema,
  acknowledgedAt: time,
  /** who answers for it, as they call themselves */
  by: text,
  reason: text,
  /** the environment whose runs it is about */
  fingerprint: digest,
  /**
   * per cell, what the default branch is agreed to deliver from here on, in the metric's base unit
   */
  levels: z
    .array(
      z.strictObject({
        arm: name,
        workload: name,
        metric: z.enum(metricNames),
        value: z.number().positive(),
        /** to the yardstick, where the runs have it */
        ratio: z.number().positive().optional(),
      }),
    )
    .min(1)
    .max(2000),
  /** others' share of the host's processors during those runs */
  load: z.number().nonnegative().optional(),
  /** the stored runs that the levels are the mean of; they are never pruned */
  runs: z
    .array(z.strictObject({ startedAt: time, digest: z.string().regex(/^[0-9a-f]{12}$/) }))
    .min(1)
    .max(mostAcknowledgedRuns),
});

/**
 * A team's statement that a level it has seen is what the default branch delivers from now on, and
 * why.
 */
export type Acknowledgement = z.infer<typeof schema>;

/** Decodes an untrusted document; each rejection has the path of what is wrong. */
export function decodeAcknowledgement(document: unknown): Outcome<Acknowledgement> {
  return decodeSmall(schema, document);
}

/** Decodes what lies beside the runs of a store; the rejection has the path of what is wrong. */
export function decodeSmall<T>(small: z.ZodType<T>, document: unknown): Outcome<T> {
  const size = acceptSize(document);
  if (!size.ok) return size;
  const parsed = small.safeParse(document);
  if (parsed.success) return accept(parsed.data);
  const [issue] = parsed.error.issues;
  return reject(issue?.path.map(String).join('.') || '(document)', issue?.message ?? 'is wrong');
}
