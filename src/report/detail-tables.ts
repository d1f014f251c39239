import { isPlannedControl } from '../core/control-arm.ts';
import { type MetricName, metricOf } from '../core/metric.ts';
import type { Run } from '../core/run.ts';
import { sampleOf } from '../core/sample.ts';
import { indexedArms } from '../suites/host-match.ts';
import { rulesOf } from '../suites/registry.ts';
import { rowLabel } from './throughput-table.ts';
import { formatBare, shownUnit } from './units.ts';

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
  const columns = run.plan.suite.workloads.flatMap(({ name, title: job }) =>
    metrics
      .filter(metric => hasValues(run, { workload: name, metric }) && suits(metric, name))
      .map((metric): Column => ({ workload: name, title: job, metric })),
  );
  const arms = indexedArms(run).filter(({ index }) => !isPlannedControl(run.plan, index));
  const rows = arms.map(({ arm, index }) => ({
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
