import { formatChange, formatFigure, formatMoment, formatRatio } from '../../core/quantity.ts';
import type { HistoryData } from '../history.ts';
import { type packings as kinds, packings, unpack } from '../pack.ts';

const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as HistoryData;

/** The numbers of a cell by the index of its run, with those of all its runs. */
export type Series = NonNullable<ReturnType<typeof seriesOf>>;

/** The series of a cell by its key; undefined where there is none. */
export function seriesOf(key: string | null) {
  const runs = data.environments.find(({ cells }) => key !== null && Object.hasOwn(cells, key));
  const cell = runs?.cells[key ?? ''];
  if (runs === undefined || cell === undefined) return undefined;
  const read = (
    kind: 'levels' | 'halves' | 'ratios' | 'yardsticks' | 'counts' | 'rounds',
    as: keyof typeof kinds,
  ) => unpack(cell[kind], packings[as]);
  const [levels, values] = [read('levels', 'level'), read('rounds', 'round')];
  let from = 0;
  const rounds = read('counts', 'count').map((count, run) =>
    values.slice(from, (from += Math.round(count))).map(value => value + (levels[run] ?? 0)),
  );
  const known = levels.flatMap((level, run) => (Number.isNaN(level) ? [] : [run]));
  return {
    ...runs,
    ...cell,
    levels,
    rounds,
    known,
    halves: read('halves', 'half'),
    ratios: read('ratios', 'ratio'),
    yardsticks: read('yardsticks', 'level'),
    timeOf: (run: number) => runs.times[run] ?? 0,
    valueOf: (log = Number.NaN) => Math.exp(log) * cell.factor,
  };
}

/** What a run says of a cell, by the columns of its table. */
export function rowOf(series: Series, run: number): readonly (readonly [string, string | Node])[] {
  const level = (log = Number.NaN) =>
    Number.isNaN(log) ? '' : `${formatFigure(series.valueOf(log))} ${series.unit}`;
  const [half = Number.NaN, ratio = Number.NaN] = [series.halves[run], series.ratios[run]];
  return [
    ['run', formatMoment(new Date(1000 * series.timeOf(run)).toISOString())],
    ['commit', commitOf(series, run)],
    ['level', level(series.levels[run])],
    ['interval', Number.isNaN(half) ? '' : formatChange(Math.expm1(half)).replace('+', '±')],
    ['rounds', `${series.rounds[run]?.length}`],
    ['to the yardstick', Number.isNaN(ratio) ? '' : formatRatio(Math.exp(ratio))],
    ['yardstick', level(series.yardsticks[run])],
    ['note', series.disturbed[run] ?? ''],
  ];
}

/** The commit of a run, with its message; it leads nowhere but to the repository's own address. */
function commitOf({ commits, subjects }: Series, run: number): Node {
  const commit = commits[run] ?? '';
  const link = data.repository === '' || commit === '' ? el('span') : el('a');
  if (link instanceof HTMLAnchorElement) {
    link.href = `${data.repository}/commit/${commit}`;
    link.rel = 'noreferrer';
  }
  link.append(commit.slice(0, 12) || 'no commit');
  return el('span', link, ` ${subjects[run] ?? ''}`);
}

/** An element; its content is text or elements, never HTML. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  ...content: readonly (Node | string)[]
) {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
}
