import { defaultPolicy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import type { Verdict } from '../../src/core/verdict.ts';
import { judge } from '../../src/judge/judge.ts';
import { baselineOf } from '../../test/harness/baseline-of.ts';
import { highestShare, lowestShare } from './binomial.ts';
import type { Recording } from './recording.ts';

/** A recorded run with what it was recorded as. */
export interface Recorded {
  readonly recording: Recording;
  readonly run: Run;
}

/** How recorded runs were judged, by the product's own judge and default policy. */
export interface Outcomes {
  readonly runs: number;
  /** Of the whole run. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly regressed: number;
  /** What the count leaves possible at 95 %, one-sided and exact. */
  readonly rateAtLeast: number;
  readonly rateAtMost: number;
  /** Smallest and largest MDE and change of their gated cells, as fractions. */
  readonly mde: readonly [number, number];
  readonly change: readonly [number, number];
}

/** Judges each run on its own, without any history, and counts. */
export function outcomesOf(recorded: readonly Recorded[]): Outcomes {
  const judgements = recorded.map(({ run }) =>
    judge({ run, baseline: baselineOf(run, []), policy: defaultPolicy }),
  );
  const verdicts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of judgements) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  const count = { seen: verdicts.regressed ?? 0, of: recorded.length };
  const gated = judgements.flatMap(({ cells }) => cells.filter(cell => cell.gated));
  return {
    runs: recorded.length,
    verdicts,
    regressed: count.seen,
    rateAtLeast: rounded(lowestShare(count)),
    rateAtMost: rounded(highestShare(count)),
    mde: rangeOf(gated.flatMap(({ mde }) => mde ?? [])),
    change: rangeOf(gated.flatMap(({ change }) => change ?? [])),
  };
}

function rangeOf(values: readonly number[]): [number, number] {
  return [rounded(Math.min(...values)), rounded(Math.max(...values))];
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
