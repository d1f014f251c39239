import { expect, test } from 'vitest';
import { parseSize } from '../../src/config/quantity.ts';
import { formatBytes, spellBytes } from '../../src/core/byte-size.ts';

test('sizes read as people say them', () => {
  expect([0, 1023, 16384, 2 ** 28, 5.3 * 2 ** 30, 2 ** 50].map(formatBytes)).toEqual([
    '0 bytes',
    '1023 bytes',
    '16 KiB',
    '256 MiB',
    '5.3 GiB',
    '1024 TiB',
  ]);
});

test.each([1, 1023, 1024, 320 * 2 ** 20, 2 ** 31, 3 * 2 ** 30 + 2 ** 20])(
  '%d bytes are spelled as a SPEC takes them',
  bytes => {
    expect(parseSize('--disk.size', spellBytes(bytes))).toEqual({ ok: true, value: bytes });
  },
);
