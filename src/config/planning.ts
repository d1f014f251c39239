import { armOrder } from '../core/order.ts';
import type { Plan } from '../core/plan.ts';

/** What a plan is made of: everything but the order of arms, which follows from the seed. */
export type PlanRequest = Omit<Plan, 'order'>;

/** The plan, complete before the first number: arms in their order for each round. */
export function planRun(request: PlanRequest): Plan {
  const { arms, rounds, randomSeed } = request;
  return { ...request, order: armOrder({ arms: arms.length, rounds, seed: randomSeed }) };
}
