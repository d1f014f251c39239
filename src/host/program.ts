import { access, constants, open, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Directories of system programs, which a plain user's PATH lacks on Debian. */
const systemDirectories = ['/usr/sbin', '/sbin'];

/**
 * Every executable of that name in PATH, /usr/sbin and /sbin, in this order; looks only, runs
 * nothing.
 */
export async function findPrograms(name: string): Promise<readonly string[]> {
  const directories = [
    ...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean),
    ...systemDirectories,
  ];
  const candidates = [...new Set(directories)].map(directory => join(directory, name));
  const executable = await Promise.all(candidates.map(isExecutable));
  return candidates.filter((_, index) => executable[index]);
}

/**
 * Whether a program is linked statically: an ELF file none of whose program headers asks for an
 * interpreter (PT_INTERP), so that it runs in a guest without libraries. Source: elf(5).
 */
export async function isStatic(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer } = await file.read({ buffer: Buffer.alloc(4096), position: 0 });
  if (buffer.readUInt32BE(0) !== 0x7f454c46) return false;
  const wide = buffer[4] === 2;
  const read = (offset: number, size: 2 | 4): number =>
    buffer[5] === 1 ? buffer.readUIntLE(offset, size) : buffer.readUIntBE(offset, size);
  // The program headers follow the ELF header, so an offset of 32 bits is enough; in a big-endian
  // file its low half.
  const table = wide ? read(buffer[5] === 1 ? 32 : 36, 4) : read(28, 4);
  const entrySize = read(wide ? 54 : 42, 2);
  const entries = read(wide ? 56 : 44, 2);
  const offsets = Array.from({ length: entries }, (_, index) => table + index * entrySize);
  return (
    entries > 0 &&
    offsets.every(offset => offset + 4 <= buffer.length && read(offset, 4) !== interpreterSegment)
  );
}

const interpreterSegment = 3;

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
