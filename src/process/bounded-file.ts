import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

interface Bounds {
  /** Bytes that the file may have. */
  readonly most: number;
  /** Further flags of open(2), such as O_NOFOLLOW. */
  readonly flags?: number;
}

/**
 * The bytes of a regular file, as many as it has when it is opened. Whatever else stands there is
 * refused with a sentence: a pipe is not waited for, an endless file not read to its end.
 */
export function readBounded(path: string, { most, flags = 0 }: Bounds): Buffer {
  const file = openSync(path, withoutWaiting | flags);
  try {
    // Of a file without a size, as in /proc, node would read whatever comes.
    return requireRegular(fstatSync(file), most) === 0 ? Buffer.alloc(0) : readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Opens for reading without waiting for the other end of a pipe. */
export const withoutWaiting = constants.O_RDONLY | constants.O_NONBLOCK;

/** The size of a regular file; an error that says why it is not read. */
export function requireRegular(
  facts: { readonly size: number; isFile(): boolean },
  most: number,
): number {
  if (!facts.isFile()) throw new Error('it is not a regular file');
  if (facts.size > most) throw new Error(tooLarge(facts.size, most));
  return facts.size;
}

/** Why a file of `bytes` bytes is not read. */
export function tooLarge(bytes: number, most: number): string {
  return `it has ${bytes} bytes, more than the ${most} that are read`;
}
