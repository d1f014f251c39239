import { indexedArms, matchedHost } from '../core/host-match.ts';
import { ratioOf } from '../core/ratio.ts';
import type { Run, RunArm } from '../core/run.ts';
import { sampleOf } from '../core/sample.ts';

/** One workload of one arm: throughput in bytes per second, or why there is none. */
export type TableCell =
  | {
      readonly kind: 'value';
      readonly throughput: number;
      /** To the matched host row; absent where the run has none. */
      readonly ratio?: number | undefined;
      /** Relative standard deviation over rounds; absent for one round. */
      readonly spread?: number | undefined;
    }
  | { readonly kind: 'missing'; readonly reason: string };

interface TableRow {
  readonly label: string;
  readonly cells: readonly TableCell[];
}

/** The table of the seed post for a run: one row per arm, hosts first, one column per workload. */
export interface ThroughputTable {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** What the ratios are to; undefined where the run has no host arm. */
  readonly ratioNote: string | undefined;
}

/** Computes the table of a run. */
export function throughputTable(run: Run): ThroughputTable {
  const arms = indexedArms(run);
  const ordered = [...arms.filter(({ arm }) => arm.side === 'host'), ...arms.filter(({ arm }) => arm.side !== 'host')];
  return {
    columns: run.plan.suite.workloads.map(({ title }) => title),
    rows: ordered.map(({ arm, index }) => ({ label: rowLabel(arm), cells: cellsOf(run, arm, index) })),
    ratioNote: ratioNote(run),
  };
}

/** What a reader calls an arm: its name, with its side where that is not the head. */
export function rowLabel({ name, side }: Pick<RunArm, 'name' | 'side'>): string {
  if (side === 'host') return name === 'host-direct' ? 'host direct' : name;
  return side === 'head' ? name : `${name} (${side})`;
}

function cellsOf(run: Run, arm: RunArm, index: number): TableCell[] {
  const host = matchedHost(run, arm);
  return run.plan.suite.workloads.map(({ name: workload }) => {
    const sample = sampleOf(run, { armIndex: index, workload, metric: 'throughput' });
    if (sample.kind === 'missing') return sample;
    const ratio = host === undefined ? undefined : ratioOf(run, { over: index, under: host.index, workload });
    return {
      kind: 'value',
      throughput: sample.centre,
      ratio: ratio?.kind === 'ratio' ? ratio.ratio : undefined,
      spread: sample.n < 2 ? undefined : Math.expm1(sample.logDeviation),
    };
  });
}

function ratioNote(run: Run): string | undefined {
  const pairs = run.arms.flatMap(arm => {
    const host = matchedHost(run, arm);
    return host === undefined ? [] : [{ disk: rowLabel(arm), host: rowLabel(host.arm) }];
  });
  if (pairs.length === 0) return undefined;
  const hosts = [...new Set(pairs.map(({ host }) => host))];
  const groups = hosts.map(
    host =>
      `${pairs
        .filter(pair => pair.host === host)
        .map(({ disk }) => disk)
        .join(', ')} to ${host}`,
  );
  return `ratio to the matched host row: ${groups.join('; ')}`;
}
