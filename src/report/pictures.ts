import { cellText } from '../core/cell.ts';
import type { CellJudgement } from '../judge/judgement.ts';
import { formatBare, shownUnit } from './units.ts';

const width = 13;
const bars = '▁▂▃▄▅▆▇█';

/** The greatest change that the pictures of some cells have room for, as a fraction. */
export function scaleOf(cells: readonly CellJudgement[]): number {
  const ends = cells.flatMap(({ interval, tolerance }) => [
    2 * tolerance,
    ...(interval ? [-interval.low, interval.high] : []),
  ]);
  return Math.min(0.5, Math.max(...ends));
}

/**
 * A cell's interval in characters of one width: `··━━┃━━┆·····`, where `┃` is the change, `┆` none
 * (`┿` inside), and `‹` or `›` says that it goes on. Empty where there is none.
 */
function intervalPicture({ interval, change }: CellJudgement, scale: number): string {
  if (interval === undefined || change === undefined) return '';
  const last = width - 1;
  const at = (part: number) =>
    Math.round(((Math.min(1, Math.max(-1, part / scale)) + 1) * last) / 2);
  const [low, middle, high] = [interval.low, change, interval.high].map(at) as [0, 0, 0];
  return Array.from({ length: width }, (_, index) => {
    if (index === 0 && interval.low < -scale) return '‹';
    if (index === last && interval.high > scale) return '›';
    if (index === middle) return '┃';
    const isInside = index >= low && index <= high;
    return '·┆━┿'[Number(index * 2 === last) + 2 * Number(isInside)];
  }).join('');
}

/** Values as bars, the last one this run's; what differs by less than noise looks level. */
function sparkline({ trail = [] }: CellJudgement): string {
  const top = Math.max(...trail);
  const span = Math.max(top - Math.min(...trail), top / 5);
  return trail.map(value => bars[Math.round(7 - (7 * (top - value)) / span)]).join('');
}

/** What is drawn of a cell: the stored runs, then its interval. */
export function picturesOf(cell: CellJudgement, scale: number) {
  return [sparkline(cell), intervalPicture(cell, scale)].filter(Boolean);
}

/** The first cell with a history, as Mermaid draws it: names and numbers, and no foreign text. */
export function chartOf(cells: readonly CellJudgement[]): string {
  const cell = cells.find(({ trail = [] }) => trail.length > 4);
  if (cell === undefined) return '';
  const { metric, trail = [] } = cell;
  return [
    '```mermaid',
    'xychart-beta',
    `  title "${cellText(cell)}"`,
    `  x-axis 1 --> ${trail.length}`,
    `  y-axis "${shownUnit(metric)}"`,
    `  line [${trail.map(value => formatBare(metric, value)).join(', ')}]`,
    '```',
  ].join('\n');
}
