import { formatChange, formatInterval, formatShare } from '../core/quantity.ts';
import type { Annotation } from '../github/annotation.ts';
import { type CellJudgement, type Judgement, lacksReference } from '../judge/judgement.ts';
import { headlineOf } from '../report/headline.ts';
import { titlesOf } from '../report/labels.ts';
import { reasonText } from '../report/reasons.ts';
import { formatValue } from '../report/units.ts';
import { type Finding, hasPassed, type Leg, onlyRunOf, statusOf } from './finding.ts';

/** What is announced of a finding. A run alone says its own sentence; of several each its name. */
export function announcementOf(finding: Finding): Announcement {
  if (finding.kind !== 'judged') return { annotations: [], failure: undefined, regressions: 0 };
  const only = onlyRunOf(finding);
  if (only !== undefined) return announce(only.judgement, titlesOf(only.run));
  const all = finding.legs.map(announcementOfLeg);
  return {
    annotations: all.flatMap(({ annotations }) => annotations),
    failure: hasPassed(finding) === true ? undefined : statusOf(finding).description,
    regressions: all.reduce((sum, { regressions }) => sum + regressions, 0),
  };
}

function announcementOfLeg(leg: Leg): Pick<Announcement, 'annotations' | 'regressions'> {
  if ('problem' in leg) {
    const title = `missing: ${leg.name}`;
    return { annotations: [{ level: 'error', title, message: leg.problem }], regressions: 0 };
  }
  const { annotations, regressions } = announce(leg.judged.judgement, titlesOf(leg.judged.run));
  const named = annotations.map(each => ({ ...each, title: `${leg.name}: ${each.title}` }));
  return { annotations: named, regressions };
}

/** What a judged run says beside its report. */
interface Announcement {
  readonly annotations: readonly Annotation[];
  /** The sentence that fails the step; undefined where the gate passed. */
  readonly failure: string | undefined;
  /** Gated cells that regressed. */
  readonly regressions: number;
}

/**
 * An error for each gated cell that regressed or is missing (a warning where the policy lets it
 * pass), and a sentence for the run. `titleOf` gives the reader's name of a workload.
 */
export function announce(
  judgement: Judgement,
  titleOf: (workload: string) => string,
): Announcement {
  const gated = judgement.cells.filter(cell => cell.gated);
  const failing = gated.filter(({ verdict }) => verdict === 'regressed' || verdict === 'missing');
  const level = judgement.passed ? 'warning' : 'error';
  const cells = failing.map(cell => {
    const title = `${cell.verdict}: ${cell.arm}, ${titleOf(cell.workload)}, ${cell.metric}`;
    return { level, title, message: describeCell(cell) } as const;
  });
  const headline = headlineOf(judgement, titleOf);
  const sentence = `${headline.title}: ${headline.sentence}; ${headline.sureness}`;
  return {
    annotations: judgement.passed ? [...cells, ...announcePassed(judgement, sentence)] : cells,
    failure: judgement.passed ? undefined : sentence,
    regressions: gated.filter(({ verdict }) => verdict === 'regressed').length,
  };
}

function describeCell({
  metric,
  base,
  head,
  change,
  interval,
  tolerance,
  reason,
}: CellJudgement): string {
  const values =
    base === undefined || head === undefined
      ? []
      : [`${formatValue(metric, base)} -> ${formatValue(metric, head)}`];
  const size = change === undefined ? [] : [formatChange(change)];
  const range = interval === undefined ? [] : [`interval ${formatInterval(interval)}`];
  const why = reason === undefined ? [] : [reasonText(reason)];
  return [...values, ...size, ...range, `tolerance ${formatShare(tolerance)}`, ...why].join(', ');
}

/** A passed run says its verdict only where the green job does not say it all. */
function announcePassed({ verdict, cells }: Judgement, message: string): readonly Annotation[] {
  const title = 'storage gate';
  switch (verdict) {
    case 'regressed':
    case 'missing':
      return [{ level: 'warning', title, message }];
    case 'inconclusive': {
      const open = cells.filter(cell => cell.gated && cell.verdict === verdict);
      return [{ level: open.every(lacksReference) ? 'notice' : 'warning', title, message }];
    }
    case 'improved':
    case 'unchanged':
      return [];
    default:
      return verdict satisfies never;
  }
}
