import type { Acknowledgement } from '../core/acknowledgement.ts';
import { type CellName, cellText } from '../core/cell.ts';
import { commitOf } from '../core/commit.ts';
import type { Environment } from '../core/environment.ts';
import { metricOf } from '../core/metric.ts';
import { formatChange, formatCount, formatMoment } from '../core/quantity.ts';
import type { Ineligibility } from '../core/reason.ts';
import type { Run } from '../core/run.ts';
import type { VerdictSum } from '../core/verdict.ts';
import { describeCache } from '../disk/cache.ts';
import { fieldValues, isDefault } from '../disk/fields.ts';
import type { DiskMode } from '../disk/mode.ts';
import { plainText } from '../plain-text.ts';
import { alignColumns } from './layout.ts';
import { whyLeftOut } from './reasons.ts';
import { formatValue } from './units.ts';

/** Stored runs of one environment, as far as their names tell. */
export interface SeriesSummary {
  readonly fingerprint: string;
  /** Documents, by their names: in a list none but the newest is read. */
  readonly runs: number;
  /** ISO times. */
  readonly oldest: string;
  readonly newest: string;
  /** First digits of the newest run's commit; undefined where it names none. */
  readonly commit: string | undefined;
  readonly acknowledgements: number;
  /** This and the suite: undefined where the newest run could not be read. */
  readonly environment: Environment | undefined;
  readonly suite: string | undefined;
}

/** A run of a series, in a line. */
export interface RunSummary {
  readonly startedAt: string;
  readonly commit: string | null;
  /** First digits of its document's SHA-256, by which `baselines prune --run` takes it. */
  readonly digest: string;
  readonly rounds: number;
  /** The disks that were measured, without those of a base side. */
  readonly disks: readonly { readonly name: string; readonly mode: DiskMode }[];
  /** Why it can be no baseline; undefined where it can. */
  readonly unusable: Ineligibility | undefined;
  readonly path: string;
}

/** A series with its newest runs and what was acknowledged. */
export interface SeriesDetails {
  readonly series: SeriesSummary;
  readonly runs: readonly RunSummary[];
  readonly acknowledgements: readonly Acknowledgement[];
  /** What was found of pull requests in this environment. */
  readonly verdicts: VerdictSum;
  readonly damaged: readonly { readonly path: string; readonly reason: string }[];
}

/** The series of a store as a table, newest first. */
export function renderSeriesList(series: readonly SeriesSummary[]): string {
  if (series.length === 0) return 'no run is stored\n';
  const rows = series.map(
    ({ fingerprint, runs, oldest, newest, commit, acknowledgements, environment, suite }) => [
      fingerprint.slice(0, 12),
      String(runs),
      formatMoment(oldest),
      formatMoment(newest),
      commit ?? '-',
      String(acknowledgements),
      environment === undefined
        ? '(its newest run cannot be read)'
        : describeEnvironment(environment, suite),
    ],
  );
  const header = [
    'environment',
    'documents',
    'oldest',
    'newest',
    'commit',
    'acknowledged',
    'what it is',
  ];
  return `${alignColumns([header, ...rows], [0, 2, 3, 4, 6]).join('\n')}\n`;
}

/** One series: what it is, its runs newest first, and who acknowledged what. */
export function renderSeries(details: SeriesDetails): string {
  const { series, runs, acknowledgements, verdicts, damaged } = details;
  const judged = verdictsText(verdicts);
  const { fingerprint, environment, suite } = series;
  const changing = changingFields(runs);
  const rows = runs.map(({ startedAt, digest, commit, rounds, disks, unusable }) => [
    formatMoment(startedAt),
    digest,
    commit?.slice(0, 12) ?? '-',
    String(rounds),
    disks.length === 0 ? '-' : disks.map(disk => describeDisk(disk, changing)).join(', '),
    unusable === undefined ? 'can be a baseline' : `no baseline: it ${whyLeftOut(unusable)}`,
  ]);
  const said = acknowledgements.map(
    ({ acknowledgedAt, by, reason, levels, runs: of }) =>
      `${formatMoment(acknowledgedAt)}  ${plainText(by)}: ${plainText(reason)} (${formatCount(levels.length, 'cell')}, ${formatCount(of.length, 'run')})`,
  );
  return [
    `environment ${fingerprint}`,
    ...(environment === undefined ? [] : [describeEnvironment(environment, suite)]),
    '',
    `${formatCount(series.runs, 'run')}${series.runs > runs.length ? `, the newest ${runs.length}` : ''}`,
    ...alignColumns(
      [['started', 'run', 'commit', 'rounds', 'disks', 'use'], ...rows],
      [0, 1, 2, 4, 5],
    ),
    ...(said.length === 0 ? [] : ['', 'acknowledged', ...said]),
    ...(judged === '' ? [] : ['', `pull requests  ${judged}`]),
    ...(damaged.length === 0
      ? []
      : ['', 'skipped', ...damaged.map(({ path, reason }) => plainText(`${path}: ${reason}`))]),
    '',
  ].join('\n');
}

/** How pull requests were judged so far; empty where none was. */
export function verdictsText({ judged, decided, red, overridden }: VerdictSum): string {
  if (judged === 0) return '';
  const passed = overridden === 0 ? '' : `; ${formatCount(overridden, 'red')} overridden`;
  return `${judged} judged: ${decided} decided, ${red} red${passed}`;
}

/** Fields of disks that are not the same in all runs, as `prod format`. */
function changingFields(runs: readonly RunSummary[]): ReadonlySet<string> {
  const fields = runs.flatMap(({ disks }) =>
    disks.flatMap(({ name, mode }) =>
      fieldValues(mode).map(field => ({ ...field, of: `${name} ${field.name}` })),
    ),
  );
  const groups = Map.groupBy(fields, ({ of }) => of);
  return new Set(
    [...groups]
      .filter(([, all]) => all.some(({ value }) => value !== all[0]?.value))
      .map(([of]) => of),
  );
}

/**
 * A disk by its cache mode, and by what else tells it from the disk of the same name in other runs.
 */
function describeDisk(
  { name, mode }: RunSummary['disks'][number],
  changing: ReadonlySet<string>,
): string {
  const others = fieldValues(mode).filter(
    field => field.name !== 'cache' && !isDefault(field) && changing.has(`${name} ${field.name}`),
  );
  return [
    name,
    describeCache(mode.cache),
    ...others.map(field => `${field.name}=${field.value}`),
  ].join(' ');
}

/** An environment in a line; of the suite it has but the digest. */
export function describeEnvironment(environment: Environment, suite: string | undefined): string {
  const { accelerator, cpuModel, cpuCores, hostKernel, filesystem, device, qemu } = environment;
  const parts = [
    ...(suite === undefined ? [] : [`suite ${suite}`]),
    accelerator,
    `${cpuModel} (${formatCount(cpuCores, 'processor')})`,
    `Linux ${hostKernel}`,
    `${filesystem} on ${device}`,
    ...(qemu === null ? [] : [`QEMU ${qemu}`]),
  ];
  return plainText(parts.join(', '));
}

/**
 * Per cell the old level and the new one with the change, of which + is better; then the runs that
 * they are the mean of.
 */
export function renderAcknowledgement({
  levels,
  before,
  runs,
}: {
  readonly levels: readonly Level[];
  /** Per level what was accepted until then; undefined where nothing was. */
  readonly before: readonly (number | undefined)[];
  /** The runs whose mean the levels are, newest first. */
  readonly runs: readonly Run[];
}): string {
  const rows = levels.map((level, index) => {
    const old = before[index];
    return [
      cellText(level),
      old === undefined ? '(none)' : formatValue(level.metric, old),
      formatValue(level.metric, level.value),
      old === undefined ? '-' : formatChange(changeOf(level, old)),
    ];
  });
  const used = runs.map(run => [
    formatMoment(run.startedAt),
    commitOf(run)?.slice(0, 12) ?? '-',
    String(run.rounds.length),
  ]);
  return [
    ...alignColumns([['cell', 'accepted before', 'from now on', 'change'], ...rows]),
    '',
    ...alignColumns([['from the runs of', 'commit', 'rounds'], ...used], [0, 1]),
    '',
  ].join('\n');
}

type Level = CellName & { readonly value: number };

function changeOf({ metric, value }: Level, old: number): number {
  return metricOf(metric).better === 'higher' ? value / old - 1 : old / value - 1;
}
