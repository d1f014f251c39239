import type { Judgement } from '../../src/judge/judgement.ts';
import { doubtText } from '../../src/report/caveats.ts';
import { reasonText } from '../../src/report/reasons.ts';

/** A judgement whose reasons and caveats are the words that a report has for them. */
export function worded(judgement: Judgement) {
  return {
    ...judgement,
    caveats: judgement.caveats.map(doubtText),
    cells: judgement.cells.map(({ reason, ...cell }) => ({
      ...cell,
      reason: reason === undefined ? undefined : reasonText(reason),
    })),
  };
}
