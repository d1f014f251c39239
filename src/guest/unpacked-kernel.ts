import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { lz4Magic, unpackLz4 } from './lz4.ts';

/**
 * The ELF kernel inside a bzImage, where QEMU can start that by itself (PVH): a guest then need not unpack it at every boot,
 * which takes long under emulation (`npm run bench:boot`). Undefined for other files, for kernels without an entry for PVH, and
 * for compressions that are not known here: those boot as they are.
 * Source: Documentation/arch/x86/boot.rst (payload_offset); include/xen/interface/elfnote.h.
 */
export function unpackKernel(image: Buffer): Buffer | undefined {
  if (image.length < 0x260 || image.toString('latin1', 0x202, 0x206) !== 'HdrS') return undefined;
  // Since boot protocol 2.08 the header tells where the packed kernel is.
  if (image.readUInt16LE(0x206) < 0x208) return undefined;
  const start = ((image.readUInt8(0x1f1) || 4) + 1) * 512 + image.readUInt32LE(0x248);
  const payload = image.subarray(start, start + image.readUInt32LE(0x24c));
  const kernel = payload.length < 8 ? undefined : unpackPayload(payload);
  return kernel !== undefined && hasPvhEntry(kernel) ? kernel : undefined;
}

/** Behind the payload stands its unpacked length, which gzip has anyway. A damaged one is for the guest to complain about. */
function unpackPayload(payload: Buffer): Buffer | undefined {
  try {
    if (payload.readUInt32LE(0) === lz4Magic) return unpackLz4(payload);
    if (payload.readUInt16BE(0) === 0x1f8b) return gunzipSync(payload);
    if (payload.readUInt32LE(0) === zstdMagic) return zstdDecompressSync(payload.subarray(0, -4));
  } catch {
    return undefined;
  }
  return undefined;
}

const zstdMagic = 0xfd2fb528;

const programNote = 4;
/** XEN_ELFNOTE_PHYS32_ENTRY */
const pvhEntry = 18;

/** Looks through the notes of a 64-bit little-endian ELF file (elf(5)). */
function hasPvhEntry(elf: Buffer): boolean {
  if (elf.length < 64 || elf.toString('latin1', 0, 6) !== '\x7fELF\x02\x01') return false;
  const table = Number(elf.readBigUInt64LE(32));
  const entries = Array.from({ length: elf.readUInt16LE(56) }, (_, index) => table + index * elf.readUInt16LE(54));
  return entries
    .filter(entry => entry + 56 <= elf.length && elf.readUInt32LE(entry) === programNote)
    .some(entry => {
      const offset = Number(elf.readBigUInt64LE(entry + 8));
      return notesIn(elf.subarray(offset, offset + Number(elf.readBigUInt64LE(entry + 32)))).some(
        ({ name, type }) => name === 'Xen' && type === pvhEntry,
      );
    });
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
