import { readFile, rm, writeFile } from 'node:fs/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { lz4Magic, unpackLz4 } from './lz4.ts';
import { hasPvhEntry } from './pvh-entry.ts';

/** A bzImage, and where the kernel that is packed in it shall go. */
interface KernelToUnpack {
  readonly image: string;
  readonly target: string;
}

/**
 * Writes the ELF kernel inside a bzImage where QEMU can start that by itself (PVH): a guest then
 * need not unpack it at every boot, which takes long under emulation (`npm run bench:boot`). False,
 * and nothing written, for other files, for kernels without an entry for PVH, and for compressions
 * that are not known here: those boot as they are. A piece at a time, for the kernel of a
 * distribution is 50 MB. Source: Documentation/arch/x86/boot.rst (payload_offset).
 */
export async function unpackKernel({ image, target }: KernelToUnpack): Promise<boolean> {
  const payload = payloadOf(await readFile(image));
  const pieces = payload === undefined ? undefined : unpackPayload(payload);
  if (pieces === undefined) return false;
  if ((await isWritten(target, pieces)) && (await hasPvhEntry(target))) return true;
  await rm(target, { force: true });
  return false;
}

function payloadOf(image: Buffer): Buffer | undefined {
  if (image.length < 0x260 || image.toString('latin1', 0x202, 0x206) !== 'HdrS') return undefined;
  // Since boot protocol 2.08 the header tells where the packed kernel is.
  if (image.readUInt16LE(0x206) < 0x208) return undefined;
  const start = ((image.readUInt8(0x1f1) || 4) + 1) * 512 + image.readUInt32LE(0x248);
  const payload = image.subarray(start, start + image.readUInt32LE(0x24c));
  return payload.length < 8 ? undefined : payload;
}

const zstdMagic = 0xfd2fb528;

/** Behind the payload stands its unpacked length, which gzip has anyway. */
function unpackPayload(payload: Buffer): Iterable<Buffer> | AsyncIterable<Buffer> | undefined {
  if (payload.readUInt32LE(0) === lz4Magic) return unpackLz4(payload);
  if (payload.readUInt16BE(0) === 0x1f8b) return createGunzip().end(payload);
  if (payload.readUInt32LE(0) === zstdMagic)
    return createZstdDecompress().end(payload.subarray(0, -4));
  return undefined;
}

/** A damaged kernel is for the guest to complain about; a disk that is full is not. */
async function isWritten(
  target: string,
  pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
): Promise<boolean> {
  try {
    await writeFile(target, pieces);
    return true;
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error;
    return false;
  }
}
