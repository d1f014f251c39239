import type { MetricName } from './metric.ts';
import type { Side } from './plan.ts';
import type { Verdict } from './verdict.ts';

/** Overrides for the cells that match; a field left out matches every cell. */
export interface CellPolicy {
  readonly disk?: string | undefined;
  readonly workload?: string | undefined;
  readonly metric?: MetricName | undefined;
  readonly tolerance?: number | undefined;
  readonly gate?: boolean | undefined;
}

/**
 * What a run is compared with: the base side of the same run, the stored runs, or both; with both,
 * the base side alone decides.
 */
export const references = ['both', 'base', 'stored'] as const;
type Reference = (typeof references)[number];

/** How a run is judged. Tolerance and false alarm are fractions (0.05 is 5 %). */
export interface Policy {
  /** The smallest change worth acting on. */
  readonly tolerance: number;
  /** The share of judged runs that may be falsely regressed, over all gated cells together. */
  readonly falseAlarm: number;
  /** Verdicts of the run that fail the gate. */
  readonly failOn: readonly Verdict[];
  /** Later entries win. */
  readonly cells: readonly CellPolicy[];
  readonly reference: Reference;
}

/** The policy that holds where nothing else is said. */
export const defaultPolicy: Policy = {
  tolerance: 0.05,
  falseAlarm: 0.01,
  failOn: ['regressed', 'missing'],
  cells: [],
  reference: 'both',
};

/** What the policy says about a cell, even if the cell was set aside. */
export function ruleFor(
  cell: {
    readonly arm: string;
    readonly side: Side;
    readonly workload: string;
    readonly metric: MetricName;
  },
  policy: Policy,
): { readonly gated: boolean; readonly tolerance: number } {
  const matching = policy.cells.filter(
    ({ disk, workload, metric }) =>
      (disk ?? cell.arm) === cell.arm &&
      (workload ?? cell.workload) === cell.workload &&
      (metric ?? cell.metric) === cell.metric,
  );
  const gate =
    matching.findLast(rule => rule.gate !== undefined)?.gate ?? cell.metric === 'throughput';
  const tolerance =
    matching.findLast(rule => rule.tolerance !== undefined)?.tolerance ?? policy.tolerance;
  return { gated: cell.side === 'head' && gate, tolerance };
}
