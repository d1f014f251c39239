import { array, assert, double, option, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Packing, pack, packings, unpack } from '../../src/page/pack.ts';

describe.each(Object.entries(packings) as [string, Packing][])(
  'what is packed as a %s',
  (_, packing) => {
    const step = (packing.high - packing.low) / (64 ** packing.characters - 2);
    const within = double({ min: packing.low, max: packing.high, noNaN: true });

    test('is read back to half a step, and what is missing as NaN', () => {
      assert(
        property(array(option(within, { nil: undefined })), values => {
          const text = pack(values, packing);
          expect(text).toMatch(/^[A-Za-z0-9_-]*$/);
          const read = unpack(text, packing);
          expect(read).toHaveLength(values.length);
          const errors = values.map((value, index) => {
            const found = read[index] ?? 0;
            return value === undefined ? Number(!Number.isNaN(found)) : Math.abs(found - value);
          });
          expect(Math.max(0, ...errors)).toBeLessThanOrEqual(step * 0.51);
        }),
      );
    });

    test('ends where its ends are', () => {
      const read = unpack(pack([-1e9, 1e9], packing), packing);
      expect(read[0]).toBeCloseTo(packing.low, 9);
      expect(read[1]).toBeCloseTo(packing.high, 9);
    });
  },
);

test('a level is packed finer than its four digits', () => {
  const log = Math.log(489.1 * 2 ** 20);
  const [read = 0] = unpack(pack([log], packings.level), packings.level);
  expect(Math.abs(Math.expm1(read - log))).toBeLessThan(1e-5);
});
