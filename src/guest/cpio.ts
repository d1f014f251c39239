/**
 * One thing in an archive; paths are relative to its root, without a leading slash. `mode` holds
 * permission bits only.
 */
export type ArchiveEntry =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly mode: number;
      readonly content: Buffer;
    }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string }
  | {
      readonly kind: 'character-device';
      readonly path: string;
      readonly major: number;
      readonly minor: number;
    };

/**
 * A cpio archive in the format that Linux unpacks as its initial file system ("newc", magic
 * 070701), as it is laid out in Documentation/driver-api/early-userspace/buffer-format.rst. Owner
 * is root and every time is 0, so that equal entries give equal bytes. The length is a multiple of
 * 4, so that archives may be joined.
 */
export function packArchive(entries: readonly ArchiveEntry[]): Buffer {
  return Buffer.concat(archivePieces(entries));
}

/**
 * The same archive in pieces, among which are the contents of the entries themselves: nothing is
 * copied.
 */
export function archivePieces(entries: readonly ArchiveEntry[]): readonly Buffer[] {
  return [...entries.flatMap((entry, index) => record(entry, index + 1)), ...trailer()];
}

/** The directories that `paths` stand in, parents first: the kernel makes none by itself. */
export function parentDirectories(paths: readonly string[]): readonly string[] {
  const parents = paths.flatMap(path => {
    const parts = path.split('/').slice(0, -1);
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  });
  return [...new Set(parents)].sort();
}

function record(entry: ArchiveEntry, inode: number): Buffer[] {
  const content = contentOf(entry);
  const device = entry.kind === 'character-device' ? [entry.major, entry.minor] : [0, 0];
  const links = entry.kind === 'directory' ? 2 : 1;
  return [
    header({ path: entry.path, inode, mode: modeOf(entry), links, device, size: content.length }),
    content,
    padding(content.length),
  ];
}

function contentOf(entry: ArchiveEntry): Buffer {
  switch (entry.kind) {
    case 'file':
      return entry.content;
    case 'symlink':
      return Buffer.from(entry.target);
    case 'directory':
    case 'character-device':
      return Buffer.alloc(0);
    default:
      return entry satisfies never;
  }
}

/** Type bits as in inode(7), with the permissions. */
function modeOf(entry: ArchiveEntry): number {
  switch (entry.kind) {
    case 'file':
      return 0o100_000 | entry.mode;
    case 'symlink':
      return 0o120_777;
    case 'directory':
      return 0o040_755;
    case 'character-device':
      return 0o020_600;
    default:
      return entry satisfies never;
  }
}

interface Header {
  readonly path: string;
  readonly inode: number;
  readonly mode: number;
  readonly links: number;
  readonly device: readonly number[];
  readonly size: number;
}

function header({ path, inode, mode, links, device, size }: Header): Buffer {
  const name = Buffer.from(`${path}\0`);
  // ino mode uid gid nlink mtime filesize devmajor devminor rdevmajor rdevminor namesize check
  const fields = [
    inode,
    mode,
    0,
    0,
    links,
    0,
    size,
    0,
    0,
    device[0] ?? 0,
    device[1] ?? 0,
    name.length,
    0,
  ];
  const digits = fields.map(field => field.toString(16).padStart(8, '0')).join('');
  const bytes = Buffer.concat([Buffer.from(`070701${digits}`), name]);
  return Buffer.concat([bytes, padding(bytes.length)]);
}

function trailer(): Buffer[] {
  return [header({ path: 'TRAILER!!!', inode: 0, mode: 0, links: 1, device: [], size: 0 })];
}

function padding(length: number): Buffer {
  return Buffer.alloc((4 - (length % 4)) % 4);
}
