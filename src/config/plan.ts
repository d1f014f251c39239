import { controlArms } from '../core/control-arm.ts';
import { hostJobName, hostTarget } from '../core/host-job.ts';
import { sideOrder } from '../core/order.ts';
import type { Plan, PlannedArm } from '../core/plan.ts';
import { kindOf, rulesOf } from '../suites/registry.ts';

/** What a plan is made of: everything but the order of arms, which follows from the seed. */
type PlanRequest = Omit<Plan, 'order'>;

/**
 * The plan, complete before the first number: arms in their order for each round. Added are
 * controls, which take their places among the others in every round, and for some suites the host
 * job that each head disk is compared with, measured in the first round only, after the others,
 * which stay balanced that way.
 */
export function planRun(request: PlanRequest): Plan {
  const { rounds, randomSeed } = request;
  const once = rulesOf(request.suite).addsHostJobs ? matchedHostArms(request) : [];
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
    side === 'head' && target.kind === 'disk' ? [rulesOf(suite).matchedJob(target.mode)] : [],
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

/**
 * A plan in which nothing changed (A/A): each virtual disk of the head, and a base side that is the
 * same. Host arms are left out; suite, controls, rounds and all limits are those of the plan.
 */
export function twinPlan(plan: Plan): Plan {
  const { order: _order, gate: _gate, ...rest } = plan;
  const heads = disksOf(plan);
  return planRun({
    ...rest,
    arms: [...heads, ...heads.map(head => ({ ...head, side: 'base' as const }))],
  });
}

/** The virtual disks that a plan judges. */
export function disksOf({ arms }: Pick<Plan, 'arms'>): readonly PlannedArm[] {
  return arms.filter(({ side, target }) => side === 'head' && target.kind === 'disk');
}

/**
 * What the head of a known loss lets through of what its base does: a loss that every gate must
 * see.
 */
export const wiringLoss = 0.2;

/**
 * What of its natural speed the base lets through: so little that the throttle decides and not the
 * host.
 */
const throttledShare = 0.3;

/** Images need no more than this: what is measured is the throttle. */
const wiringSize = 256 * 2 ** 20;

/**
 * A plan with a known loss: one workload of the suite, as in the profile quick, on one disk
 * that is throttled on both sides, the head to 80 % of the base. Others' load is no matter, since
 * neither side comes near what the host could do; controls and host jobs would say nothing. `speed`
 * is that of the unthrottled disk, in bytes per second.
 */
export function wiringPlan(
  plan: Plan,
  {
    disk,
    workload,
    speed,
    rounds,
  }: {
    readonly disk: PlannedArm;
    readonly workload: string;
    readonly speed: number;
    readonly rounds: number;
  },
): Plan {
  const through = Math.round(speed * throttledShare);
  const target =
    disk.target.kind === 'disk'
      ? {
          ...disk.target,
          mode: { ...disk.target.mode, size: Math.min(disk.target.mode.size, wiringSize) },
        }
      : disk.target;
  const head = { ...disk, target, throttle: Math.round(through * (1 - wiringLoss)) };
  const quick = kindOf(plan.suite).make('quick');
  const suite = { ...quick, workloads: quick.workloads.filter(({ name }) => name === workload) };
  const arms = [head, { ...head, side: 'base' as const, throttle: through }];
  const order = sideOrder({ arms, rounds, seed: plan.randomSeed });
  const { gate: _gate, ...rest } = plan;
  return { ...rest, suite, contamination: {}, rounds, arms, order };
}
