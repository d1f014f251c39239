import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/**
 * Bytes read at once. One buffer per file: a stream would allocate anew for each chunk, 100 MB over
 * a guest.
 */
const chunkBytes = 256 * 1024;

/** SHA-256 of a file as lower-case hex; the filesystem's own error where it can't be read. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of fileChunks(path)) hash.update(chunk);
  return hash.digest('hex');
}

/**
 * The content of a file, piece by piece. All pieces share one buffer: each is good until the next
 * one is asked for.
 */
export async function* fileChunks(path: string): AsyncGenerator<Buffer, void> {
  await using file = await open(path);
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, chunkBytes);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}
