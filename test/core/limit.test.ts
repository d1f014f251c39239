import { describe, expect, test } from 'vitest';
import { bindingLimits, type Limit, type LimitedRates } from '../../src/core/limit.ts';

const limit: Limit = {
  source: 'QEMU',
  node: 'head-disk',
  what: 'bytes',
  direction: 'both',
  perSecond: 100,
};
const rates: LimitedRates = { bytes: 0, requests: 0, reads: 0.5, processors: 0 };

/** Kind and side of what is found where each side has these limits, and bytes per second. */
function found(
  head: readonly [readonly Limit[], number],
  against: readonly [readonly Limit[], number],
  sliceSeconds = 0.01,
) {
  const side = ([limits, bytes]: typeof head) => ({ limits, rates: { ...rates, bytes } });
  const findings = bindingLimits({ head: side(head), against: side(against), sliceSeconds });
  return findings.map(({ kind, side: at }) => `${kind} ${at}`);
}

describe('bindingLimits', () => {
  test('finds nothing without limits, nor where they are far away', () => {
    expect(found([[], 1e9], [[], 1e9])).toEqual([]);
    expect(found([[limit], 49], [[limit], 50])).toEqual([]);
  });

  test('finds a limit whose bucket refills while the other side runs', () => {
    // A limit at 80 % of the free rate reads as no loss at all: 125 of 100.
    expect(found([[limit], 125], [[], 125])).toEqual(['limit-refills head']);
    expect(found([[], 125], [[limit], 51])).toEqual(['limit-refills against']);
    // Two buckets that both refill hide whatever lies between them.
    expect(found([[limit], 200], [[limit], 200])).toEqual([
      'limit-refills head',
      'limit-refills against',
    ]);
  });

  test('lets slices that outlast the bucket show what a limit costs', () => {
    expect(found([[limit], 100], [[], 125], 2)).toEqual(['limit-held head']);
    expect(found([[limit], 60], [[], 125], 2)).toEqual([]);
    expect(found([[limit], 100], [[], 125], 1.9)).toEqual(['limit-refills head']);
  });

  test('asks longer slices of a limit with a burst', () => {
    const bursting = { ...limit, burst: { perSecond: 200, seconds: 3 } };
    expect(found([[bursting], 100], [[], 125], 100)).toEqual(['limit-refills head']);
    expect(found([[bursting], 100], [[], 125], 120)).toEqual(['limit-held head']);
  });

  test('finds a flat ceiling where both sides are held', () => {
    const both = ['limit-ceiling head', 'limit-ceiling against'];
    expect(found([[limit], 99], [[limit], 91])).toEqual(both);
    expect(found([[limit], 99], [[limit], 89])).toEqual([
      'limit-refills head',
      'limit-refills against',
    ]);
    expect(found([[limit], 130], [[limit], 130], 2)).toEqual(both);
  });

  test('counts reads and writes apart where the limit does', () => {
    const requests = { ...limit, what: 'requests', direction: 'read' } as const;
    const writes = { ...requests, direction: 'write' } as const;
    const head = { limits: [requests, writes], rates: { ...rates, requests: 200, reads: 0.8 } };
    const against = { limits: [], rates };
    expect(bindingLimits({ head, against, sliceSeconds: 0.01 })).toEqual([
      { kind: 'limit-refills', side: 'head', limit: requests, rate: 160 },
    ]);
  });

  test('takes a quota of processors as held only where it is used up', () => {
    const quota = { ...limit, source: 'cgroup', what: 'processors', perSecond: 2 } as const;
    const using = (processors: number) => {
      const side = { limits: [quota], rates: { ...rates, processors } };
      return bindingLimits({ head: side, against: side, sliceSeconds: 0.01 }).map(
        ({ kind }) => kind,
      );
    };
    expect(using(1.7)).toEqual([]);
    expect(using(1.9)).toEqual(['limit-ceiling', 'limit-ceiling']);
  });
});
