import { z } from 'zod';
import type { Bar, Figure } from './figure.ts';

const unit = z.enum(['s', '%', 'x', 'documents', 'MB']);
const figureSchema = z.object({
  name: z.string(),
  unit,
  median: z.number(),
  low: z.number(),
  high: z.number(),
  n: z.int(),
  ratio: z.number().optional(),
});
const common = { name: z.string(), value: z.number(), unit };
const barSchema = z.union([
  z.object({ ...common, atMost: z.number() }),
  z.object({ ...common, atLeast: z.number() }),
]);

/**
 * What `--json` prints and docs/performance.md shows: where it was measured, figures, bars. Names
 * no host and no path.
 */
export interface BenchDocument {
  readonly bench: string;
  readonly host: Readonly<Record<string, string>>;
  readonly figures: readonly Figure[];
  readonly bars: readonly Bar[];
}

const documentSchema = z.object({
  bench: z.string(),
  host: z.record(z.string(), z.string()),
  figures: z.array(figureSchema),
  bars: z.array(barSchema),
});

/** The document in a text; throws where it is none, or not the whole one. */
export function parseDocument(text: string): BenchDocument {
  return documentSchema.parse(JSON.parse(text));
}
