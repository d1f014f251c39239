import type { MetricName } from './metric.ts';
import type { ArmTarget } from './plan.ts';
import type { Workload } from './workload.ts';

/**
 * The metrics that a sound measurement of a workload has. Latency of more than one request at a
 * time is mostly waiting for the others, and fio has no percentiles of a write and its fdatasync
 * together; processor time is QEMU's.
 */
export function expectedMetrics(
  workload: Workload,
  target: Pick<ArmTarget, 'kind'>,
): readonly MetricName[] {
  if ('mode' in workload) return ['throughput', 'iops', 'latency-mean', 'latency-p95'];
  const percentiles = workload.fdatasync
    ? []
    : (['latency-p50', 'latency-p95', 'latency-p99', 'latency-p999'] as const);
  const latencies = workload.depth > 1 ? [] : (['latency-mean', ...percentiles] as const);
  const processor = target.kind === 'host' ? [] : (['cpu-per-gib', 'cpu-per-io'] as const);
  return ['throughput', 'iops', ...latencies, ...processor];
}
