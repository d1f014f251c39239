import { nearWord } from '../core/near-word.ts';
import type { Rejection } from '../core/rejection.ts';

/** Keys that belong together, and what is to be done with one that stands elsewhere. */
export interface KeyGroup {
  readonly keys: readonly string[];
  /** Such as `write it under "policy:"`. */
  readonly advice: string;
}

/** Where a key stands that is not known there. */
export interface KeyContext {
  /** The key's own place, as rejections name it. */
  readonly path: string;
  /** Keys of the group in which it stands. */
  readonly known: readonly string[];
  /** Groups elsewhere, to which it may belong. */
  readonly others?: readonly KeyGroup[];
}

/**
 * That a key is not known, with what helps: the nearest one here, the place where it belongs, or
 * all that are known.
 */
export function unknownKey(key: string, { path, known, others = [] }: KeyContext): Rejection {
  const near = nearWord(key, known);
  const home = others.find(({ keys }) => keys.includes(key));
  const remedy =
    home !== undefined
      ? home.advice
      : near !== undefined
        ? `did you mean ${near}?`
        : `known here: ${known.join(', ')}`;
  return { path, problem: `unknown key "${key}"`, remedy };
}
