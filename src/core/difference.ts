import type { CellName } from './cell.ts';
import type { MetricName } from './metric.ts';
import type { Run } from './run.ts';
import { headIndexOf, type MissingSample, meanOf, type Sample, sampleOf } from './sample.ts';

/** How two arms differ in each round of a run: natural logarithms of the one over the other. */
export interface Differences {
  readonly kind: 'values';
  readonly logs: readonly number[];
  /** Of a pair's throughput: the same by the sums of the rounds, in which rare stalls count. */
  readonly sums?: readonly number[] | undefined;
}

/** What one run has of a pair. */
interface PairPlace {
  /** Index into the plan's pairs. */
  readonly pair: number;
  readonly workload: string;
  readonly metric: MetricName;
}

/** One sample over another, round by round. */
export function subtracted(head: Sample, against: Sample): Differences | MissingSample {
  if (head.kind === 'missing') return head;
  if (against.kind === 'missing')
    return { kind: 'missing', reason: { kind: 'other-arm', reason: against.reason } };
  const logs = head.logs.map((log, round) => log - (against.logs[round] ?? Number.NaN));
  return { kind: 'values', logs };
}

/** The differences of a pair: of its slices where there are some, and of the sums beside them. */
export function differencesOf(run: Run, place: PairPlace): Differences | MissingSample {
  const { plan, rounds } = run;
  const { pair, workload, metric } = place;
  const { head, against } = plan.pairs?.[pair] ?? { head: -1, against: -1 };
  const [one, other] = [head, against].map(armIndex => sampleOf(run, { ...place, armIndex }));
  if (one === undefined || other === undefined) throw new RangeError('a pair has two arms');
  const sums = subtracted(one, other);
  if (sums.kind === 'missing' || metric !== 'throughput') return sums;
  const stalls = [head, against].map(armIndex => stallsOf(run, { pair, workload, armIndex }));
  const logs: number[] = [];
  for (const { index, differences = [] } of rounds) {
    if (plan.order[index]?.includes(pair) !== true) continue;
    const found = differences.filter(it => it.pair === pair && it.workload === workload);
    const [difference] = found;
    if (difference === undefined || found.length > 1)
      return { kind: 'missing', reason: { kind: 'no-difference', round: index } };
    const sum = sums.logs[logs.length] ?? Number.NaN;
    const most = stalls.reduce((all, of) => all + of(logs.length), 0.1);
    if (Math.abs(difference.log - sum) > most + 3 * Math.min(difference.error, 0.1))
      return { kind: 'missing', reason: { kind: 'unlike-sums', round: index } };
    logs.push(difference.log);
  }
  return { kind: 'values', logs, sums: sums.logs };
}

/**
 * By how much stalls can part the slices of a disk from its sums, by round: the mean latency has
 * all of them, the median none. Infinite where latencies are not known.
 */
function stallsOf(run: Run, place: Omit<PairPlace, 'metric'> & { readonly armIndex: number }) {
  const [mean, median] = (['latency-mean', 'latency-p50'] as const).map(metric =>
    sampleOf(run, { ...place, metric }),
  );
  return (round: number): number =>
    mean?.kind === 'values' && median?.kind === 'values'
      ? Math.abs((mean.logs[round] ?? 0) - (median.logs[round] ?? 0))
      : Number.POSITIVE_INFINITY;
}

/** A disk beside the yardstick of its run. */
export interface Gauged {
  readonly pair: number;
  /** Of the yardstick: ratios to unlike ones are not comparable. */
  readonly key: string;
}

/** The pair in which an arm is measured beside the yardstick; undefined where it is in none. */
export function gaugedIn({ plan, arms }: Run, armIndex: number): Gauged | undefined {
  const pair =
    plan.pairs?.findIndex(
      ({ head, against }) => head === armIndex && arms[against]?.side === 'yardstick',
    ) ?? -1;
  const key = arms[plan.pairs?.[pair]?.against ?? -1]?.key;
  return key === undefined ? undefined : { pair, key };
}

/** Mean logarithm of a cell over that of the yardstick, and which that is; undefined without. */
export function logRatioOf(
  run: Run,
  { arm, ...cell }: CellName,
): { readonly log: number; readonly key: string } | undefined {
  const gauged = gaugedIn(run, headIndexOf(run, arm));
  if (gauged === undefined) return undefined;
  const found = differencesOf(run, { ...cell, pair: gauged.pair });
  return found.kind === 'missing' ? undefined : { log: meanOf(found.logs), key: gauged.key };
}
