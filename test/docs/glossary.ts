import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A row of a table of docs/glossary.md that has a column "not called". */
export interface Term {
  readonly say: string;
  /** Other words for the same thing; none where the cell is empty. */
  readonly notCalled: readonly string[];
}

const row = /^\| \*\*([^*]+)\*\* (\|.*\|) ([^|]*)\|$/gm;

/** The terms of a glossary, in their order. */
export function termsOf(glossary: string): Term[] {
  return [...glossary.matchAll(row)].map(([, say = '', , last = '']) => {
    return { say, notCalled: last.split(',').flatMap(each => each.trim() || []) };
  });
}

/** A glossary as a reader may quote it: without what its terms are not called. */
export function withoutOtherWords(glossary: string): string {
  return glossary.replaceAll(row, '| **$1** $2');
}

/** The terms of docs/glossary.md. */
export const terms: readonly Term[] = termsOf(
  readFileSync(resolve(import.meta.dirname, '../../docs/glossary.md'), 'utf8'),
);

/**
 * Finds the other words for a term, also in the plural: one with a capital as it is spelled, and
 * else in any case.
 */
export function otherWordsOf({ notCalled }: Term): RegExp {
  const forms = notCalled.map(other => {
    const plural = other.endsWith('y') ? `${other.slice(0, -1)}(?:y|ies)` : `${other}s?`;
    return other === other.toLowerCase() ? `(?i:${plural})` : plural;
  });
  return new RegExp(`\\b(?:${forms.join('|')})\\b`);
}
