import { type FileHandle, open } from 'node:fs/promises';

/** A table or a note of a kernel that is larger than this is none. */
const mostBytes = 2 ** 20;

const programNote = 4;
/** XEN_ELFNOTE_PHYS32_ENTRY */
const pvhEntry = 18;

/**
 * Whether the file is an ELF kernel that QEMU can enter by itself (PVH): looks through the notes of
 * a 64-bit little-endian file. Source: elf(5); include/xen/interface/elfnote.h.
 */
export async function hasPvhEntry(path: string): Promise<boolean> {
  await using file = await open(path);
  const header = await readPart(file, 0, 64);
  if (header.length < 64 || header.toString('latin1', 0, 6) !== '\x7fELF\x02\x01') return false;
  const entryBytes = header.readUInt16LE(54);
  const count = header.readUInt16LE(56);
  const table = await readPart(file, Number(header.readBigUInt64LE(32)), count * entryBytes);
  for (let at = 0; at + Math.max(56, entryBytes) <= table.length; at += entryBytes) {
    if (table.readUInt32LE(at) !== programNote) continue;
    const [offset, length] = [table.readBigUInt64LE(at + 8), table.readBigUInt64LE(at + 32)].map(
      Number,
    );
    const notes = notesIn(await readPart(file, offset ?? 0, length ?? 0));
    if (notes.some(({ name, type }) => name === 'Xen' && type === pvhEntry)) return true;
  }
  return false;
}

async function readPart(file: FileHandle, position: number, length: number): Promise<Buffer> {
  if (!Number.isSafeInteger(position) || length === 0 || length > mostBytes) return Buffer.alloc(0);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function notesIn(segment: Buffer): { readonly name: string; readonly type: number }[] {
  const notes: { readonly name: string; readonly type: number }[] = [];
  for (let at = 0; at + 12 <= segment.length; ) {
    const nameBytes = segment.readUInt32LE(at);
    const valueBytes = segment.readUInt32LE(at + 4);
    const name = segment.toString('latin1', at + 12, at + 12 + Math.max(0, nameBytes - 1));
    notes.push({ name, type: segment.readUInt32LE(at + 8) });
    at += 12 + Math.ceil(nameBytes / 4) * 4 + Math.ceil(valueBytes / 4) * 4;
  }
  return notes;
}
