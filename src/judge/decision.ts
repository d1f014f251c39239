import type { Reason } from '../core/reason.ts';
import type { Verdict } from '../core/verdict.ts';
import type { Comparison } from '../statistics/comparison.ts';

/** A verdict, and why where the numbers do not say it. */
export interface Decision {
  readonly verdict: Verdict;
  readonly reason?: Reason | undefined;
}

/** From this improvement on a reader is asked to doubt it. */
const tooGoodToBeTrue = 1;

/**
 * Whether a change is real and whether it matters are two questions. Better is to the right, x is
 * the estimate, m the tolerance, `<--->` the blocking interval; where it says "certifying" the
 * interval's left end is the certifying one.
 *
 *          -m        0        +m
 *      <-x-> |       .         |         regressed: the interval excludes 0 and x is beyond -m
 *       <--x-+--->   .         |         regressed
 *       <--x-+-------.-->      |         inconclusive: beyond -m, but could be nothing
 *       <----+--x--> .         |         inconclusive: real, perhaps too small to matter
 *        <---+--x----.-->      |         inconclusive
 *            |  <-x->.         |         unchanged (certifying): a real loss, within the tolerance
 *            |   <---x--->     |         unchanged (certifying): no worse than m
 *            |       .    <--x-+->       unchanged for the gate
 *            |       .   <-----|-x-->    improved: the interval excludes 0 and x is beyond +m
 */
export function decide(comparison: Comparison, tolerance: number): Decision {
  const { change, blocking, certifyingLow } = comparison;
  const isLoss = blocking.high < 0;
  if (change < -tolerance && isLoss) return { verdict: 'regressed' };
  if (change > tolerance && blocking.low > 0) {
    return change > tooGoodToBeTrue
      ? { verdict: 'improved', reason: { kind: 'too-good' } }
      : { verdict: 'improved' };
  }
  if (certifyingLow > -tolerance) {
    return isLoss
      ? { verdict: 'unchanged', reason: { kind: 'within-tolerance' } }
      : { verdict: 'unchanged' };
  }
  if (change < -tolerance)
    return { verdict: 'inconclusive', reason: { kind: 'beyond-but-could-be-nothing' } };
  return isLoss
    ? { verdict: 'inconclusive', reason: { kind: 'small-loss' } }
    : { verdict: 'inconclusive' };
}
