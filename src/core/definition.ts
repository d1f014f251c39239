import { z } from 'zod';
import { type Decoded, textSchema } from './schema.ts';

/** The most bytes of a text that defines a guest. */
export const mostDefinition = 2 ** 20;

const lineSchema = z.int().positive();

/**
 * Where a disk of a plan was written, where the config names a file for it: its path from the top
 * of the repository, and what of that file is not measured as it stands there. Kept in the run, so
 * that whoever judges it elsewhere sees a change that nobody measured.
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

/** A field that nobody measures, and that is another one than before; undefined: it is not said. */
export interface UnmeasuredChange {
  readonly name: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Where it is said, or was. */
  readonly path: string;
  readonly line: number | undefined;
}

/**
 * What nobody measures of a disk and is not as it was. None where it had no definition before: then
 * nobody knows what was so.
 */
export function unmeasuredChanges(
  before: Definition | undefined,
  now: Definition | undefined,
): readonly UnmeasuredChange[] {
  if (before === undefined) return [];
  const [from, to] = [sayingsOf(before), sayingsOf(now)];
  return [...new Set([...to.keys(), ...from.keys()])].flatMap(name => {
    const [was, is] = [from.get(name), to.get(name)];
    if (was?.value === is?.value) return [];
    const { path } = (is && now) ?? before;
    return [{ name, from: was?.value, to: is?.value, path, line: (is ?? was)?.line }];
  });
}

/** What is told or not measured, by its name; of several with one name all values. */
function sayingsOf(definition: Definition | undefined) {
  const all = [...(definition?.unmeasured ?? []), ...(definition?.told ?? [])];
  const named = [...Map.groupBy(all, ({ name }) => name)].map(
    ([name, those]) =>
      [name, { value: those.map(one => one.value).join(', '), line: those[0]?.line }] as const,
  );
  return new Map(named);
}
