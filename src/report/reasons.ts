import { type Filling, filled } from '../core/filled.ts';
import { fewestBeyond } from '../core/metric.ts';
import {
  formatBytes,
  formatChange,
  formatClauses,
  formatCount,
  formatFigure,
  formatRate,
} from '../core/quantity.ts';
import type { Guard, LeftOut, Reason, Since } from '../core/reason.ts';
import { describeCache } from '../disk/cache.ts';
import { contradictionsIn } from '../disk/evidence.ts';
import { unmeasuredText } from './definitions.ts';
import words from './words.json' with { type: 'json' };

// The words for reasons are in words.json: clauses without a full stop. Foreign text in them is not
// escaped yet.

/** Why a cell has its verdict. */
export function reasonText(reason: Reason): string {
  const round = 'round' in reason ? { round: roundText(reason.round) } : {};
  return filled(words.reasons[reason.kind], { ...reason, ...round, ...partsOf(reason) });
}

/** That a disk promises less than its base did. */
export function lossText({
  says,
  was,
  at,
}: {
  readonly says: string;
  readonly was: string;
  readonly at: { readonly path: string; readonly line: number } | undefined;
}): string {
  return filled(words.durabilityLoss, { says, was, where: at ? ` (${at.path}:${at.line})` : '' });
}

/** Why no number of a disk could be missed, before anything is measured. */
export function missingText(missing: {
  readonly reason: Reason;
  readonly isGone: boolean;
}): string {
  const why = reasonText(missing.reason);
  return missing.isGone ? filled(words.gone, { why }) : why;
}

/** What of a reason is more than a word. */
function partsOf(reason: Reason): Filling {
  switch (reason.kind) {
    case 'unattested': {
      const [broken] = contradictionsIn(reason.evidence);
      return {
        was: broken === undefined ? 'was not shown to be in force' : `was not in force: ${broken}`,
      };
    }
    case 'no-value':
      return { why: reason.said === undefined ? '' : `: ${reason.said}` };
    case 'few-beyond':
      return { fewest: fewestBeyond };
    case 'no-number':
      return reason.value === 0 ? { value: 'zero' } : {};
    case 'too-short':
      return { seconds: reason.seconds.toFixed(1), least: reason.least.toFixed(1) };
    case 'arm-gone':
      return { perhaps: reason.perhaps ? `; ${reason.perhaps} may be it, renamed` : '' };
    case 'unmeasured-change':
      return { changes: formatClauses(reason.changes.map(unmeasuredText), 3) };
    case 'other-arm':
      return { arm: reason.arm ?? 'its base side', reason: reasonText(reason.reason) };
    case 'none-usable':
      return { left: reason.left.map(({ why, runs }) => leftOutText(why, runs)).join(', ') };
    case 'several-gates':
      return { folders: reason.folders.join(', ') };
    case 'other-environment':
      return { facts: reason.facts.join(', ') };
    case 'guarded':
      return { by: guardText(reason.by) };
    case 'host-moved':
    case 'level-disagrees':
      return { level: formatChange(reason.level) };
    case 'decided-at':
      return { rounds: formatCount(reason.rounds, 'round') };
    case 'weaker-durability':
      return { now: describeCache(reason.now), promised: describeCache(reason.promised) };
    case 'below-accepted': {
      const { by, change } = reason;
      const accepted = by === undefined ? 'that its first runs had' : `that ${by} acknowledged`;
      return { change: pointed(change), accepted, since: sinceText(reason) };
    }
    case 'base-unread':
    case 'beyond-but-could-be-nothing':
    case 'never-measured':
    case 'no-arm':
    case 'no-base-side':
    case 'no-difference':
    case 'no-round':
    case 'no-stored-arm':
    case 'no-stored-value':
    case 'nothing-stored':
    case 'one-round':
    case 'other-load':
    case 'other-yardstick':
    case 'perhaps-stalls':
    case 'several-values':
    case 'small-loss':
    case 'stalls':
    case 'too-few-rounds':
    case 'too-good':
    case 'trouble':
    case 'unlike-sums':
    case 'within-tolerance':
      return {};
    default:
      return reason satisfies never;
  }
}

/** Why some stored runs are no baseline. */
export function leftOutText(why: LeftOut, runs: number): string {
  const doubt = why === 'later' ? ' (is a clock wrong, or are the two the wrong way round?)' : '';
  return `${runs} ${words.leftOut[why][runs === 1 ? 0 : 1]}${doubt}`;
}

/** Why one run is no baseline. */
export function whyLeftOut(why: LeftOut): string {
  return words.leftOut[why][0] ?? '';
}

/** What a guard found of a pair. */
export function guardText(by: Guard): string {
  const disk = 'side' in by && by.side === 'head' ? 'head' : 'disk beside the head';
  const parts = 'limit' in by ? { limit: limitText(by) } : {};
  const share = 'found' in by ? { share: shareText(by, disk) } : {};
  return filled(words.guards[by.kind], { ...by, disk, ...parts, ...share });
}

function limitText({ source, what, limit }: Extract<Guard, { readonly limit: number }>): string {
  const size = what === 'bytes' ? formatBytes(limit) : `${formatFigure(limit)} ${what}`;
  return `${source === 'QEMU' ? source : 'its control group'} (${size}${what === 'processors' ? '' : '/s'})`;
}

function shareText(
  { expected, found, moment }: Extract<Guard, { readonly found: number }>,
  disk: string,
): string {
  return `${formatRate(found)} of the image of the ${disk}, instead of ${formatRate(expected)}, ${moment} measuring`;
}

/** A round as people count them. */
export function roundText(round: number): string {
  return `round ${round + 1}`;
}

/** Between which commits something changed. */
export function sinceText({ from, to }: Since): string {
  if (to === undefined || to === null) return '';
  const after = to.slice(0, 12);
  return from === null || from === undefined
    ? ` since ${after}`
    : ` between ${from.slice(0, 12)} and ${after}`;
}

/** A level moves slowly, so its changes have a digit behind the point. */
export function pointed(change: number): string {
  return `${change < 0 ? '' : '+'}${(change * 100).toFixed(1)} %`;
}
