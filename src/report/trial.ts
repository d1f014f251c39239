import { formatShare } from '../core/quantity.ts';
import type { Run } from '../core/run.ts';
import { plainText } from '../plain-text.ts';
import { emulationWarning } from './labels.ts';
import { alignColumns, paintFor, paragraph } from './layout.ts';
import { throughputTable } from './tables.ts';
import { formatThroughput } from './units.ts';

/** Characters of the longest bar. */
const barWidth = 40;

/**
 * One of four cells at 1 % false alarms, seen nine times in ten: normal deviations of the
 * difference of two levels.
 */
const deviations = Math.SQRT2 * (2.807 + 1.282);

/**
 * The end of a trial for a terminal: what each disk delivers as bars, what this host could decide
 * in ten minutes, and the command to go on with.
 */
export function renderTrial(run: Run, next: string, color: boolean): string {
  const paint = paintFor(color);
  const { columns, rows } = throughputTable(run);
  const pictures = columns.flatMap((column, index) => {
    const cells = rows.map(row => row.cells[index]);
    const most = Math.max(...cells.map(cell => (cell?.kind === 'value' ? cell.throughput : 0)));
    const lines = rows.map(({ label }, row) => {
      const cell = cells[row];
      if (cell?.kind !== 'value') return [label, plainText(cell?.reason ?? ''), ''];
      const bar = '#'.repeat(Math.ceil((barWidth * cell.throughput) / most));
      return [label, bar, formatThroughput(cell.throughput)];
    });
    return [paint.bold(column), ...alignColumns(lines, [0, 1]), ''];
  });
  const { boot, prepare, measure, rest } = run.timing;
  const rounds = (run.rounds.length * 600) / (boot + prepare + measure + rest);
  const spreads = rows.flatMap(({ cells }) =>
    cells.map(cell => (cell.kind === 'value' && cell.spread) || 0),
  );
  const loss = -Math.expm1((-deviations * Math.max(...spreads)) / Math.sqrt(rounds));
  const outlook =
    loss > 0
      ? `by this noise, 10 min here decide losses from ${formatShare(loss)} on`
      : 'one round shows no noise; try a quieter host';
  const warning = emulationWarning(run) ?? 'longer is faster';
  const notes = [warning, outlook, `next: ${next}`];
  return [...pictures, ...notes.map(note => paragraph('', note)), ''].join('\n');
}
