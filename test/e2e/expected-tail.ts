import { furthestOf, isFurther } from '../../src/core/metric.ts';
import type { Run } from '../../src/core/run.ts';

/**
 * What a sample of a percentile has to be: a value of each round where the plan and the requests of
 * all rounds go that far, else the reason.
 */
export function expectedTail(
  { plan, rounds }: Run,
  {
    armIndex,
    pair,
    workload,
    metric,
  }: {
    readonly armIndex: number;
    readonly pair: number;
    readonly workload: string;
    readonly metric: 'latency-p99' | 'latency-p999';
  },
): object {
  const planned = plan.pairs?.[pair]?.slices?.find(slice => slice.workload === workload);
  const requests = rounds.flatMap(({ measurements }) =>
    measurements
      .filter(one => one.arm === armIndex && one.pair === pair && one.workload === workload)
      .filter(one => one.metric === 'iops')
      .map(({ value, seconds }) => Math.round(value * seconds)),
  );
  const reach = [planned?.furthest, ...requests.map(furthestOf)];
  return reach.some(furthest => isFurther(metric, furthest))
    ? { kind: 'missing', reason: { kind: 'few-beyond' } }
    : { kind: 'values', n: rounds.length };
}
