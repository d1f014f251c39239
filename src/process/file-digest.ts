import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { requireRegular, withoutWaiting } from './bounded-file.ts';

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
