import { stat } from 'node:fs/promises';
import { GateError } from '../errors.ts';
import { fileChunks } from '../process/bounded-file.ts';

/**
 * One thing in an archive. Paths are relative to its root, without a leading slash; `mode` holds
 * permission bits only. A `copy` is an executable with the content of the host's file `source`.
 */
export type ArchiveEntry =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly mode: number;
      readonly content: Buffer;
    }
  | { readonly kind: 'copy'; readonly path: string; readonly source: string }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string };

/**
 * A cpio archive in the format that Linux unpacks as its initial filesystem ("newc", magic
 * 070701), as it is laid out in Documentation/driver-api/early-userspace/buffer-format.rst. It
 * comes in pieces, since a guest has 100 MB of libraries; each is good until the next is asked for.
 * Owner is root and every time is 0, so that equal entries give equal bytes. The length is a
 * multiple of 4, so that archives may be joined.
 */
export async function* archivePieces(
  entries: readonly ArchiveEntry[],
): AsyncGenerator<Buffer, void> {
  for (const [index, entry] of entries.entries()) yield* record(entry, index + 1);
  yield header('TRAILER!!!', 0, { mode: 0, size: 0 });
}

/** The directories that `paths` stand in, parents first: the kernel makes none by itself. */
export function parentDirectories(paths: readonly string[]): readonly string[] {
  const parents = paths.flatMap(path => {
    const parts = path.split('/').slice(0, -1);
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  });
  return [...new Set(parents)].sort();
}

async function* record(entry: ArchiveEntry, inode: number): AsyncGenerator<Buffer, void> {
  const { mode, size, pieces } = await partsOf(entry);
  yield header(entry.path, inode, { mode, size });
  let written = 0;
  for await (const piece of pieces) {
    written += piece.length;
    yield piece;
  }
  if (written !== size) {
    const problem = `the content of ${entry.path} changed while the guest was built from it`;
    const remedy = 'try again while no other program writes to it';
    throw new GateError('guest-build', { problem, remedy });
  }
  yield padding(size);
}

interface Parts {
  /** Type bits as in inode(7), with the permissions. */
  readonly mode: number;
  readonly size: number;
  readonly pieces: Iterable<Buffer> | AsyncIterable<Buffer>;
}

async function partsOf(entry: ArchiveEntry): Promise<Parts> {
  switch (entry.kind) {
    case 'file': {
      const { mode, content } = entry;
      return { mode: 0o100_000 | mode, size: content.length, pieces: [content] };
    }
    case 'copy': {
      const { size } = await stat(entry.source);
      return { mode: 0o100_755, size, pieces: fileChunks(entry.source) };
    }
    case 'symlink': {
      const target = Buffer.from(entry.target);
      return { mode: 0o120_777, size: target.length, pieces: [target] };
    }
    case 'directory':
      return { mode: 0o040_755, size: 0, pieces: [] };
    default:
      return entry satisfies never;
  }
}

function header(path: string, inode: number, { mode, size }: Omit<Parts, 'pieces'>): Buffer {
  const name = Buffer.from(`${path}\0`);
  // ino mode uid gid nlink mtime filesize devmajor devminor rdevmajor rdevminor namesize check
  const fields = [inode, mode, 0, 0, 1, 0, size, 0, 0, 0, 0, name.length, 0];
  const digits = fields.map(field => field.toString(16).padStart(8, '0')).join('');
  const bytes = Buffer.concat([Buffer.from(`070701${digits}`), name]);
  return Buffer.concat([bytes, padding(bytes.length)]);
}

function padding(length: number): Buffer {
  return Buffer.alloc((4 - (length % 4)) % 4);
}
