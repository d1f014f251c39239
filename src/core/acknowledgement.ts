import { z } from 'zod';
import { type CellKey, cellText, headCells, logCentreOf } from './cell-key.ts';
import { acceptSize } from './document-size.ts';
import { metricNames } from './metric.ts';
import { accept, type Outcome, reject } from './rejection.ts';
import { namePattern, type Run } from './run.ts';
import { meanOf } from './sample.ts';

// As untrusted as a run: every text and every count is bounded.
const text = z.string().min(1).max(500);
const name = z.string().regex(namePattern);
const digest = z.string().regex(/^[0-9a-f]{16,64}$/);

const schema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal('acknowledgement'),
  tool: z.strictObject({ name: z.literal('qemu-storage-gate'), version: text }),
  acknowledgedAt: z.iso.datetime(),
  /** who answers for it, as they call themselves */
  by: text,
  reason: text,
  /** the environment whose runs it is about */
  fingerprint: digest,
  /** per cell, what the default branch is agreed to deliver from here on, in the metric's base unit */
  levels: z
    .array(z.strictObject({ arm: name, workload: name, metric: z.enum(metricNames), value: z.number().positive() }))
    .min(1)
    .max(2000),
  /** the stored runs that the levels are the mean of; they are never pruned */
  runs: z
    .array(z.strictObject({ startedAt: z.iso.datetime(), digest: z.string().regex(/^[0-9a-f]{12}$/) }))
    .min(1)
    .max(30),
});

/** What a team says of a level that it has seen: this is what the default branch is to deliver now, and why. */
export type Acknowledgement = z.infer<typeof schema>;

/** Decodes an untrusted document; each rejection has the path of what is wrong. */
export function decodeAcknowledgement(document: unknown): Outcome<Acknowledgement> {
  const size = acceptSize(document);
  if (!size.ok) return size;
  const parsed = schema.safeParse(document);
  if (parsed.success) return accept(parsed.data);
  const [issue] = parsed.error.issues;
  return reject(issue?.path.map(String).join('.') || '(document)', issue?.message ?? 'is no acknowledgement');
}

/** The document as it is stored. */
export function encodeAcknowledgement(acknowledgement: Acknowledgement): string {
  return `${JSON.stringify(acknowledgement, undefined, 2)}\n`;
}

export interface AcknowledgementRequest extends Pick<Acknowledgement, 'acknowledgedAt' | 'by' | 'reason'> {
  readonly toolVersion: string;
  /** Runs of one environment whose common level is accepted, with the digests of their documents. At least one. */
  readonly runs: readonly { readonly run: Run; readonly digest: string }[];
  /** Whether a cell is meant. */
  readonly covers: (cell: CellKey) => boolean;
}

/** Accepts the level of some runs: per cell their geometric mean. Cells that not all of them have stay as they were. */
export function acknowledge({ runs, covers, toolVersion, ...said }: AcknowledgementRequest): Acknowledgement {
  const [newest] = runs;
  const cells = newest === undefined ? [] : headCells(newest.run).filter(covers);
  return {
    schema: 1,
    kind: 'acknowledgement',
    tool: { name: 'qemu-storage-gate', version: toolVersion },
    ...said,
    fingerprint: newest?.run.fingerprint ?? '',
    levels: cells.flatMap(cell => {
      const centres = runs.flatMap(({ run }) => logCentreOf(run, cell) ?? []);
      return centres.length < runs.length ? [] : [{ ...cell, value: Math.exp(meanOf(centres)) }];
    }),
    runs: runs.map(({ run: { startedAt }, digest: of }) => ({ startedAt, digest: of })),
  };
}

/** The newest level that somebody acknowledged for a cell of an environment; undefined where nobody did. */
export function acknowledgedLevel(
  cell: CellKey,
  acknowledgements: readonly Acknowledgement[],
): { readonly value: number; readonly acknowledgement: Acknowledgement } | undefined {
  const newestFirst = acknowledgements.toSorted((a, b) => (a.acknowledgedAt < b.acknowledgedAt ? 1 : -1));
  for (const acknowledgement of newestFirst) {
    const level = acknowledgement.levels.find(other => cellText(other) === cellText(cell));
    if (level !== undefined) return { value: level.value, acknowledgement };
  }
  return undefined;
}
