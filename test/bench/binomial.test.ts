import { expect, it } from 'vitest';
import { highestShare, lowestShare } from '../../bench/pairs/binomial.ts';
import reference from '../../fixtures/statistics/binomial.json' with { type: 'json' };

it.each(reference)(
  'of $seen in $of the bounds are those of SciPy',
  ({ seen, of, lowest, highest }) => {
    expect(Math.abs(highestShare({ seen, of }) - highest)).toBeLessThan(1e-9);
    expect(Math.abs(lowestShare({ seen, of }) - lowest)).toBeLessThan(1e-9);
  },
);

it('where nothing was tried everything is possible', () => {
  expect([lowestShare({ seen: 0, of: 0 }), highestShare({ seen: 0, of: 0 })]).toEqual([0, 1]);
});
