import { z } from 'zod';
import { type Decoded, textSchema } from './schema.ts';

const lineSchema = z.int().positive();

/**
 * Where a disk of a plan was written, if that was no config: a file of the repository, relative to
 * its top, and what of that file is not measured as it stands there. Kept in the run, so that
 * whoever judges it elsewhere sees a change that nobody measured.
 */
export const definitionSchema = z.strictObject({
  path: textSchema,
  target: textSchema,
  line: lineSchema,
  /** Lines of the fields of the mode that the file says, by the field's name. */
  lines: z.record(z.string().max(64), lineSchema),
  /** Measured all the same, though the gate differs; a change of a value is never green. */
  told: z
    .array(
      z.strictObject({
        name: textSchema,
        value: textSchema,
        line: lineSchema.optional(),
        says: textSchema,
      }),
    )
    .max(64),
  /** Knowingly not measured (`without`, `stand-in`); a change of a value is never green. */
  unmeasured: z
    .array(z.strictObject({ name: textSchema, value: textSchema, line: lineSchema.optional() }))
    .max(64),
  /** The file was handed over for this side, not read from its commit. */
  given: z.boolean().optional(),
});

/** Where a disk was written; see `definitionSchema`. */
export type Definition = Decoded<typeof definitionSchema>;
