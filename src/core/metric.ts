/** A quantity that a workload yields, with its base unit and the direction in which it is better. */
export interface Metric {
  readonly name: MetricName;
  readonly unit: 'B/s' | 'op/s' | 's';
  readonly better: 'higher' | 'lower';
}

export const metricNames = ['throughput', 'iops', 'latency-mean', 'latency-p95'] as const;
export type MetricName = (typeof metricNames)[number];

const metrics = {
  throughput: { name: 'throughput', unit: 'B/s', better: 'higher' },
  iops: { name: 'iops', unit: 'op/s', better: 'higher' },
  'latency-mean': { name: 'latency-mean', unit: 's', better: 'lower' },
  'latency-p95': { name: 'latency-p95', unit: 's', better: 'lower' },
} as const satisfies Record<MetricName, Metric>;

/** The metric of that name. */
export function metricOf(name: MetricName): Metric {
  return metrics[name];
}
