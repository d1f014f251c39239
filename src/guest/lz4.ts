/**
 * Starts a stream in LZ4's legacy frame format, which is what Linux compresses its kernels with.
 */
export const lz4Magic = 0x184c2102;

/** Most bytes that a block of the legacy format holds when it is unpacked. */
const blockBytes = 8 * 1024 * 1024;

/**
 * Unpacks a stream in LZ4's legacy frame format block by block: after the magic, blocks with their
 * packed length in front. What it yields is good until the next is asked for, for a kernel is large
 * and its blocks share one piece of memory. Whatever follows the last whole block is left alone.
 * RangeError where a block is damaged. Source: lz4_Frame_format.md, "Legacy frame", and
 * lz4_Block_format.md.
 */
export function* unpackLz4(stream: Buffer): Generator<Buffer, void> {
  const block = Buffer.alloc(blockBytes);
  let at = 4;
  while (at + 4 <= stream.length) {
    const end = at + 4 + stream.readUInt32LE(at);
    if (end === at + 4 || end > stream.length) break;
    yield block.subarray(0, unpackBlock(stream.subarray(at + 4, end), block));
    at = end;
  }
}

/**
 * Unpacks into a block and returns how many bytes that made. A block is a row of sequences: bytes
 * as they are, then bytes to be copied from what was unpacked before.
 */
function unpackBlock(packed: Buffer, block: Buffer): number {
  let from = 0;
  let to = 0;
  const byte = (): number => packed.readUInt8(from++);
  const lengthFrom = (nibble: number): number => {
    let length = nibble;
    for (let more = nibble === 15 ? 255 : 0; more === 255; length += more) more = byte();
    return length;
  };
  while (from < packed.length) {
    const token = byte();
    const literals = lengthFrom(token >> 4);
    if (from + literals > packed.length || to + literals > blockBytes) throw damaged();
    to += packed.copy(block, to, from, from + literals);
    from += literals;
    // The last sequence has no copy.
    if (from === packed.length) break;
    const distance = byte() | (byte() << 8);
    const length = lengthFrom(token & 15) + 4;
    if (distance === 0 || distance > to || to + length > blockBytes) throw damaged();
    copyWithin(block, { to, distance, length });
    to += length;
  }
  return to;
}

/** Where the copy reaches into itself it repeats itself. */
function copyWithin(
  block: Buffer,
  {
    to,
    distance,
    length,
  }: { readonly to: number; readonly distance: number; readonly length: number },
): void {
  if (length <= distance) block.copyWithin(to, to - distance, to - distance + length);
  else for (let at = to; at < to + length; at += 1) block[at] = block[at - distance] ?? 0;
}

function damaged(): RangeError {
  return new RangeError('a block of the LZ4 stream is damaged');
}
