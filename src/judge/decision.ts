import type { NumbersReason } from '../core/reason.ts';
import type { Comparison } from '../statistics/comparison.ts';

/** A verdict of what was measured. */
export interface Decision {
  readonly verdict: 'regressed' | 'inconclusive' | 'unchanged' | 'improved';
  readonly reason?: NumbersReason | undefined;
}

/** What is known of a cell at a look. */
export interface Findings {
  readonly comparison: Comparison;
  readonly tolerance: number;
  /** Whether the loss is more than chance: by the signs of its rounds, or by stored runs. */
  readonly isShown: boolean;
  /** The look that certified it, or an earlier one. */
  readonly certifiedAt: number | undefined;
  /** What the sums say; absent where there are none. */
  readonly stalls?: 'shown' | 'perhaps' | undefined;
}

/** From this improvement on a reader is asked to doubt it. */
const tooGoodToBeTrue = 1;

/**
 * Whether a change is real and whether it matters are two questions. Better is to the right, x is
 * the estimate, m the tolerance, `<--->` the interval; where it says "certifying" the left end is
 * the certifying one.
 *
 *          -m        0        +m
 *      <-x-> |       .         |         regressed: the loss is shown, and x is beyond -m
 *       <--x-+--->   .         |         regressed, or inconclusive where it is not shown
 *       <--x-+-------.-->      |         inconclusive: beyond -m, but could be nothing
 *       <----+--x--> .         |         inconclusive: real, perhaps too small to matter
 *        <---+--x----.-->      |         inconclusive
 *            |  <-x->.         |         unchanged (certifying): a real loss, within the tolerance
 *            |   <---x--->     |         unchanged (certifying): no worse than m
 *            |       .    <--x-+->       unchanged for the gate
 *            |       .   <-----|-x-->    improved: the interval excludes 0 and x is beyond +m
 */
export function decide({
  comparison,
  tolerance,
  isShown,
  certifiedAt,
  stalls,
}: Findings): Decision {
  const { change, interval, certifyingLow } = comparison;
  const isLoss = interval.high < 0;
  if (isBeyond(comparison, tolerance) && isShown) return { verdict: 'regressed' };
  if (stalls === 'shown') return { verdict: 'regressed', reason: { kind: 'stalls' } };
  if (stalls === 'perhaps') return { verdict: 'inconclusive', reason: { kind: 'perhaps-stalls' } };
  if (change > tolerance && interval.low > 0) {
    return change > tooGoodToBeTrue
      ? { verdict: 'improved', reason: { kind: 'too-good' } }
      : { verdict: 'improved' };
  }
  if (certifiedAt !== undefined) {
    if (certifyingLow <= -tolerance)
      return { verdict: 'unchanged', reason: { kind: 'decided-at', rounds: certifiedAt } };
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

/** Whether a loss is beyond the tolerance, and its interval excludes no change. */
export function isBeyond({ change, interval }: Comparison, tolerance: number): boolean {
  return change < -tolerance && interval.high < 0;
}
