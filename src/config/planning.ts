import { controlArms } from '../core/control-arm.ts';
import { hostJobName, hostTarget, matchedJob } from '../core/host-job.ts';
import { sideOrder } from '../core/order.ts';
import type { Plan, PlannedArm } from '../core/plan.ts';

/** What a plan is made of: everything but the order of arms, which follows from the seed. */
export type PlanRequest = Omit<Plan, 'order'>;

/**
 * The plan, complete before the first number: arms in their order for each round. The gate suite
 * adds its controls, which take their places among the others in every round, and the host job that
 * each head disk is compared with, measured in the first round only, after the others, which stay
 * balanced that way.
 */
export function planRun(request: PlanRequest): Plan {
  const { rounds, randomSeed } = request;
  const once = request.suite.name === 'gate' ? matchedHostArms(request) : [];
  const always = [...request.arms, ...controlArms(request)];
  const order = sideOrder({ arms: always, rounds, seed: randomSeed });
  const onceOrder = once.map((_, index) => always.length + index);
  return {
    ...request,
    arms: [...always, ...once],
    order: order.map((round, index) => (index === 0 ? [...round, ...onceOrder] : round)),
  };
}

/**
 * The jobs of the head's disks and the fixed `host-direct`, each once, without those that were
 * asked for anyway.
 */
function matchedHostArms({ suite, arms }: PlanRequest): PlannedArm[] {
  const jobs = arms.flatMap(({ side, target }) =>
    side === 'head' && target.kind === 'disk' ? [matchedJob(target.mode, suite)] : [],
  );
  if (jobs.length === 0) return [];
  const asked = new Set(arms.filter(({ side }) => side === 'host').map(({ name }) => name));
  const wanted = new Map(
    [{ direct: true, dsync: false }, ...jobs].map(job => [hostJobName(job), job]),
  );
  return [...wanted]
    .filter(([name]) => !asked.has(name))
    .map(([name, job]) => ({ name, side: 'host', target: hostTarget(job) }));
}
