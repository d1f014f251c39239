import { type ArchiveEntry, archivePieces } from '../../src/guest/cpio.ts';

/** A whole archive in memory: its pieces are copied, as each is good until the next one only. */
export async function packArchive(entries: readonly ArchiveEntry[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of archivePieces(entries)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
