import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/**
 * Bytes read at once. One buffer per file: a stream would allocate anew for each chunk, 100 MB over
 * a guest.
 */
const chunkSize = 256 * 1024;

/** SHA-256 of a file as lower-case hex; the file system's own error where it can't be read. */
export async function fileDigest(path: string): Promise<string> {
  await using file = await open(path);
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(chunkSize);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, chunkSize);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, bytesRead));
  }
}
