import type { CellName } from './cell.ts';
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
  /** Said where the workload is, which need not be measured. */
  readonly ofWorkload?: boolean | undefined;
}

/**
 * What a run is compared with: the base side of the same run, the stored runs, or both; with both,
 * the base side alone decides.
 */
export const references = ['both', 'base', 'stored'] as const;
type Reference = (typeof references)[number];

/** The verdicts that can fail a gate; without the first two it would be none. */
export const failingVerdicts = ['regressed', 'missing', 'inconclusive'] as const;
export type FailingVerdict = (typeof failingVerdicts)[number];

/** Which cells of a suite gate where no policy says: throughput; none; or never any. */
export type Gates = 'by default' | 'asked' | 'never';

/** How a run is judged. Tolerance and false alarm are fractions (0.05 is 5 %). */
export interface Policy {
  /** The smallest change worth acting on. */
  readonly tolerance: number;
  /** The share of judged runs that may be falsely regressed, over all gated cells together. */
  readonly falseAlarm: number;
  /** Verdicts of a gated cell that fail the gate: `regressed` and `missing` always. */
  readonly failOn: readonly FailingVerdict[];
  /** Later entries win. */
  readonly cells: readonly CellPolicy[];
  readonly reference: Reference;
  /** True where it fails nothing, and says what it would have done. */
  readonly advisory?: boolean;
}

/** The policy that holds where nothing else is said. */
export const defaultPolicy: Policy = {
  tolerance: 0.05,
  falseAlarm: 0.01,
  failOn: ['regressed', 'missing'],
  cells: [],
  reference: 'both',
};

/** A policy as it holds for a suite that gates so. */
export function policyFor(gates: Gates, policy: Policy): Policy {
  const none = { gate: false };
  if (gates === 'asked') return { ...policy, cells: [none, ...policy.cells] };
  return gates === 'never' ? { ...policy, cells: [...policy.cells, none] } : policy;
}

/** What the policy says about a cell. */
export function ruleFor(
  cell: CellName & { readonly side: Side },
  policy: Policy,
): { readonly gated: boolean; readonly tolerance: number } {
  const matching = policy.cells.filter(rule => isMeant(rule, cell));
  const gate =
    matching.findLast(rule => rule.gate !== undefined)?.gate ?? cell.metric === 'throughput';
  const tolerance =
    matching.findLast(rule => rule.tolerance !== undefined)?.tolerance ?? policy.tolerance;
  return { gated: cell.side === 'head' && gate, tolerance };
}

/** Whether the policy for some cells is for that one, too. */
export function isMeant({ disk, workload, metric }: CellPolicy, cell: CellName): boolean {
  return (
    (disk ?? cell.arm) === cell.arm &&
    (workload ?? cell.workload) === cell.workload &&
    (metric ?? cell.metric) === cell.metric
  );
}

/** Whether cells of these verdicts fail the gate. */
export function isFailing(verdicts: readonly Verdict[], failOn: Policy['failOn']): boolean {
  const failing: readonly Verdict[] = failOn;
  return verdicts.some(verdict => failing.includes(verdict));
}
