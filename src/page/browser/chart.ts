import uPlot from 'uplot';
import { formatChange, formatFigure } from '../../core/quantity.ts';
import type { Series } from './series.ts';

/** What a chart tells whoever shows it: the run at the cursor, the time in sight. */
interface Told {
  readonly onRun: (run: number) => void;
  readonly onView: (from: number, to: number) => void;
}

/** More runs than this in sight have no dots for their rounds, and ten times as many no circles. */
const mostDotted = 120;

/** A chart of levels with the yardstick's below; both show the same time and cursor. */
export function drawChart(place: HTMLElement, series: Series, { onRun, onView }: Told) {
  const { levels, halves, yardsticks, timeOf, valueOf } = series;
  // Between two subjects lies a place without a run, so that the line breaks there.
  const order = levels.flatMap((level, run) => [
    ...(series.breaks.includes(run) ? [run - 0.5] : []),
    ...(Number.isNaN(level) ? [] : [run]),
  ]);
  const times = order.map(run => (timeOf(Math.floor(run)) + timeOf(Math.ceil(run))) / 2);
  const column = (logs: readonly number[], by = 0): (number | null)[] =>
    order.map(run => {
      const value = valueOf((logs[run] ?? Number.NaN) + by * (halves[run] || 0));
      return Number.isNaN(value) ? null : value;
    });
  const plots: uPlot[] = [];
  const axis = {
    stroke: styled('--muted'),
    grid: { stroke: styled('--grid') },
    ticks: { show: false },
  };
  const sizeOf = (index: number) => ({
    width: place.clientWidth,
    height: index > 0 ? 110 : Math.min(380, Math.max(220, innerHeight / 2)),
  });
  const line = { stroke: styled('--line'), width: 1.2, points: { show: false } };
  const edge = { points: { show: false } };
  const plot = (
    lines: uPlot.Series[],
    values: (number | null)[][],
    more: Partial<uPlot.Options>,
  ): void => {
    const options = {
      ...sizeOf(plots.length),
      ...more,
      legend: { show: false },
      padding: [20, 12, 0, 0] as uPlot.Padding,
      tzDate: (seconds: number) => uPlot.tzDate(new Date(1000 * seconds), 'UTC'),
      axes: [
        { ...axis, size: 30, space: 90, values: momentsOf },
        {
          ...axis,
          size: 62,
          space: 24,
          values: (_: uPlot, all: number[]) => all.map(formatFigure),
        },
      ],
      cursor: { y: false, drag: { dist: 5 }, sync: { key: 'runs' } },
      series: [{}, ...lines],
      hooks: {
        ...more.hooks,
        setCursor: [
          ({ cursor: { idx } }: uPlot) => {
            const run = order[idx ?? -1];
            if (run !== undefined) onRun(Math.ceil(run));
          },
        ],
        setScale: [
          (own: uPlot, key: string) => {
            const { min, max } = own.scales['x'] ?? {};
            if (key !== 'x' || min == null || max == null) return;
            for (const other of plots) {
              const x = other.scales['x'];
              if (x?.min !== min || x.max !== max) other.setScale('x', { min, max });
            }
            onView(min, max);
          },
        ],
      },
    };
    plots.push(new uPlot(options, [times, ...values], place));
  };
  plot([line, edge, edge], [column(levels), column(levels, -1), column(levels, 1)], {
    bands: [{ series: [3, 2], fill: styled('--band') }],
    scales: { y: { range: (own, low, high) => heightOf(own, [low, high], series) } },
    hooks: { draw: [own => drawMarks(own, series)] },
  });
  if (yardsticks.some(log => !Number.isNaN(log)))
    plot([{ ...line, stroke: styled('--muted') }], [column(yardsticks)], {
      hooks: { draw: [nameYardstick] },
    });
  const observer = new ResizeObserver(() => plots.map((one, index) => one.setSize(sizeOf(index))));
  observer.observe(place);
  return {
    redraw: () => plots.map(one => one.redraw()),
    zoom: (min: number, max: number) => plots[0]?.setScale('x', { min, max }),
    /** Puts the cursor on a run; after a zoom, which happens once this is done. */
    point: (run: number) =>
      queueMicrotask(() => {
        const left = plots[0]?.valToPos(timeOf(run), 'x') ?? 0;
        for (const one of plots) one.setCursor({ left, top: 9 });
        onRun(run);
      }),
    close: () => {
      observer.disconnect();
      for (const one of plots) one.destroy();
    },
  };
}

/** The value of a variable of the style sheet, when it is asked for: the dark has others. */
function styled(name: string): () => string {
  return () => getComputedStyle(document.documentElement).getPropertyValue(name);
}

/** Moments in UTC, as exact as their distance. */
function momentsOf(
  _: uPlot,
  seconds: number[],
  __: number,
  ___: number,
  distance: number,
): string[] {
  const texts = seconds.map(second => new Date(1000 * second).toISOString());
  if (distance < 86_400) return texts.map(text => text.slice(5, 16).replace('T', ' '));
  return texts.map(text => text.slice(0, distance < 28 * 86_400 ? 10 : 7));
}

/** Room for the rounds around the levels, and the accepted level wherever it holds in sight. */
function heightOf(
  { scales }: uPlot,
  values: readonly (number | null)[],
  series: Series,
): [number, number] {
  const { accepted, timeOf, valueOf } = series;
  const { min, max } = scales['x'] ?? {};
  const held = accepted.filter(([run], index) => {
    const next = accepted[index + 1];
    return timeOf(index === 0 ? 0 : run) <= (max ?? 0) && (!next || timeOf(next[0]) >= (min ?? 0));
  });
  const all = [...values.map(value => value ?? 0), ...held.map(([, level]) => valueOf(level))];
  const beyond = 0.12 * (Math.max(...all) - Math.min(...all)) || 0.05 * Math.max(...all);
  return [Math.max(0, Math.min(...all) - beyond), Math.max(...all) + beyond];
}

function nameYardstick({ ctx, bbox }: uPlot): void {
  ctx.fillStyle = styled('--muted')();
  ctx.textAlign = 'left';
  ctx.fillText('yardstick', bbox.left, bbox.top - 5 * devicePixelRatio);
}

/** Draws what lines can't show: accepted level, shifts, subjects, acknowledgements, rounds. */
function drawMarks(plot: uPlot, series: Series): void {
  const { ctx, bbox } = plot;
  const { timeOf, levels, accepted } = series;
  const unit = devicePixelRatio;
  const { min, max } = plot.scales['x'] ?? {};
  const xOf = (time: number): number => plot.valToPos(time, 'x', true);
  const yOf = (log = 0): number => plot.valToPos(series.valueOf(log), 'y', true);
  const before = (run: number): number => xOf((timeOf(run - 1) + timeOf(run)) / 2);
  const [right, bottom] = [bbox.left + bbox.width, bbox.top + bbox.height];
  const path = (
    color: string,
    points: readonly (readonly [number, number])[],
    dash: readonly number[] = [],
  ): void => {
    ctx.strokeStyle = ctx.fillStyle = styled(color)();
    ctx.setLineDash(dash.map(length => length * unit));
    ctx.beginPath();
    for (const [x, y] of points) ctx.lineTo(x, y);
  };
  const upright = (run: number, color: string, dash: readonly number[]): void => {
    path(
      color,
      [
        [before(run), bbox.top],
        [before(run), bottom],
      ],
      dash,
    );
    ctx.stroke();
  };
  const dot = (x: number, y: number, radius: number): void => {
    ctx.beginPath();
    ctx.arc(x, y, radius * unit, 0, 7);
    ctx.fill();
  };
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.lineWidth = 1.5 * unit;
  for (const run of series.breaks) upright(run, '--muted', [1, 3]);
  for (const [index, [run, level]] of accepted.entries()) {
    const next = accepted[index + 1];
    const [from, to] = [timeOf(index === 0 ? 0 : run), next ? timeOf(next[0]) : (max ?? 0)];
    path('--accepted', [
      [xOf(from), yOf(level)],
      [xOf(to), yOf(level)],
    ]);
    ctx.stroke();
  }
  for (const [run, change] of series.shifts) {
    upright(run, change < 0 ? '--bad' : '--good', [5, 4]);
    const isLast = before(run) > right - 60 * unit;
    ctx.textAlign = isLast ? 'right' : 'left';
    ctx.fillText(
      formatChange(change),
      before(run) + (isLast ? -4 : 4) * unit,
      bbox.top + 12 * unit,
    );
  }
  for (const run of series.said) {
    const x = xOf(timeOf(run));
    path('--accepted', [
      [x - 5 * unit, bottom],
      [x + 5 * unit, bottom],
      [x, bottom - 9 * unit],
    ]);
    ctx.fill();
  }
  const seen = series.known.filter(run => timeOf(run) >= (min ?? 0) && timeOf(run) <= (max ?? 0));
  path('--dots', []);
  if (seen.length <= mostDotted)
    for (const run of seen)
      for (const log of series.rounds[run] ?? []) dot(xOf(timeOf(run)), yOf(log), 1.6);
  for (const run of seen) {
    const isHollow = series.disturbed[run] !== '';
    if (!isHollow && seen.length > 10 * mostDotted) continue;
    path('--line', []);
    if (isHollow) ctx.fillStyle = styled('--back')();
    dot(xOf(timeOf(run)), yOf(levels[run]), seen.length > mostDotted ? 2 : 3);
    if (isHollow) ctx.stroke();
  }
  ctx.restore();
}
