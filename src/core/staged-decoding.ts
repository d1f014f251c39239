import type { z } from 'zod';
import { acceptSize, roundsIn } from './document-size.ts';
import { accept, type Outcome } from './rejection.ts';

/** Schemas of a document and of each of its rounds. */
export interface Stages<T> {
  readonly round: z.ZodType;
  readonly whole: z.ZodType<T>;
}

/**
 * An untrusted document by its schema; each rejection has the path of what is wrong. Its size at
 * first, then round by round up to the first that is wrong, then the whole: a schema lists every
 * error there is, and a hostile document has millions.
 */
export function decodeInStages<T>(document: unknown, { round, whole }: Stages<T>): Outcome<T> {
  const size = acceptSize(document);
  if (!size.ok) return size;
  for (const [index, one] of roundsIn(document).entries()) {
    const parsed = round.safeParse(one);
    if (!parsed.success) return refused(parsed.error, ['rounds', index]);
  }
  const parsed = whole.safeParse(document);
  return parsed.success ? accept(parsed.data) : refused(parsed.error, []);
}

function refused({ issues }: z.ZodError, at: readonly PropertyKey[]): Outcome<never> {
  const rejections = issues.slice(0, 20).map(({ path, message }) => ({
    path: [...at, ...path].map(String).join('.') || '(document)',
    problem: message,
  }));
  return { ok: false, rejections };
}
