import { studentTCdf, studentTQuantile } from '../../src/statistics/student-t.ts';

/** What a peer is given of a cell: logs, one a round. */
export interface PeerCell {
  readonly head: readonly number[];
  /** Undefined where stored runs are the reference. */
  readonly base: readonly number[] | undefined;
  readonly earlier: readonly (readonly number[])[];
  /** Differences of sides that are measured seconds apart, in blocks of fio. */
  readonly blocks: readonly number[];
}

/**
 * A rule of the field: a run is red where its score is above the threshold; `own` is the one that
 * it ships with.
 */
export interface Peer {
  readonly name: string;
  readonly own: number;
  readonly score: (cells: readonly PeerCell[]) => number;
  /**
   * Whether it decides by what ours does: cell by cell, by noise that the rounds of the run show. A
   * bare threshold that is calibrated on unchanged runs of the very same noise is told it, a mean
   * over all cells asks another question, and long blocks of fio see another noise.
   */
  readonly sameInformation: boolean;
}

/**
 * The peers' rules as their sources had them in 2026, on the same samples and all their rounds.
 * Bencher's history is the stored runs' means, with a live base its rounds. Firecracker's
 * permutation test is taken by its t, which it approaches; its retries, which need further
 * measurements, are left out. The t test takes one look, at the end, with its share for each cell;
 * fio in long blocks is the same test on differences to which drift and bursts add an SD of 11 %.
 */
export const peers: readonly Peer[] = [
  {
    name: 'one look: t with Bonferroni',
    own: -Math.log(0.01),
    score: cells => lowestOfT(cells.map(differencesOf)),
    sameInformation: true,
  },
  {
    name: 'Firecracker A/B',
    own: 0.05,
    score: meanOfConfigurations,
    sameInformation: false,
  },
  { name: 'Bencher t 0.99', own: 1, score: beyondBoundary, sameInformation: true },
  {
    name: 'fio in long blocks, t',
    own: -Math.log(0.01),
    score: cells => lowestOfT(cells.map(({ blocks }) => blocks)),
    sameInformation: false,
  },
  {
    name: 'github-action-benchmark 200 %',
    own: Math.log(2),
    score: lossAgainstLast,
    sameInformation: false,
  },
  {
    name: 'github-action-benchmark 110 %',
    own: Math.log(1.1),
    score: lossAgainstLast,
    sameInformation: false,
  },
];

/** How unlikely the lowest t of some cells is: minus the logarithm of its p times their number. */
function lowestOfT(cells: readonly (readonly number[])[]): number {
  const ps = cells.map(differences => {
    const n = differences.length;
    const middle = average(differences);
    return studentTCdf(middle / Math.sqrt(variance(differences, middle) / n), n - 1);
  });
  return -Math.log(Math.max(1e-300, Math.min(...ps)) * cells.length);
}

function differencesOf({ head, base, earlier }: PeerCell): number[] {
  const before = base ?? earlier[0] ?? [];
  return head.map((log, round) => log - (before[round] ?? 0));
}

function lossAgainstLast(cells: readonly PeerCell[]): number {
  return Math.max(
    ...cells.map(({ head, base, earlier }) =>
      Math.log(mean(base ?? earlier[0] ?? []) / mean(head)),
    ),
  );
}

/** The distance to the mean of the history as a multiple of its distance to the boundary. */
function beyondBoundary(cells: readonly PeerCell[]): number {
  return Math.max(
    ...cells.map(({ head, base, earlier }) => {
      const history = base === undefined ? earlier.map(mean) : base.map(Math.exp);
      const n = history.length;
      if (n < 2) return 0;
      const middle = average(history);
      const width = bound(n) * Math.sqrt(variance(history, middle) * (1 + 1 / n));
      return (middle - mean(head)) / width;
    }),
  );
}

/** The mean loss over all configurations, where at least one differs at p < 0.01. */
function meanOfConfigurations(cells: readonly PeerCell[]): number {
  const changes = cells.map(({ head, base, earlier }) => {
    const [a, b] = [(base ?? earlier[0] ?? []).map(Math.exp), head.map(Math.exp)];
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
