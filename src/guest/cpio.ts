import { stat } from 'node:fs/promises';
import { GateError } from '../errors.ts';
import { fileChunks } from '../process/file-digest.ts';

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
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string }
  | {
      readonly kind: 'character-device';
      readonly path: string;
      readonly major: number;
      readonly minor: number;
    };

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
  yield header({ path: 'TRAILER!!!', inode: 0, mode: 0, links: 1, device: [], size: 0 });
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
  const links = entry.kind === 'directory' ? 2 : 1;
  const device = entry.kind === 'character-device' ? [entry.major, entry.minor] : [];
  yield header({ path: entry.path, inode, mode, links, device, size });
  let written = 0;
  for await (const piece of pieces) {
    written += piece.length;
    yield piece;
  }
  if (written !== size) {
    throw new GateError('guest-build', {
      problem: `the content of ${entry.path} changed while the guest was built from it`,
      remedy: 'try again while no other program writes to it',
    });
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
    case 'file':
      return {
        mode: 0o100_000 | entry.mode,
        size: entry.content.length,
        pieces: [entry.content],
      };
    case 'copy':
      return {
        mode: 0o100_755,
        size: (await stat(entry.source)).size,
        pieces: fileChunks(entry.source),
      };
    case 'symlink': {
      const target = Buffer.from(entry.target);
      return { mode: 0o120_777, size: target.length, pieces: [target] };
    }
    case 'directory':
      return { mode: 0o040_755, size: 0, pieces: [] };
    case 'character-device':
      return { mode: 0o020_600, size: 0, pieces: [] };
    default:
      return entry satisfies never;
  }
}

function header({
  path,
  inode,
  mode,
  links,
  device,
  size,
}: {
  readonly path: string;
  readonly inode: number;
  readonly mode: number;
  readonly links: number;
  readonly device: readonly number[];
  readonly size: number;
}): Buffer {
  const name = Buffer.from(`${path}\0`);
  // ino mode uid gid nlink mtime filesize devmajor devminor rdevmajor rdevminor namesize check
  const [major = 0, minor = 0] = device;
  const fields = [inode, mode, 0, 0, links, 0, size, 0, 0, major, minor, name.length, 0];
  const digits = fields.map(field => field.toString(16).padStart(8, '0')).join('');
  const bytes = Buffer.concat([Buffer.from(`070701${digits}`), name]);
  return Buffer.concat([bytes, padding(bytes.length)]);
}

function padding(length: number): Buffer {
  return Buffer.alloc((4 - (length % 4)) % 4);
}
