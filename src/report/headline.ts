import { filled } from '../core/filled.ts';
import {
  formatChange,
  formatCount,
  formatInterval,
  formatMoment,
  formatShare,
} from '../core/quantity.ts';
import { type CellJudgement, type Judgement, lacksReference } from '../judge/judgement.ts';
import { doubtText } from './caveats.ts';
import { reasonText } from './reasons.ts';
import { rowLabel } from './tables.ts';
import words from './words.json' with { type: 'json' };

/**
 * The first lines of a comparison: what was found, and how sure that is. Foreign text is not
 * escaped yet.
 */
interface Headline {
  /** The verdict in the reader's words. */
  readonly title: string;
  readonly sentence: string;
  /** How sure the sentence is. */
  readonly sureness: string;
  /** What that means for whoever waits; `nothing was gated` where nothing could have failed. */
  readonly gate: string;
}

/** Composes the headline of a judgement; `titleOf` gives the reader's name of a workload. */
export function headlineOf(judgement: Judgement, titleOf: (workload: string) => string): Headline {
  const gated = judgement.cells.filter(cell => cell.gated);
  const told = { judgement, gated, titleOf };
  const found =
    gated.length === 0 ? nothingGated(judgement) : { ...wordsFor(told), gate: gateText(judgement) };
  const doubts = judgement.caveats.flatMap(doubt =>
    doubt.kind === 'damaged'
      ? [`${formatCount(doubt.files.length, 'stored document')} can't be read`]
      : doubt.kind === 'left-out'
        ? [doubtText(doubt)]
        : [],
  );
  return { ...found, sureness: [found.sureness, ...doubts].filter(Boolean).join('; ') };
}

/** What that means for whoever waits. */
export function gateText({ passed, advisory }: Pick<Judgement, 'passed' | 'advisory'>): string {
  const lead = advisory === true ? 'advisory: the gate would have' : 'the gate';
  return `${lead} ${passed ? 'passed' : 'failed'}`;
}

interface Words {
  readonly judgement: Judgement;
  readonly gated: readonly CellJudgement[];
  readonly titleOf: (workload: string) => string;
}

function wordsFor(told: Words): Omit<Headline, 'gate'> {
  const { judgement, gated } = told;
  const count = formatCount(gated.length, 'gated cell');
  const tolerance = formatShare(judgement.tolerance);
  switch (judgement.verdict) {
    case 'regressed':
      return {
        title: judgement.accepted === undefined ? 'regressed' : 'regressed, accepted',
        sentence: `${having(gated, 'regressed')} of ${count} regressed: ${worstLoss(told)}`,
        sureness: `${acceptedBy(judgement)}${budget(told)}`,
      };
    case 'missing': {
      const first = gated.find(({ verdict }) => verdict === 'missing');
      return {
        title: judgement.accepted === undefined ? 'missing' : 'missing, accepted',
        sentence: `${having(gated, 'missing')} of ${count} have no valid value`,
        sureness: first === undefined ? '' : `first: ${nameOf(first, told)}: ${whyText(first)}`,
      };
    }
    case 'inconclusive':
      return inconclusive(told);
    case 'improved':
      return {
        title: 'improved',
        sentence: `${having(gated, 'improved')} of ${count} improved by more than ${tolerance}, none lost`,
        sureness: budget(told),
      };
    case 'unchanged':
      return {
        title: 'unchanged',
        sentence: `none of ${count} lost more than its tolerance (${tolerance})`,
        sureness: words.headline.unchangedSureness,
      };
    default:
      return judgement.verdict satisfies never;
  }
}

/** Never green in words: whoever reads it must not take it for a measured result. */
function nothingGated(judgement: Judgement): Headline {
  const { cells, gates, passed } = judgement;
  const shown = cells.filter(isShown);
  const alone = cells.find(lacksReference);
  const moved = shown.filter(cell => cell.moved === true).length;
  const gate = 'nothing was gated';
  return {
    title: gate,
    sentence:
      shown.length > 0
        ? `${moved} of ${formatCount(shown.length, 'row')} moved since earlier runs`
        : alone === undefined
          ? words.headline.nothingGated
          : whyText(alone),
    sureness:
      alone?.reason?.kind === 'other-environment'
        ? `${words.ungated[gates]}; ${nearestHistory(judgement)}`
        : words.ungated[gates],
    gate: passed ? gate : `${gate}, which the policy fails on`,
  };
}

/** Whether a cell is one of a table that is shown and not judged. */
export function isShown({ moved, metric }: CellJudgement): boolean {
  return moved !== undefined && metric === 'throughput';
}

/** Where the nearest history is: its first digits are what `baselines show` wants. */
function nearestHistory({ nearest }: Judgement): string {
  if (nearest === undefined) return words.headline.stands;
  const { fingerprint, startedAt, commit } = nearest;
  const newest = `${formatMoment(startedAt)}${commit === null ? '' : ` at ${commit.slice(0, 12)}`}`;
  return `the nearest is ${fingerprint.slice(0, 12)}, last measured ${newest}`;
}

/**
 * The loss that would have been caught in every undecided cell, the largest MDE; or what they lack
 * to be compared with.
 */
function inconclusive({ gated, judgement }: Words): Omit<Headline, 'gate'> {
  const open = gated.filter(({ verdict }) => verdict === 'inconclusive');
  const effects = open.flatMap(({ mde }) => mde ?? []);
  const undecided = `${open.length} of ${formatCount(gated.length, 'gated cell')} undecided`;
  const alone = open.find(lacksReference);
  if (effects.length === 0 && alone !== undefined) {
    const elsewhere = alone.reason?.kind === 'other-environment';
    return {
      title: 'not decided',
      sentence: whyText(alone),
      sureness: `${undecided}; ${elsewhere ? nearestHistory(judgement) : words.headline.becomes}`,
    };
  }
  if (effects.length === 0) {
    return {
      title: 'not decided',
      sentence: words.headline.oneRound,
      sureness: `${undecided}; ${words.headline.moreRounds}`,
    };
  }
  if (Math.max(...effects) > lossWorthCatching) return tooWeak({ open, effects, undecided });
  const least = formatShare(Math.min(...effects));
  return {
    title: 'not decided',
    sentence: `this run could have detected a loss of ${formatShare(Math.max(...effects))}`,
    sureness: filled(words.headline.steadiest, { undecided, least }),
  };
}

function whyText({ reason }: CellJudgement): string {
  return reason === undefined ? 'no reason is known' : reasonText(reason);
}

/** Whoever can't tell a loss of half from noise has measured nothing that a gate could go by. */
export const lossWorthCatching = 0.5;

/** Below, Student's t alone makes intervals several times wider than the noise is. */
const usefulRounds = 6;

/** From here on Student's t and S² (1 + 1/K) get hardly narrower by another stored run. */
const usefulRuns = 10;

interface TooWeak {
  /** The undecided gated cells. */
  readonly open: readonly CellJudgement[];
  /** Their minimum detectable effects. */
  readonly effects: readonly number[];
  readonly undecided: string;
}

/**
 * Says in plain words that nothing could have been caught, and what would change that: "> 99.9 %"
 * reads as a feat.
 */
function tooWeak({ open, effects, undecided }: TooWeak): Omit<Headline, 'gate'> {
  const weak = effects.filter(effect => effect > lossWorthCatching).length;
  const where = weak === open.length ? '' : ` in ${weak} of its ${open.length} undecided cells`;
  const rounds = Math.min(...open.map(({ headRounds }) => headRounds));
  const stored = open.filter(({ reference }) => reference === 'stored runs');
  const remedies = [
    rounds < usefulRounds ? `${usefulRounds} rounds or more` : 'more rounds',
    'a quieter host',
    ...(stored.some(({ baseRuns }) => baseRuns < usefulRuns) ? ['more stored runs'] : []),
    ...(stored.length > 0 ? ['a base side measured in the same run'] : []),
  ];
  return {
    title: 'not decided',
    sentence: filled(words.headline.tooWeak, { where, rounds: formatCount(rounds, 'round') }),
    sureness: filled(words.headline.tooWeakRemedy, { undecided, remedies: remedies.join(', ') }),
  };
}

/** Whoever reads the verdict should see at once why it blocks nothing. */
function acceptedBy({ accepted }: Judgement): string {
  return accepted === undefined
    ? ''
    : `the loss was accepted by ${accepted.by}: ${accepted.reason}; `;
}

function budget({ judgement, gated }: Words): string {
  const share = formatShare(judgement.falseAlarm);
  return `false-alarm budget: ${share} per run, shared by ${formatCount(gated.length, 'gated cell')}`;
}

function worstLoss(told: Words): string {
  const lost = told.gated.filter(({ verdict }) => verdict === 'regressed');
  const lossOf = ({ decidedAt, change }: CellJudgement): number =>
    decidedAt === undefined ? 0 : (change ?? 0);
  const [worst] = lost.toSorted((a, b) => lossOf(a) - lossOf(b));
  if (worst === undefined) return 'no cell';
  const why = worst.reason === undefined ? '' : ` (${whyText(worst)})`;
  // What is red for its durability alone lost no speed that anybody could be sure of.
  const measured =
    worst.change === undefined || worst.interval === undefined || worst.decidedAt === undefined
      ? ''
      : ` ${formatChange(worst.change)} (${formatInterval(worst.interval)})`;
  return `${lost.length > 1 ? 'most ' : ''}${nameOf(worst, told)}${measured}${why}`;
}

function nameOf(cell: CellJudgement, { titleOf }: Words): string {
  const metric = cell.metric === 'throughput' ? '' : ` ${cell.metric}`;
  return `${rowLabel({ name: cell.arm, side: cell.side })} ${titleOf(cell.workload)}${metric}`;
}

function having(cells: readonly CellJudgement[], verdict: CellJudgement['verdict']): number {
  return cells.filter(cell => cell.verdict === verdict).length;
}
