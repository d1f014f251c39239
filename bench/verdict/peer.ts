import type { CellNumbers } from '../../src/judge/cell-numbers.ts';
import { studentTCdf, studentTQuantile } from '../../src/statistics/student-t.ts';

/**
 * A rule of the field: a run is red where its score is above the threshold; `own` is the one that
 * it ships with.
 */
export interface Peer {
  readonly name: string;
  readonly own: number;
  readonly score: (cells: readonly CellNumbers[]) => number;
}

/**
 * The peers' rules as their sources had them in 2026, on the same samples and all their rounds.
 * Bencher's history is the stored runs' means, with a live base its rounds. Firecracker's
 * permutation test is taken by its t, which it approaches; its retries, which need further
 * measurements, are left out.
 */
export const peers: readonly Peer[] = [
  { name: 'github-action-benchmark 200 %', own: Math.log(2), score: lossAgainstLast },
  { name: 'github-action-benchmark 110 %', own: Math.log(1.1), score: lossAgainstLast },
  { name: 'Bencher t 0.99', own: 1, score: beyondBoundary },
  { name: 'Firecracker A/B', own: 0.05, score: meanOfConfigurations },
];

function lossAgainstLast(cells: readonly CellNumbers[]): number {
  return Math.max(
    ...cells.map(({ head, base, earlier }) =>
      Math.log(mean(base ?? earlier[0]?.head ?? []) / mean(head)),
    ),
  );
}

/** The distance to the mean of the history as a multiple of its distance to the boundary. */
function beyondBoundary(cells: readonly CellNumbers[]): number {
  return Math.max(
    ...cells.map(({ head, base, earlier }) => {
      const history = base === undefined ? earlier.map(run => mean(run.head)) : base.map(Math.exp);
      const n = history.length;
      if (n < 2) return 0;
      const middle = average(history);
      const width = bound(n) * Math.sqrt(variance(history, middle) * (1 + 1 / n));
      return (middle - mean(head)) / width;
    }),
  );
}

/** The mean loss over all configurations, where at least one differs at p < 0.01. */
function meanOfConfigurations(cells: readonly CellNumbers[]): number {
  const changes = cells.map(({ head, base, earlier }) => {
    const [a, b] = [(base ?? earlier[0]?.head ?? []).map(Math.exp), head.map(Math.exp)];
    const [before, after] = [average(a), average(b)];
    const pooled =
      ((a.length - 1) * variance(a, before) + (b.length - 1) * variance(b, after)) /
      (a.length + b.length - 2);
    const t = (after - before) / Math.sqrt(pooled * (1 / a.length + 1 / b.length));
    return {
      change: after / before - 1,
      p: 2 * studentTCdf(-Math.abs(t), a.length + b.length - 2),
    };
  });
  return changes.some(({ p }) => p < 0.01)
    ? Math.abs(average(changes.map(({ change }) => change)))
    : 0;
}

const bounds = new Map<number, number>();

function bound(n: number): number {
  const found = bounds.get(n) ?? studentTQuantile(0.99, n - 1);
  bounds.set(n, found);
  return found;
}

/** Of the values themselves: peers do not take logarithms. */
function mean(logs: readonly number[]): number {
  return average(logs.map(Math.exp));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[], middle: number): number {
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}
