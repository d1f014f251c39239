import type { BenchDocument } from './document.ts';
import { type Bar, type Figure, isMet } from './figure.ts';

/** A bench as plain text: host, a line for each figure, a line for each bar. */
export function renderTable({ host, figures, bars }: BenchDocument): string {
  const facts = Object.entries(host).map(([name, value]) => `${name}: ${value}`);
  return [facts.join('; '), columns(rowsOf(figures)), columns(bars.map(barRow))]
    .filter(text => text !== '')
    .join('\n\n');
}

function rowsOf(figures: readonly Figure[]): string[][] {
  if (figures.length === 0) return [];
  const compared = figures.some(({ ratio }) => ratio !== undefined);
  const head = ['', 'median', 'low', 'high', 'n', ...(compared ? ['to the first'] : [])];
  return [head, ...figures.map(figureRow)];
}

function figureRow({ name, unit, median, low, high, n, ratio }: Figure): string[] {
  const values = [median, low, high].map(value => shown(value, unit));
  return [name, ...values, String(n), ...(ratio === undefined ? [] : [`${ratio.toFixed(2)}x`])];
}

function barRow(bar: Bar): string[] {
  const limit =
    'atMost' in bar
      ? `at most ${shown(bar.atMost, bar.unit)}`
      : `at least ${shown(bar.atLeast, bar.unit)}`;
  return [isMet(bar) ? 'met' : 'MISSED', bar.name, shown(bar.value, bar.unit), limit];
}

const digits = { s: 3, '%': 1, x: 3, documents: 0, MB: 2 } as const;

function shown(value: number, unit: Figure['unit']): string {
  return unit === 'x' ? `${value.toFixed(digits.x)}x` : `${value.toFixed(digits[unit])} ${unit}`;
}

/** Columns of equal width; those of numbers, as the last row tells, are aligned at their right. */
function columns(rows: readonly (readonly string[])[]): string {
  const last = rows.at(-1) ?? [];
  const widths = last.map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)));
  const lines = rows.map(row =>
    widths.map((width, column) => {
      const cell = row[column] ?? '';
      return column > 0 && /^\d/.test(last[column] ?? '')
        ? cell.padStart(width)
        : cell.padEnd(width);
    }),
  );
  return lines.map(line => line.join('  ').trimEnd()).join('\n');
}
