import * as fc from 'fast-check';
import { expect } from 'vitest';
import { listDisks } from '../../src/source/read.ts';

/**
 * Puts bits and any characters into texts, in place of others, a thousand times. Throws where a
 * reader crashes, hangs, or says more than 500 characters at once.
 */
export function readChanged(
  texts: readonly string[],
  { bits, format }: { readonly bits: readonly string[]; readonly format?: string },
): void {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(40),
    put: fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'binary', maxLength: 5 })),
  });
  const changes = fc.array(change, { minLength: 1, maxLength: 6 });
  const asked = format === undefined ? {} : { format: { value: format, where: 'here' } };
  fc.assert(
    fc.property(fc.constantFrom(...texts), changes, (text, made) => {
      let changed = text;
      for (const { at, length, put } of made) {
        const start = Math.floor(at * changed.length);
        changed = changed.slice(0, start) + put + changed.slice(start + length);
      }
      const begin = performance.now();
      const list = listDisks({ source: { path: 'f', text: changed }, ...asked });
      expect(performance.now() - begin).toBeLessThan(5000);
      const messages = list.ok
        ? list.value.disks.flatMap(({ refused }) => refused.map(({ problem }) => problem))
        : list.rejections.map(({ problem }) => problem);
      expect(messages.filter(message => message.length > 500)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
}
