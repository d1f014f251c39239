import { fingerprintOf } from '../../src/core/environment.ts';
import type { MetricName } from '../../src/core/metric.ts';
import { armOrder, pairDraws } from '../../src/core/order.ts';
import type { Difference, Pair } from '../../src/core/pair.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Measurement, Run, RunArm } from '../../src/core/run.ts';
import { suiteDigest } from '../../src/core/suite.ts';
import { pairsSuite } from '../../src/suites/pairs/suite.ts';
import { proven } from './evidence.ts';
import {
  type BuiltRun,
  buildRun,
  diskArm,
  measuredSeconds,
  momentIn,
  type ValueOfCell,
} from './run-builder.ts';

/** A run of the suite pairs: like `buildRun`, with the workloads of that suite. */
export function buildPairsRun(built: BuiltRun = {}): Run {
  const arms = withYardstick(
    built.arms ?? [diskArm('prod')],
    diskArm('yardstick', {}, 'yardstick'),
  );
  const run = buildRun({ ...built, arms, value: () => undefined });
  const whole = pairsSuite('standard');
  const workloads = whole.workloads.filter(({ name }) => built.workloads?.includes(name) ?? true);
  const { value = () => 100 * 2 ** 20, metrics = ['throughput'] } = built;
  const steady: ValueOfCell = cell => (cell.arm.side === 'yardstick' ? 2 ** 26 : value(cell));
  return paired(run, { ...whole, workloads }, { metrics, value: steady });
}

/** The disks, and the yardstick where one has no base side. */
export function withYardstick(arms: readonly RunArm[], yardstick: RunArm): readonly RunArm[] {
  const isAlone = arms.some(({ side, name }) => side === 'head' && baseOf(arms, name) === -1);
  return isAlone ? [...arms, yardstick] : arms;
}

function baseOf(arms: readonly RunArm[], name: string): number {
  return arms.findIndex(arm => arm.side === 'base' && arm.name === name);
}

interface Values {
  readonly metrics: readonly MetricName[];
  readonly value: ValueOfCell;
}

/** The run with its head disks in pairs: each with its base side, or else with the yardstick. */
export function paired(run: Run, suite: Plan['suite'], { metrics, value }: Values): Run {
  const { arms, startedAt, plan } = run;
  const environment = { ...run.environment, suite: suiteDigest(suite) };
  const yardstick = arms.findIndex(({ side }) => side === 'yardstick');
  const pairs = arms.flatMap(({ side, name }, head): Pair[] => {
    if (side !== 'head') return [];
    const base = baseOf(arms, name);
    return [{ head, against: base === -1 ? yardstick : base, place: 'new images' }];
  });
  const measuredIn = (round: number) =>
    pairs.flatMap(({ head, against }, pair) =>
      suite.workloads.flatMap(({ name: workload }) =>
        [head, against].flatMap(index => {
          const arm = arms[index];
          const values = new Map(
            metrics.map(metric => [metric, arm && value({ arm, workload, metric, round })]),
          );
          const bytes = measuredSeconds * (values.get('throughput') ?? 0);
          const when = { order: pair, startedAt: momentIn(startedAt, round) };
          return metrics.flatMap((metric): Measurement[] => {
            const found = values.get(metric);
            const what = { seconds: measuredSeconds, bytes, ...when };
            return found === undefined
              ? []
              : [{ arm: index, pair, workload, metric, value: found, ...what }];
          });
        }),
      ),
    );
  return {
    ...run,
    environment,
    fingerprint: fingerprintOf(environment),
    arms: proven(arms, pairs),
    plan: {
      ...plan,
      suite,
      pairs,
      order: armOrder({ arms: pairs.length, rounds: plan.rounds, seed: 1 }),
      draws: pairDraws({ pairs: pairs.length, rounds: plan.rounds, seed: 1 }),
    },
    rounds: run.rounds.map(round => {
      const measurements = measuredIn(round.index);
      return { ...round, measurements, differences: differencesIn(measurements, pairs) };
    }),
  };
}

/** How the throughput of both disks of each pair differs. */
function differencesIn(
  measurements: readonly Measurement[],
  pairs: readonly Pair[],
): readonly Difference[] {
  const logs = new Map(
    measurements
      .filter(({ metric }) => metric === 'throughput')
      .map(one => [`${one.pair} ${one.arm} ${one.workload}`, Math.log(one.value)]),
  );
  return pairs.flatMap(({ head, against }, pair) =>
    [...new Set(measurements.map(({ workload }) => workload))].flatMap(workload => {
      const [own, other] = [head, against].map(arm => logs.get(`${pair} ${arm} ${workload}`));
      if (own === undefined || other === undefined || !Number.isFinite(own - other)) return [];
      return [{ pair, workload, log: own - other, error: 0.001, ratios: 40 }];
    }),
  );
}
