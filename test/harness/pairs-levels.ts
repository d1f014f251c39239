import { fingerprintOf } from '../../src/core/environment.ts';
import type { Load } from '../../src/core/load.ts';
import type { MetricName } from '../../src/core/metric.ts';
import { pairDraws } from '../../src/core/order.ts';
import type { Measurement, Run } from '../../src/core/run.ts';
import { suiteDigest } from '../../src/core/suite.ts';
import { pairsSuite } from '../../src/suites/pairs/suite.ts';
import { proven } from './evidence.ts';
import { buildRun, diskArm, momentIn, noise } from './run-builder.ts';

const metrics = ['throughput', 'latency-p95'] as const satisfies readonly MetricName[];
const workload = 'randread-4k-qd1';
const whole = pairsSuite('quick');
const suite = { ...whole, workloads: whole.workloads.filter(({ name }) => name === workload) };

/** What a run of pairs found; factors of what is usual. */
export interface PairsLevels {
  /** Of the head: in its slices, and in the sums of its rounds. */
  readonly slices?: number;
  readonly sums?: number;
  /** What the host gives all disks. */
  readonly host?: number;
  readonly startedAt?: string;
  readonly rounds?: number;
  /** Whether the head has a base side, and whether it has the yardstick. */
  readonly sides?: readonly ('base' | 'yardstick')[];
  readonly load?: Load;
  readonly seed?: number;
  readonly commit?: string;
}

/**
 * A run of pairs with half a per cent of noise: the head `prod`, alternated with its base side and
 * with the yardstick, in this order.
 */
export function pairsRun(levels: PairsLevels = {}): Run {
  const { slices = 1, sums = slices, host = 1, rounds = 8, seed = 7 } = levels;
  const { startedAt, load, commit, sides = ['base', 'yardstick'] } = levels;
  const head = { ...diskArm('prod'), ...(commit && { commit }) };
  const others = sides.map(side => diskArm(side === 'base' ? 'prod' : 'yardstick', {}, side));
  const run = buildRun({
    arms: [head, ...others],
    rounds,
    workloads: [workload],
    metrics,
    ...(startedAt && { startedAt }),
    ...(load && { load }),
  });
  const next = noise(seed, 0.005);
  const levelOf = (arm: number) =>
    host * (arm === 0 ? sums : others[arm - 1]?.side === 'yardstick' ? 2 : 1);
  const measuredIn = (pair: number, round: number): Measurement[] =>
    [0, pair + 1].flatMap(arm => {
      const values = metrics.map(metric => {
        const level = levelOf(arm) * next();
        return { metric, value: metric === 'throughput' ? 1e8 * level : 1e-3 / level };
      });
      const bytes = 2 * (values[0]?.value ?? 0);
      const when = { order: 0, startedAt: momentIn(run.startedAt, round), seconds: 2, bytes };
      return values.map(value => ({ arm, pair, workload, ...value, ...when }));
    });
  const differenceOf = (pair: number) => {
    const usual = others[pair]?.side === 'yardstick' ? 2 : 1;
    const log = Math.log(slices / usual) + Math.log(next());
    return { pair, workload, log, error: 0.001, ratios: 40 };
  };
  const pairs = others.map(
    ({ side }, pair) =>
      ({ head: 0, against: pair + 1, place: side === 'base' ? 'one file' : 'new images' }) as const,
  );
  const all = pairs.map((_, pair) => pair);
  const environment = { ...run.environment, suite: suiteDigest(suite) };
  return {
    ...run,
    environment,
    fingerprint: fingerprintOf(environment),
    arms: proven(run.arms, pairs),
    plan: {
      ...run.plan,
      suite,
      draws: pairDraws({ pairs: pairs.length, rounds, seed: 1 }),
      order: Array.from({ length: rounds }, (_, round) =>
        round % 2 === 0 ? all : all.toReversed(),
      ),
      pairs,
    },
    rounds: run.rounds.map(round => ({
      ...round,
      measurements: all.flatMap(pair => measuredIn(pair, round.index)),
      differences: all.map(differenceOf),
    })),
  };
}
