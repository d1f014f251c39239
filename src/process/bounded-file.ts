import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';

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
function requireRegular(facts: { readonly size: number; isFile(): boolean }, most: number): number {
  if (!facts.isFile()) throw new Error('it is not a regular file');
  if (facts.size > most) throw new Error(tooLarge(facts.size, most));
  return facts.size;
}

/** Why a file of `bytes` bytes is not read. */
export function tooLarge(bytes: number, most: number): string {
  return `it has ${bytes} bytes, more than the ${most} that are read`;
}

/**
 * Bytes read at once. One buffer per file: a stream would allocate anew for each chunk, 100 MB over
 * a guest.
 */
const chunkBytes = 256 * 1024;

/** Most bytes of a program, a kernel or an archive: a sparse file could have 8 EiB. */
export const largestFile = 512 * 1024 ** 2;

/** SHA-256 of a file as lower-case hex; the filesystem's own error where it can't be read. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of fileChunks(path)) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * The content of a regular file, piece by piece. All pieces share one buffer: each is good until
 * the next one is asked for.
 */
export async function* fileChunks(path: string): AsyncGenerator<Buffer, void> {
  await using file = await open(path, withoutWaiting);
  const buffer = Buffer.allocUnsafe(chunkBytes);
  // A file that grows meanwhile has no end.
  for (let left = requireRegular(await file.stat(), largestFile); left > 0; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(chunkBytes, left));
    if (bytesRead === 0) return;
    left -= bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
