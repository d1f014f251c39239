/**
 * A quantity that a workload yields, with its base unit and the direction in which it is better.
 */
interface Metric {
  readonly name: MetricName;
  readonly unit: 'B/s' | 'op/s' | 's' | 's/B' | 's/op';
  readonly better: 'higher' | 'lower';
}

/** Names of the metrics, in the order of reports; later ones were appended. */
export const metricNames = [
  'throughput',
  'iops',
  'latency-mean',
  'latency-p50',
  'latency-p95',
  'latency-p99',
  'latency-p999',
  'cpu-per-gib',
  'cpu-per-io',
] as const;
export type MetricName = (typeof metricNames)[number];

/**
 * cpu-*: seconds of QEMU's processor time (user and system, all threads) per byte moved, and per
 * request.
 */
const metrics = {
  throughput: { name: 'throughput', unit: 'B/s', better: 'higher' },
  iops: { name: 'iops', unit: 'op/s', better: 'higher' },
  'latency-mean': { name: 'latency-mean', unit: 's', better: 'lower' },
  'latency-p50': { name: 'latency-p50', unit: 's', better: 'lower' },
  'latency-p95': { name: 'latency-p95', unit: 's', better: 'lower' },
  'latency-p99': { name: 'latency-p99', unit: 's', better: 'lower' },
  'latency-p999': { name: 'latency-p999', unit: 's', better: 'lower' },
  'cpu-per-gib': { name: 'cpu-per-gib', unit: 's/B', better: 'lower' },
  'cpu-per-io': { name: 'cpu-per-io', unit: 's/op', better: 'lower' },
} as const satisfies Record<MetricName, Metric>;

/** The metric of that name. */
export function metricOf(name: MetricName): Metric {
  return metrics[name];
}
