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

// The one home of the words for reasons: clauses without a full stop, in which foreign text is not
// escaped yet.

/** Why a cell has its verdict. */
export function reasonText(reason: Reason): string {
  if (isPlain(reason)) return plainReasons[reason.kind];
  switch (reason.kind) {
    case 'no-arm':
      return `the run has no arm ${reason.index}`;
    case 'unattested': {
      const [broken] = contradictionsIn(reason.evidence);
      return broken === undefined
        ? 'its disk mode was not shown to be in force'
        : `its disk mode was not in force: ${broken}`;
    }
    case 'no-value': {
      const why = reason.said === undefined ? '' : `: ${reason.said}`;
      return `no value in ${roundText(reason.round)}${why}`;
    }
    case 'few-beyond':
      return `fewer than ${fewestBeyond} requests of ${roundText(reason.round)} are beyond it, which say little: gate one nearer to the middle, or measure longer`;
    case 'several-values':
      return `${reason.values} values instead of one in ${roundText(reason.round)}`;
    case 'no-number':
      return `the value is ${reason.value === 0 ? 'zero' : reason.value} in ${roundText(reason.round)}`;
    case 'too-short': {
      const { seconds, least, round } = reason;
      return `it ended after ${seconds.toFixed(1)} s, before the ${least.toFixed(1)} s that it needs at least, in ${roundText(round)}`;
    }
    case 'no-difference':
      return `no difference of its two disks in ${roundText(reason.round)}`;
    case 'unlike-sums':
      return `slices and sums of its two disks tell differences that no stalls explain, in ${roundText(reason.round)}`;
    case 'arm-gone':
      return `the arm ${reason.arm} is in the baseline, and no longer in this run${reason.perhaps === undefined ? '' : `; ${reason.perhaps} may be it, renamed`}`;
    case 'unmeasured-change':
      return formatClauses(reason.changes.map(unmeasuredText), 3);
    case 'base-unread':
      return `what it was at the base can't be read: ${reason.said}`;
    case 'other-arm':
      return `${reason.arm ?? 'its base side'}: ${reasonText(reason.reason)}`;
    case 'none-usable':
      return `no stored run is a baseline of it: ${reason.left.map(({ why, runs }) => leftOutText(why, runs)).join(', ')}`;
    case 'several-gates':
      return `several gates have stored runs (${reason.folders.join(', ')}), so none were used: the input baseline can name one`;
    case 'other-yardstick':
      return `every earlier run measured it beside another yardstick: ${reason.from} -> ${reason.to}`;
    case 'other-load':
      return `every earlier run (${reason.runs}) was measured under other load of its host`;
    case 'other-environment':
      return `every earlier run is of another environment: ${reason.facts.join(', ')}`;
    case 'no-stored-arm':
      return `no earlier run has an arm ${reason.arm}`;
    case 'guarded':
      return `${guardText(reason.by)}, in ${roundText(reason.round)}`;
    case 'too-few-rounds':
      return `so few rounds can show no loss: ${reason.fewest} are the fewest that can`;
    case 'host-moved':
      return `the host moved: the level changed by ${formatChange(reason.level)}, the ratio to the yardstick did not`;
    case 'level-disagrees':
      return `the ratio to the yardstick lost, and the level (${formatChange(reason.level)}) does not show it`;
    case 'decided-at':
      return `decided after ${formatCount(reason.rounds, 'round')}`;
    case 'weaker-durability':
      return `${describeCache(reason.now)} promises less durability than ${describeCache(reason.promised)}, whatever its speed`;
    case 'below-accepted': {
      const accepted =
        reason.by === undefined ? 'that its first runs had' : `that ${reason.by} acknowledged`;
      return `${pointed(reason.change)} to the level ${accepted}${sinceText(reason)}; fix it, or acknowledge it`;
    }
    default:
      return reason satisfies never;
  }
}

/** Those that say it all by their kind. */
const plainReasons = {
  trouble: 'trouble ended the run before its end, so its numbers are not judged',
  'no-round': 'no round was completed',
  'never-measured': 'it was planned for none of the measured rounds',
  'nothing-stored': 'no earlier run is stored',
  'no-stored-value': 'no earlier run has a valid value of it',
  'no-base-side': 'no base side of it was measured in this run',
  'one-round': 'one round shows no spread, so no change can be told from noise',
  'beyond-but-could-be-nothing': 'beyond the tolerance, but could be nothing',
  'small-loss': 'a real loss, perhaps too small to matter: more rounds decide',
  'within-tolerance': 'a real loss, within the tolerance',
  'perhaps-stalls': 'the whole rounds lost, in rare stalls, but it could be nothing',
  'too-good': 'more than twice as good: check that it still does the same work',
  stalls: 'rare stalls: most slices are as fast as before, the whole rounds are not',
} as const satisfies Partial<Record<Reason['kind'], string>>;

function isPlain(
  reason: Reason,
): reason is Extract<Reason, { readonly kind: keyof typeof plainReasons }> {
  return Object.hasOwn(plainReasons, reason.kind);
}

/** Why some stored runs are no baseline. */
export function leftOutText(why: LeftOut, runs: number): string {
  const doubt = why === 'later' ? ' (is a clock wrong, or are the two the wrong way round?)' : '';
  return `${runs} ${leftOutTexts[why][runs === 1 ? 0 : 1]}${doubt}`;
}

/** Why one run is no baseline, and why several are not. */
export const leftOutTexts: Readonly<Record<LeftOut, readonly [string, string]>> = {
  itself: ['is this run itself', 'are this run itself'],
  copy: ['is a copy of another one', 'are copies of others'],
  'other-commit': ['is of a later commit', 'are of later commits'],
  'before-level': ['is from before the newest level', 'are from before the newest level'],
  later: ['began no earlier than this one', 'began no earlier than this one'],
  'other-environment': ['is of another environment', 'are of other environments'],
  trouble: ['was ended by trouble', 'were ended by trouble'],
  'no-round': ['has no round', 'have no round'],
  unattested: ['has no attested disk', 'have no attested disk'],
  'beyond-newest': ['is beyond the newest', 'are beyond the newest'],
};

/** What a guard found of a pair. */
export function guardText(by: Guard): string {
  switch (by.kind) {
    case 'limit-ceiling':
      return `both disks are at a limit of ${limitText(by)}, and may be equal by it alone`;
    case 'limit-refills':
      return `the ${diskText(by)} has a limit of ${limitText(by)}, hidden since it refills while the other disk runs`;
    case 'limit-held':
      return `the ${diskText(by)} is at a limit of ${limitText(by)}`;
    case 'page-cache':
      return `${shareText(by)} is in the page cache`;
    case 'allocation':
      return `${shareText(by)} is not allocated`;
    case 'instrument-bound':
      return 'bound by the instrument, which could hardly issue more requests';
    case 'tool-failed':
      return by.said;
    default:
      return by satisfies never;
  }
}

function diskText({ side }: { readonly side: 'head' | 'against' }): string {
  return side === 'head' ? 'head' : 'disk beside the head';
}

function limitText({ source, what, limit }: Extract<Guard, { readonly limit: number }>): string {
  const size = what === 'bytes' ? formatBytes(limit) : `${formatFigure(limit)} ${what}`;
  return `${source === 'QEMU' ? source : 'its control group'} (${size}${what === 'processors' ? '' : '/s'})`;
}

function shareText({
  side,
  expected,
  found,
  moment,
}: Extract<Guard, { readonly found: number }>): string {
  return `${formatRate(found)} of the image of the ${diskText({ side })}, instead of ${formatRate(expected)}, ${moment} measuring`;
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
