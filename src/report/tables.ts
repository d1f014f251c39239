import { type MetricName, metricOf } from '../core/metric.ts';
import type { Run, RunArm } from '../core/run.ts';
import { sampleOf } from '../core/sample.ts';
import { indexedArms, matchedHost } from '../suites/host-match.ts';
import { type RatioOutcome, ratioOf } from '../suites/ratio.ts';
import { rulesOf } from '../suites/registry.ts';
import type { Evidence } from '../suites/suite.ts';
import { reasonText } from './reasons.ts';
import { formatBare, shownUnit } from './units.ts';

/** One workload of one arm: throughput in bytes per second, or why there is none. */
export type TableCell =
  | {
      readonly kind: 'value';
      readonly throughput: number;
      /** Requests per second, in the columns that show them: small random requests. */
      readonly iops?: number | undefined;
      /** To the matched host row; absent where the run has none. */
      readonly ratio?: number | undefined;
      /** Relative standard deviation over rounds; absent for one round. */
      readonly spread?: number | undefined;
    }
  | { readonly kind: 'missing'; readonly reason: string };

interface TableRow {
  readonly label: string;
  readonly cells: readonly TableCell[];
}

/**
 * What a run delivers: one row per arm, hosts first, one column per workload; of the sysbench
 * suite the post's own table.
 */
interface ThroughputTable {
  readonly columns: readonly string[];
  /** What each column shows: IOPS with MiB/s beside them, or MiB/s. */
  readonly units: readonly ('MiB/s' | 'IOPS')[];
  readonly rows: readonly TableRow[];
  /** What the ratios are to; undefined where the run has no host arm. */
  readonly ratioNote: string | undefined;
}

/**
 * What a reader calls a run's workloads: `rndrd` -> `random read`; an unknown one keeps its name.
 * Writes that a cap ended are a burst, which a drive may take faster than what it does all day.
 */
export function titlesOf({ plan: { suite, pairs = [] } }: Run): (workload: string) => string {
  const bursts = new Set(
    pairs.flatMap(({ slices = [] }) => slices.flatMap(one => (one.burst ? [one.workload] : []))),
  );
  const titles = new Map(
    suite.workloads.map(({ name, title }) => [
      name,
      `${title}${bursts.has(name) ? ', burst' : ''}`,
    ]),
  );
  return workload => titles.get(workload) ?? workload;
}

/** Computes the table of a run. */
export function throughputTable(run: Run): ThroughputTable {
  const arms = indexedArms(run);
  const titleOf = titlesOf(run);
  const ordered = [
    ...arms.filter(({ arm }) => arm.side === 'host'),
    ...arms.filter(({ arm }) => arm.side !== 'host'),
  ];
  return {
    columns: run.plan.suite.workloads.map(({ name }) => titleOf(name)),
    units: rulesOf(run.plan.suite).workloads.map(({ iopsSize }) =>
      iopsSize === undefined ? 'MiB/s' : 'IOPS',
    ),
    rows: ordered.map(({ arm, index }) => ({
      label: rowLabel(arm),
      cells: cellsOf(run, arm, index),
    })),
    ratioNote: ratioNote(run),
  };
}

/** How the table is read; one sentence without a full stop, of which foreign text may be a part. */
export function throughputLegend(run: Run): string {
  const spread =
    run.rounds.length < 2
      ? 'one round, so no spread is known'
      : '± one standard deviation over rounds';
  return ['throughput, geometric mean, higher is better', spread, ratioNote(run) ?? []]
    .flat()
    .join('; ');
}

/** What a reader calls an arm: its name, with its side where that is not the head. */
export function rowLabel({ name, side }: Pick<RunArm, 'name' | 'side'>): string {
  if (side === 'host') return jobNames.has(name) ? name.replaceAll('-', ' ') : name;
  return side === 'head' ? name : `${name} (${side})`;
}

const jobNames = new Set(['host', 'host-direct', 'host-dsync', 'host-direct-dsync']);

function cellsOf(run: Run, arm: RunArm, index: number): TableCell[] {
  const rules = rulesOf(run.plan.suite);
  const host = matchedHost(run, arm, rules);
  return rules.workloads.map(({ name: workload, iopsSize }) => {
    const sample = sampleOf(run, { armIndex: index, workload, metric: 'throughput' });
    if (sample.kind === 'missing') return { kind: 'missing', reason: reasonText(sample.reason) };
    const ratio =
      host === undefined ? undefined : ratioOf(run, { over: index, under: host.index, workload });
    return {
      kind: 'value',
      throughput: sample.centre,
      ...(iopsSize !== undefined && { iops: sample.centre / iopsSize }),
      ratio: ratio?.kind === 'ratio' ? ratio.ratio : undefined,
      spread: sample.n < 2 ? undefined : Math.expm1(sample.logDeviation),
    };
  });
}

function ratioNote(run: Run): string | undefined {
  const rules = rulesOf(run.plan.suite);
  const pairs = run.arms.flatMap(arm => {
    const host = matchedHost(run, arm, rules);
    return host === undefined ? [] : [{ disk: rowLabel(arm), host: rowLabel(host.arm) }];
  });
  if (pairs.length === 0) return undefined;
  const hosts = [...new Set(pairs.map(({ host }) => host))];
  const groups = hosts.map(
    host =>
      `${pairs
        .filter(pair => pair.host === host)
        .map(({ disk }) => disk)
        .join(', ')} to ${host}`,
  );
  const once = rules.addsHostJobs ? ' (host jobs that were not requested: first round only)' : '';
  return `ratio to the matched host row: ${groups.join('; ')}${once}`;
}

/**
 * A table beside the main one: one row per arm, one column per workload and metric; empty where
 * there is no value.
 */
export interface DetailTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly label: string; readonly cells: readonly string[] }[];
}

/** Latency at depth 1 and what QEMU's processor time costs, for suites that have them. */
export function detailTables(run: Run): DetailTable[] {
  if (!rulesOf(run.plan.suite).hasDetails) return [];
  return [
    tableOf(run, 'Latency at depth 1', [
      'latency-mean',
      'latency-p50',
      'latency-p99',
      'latency-p999',
    ]),
    tableOf(run, 'Processor time of QEMU', ['cpu-per-io', 'cpu-per-gib']),
  ].filter(({ columns, rows }) => columns.length > 0 && rows.length > 0);
}

interface Column {
  readonly workload: string;
  readonly title: string;
  readonly metric: MetricName;
}

function tableOf(run: Run, title: string, metrics: readonly MetricName[]): DetailTable {
  const titleOf = titlesOf(run);
  const columns = run.plan.suite.workloads.flatMap(({ name }) =>
    metrics
      .filter(metric => hasValues(run, { workload: name, metric }) && suits(metric, name))
      .map((metric): Column => ({ workload: name, title: titleOf(name), metric })),
  );
  const rows = indexedArms(run).map(({ arm, index }) => ({
    label: rowLabel(arm),
    cells: columns.map(({ workload, metric }) => {
      const sample = sampleOf(run, { armIndex: index, workload, metric });
      return sample.kind === 'missing' ? '' : formatBare(metric, sample.centre);
    }),
  }));
  return {
    title: `${title}, ${metricOf(metrics[0] ?? 'throughput').better} is better`,
    columns: columns.map(
      ({ title: job, metric }) => `${job}: ${shortName(metric)}, ${shownUnit(metric)}`,
    ),
    rows: rows.filter(({ cells }) => cells.some(cell => cell !== '')),
  };
}

function hasValues(
  { rounds }: Run,
  cell: { readonly workload: string; readonly metric: MetricName },
): boolean {
  return rounds.some(({ measurements }) =>
    measurements.some(
      ({ workload, metric }) => workload === cell.workload && metric === cell.metric,
    ),
  );
}

/** Processor time per request says something of small ones, per GiB of large ones. */
function suits(metric: MetricName, workload: string): boolean {
  const isLarge = workload.includes('-1m-');
  return metric === 'cpu-per-gib' ? isLarge : metric !== 'cpu-per-io' || !isLarge;
}

function shortName(metric: MetricName): string {
  return metric
    .replace('latency-', '')
    .replace('p999', 'p99.9')
    .replace(/^cpu-per-.*/, 'CPU');
}

/** What speaks for or against a claim. */
export function evidenceText({ modes, ratios }: Evidence): string {
  const proof = modes === undefined ? '' : `${modesText(modes)}; `;
  return `${proof}${ratios.map(({ label, ratio }) => `${label} ${ratioText(ratio)}`).join(', ')}`;
}

function modesText(modes: NonNullable<Evidence['modes']>): string {
  if (modes === 'unattested') return 'not shown to be in force';
  return modes === 'same'
    ? 'one mode, read back from QEMU'
    : `different modes: ${modes.join(' and ')}`;
}

function ratioText(outcome: RatioOutcome): string {
  if (outcome.kind === 'missing') return `unknown (${reasonText(outcome.reason)})`;
  const { ratio, interval, n } = outcome;
  if (interval === undefined) return `${ratioFigure(ratio)}x (one round shows no spread)`;
  return `${ratioFigure(ratio)}x (${ratioFigure(interval.low)}-${ratioFigure(interval.high)}, n ${n})`;
}

function ratioFigure(value: number): string {
  if (value >= 1000) return '>1000';
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}
