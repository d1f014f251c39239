import { z } from 'zod';

/** Names that appear in tables and paths: ASCII, no spaces, at most 64 characters. */
export const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

// A stored document is untrusted: every text is bounded, every count too, every number finite.

/** A name in a document, by `namePattern`. */
export const nameSchema = z
  .string()
  .regex(
    namePattern,
    'must be 1-64 letters, digits, ".", "_" or "-", starting with a letter or digit',
  );

/** A text in a document: at most 500 characters. */
export const textSchema = z.string().max(500);

/**
 * A moment in a document. The length is limited because a fraction of a second could have millions
 * of digits.
 */
export const timeSchema = z.iso.datetime().max(40);

/** An address that a report may lead to: nothing in it is Markdown, a user or a script. */
export const addressSchema = z
  .string()
  .max(500)
  .regex(/^https?:\/\/[\w.:-]+(?:\/[\w.~%/?#=&+-]*)?$/, 'must be an address, https://…');

/** A quantity in a document: finite, not negative. */
export const amountSchema = z.number().nonnegative();

/** A digest in a document: 16 to 64 hex digits. */
export const digestSchema = z
  .string()
  .regex(/^[0-9a-f]{16,64}$/, 'must be a lower-case hex digest');

/** A commit in a document. */
export const commitSchema = z.string().regex(/^[0-9a-f]{40,64}$/);

/** What a schema accepts, read-only at every depth: a document never changes. */
export type Decoded<Schema extends z.ZodType> = DeepReadonly<z.infer<Schema>>;

type DeepReadonly<T> = T extends (infer E)[]
  ? readonly DeepReadonly<E>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;
