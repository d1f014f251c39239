import { isFurther } from '../core/metric.ts';
import type { Plan } from '../core/plan.ts';

/** A gated percentile that a round has too few requests for, and which it has enough for. */
export function shortPercentile({ pairs = [], gate }: Pick<Plan, 'pairs' | 'gate'>) {
  return gate?.cells.flatMap(cell =>
    pairs.flatMap(({ slices = [] }) =>
      slices
        .filter(one => one.workload === cell.workload && isFurther(cell.metric, one.furthest))
        .map(({ furthest }) => ({ ...cell, furthest })),
    ),
  )[0];
}
