import { describe, expect, test } from 'vitest';
import { unpackLz4 } from '../../src/guest/lz4.ts';

/** A stream of one block: magic, length, block. */
function stream(block: readonly number[]): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(block.length);
  return Buffer.concat([Buffer.from([0x02, 0x21, 0x4c, 0x18]), length, Buffer.from(block)]);
}

/** All that it yields, as text; each piece is taken before the next is asked for. */
function unpacked(packed: Buffer): string {
  return Array.from(unpackLz4(packed), String).join('');
}

const letters = (text: string): number[] => [...Buffer.from(text)];

describe('unpackLz4', () => {
  test('takes literals as they are', () => {
    expect(unpacked(stream([0x30, ...letters('abc')]))).toBe('abc');
  });

  test('copies from what it unpacked, also where the copy reaches into itself', () => {
    // "abc", 5 bytes from 3 back, then "z" as the last literal
    expect(unpacked(stream([0x31, ...letters('abc'), 3, 0, 0x10, ...letters('z')]))).toBe(
      'abcabcabz',
    );
    expect(unpacked(stream([0x14, ...letters('a'), 1, 0, 0x10, ...letters('z')]))).toBe(
      'aaaaaaaaaz',
    );
  });

  test('reads lengths of more than a nibble', () => {
    const long = 'x'.repeat(15 + 255 + 7);
    expect(unpacked(stream([0xf0, 255, 7, ...letters(long)]))).toBe(long);
    expect(unpacked(stream([0x1f, ...letters('a'), 1, 0, 255, 1, 0x10, ...letters('z')]))).toBe(
      `${'a'.repeat(1 + 15 + 255 + 1 + 4)}z`,
    );
  });

  test('joins blocks, and leaves what follows the last whole one', () => {
    const two = Buffer.concat([
      stream([0x10, ...letters('a')]),
      stream([0x10, ...letters('b')]).subarray(4),
    ]);
    expect(unpacked(Buffer.concat([two, Buffer.from([0x78, 0x56, 0x34, 0x02])]))).toBe('ab');
  });

  test.each([
    ['a copy from before the beginning', [0x11, 97, 2, 0, 0x00]],
    ['a copy from nowhere', [0x11, 97, 0, 0, 0x00]],
    ['literals beyond the end', [0x50, 97]],
    ['a length that never ends', [0xf0, 255, 255]],
  ])('refuses %s', (_, block) => {
    expect(() => unpacked(stream(block))).toThrow(RangeError);
  });
});
