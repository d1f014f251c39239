import type { CellJudgement, Judgement } from '../core/judgement.ts';
import type { Verdict } from '../core/verdict.ts';
import type { Annotation } from '../github/annotation.ts';
import { formatChange, formatCount, formatInterval, formatShare, formatValue } from '../report/units.ts';

/** What a judged run says beside its report. */
export interface Announcement {
  readonly annotations: readonly Annotation[];
  /** The sentence that fails the step; undefined where the gate passed. */
  readonly failure: string | undefined;
  /** Gated cells that regressed. */
  readonly regressions: number;
}

/** An error for each gated cell that regressed or is missing, and a sentence for the run, by its verdict. */
export function announce(judgement: Judgement): Announcement {
  const gated = judgement.cells.filter(cell => cell.gated);
  const failing = gated.filter(({ verdict }) => verdict === 'regressed' || verdict === 'missing');
  const level = judgement.passed ? 'warning' : 'error';
  const cells = failing.map(cell => ({ level, title: titleOf(cell), message: describeCell(cell) }) as const);
  const sentence = `${judgement.verdict}: ${summarise(judgement, gated)}`;
  const passing = levelOfPassed(judgement.verdict);
  const run =
    judgement.passed && passing !== undefined ? [{ level: passing, title: 'storage gate', message: sentence }] : [];
  return {
    annotations: [...cells, ...run],
    failure: judgement.passed ? undefined : sentence,
    regressions: gated.filter(({ verdict }) => verdict === 'regressed').length,
  };
}

function titleOf({ verdict, arm, workload, metric }: CellJudgement): string {
  return `${verdict}: ${arm}, ${workload}, ${metric}`;
}

function describeCell({ metric, base, head, change, interval, tolerance, reason }: CellJudgement): string {
  const values =
    base === undefined || head === undefined ? [] : [`${formatValue(metric, base)} -> ${formatValue(metric, head)}`];
  const size = change === undefined ? [] : [formatChange(change)];
  const range = interval === undefined ? [] : [`interval ${formatInterval(interval)}`];
  const why = reason === undefined ? [] : [reason];
  return [...values, ...size, ...range, `tolerance ${formatShare(tolerance)}`, ...why].join(', ');
}

/** How loudly a passed run says its verdict; undefined where the green job says it all. */
function levelOfPassed(verdict: Verdict): 'warning' | 'notice' | undefined {
  switch (verdict) {
    case 'regressed':
    case 'missing':
    case 'inconclusive':
      return 'warning';
    case 'incomparable':
    case 'no-baseline':
      return 'notice';
    case 'improved':
    case 'unchanged':
      return undefined;
    default:
      return verdict satisfies never;
  }
}

function summarise({ verdict, incomparable }: Judgement, gated: readonly CellJudgement[]): string {
  const share = `${gated.filter(cell => cell.verdict === verdict).length} of ${formatCount(gated.length, 'gated cell')}`;
  switch (verdict) {
    case 'inconclusive':
      return `not decided, ${caught(gated)} (${share})`;
    case 'incomparable':
      return `stored runs are of another environment: ${incomparable.join(', ')}`;
    case 'no-baseline':
      return 'there is nothing to compare with yet; runs of the default branch are kept as the baseline';
    case 'regressed':
    case 'missing':
    case 'improved':
    case 'unchanged':
      return share;
    default:
      return verdict satisfies never;
  }
}

/** The loss that would have been seen in every undecided cell: the largest of their smallest ones. */
function caught(gated: readonly CellJudgement[]): string {
  const sizes = gated.filter(({ verdict }) => verdict === 'inconclusive').map(({ mde }) => mde);
  const known = sizes.filter(size => size !== undefined);
  return known.length < sizes.length || known.length === 0
    ? 'and what this run could have caught is not known'
    : `this run could have caught a loss of ${formatShare(Math.max(...known))}`;
}
