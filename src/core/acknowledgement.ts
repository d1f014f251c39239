import { z } from 'zod';
import { type CellName, cellText } from './cell.ts';
import { metricNames } from './metric.ts';
import { accept, type Outcome, reject } from './rejection.ts';
import type { Run } from './run.ts';
import { acceptSize } from './run-checks.ts';
import { headCells, logCentreOf, meanOf } from './sample.ts';
import { namePattern } from './schema.ts';

// As untrusted as a run: every text and every count is bounded.
const text = z.string().min(1).max(500);
const time = z.iso.datetime().max(40);
const name = z.string().regex(namePattern);
const digest = z.string().regex(/^[0-9a-f]{16,64}$/);

const schema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal('acknowledgement'),
  tool: z.strictObject({ name: z.literal('qemu-storage-gate'), version: text }),
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
      }),
    )
    .min(1)
    .max(2000),
  /** the stored runs that the levels are the mean of; they are never pruned */
  runs: z
    .array(z.strictObject({ startedAt: time, digest: z.string().regex(/^[0-9a-f]{12}$/) }))
    .min(1)
    .max(30),
});

/**
 * What a team says of a level that it has seen: this is what the default branch is to deliver now,
 * and why.
 */
export type Acknowledgement = z.infer<typeof schema>;

/** Decodes an untrusted document; each rejection has the path of what is wrong. */
export function decodeAcknowledgement(document: unknown): Outcome<Acknowledgement> {
  const size = acceptSize(document);
  if (!size.ok) return size;
  const parsed = schema.safeParse(document);
  if (parsed.success) return accept(parsed.data);
  const [issue] = parsed.error.issues;
  return reject(
    issue?.path.map(String).join('.') || '(document)',
    issue?.message ?? 'is no acknowledgement',
  );
}

/** The document as it is stored. */
export function encodeAcknowledgement(acknowledgement: Acknowledgement): string {
  return `${JSON.stringify(acknowledgement, undefined, 2)}\n`;
}

export interface AcknowledgementRequest
  extends Pick<Acknowledgement, 'acknowledgedAt' | 'by' | 'reason'> {
  readonly toolVersion: string;
  /**
   * Runs of one environment whose common level is accepted, with the digests of their documents. At
   * least one.
   */
  readonly runs: readonly { readonly run: Run; readonly digest: string }[];
  /** Whether a cell is meant. */
  readonly covers: (cell: CellName) => boolean;
}

/**
 * Accepts the level of some runs: per cell their geometric mean. Cells that not all of them have
 * stay as they were.
 */
export function acknowledge({
  runs,
  covers,
  toolVersion,
  ...said
}: AcknowledgementRequest): Acknowledgement {
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

/** Of which cell an accepted level is asked, and what was said of its environment. */
export interface LevelQuestion {
  readonly cell: CellName;
  readonly acknowledgements: readonly Acknowledgement[];
  /**
   * When the newest run began that is looked at, in milliseconds since 1970: of later ones nothing
   * was said yet.
   */
  readonly until: number;
}

/** The newest level that somebody acknowledged for a cell; undefined where nobody did. */
export function acknowledgedLevel({
  cell,
  acknowledgements,
  until,
}: LevelQuestion):
  | { readonly value: number; readonly acknowledgement: Acknowledgement }
  | undefined {
  for (const acknowledgement of newestFirst(acknowledgements, until)) {
    const value = valuesOf(acknowledgement).get(cellText(cell));
    if (value !== undefined) return { value, acknowledgement };
  }
  return undefined;
}

/** Levels are looked through once, however many cells are asked for: a document never changes. */
const known = new WeakMap<Acknowledgement, ReadonlyMap<string, number>>();

function valuesOf(acknowledgement: Acknowledgement): ReadonlyMap<string, number> {
  const found = known.get(acknowledgement);
  if (found !== undefined) return found;
  // Of a cell that is named twice the first counts.
  const values = new Map(
    acknowledgement.levels.toReversed().map(level => [cellText(level), level.value]),
  );
  known.set(acknowledgement, values);
  return values;
}

/**
 * By the runs that they speak of, and only where the last of those is the same by their own time:
 * the clock of who acknowledged is nobody's to check, and one that is ahead would outrank all that
 * others say later.
 */
function newestFirst(
  acknowledgements: readonly Acknowledgement[],
  until: number,
): readonly Acknowledgement[] {
  return acknowledgements
    .map(acknowledgement => ({ acknowledgement, last: lastRun(acknowledgement, until) }))
    .filter(({ last }) => last > Number.NEGATIVE_INFINITY)
    .toSorted((a, b) => b.last - a.last || saidAt(b.acknowledgement) - saidAt(a.acknowledgement))
    .map(({ acknowledgement }) => acknowledgement);
}

function lastRun({ runs }: Acknowledgement, until: number): number {
  const starts = runs.map(({ startedAt }) => Date.parse(startedAt)).filter(start => start <= until);
  return Math.max(Number.NEGATIVE_INFINITY, ...starts);
}

function saidAt({ acknowledgedAt }: Acknowledgement): number {
  return Date.parse(acknowledgedAt);
}
