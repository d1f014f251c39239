import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSize } from '../../src/config/quantity.ts';
import * as quantity from '../../src/core/quantity.ts';
import { spellBytes } from '../../src/disk/spec.ts';

const { formatBytes } = quantity;

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

test('figures have at most four significant digits', () => {
  expect([14861, 4644, 489.12, 48.912, 0.123456, 0].map(quantity.formatFigure)).toEqual([
    '14860',
    '4644',
    '489.1',
    '48.91',
    '0.1235',
    '0',
  ]);
});

test.each([
  [0.0312, '+3.1 %'],
  [-0.312, '-31 %'],
  [0, '0.0 %'],
  [-0.0001, '0.0 %'],
  [0.0001, '0.0 %'],
  [0.0996, '+10 %'],
  [0.998, '+100 %'],
  [-0.995, '-99.5 %'],
  [-0.99999, '< -99.9 %'],
  [5.123, '+512 %'],
  [1e30, '> +1000 %'],
])('the change %d reads %s', (change, text) => {
  expect(quantity.formatChange(change)).toBe(text);
});

test('a change always shows its sign where it shows a digit other than zero', () => {
  fc.assert(
    fc.property(fc.double({ min: -0.9999, max: 20, noNaN: true }), change => {
      const text = quantity.formatChange(change);
      expect(text).toMatch(change > 0.0006 ? /\+\d/ : change < -0.0006 ? /-\d/ : /0\.[01] %$/);
      expect(text).not.toMatch(/-0\.0 /);
    }),
  );
});

test.each([
  [0.05, '5 %'],
  [0.062, '6.2 %'],
  [0.12, '12 %'],
  [0.993, '99.3 %'],
  [0.99999, '> 99.9 %'],
  [1, '100 %'],
])('the share %d reads %s', (share, text) => {
  expect(quantity.formatShare(share)).toBe(text);
});

test.each([
  [0.0527, '0.053x'],
  [0.1, '0.100x'],
  [0.473, '0.473x'],
  [1.071, '1.07x'],
  [11.24, '11.2x'],
  [240, '240x'],
  [5000, '> 1000x'],
])('the ratio %d reads %s', (ratio, text) => {
  expect(quantity.formatRatio(ratio)).toBe(text);
});

test('times and counts read as people say them', () => {
  expect([0, 9.64, 43, 59.7, 252].map(quantity.formatDuration)).toEqual([
    '0 s',
    '9.6 s',
    '43 s',
    '1 min 0 s',
    '4 min 12 s',
  ]);
  expect([quantity.formatCount(1, 'round'), quantity.formatCount(3, 'round')]).toEqual([
    '1 round',
    '3 rounds',
  ]);
  expect(quantity.formatMoment('2026-03-01T12:00:59.999Z')).toBe('2026-03-01 12:00 UTC');
  expect(quantity.formatSpread(0.07)).toBe('±7.0 %');
  expect(quantity.formatList(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
  expect(quantity.formatList(['a', 'b'], 2)).toBe('a, b');
  expect([0.0004, 0.1264, 1.516].map(quantity.formatRate)).toEqual(['0.04 %', '12.6 %', '152 %']);
});
