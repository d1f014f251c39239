import type { GivenParts } from '../core/plan.ts';
import type { Lookup } from './lookup.ts';

/** Parts of the guests that were given. */
export interface ResolvedParts {
  readonly head: GivenParts;
  /** Undefined where no part was given for the base side. */
  readonly base: GivenParts | undefined;
  /** Where the first part of the base side was written, for error messages. */
  readonly whereBase: string | undefined;
}

/**
 * What the guests are made of. A part that was given for the head alone is the base side's too: a
 * change of one part leaves the others as they were.
 */
export function resolveParts(lookup: Lookup): ResolvedParts {
  const head = {
    qemu: lookup('qemu')?.text,
    kernel: lookup('kernel')?.text,
    initrd: lookup('initrd')?.text,
  };
  const [qemu, kernel, initrd] = [
    lookup('base-qemu'),
    lookup('base-kernel'),
    lookup('base-initrd'),
  ];
  const first = qemu ?? kernel ?? initrd;
  if (first === undefined) return { head, base: undefined, whereBase: undefined };
  const base = {
    qemu: qemu?.text ?? head.qemu,
    kernel: kernel?.text ?? head.kernel,
    initrd: initrd?.text ?? head.initrd,
  };
  return { head, base, whereBase: first.where };
}
