import { formatCount, formatShare } from '../core/quantity.ts';
import type { CellJudgement, Judgement } from '../judge/judgement.ts';

/**
 * What the intervals and the MDE of a report mean, with the number of gated cells that their width
 * pays for.
 */
export function intervalLegend({ falseAlarm, gatedCells, cells }: Judgement): string {
  const share = formatShare(falseAlarm);
  const price = gatedCells > 1 ? `; ${gatedCells} gated cells share that ${share}` : '';
  return `interval: wide enough that at most ${share} of unchanged runs are flagged${price}; MDE: the smallest loss that would have been detected nine times in ten${certified(cells)}`;
}

/**
 * Only where a reader meets it: `unchanged` beside an interval that reaches beyond the tolerance
 * reads as a slip.
 */
function certified(cells: readonly CellJudgement[]): string {
  const isPuzzling = cells.some(
    ({ gated, verdict, interval, tolerance }) =>
      gated && verdict === 'unchanged' && interval !== undefined && interval.low < -tolerance,
  );
  if (!isPuzzling) return '';
  return '; unchanged: shown by a separate, narrower 95 % bound, perhaps in an earlier round; this interval may reach beyond the tolerance';
}

/**
 * When the cells were decided, and where the errors of their changes come from: more rounds help
 * against what differs from round to round alone. Sentences without their full stops; none where
 * nothing was compared.
 */
export function errorSources(cells: readonly CellJudgement[]): string[] {
  const shares = cells.flatMap(({ betweenShare }) => betweenShare ?? []);
  if (shares.length === 0) return [];
  return [decidedAfter(cells), sourcesOf(shares)].filter(sentence => sentence !== '');
}

function decidedAfter(cells: readonly CellJudgement[]): string {
  const looks = cells.flatMap(({ decidedAt }) => decidedAt ?? []);
  const open = cells.filter(({ verdict }) => verdict === 'inconclusive').length;
  const left = open === 0 ? '' : `${formatCount(open, 'cell')} undecided`;
  if (looks.length === 0) return left;
  return [
    `decided after ${range(looks, String)} ${looks.every(look => look === 1) ? 'round' : 'rounds'}`,
    left,
  ]
    .filter(part => part !== '')
    .join(', ');
}

function sourcesOf(shares: readonly number[]): string {
  const rounds = 'round-to-round (more rounds help)';
  const runs = 'run-to-run (more rounds do not help)';
  if (Math.max(...shares) === 0) return `all uncertainty is ${rounds}`;
  const share = range(shares, formatShare);
  if (share === '100 %') return `nearly all uncertainty is ${runs}`;
  return `${share} of the uncertainty is ${runs}, the rest is ${rounds}`;
}

/** The least and the greatest; one of them where they read alike. */
function range(values: readonly number[], format: (value: number) => string): string {
  const [low, high] = [format(Math.min(...values)), format(Math.max(...values))];
  return low === high ? low : `${low} to ${high}`;
}
