import { markdownTable } from 'markdown-table';
import { formatBytes, formatDuration } from '../../src/core/quantity.ts';
import { type Campaign, campaignsOf } from './figures.ts';
import { kinds } from './kinds.ts';
import type { PairsTrace } from './trace.ts';

/** Where and with what runs were measured: each host and set of tools once, in words. */
export function renderHosts(
  runs: readonly Pick<PairsTrace['run'], 'startedAt' | 'environment'>[],
): string {
  const hosts = new Set(
    runs.map(({ environment: { cpuCores, cpuModel, hostKernel, qemu, tools, ...rest } }) =>
      [
        `${cpuCores} x ${cpuModel}`,
        `host kernel ${hostKernel}`,
        rest.accelerator === 'tcg' ? 'emulation' : rest.accelerator,
        `QEMU ${qemu ?? 'given'}`,
        ...Object.entries(tools).map(([name, version]) => `${name} ${version}`),
        `guest kernel ${rest.guestKernel ?? 'given'}`,
      ].join(', '),
    ),
  );
  const dates = runs.map(({ startedAt }) => startedAt.slice(0, 10)).toSorted();
  const [first, last] = [dates[0] ?? '', dates.at(-1) ?? ''];
  const span = first === last ? first : `${first} to ${last}`;
  return [...hosts].map(host => `${span}: ${host}.`).join('\n');
}

/** How runs were judged of which it is known what they should be, a row for each kind and load. */
export function renderCampaign(traces: readonly PairsTrace[]): string {
  const rows = campaignsOf(traces).map(one => [
    kinds[one.kind].title,
    one.load,
    `${one.runs} in ${one.sittings}`,
    `${one.unchanged.seen} (at least ${percent(one.unchanged.least)})`,
    `${one.red.seen} (at most ${percent(one.red.most)})`,
    one.right === undefined ? '' : `${one.right.seen} (at least ${percent(one.right.least)})`,
    formatDuration(one.wall),
    `${one.rounds}`,
    `${formatBytes(one.bytes)} (${formatBytes(one.mostBytes)})`,
  ]);
  const head = [
    'runs of',
    'host',
    'runs in sittings',
    'wholly unchanged',
    'red',
    'red where they should',
    'wall, median',
    'rounds, median',
    'written, median (most)',
  ];
  return rows.length === 0 ? '' : table([head, ...rows]);
}

/** What the rounds of those runs say of each workload, a row for each. */
export function renderSpread(traces: readonly PairsTrace[]): string {
  const rows = campaignsOf(traces).flatMap(one => one.cells.map(cell => cellRow(one, cell)));
  const head = [
    'runs of',
    'host',
    'workload',
    'SD of a round (at most)',
    'mean of the rounds, 95 %',
    'rounds',
    "slices' own error",
    'unchanged / red of runs',
    'MDE, median',
  ];
  return rows.length === 0 ? '' : table([head, ...rows]);
}

function cellRow(
  { kind, load, runs }: Pick<Campaign, 'kind' | 'load' | 'runs'>,
  cell: Campaign['cells'][number],
): string[] {
  return [
    kinds[kind].title,
    load,
    cell.workload,
    `${percent(cell.deviation)} (${percent(cell.deviationBelow)})`,
    `${signed(cell.mean)} ± ${percent(cell.half)}`,
    `${cell.rounds}`,
    percent(cell.error),
    `${cell.unchanged} / ${cell.red} of ${runs}`,
    percent(cell.mde),
  ];
}

/** A fraction, or a log of one, in percent with a sign. */
export function signed(fraction: number): string {
  return `${fraction < 0 ? '-' : '+'}${percent(Math.abs(fraction))}`;
}

/** The same without one; a dash for what is no number. */
export function percent(fraction: number): string {
  if (!Number.isFinite(fraction)) return '-';
  return `${(fraction * 100).toFixed(fraction * 100 < 9.95 ? 1 : 0)} %`;
}

export function table(rows: readonly string[][]): string {
  return markdownTable(rows, { alignDelimiters: false });
}
