import { z } from 'zod';
import metrics from './metrics.json' with { type: 'json' };

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

/** Percentiles with the share of requests beyond each, the nearest to the middle first. */
export const percentiles = [
  ['latency-p50', 0.5],
  ['latency-p95', 0.05],
  ['latency-p99', 0.01],
  ['latency-p999', 0.001],
] as const;

/** Requests beyond a percentile without which a round has none: fewer are a toss of a coin. */
export const fewestBeyond = 30;

/** Schema of a percentile's name. */
export const percentileSchema = z.enum(percentiles.map(([name]) => name));

/** The furthest percentile that so many requests tell; undefined where they tell none. */
export function furthestOf(requests: number): z.infer<typeof percentileSchema> | undefined {
  // A tiny bit for what a product of shares lost.
  return percentiles.findLast(([, beyond]) => requests * beyond >= fewestBeyond - 1e-6)?.[0];
}

/** Whether a metric is a percentile further out than another one, or than none. */
export function isFurther(metric: MetricName, furthest: MetricName | undefined): boolean {
  const [one, other] = [metric, furthest].map(name => percentiles.findIndex(([at]) => at === name));
  return (one ?? -1) > (other ?? -1);
}

/**
 * The metric of that name. cpu-*: seconds of QEMU's processor time (user and system, all threads)
 * per byte moved, and per request.
 */
export function metricOf(name: MetricName): Metric {
  return metrics[name] as Metric;
}
