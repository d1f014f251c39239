import { isPlannedControl } from '../core/control-arm.ts';
import type { Run, RunArm } from '../core/run.ts';
import { sampleOf } from '../core/sample.ts';
import { indexedArms, matchedHost } from '../suites/host-match.ts';
import { ratioOf } from '../suites/ratio.ts';
import { rulesOf } from '../suites/registry.ts';

/** One workload of one arm: throughput in bytes per second, or why there is none. */
export type TableCell =
  | {
      readonly kind: 'value';
      readonly throughput: number;
      /** Requests per second, in the columns that show them: small random requests. */
      readonly iops?: number | undefined;
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

/**
 * What a run delivers: one row per arm, hosts first, one column per workload; of the sysbench
 * suite the post's own table.
 */
interface ThroughputTable {
  readonly columns: readonly string[];
  /** What each column shows: IOPS with MiB/s beside them, or MiB/s. */
  readonly units: readonly ('MiB/s' | 'IOPS')[];
  readonly rows: readonly TableRow[];
  /** What the ratios are to; undefined where the run has no host arm. */
  readonly ratioNote: string | undefined;
}

/** Computes the table of a run; controls that the plan added have one of their own. */
export function throughputTable(run: Run): ThroughputTable {
  const arms = indexedArms(run).filter(({ index }) => !isPlannedControl(run.plan, index));
  const ordered = [
    ...arms.filter(({ arm }) => arm.side === 'host'),
    ...arms.filter(({ arm }) => arm.side !== 'host'),
  ];
  return {
    columns: run.plan.suite.workloads.map(({ title }) => title),
    units: rulesOf(run.plan.suite).workloads.map(({ iopsSize }) =>
      iopsSize === undefined ? 'MiB/s' : 'IOPS',
    ),
    rows: ordered.map(({ arm, index }) => ({
      label: rowLabel(arm),
      cells: cellsOf(run, arm, index),
    })),
    ratioNote: ratioNote(run),
  };
}

/** How the table is read; one sentence without a full stop, of which foreign text may be a part. */
export function throughputLegend(run: Run): string {
  const spread =
    run.rounds.length < 2
      ? 'one round, so no spread is known'
      : '± one standard deviation over rounds';
  return ['throughput, geometric mean, higher is better', spread, ratioNote(run) ?? []]
    .flat()
    .join('; ');
}

/** What a reader calls an arm: its name, with its side where that is not the head. */
export function rowLabel({ name, side }: Pick<RunArm, 'name' | 'side'>): string {
  if (side === 'host') return jobNames.has(name) ? name.replaceAll('-', ' ') : name;
  return side === 'head' ? name : `${name} (${side})`;
}

const jobNames = new Set(['host', 'host-direct', 'host-dsync', 'host-direct-dsync']);

function cellsOf(run: Run, arm: RunArm, index: number): TableCell[] {
  const rules = rulesOf(run.plan.suite);
  const host = matchedHost(run, arm, rules);
  return rules.workloads.map(({ name: workload, iopsSize }) => {
    const sample = sampleOf(run, { armIndex: index, workload, metric: 'throughput' });
    if (sample.kind === 'missing') return sample;
    const ratio =
      host === undefined ? undefined : ratioOf(run, { over: index, under: host.index, workload });
    return {
      kind: 'value',
      throughput: sample.centre,
      ...(iopsSize !== undefined && { iops: sample.centre / iopsSize }),
      ratio: ratio?.kind === 'ratio' ? ratio.ratio : undefined,
      spread: sample.n < 2 ? undefined : Math.expm1(sample.logDeviation),
    };
  });
}

function ratioNote(run: Run): string | undefined {
  const rules = rulesOf(run.plan.suite);
  const pairs = run.arms.flatMap(arm => {
    const host = matchedHost(run, arm, rules);
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
  const once = rules.addsHostJobs ? ' (host jobs that were not requested: first round only)' : '';
  return `ratio to the matched host row: ${groups.join('; ')}${once}`;
}
