import { fingerprintOf } from '../../src/core/environment.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Run } from '../../src/core/run.ts';
import { suiteDigest } from '../../src/core/suite.ts';
import { pairsSuite } from '../../src/suites/pairs/suite.ts';
import { proven } from './evidence.ts';
import { buildRun, diskArm, momentIn, noise } from './run-builder.ts';

/**
 * The document of a plan of the suite `pairs` that nobody measured: half a per cent of noise, and
 * each head as much better than its base as `change` says, a fraction.
 */
export function pairsRunOf(
  plan: Plan,
  change: (workload: string) => number = () => 0,
  seed = 1,
): Run {
  const next = noise(seed, 0.005);
  const arms = plan.arms.flatMap(({ name, side, target }) =>
    target.kind === 'disk' ? [diskArm(name, target.mode, side)] : [],
  );
  const run = buildRun({ arms, rounds: plan.rounds });
  const cells = (plan.pairs ?? []).flatMap(({ head, against }, pair) =>
    plan.suite.workloads.map(({ name: workload }) => ({ pair, head, against, workload })),
  );
  const environment = { ...run.environment, suite: suiteDigest(plan.suite) };
  return {
    ...run,
    plan,
    environment,
    fingerprint: fingerprintOf(environment),
    arms: proven(arms, plan.pairs),
    rounds: run.rounds.map(round => ({
      ...round,
      differences: cells.map(({ pair, workload }) => {
        const log = Math.log1p(change(workload)) + Math.log(next());
        return { pair, workload, log, error: 0.004, ratios: 100 };
      }),
      measurements: cells.flatMap(({ pair, head, against, workload }, order) =>
        [head, against].flatMap(arm => {
          const level = (arm === head ? 1 + change(workload) : 1) * next();
          const common = {
            arm,
            pair,
            workload,
            order,
            startedAt: momentIn(run.startedAt, round.index),
          };
          const size = { seconds: 1.2, bytes: 1.2 * 4096e3 * level };
          const { blockSize } = pairsSuite('standard').workloads.find(
            one => one.name === workload,
          ) ?? { blockSize: 4096 };
          const iops = (4096e3 * level) / blockSize;
          return [
            { ...common, ...size, metric: 'throughput' as const, value: 4096e3 * level },
            { ...common, ...size, metric: 'iops' as const, value: iops },
          ];
        }),
      ),
    })),
  };
}
