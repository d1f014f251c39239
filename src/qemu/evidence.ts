import type { Attestation } from '../core/run.ts';

/**
 * One fact of the proof that a disk mode is in force: what was expected, and what was read back.
 */
export type Evidence = Attestation['evidence'][number];

/** A fact. What could not be read is found as `unknown`, which no expectation equals. */
export function fact(
  name: string,
  expected: string | number | boolean,
  found: string | number | boolean | undefined,
): Evidence {
  return { fact: name, expected: String(expected), found: String(found ?? 'unknown') };
}
