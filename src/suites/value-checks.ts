import { percentiles } from '../core/metric.ts';
import type { Rejection } from '../core/rejection.ts';
import type { Measurement, Run } from '../core/run.ts';
import { rulesOf } from './registry.ts';
import type { WorkloadRules } from './suite.ts';

/** What a document's values claim against bytes, seconds and requests, and against each other. */
export function valueFaults({ rounds, plan, startedAt, timing }: Run): Rejection[] {
  const rules = rulesOf(plan.suite);
  const known = new Map(rules.workloads.map(workload => [workload.name, workload]));
  const begin = Date.parse(startedAt) - clockSlack;
  const { boot, prepare, measure, rest } = timing;
  const end = begin + 2 * clockSlack + (boot + prepare + measure + rest) * 1000;
  const begun = new Set<string>();
  return rounds.flatMap(({ measurements }, round) => {
    const groups = [...Map.groupBy(measurements.keys(), at => placeOf(measurements[at])).values()];
    const faults = groups.flatMap((places): Rejection[] => {
      const group = places.flatMap(at => measurements[at] ?? []);
      const [first] = group;
      if (first === undefined) return [];
      const { workload, pair } = first;
      const slices = plan.pairs?.[pair ?? -1]?.slices?.find(one => one.workload === workload);
      const at = Date.parse(first.startedAt);
      const least = Math.max(
        rules.leastSeconds(first),
        // Each block has two slices of a disk, three quarters of their mean length at least.
        slices === undefined ? 0 : (0.98 * 1.5 * slices.blocks * slices.milliseconds) / 1000,
      );
      const problem =
        first.seconds < least
          ? `it ended after ${first.seconds.toFixed(1)} s, before the ${least.toFixed(1)} s that it needs at least`
          : at < begin || at > end
            ? 'it began outside the time of its run'
            : contradictionIn(group, known.get(workload)?.request, slices?.synced === true);
      return problem === undefined
        ? []
        : [{ path: `rounds.${round}.measurements.${places[0]}`, problem }];
    });
    const [{ startedAt: own } = { startedAt: '' }] = measurements;
    if (own !== '' && begun.has(own))
      faults.push({ path: `rounds.${round}`, problem: 'began when another one did' });
    begun.add(own);
    return faults;
  });
}

/** Milliseconds by which a clock may be set while a run measures. */
const clockSlack = 6 * 3600 * 1000;

function placeOf(one: Measurement | undefined): string {
  return `${one?.pair} ${one?.arm} ${one?.workload}`;
}

/** What the metrics of one workload contradict; they are of the same requests. */
function contradictionIn(
  group: readonly Measurement[],
  request: WorkloadRules['request'],
  synced: boolean,
): string | undefined {
  const [{ bytes, seconds, order, startedAt } = { bytes: 0, seconds: 0 }] = group;
  const isOne = group.every(
    one =>
      one.bytes === bytes &&
      one.seconds === seconds &&
      one.order === order &&
      one.startedAt === startedAt,
  );
  if (!isOne) return 'its metrics are not of the same bytes and seconds';
  const values = new Map(group.map(({ metric, value }) => [metric, value]));
  const speed = bytes / seconds;
  const rounding = 0.01 + 0.001 / seconds;
  const agrees = (value: number | undefined, expected: number): boolean =>
    value === undefined || Math.abs(value - expected) <= rounding * expected;
  if (!agrees(values.get('throughput'), speed))
    return `its throughput is not ${bytes} bytes in ${seconds} s`;
  const mean = values.get('latency-mean');
  const tail = percentiles.flatMap(([name, share]) => {
    const value = values.get(name);
    return value === undefined ? [] : [{ value, share }];
  });
  if (tail.some(({ value }, place) => value < (tail[place - 1]?.value ?? 0)))
    return 'its percentiles do not ascend';
  // Those above a percentile alone make up so much of the mean.
  if (mean !== undefined && tail.some(({ value, share }) => mean * 1.05 < value * share))
    return 'its mean latency is less than its percentiles allow';
  if (request === undefined) return undefined;
  const { bytes: size, depth, leastBusy } = request;
  const iops = values.get('iops');
  if (iops !== undefined && !agrees(iops * size, speed))
    return `its iops are not its throughput in requests of ${size} bytes`;
  // Little's law: rate x latency is how many are under way.
  const busy = ((speed / size) * (mean ?? 0)) / depth;
  if (mean === undefined || (busy <= 1.05 && (synced || busy >= leastBusy))) return undefined;
  return `its rate and its mean latency are of ${(busy * depth).toFixed(2)} requests under way, not ${depth}`;
}
