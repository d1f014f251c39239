import { defaultPolicy } from '../../src/core/policy.ts';
import { valuesOf } from '../../src/core/sample.ts';
import { percent, signed, table } from '../pairs/markdown.ts';
import { type Known, type Way, ways } from './known.ts';

/** A kind of pair that is biased by more than this uses long blocks, and is marked. */
const mostBias = defaultPolicy.tolerance / 3;

/** The difference of each pair by each way, a row for each workload; means ± SE. */
export function renderKnown(found: readonly Known[]): string {
  const rows = found.flatMap(known =>
    workloadsOf(known).map((workload, index) => [
      index === 0 ? known.pair : '',
      workload,
      ...ways.map(way => cellOf(known, { way, workload })),
    ]),
  );
  const head = [
    'base, head',
    'workload',
    'slices as the pilot chooses',
    'long slices',
    'fio in blocks of 4 s',
    'head beside itself',
  ];
  return rows.length === 0 ? '' : table([head, ...rows]);
}

/** Pairs whose head beside itself reads a difference of more than a third of the tolerance. */
export function biasedPairs(found: readonly Known[]): string[] {
  return found.flatMap(known => {
    const biased = workloadsOf(known).filter(workload => isBiased(known, workload));
    return biased.length === 0 ? [] : [`${known.pair} (${biased.join(', ')})`];
  });
}

function workloadsOf({ ways: measured }: Known): string[] {
  const cells = Object.values(measured).flatMap(one => one?.cells ?? []);
  return [...new Set(cells.map(({ workload }) => workload))];
}

function meanOf(known: Known, { way, workload }: { way: Way; workload: string }) {
  const cell = known.ways[way]?.cells.find(one => one.workload === workload);
  if (cell === undefined || cell.logs.length === 0) return undefined;
  const { logCentre, logDeviation, n } = valuesOf(cell.logs);
  const error = n < 2 ? Number.NaN : logDeviation / Math.sqrt(n);
  const { milliseconds } = cell;
  return { change: Math.expm1(logCentre), error: Math.exp(logCentre) * error, milliseconds };
}

function isBiased(known: Known, workload: string): boolean {
  const { change = 0, error = 0 } = meanOf(known, { way: 'bias', workload }) ?? {};
  // Within two errors of none it may be the noise of these rounds.
  return Math.abs(change) > Math.max(mostBias, 2 * error);
}

function cellOf(known: Known, { way, workload }: { way: Way; workload: string }): string {
  const mean = meanOf(known, { way, workload });
  if (mean === undefined) return '-';
  const { change, error, milliseconds } = mean;
  const text = `${signed(change)} ± ${percent(error)}`;
  if (way === 'bias') return isBiased(known, workload) ? `**${text}**` : text;
  return milliseconds === undefined ? text : `${text} (${milliseconds} ms)`;
}
