import { armOrder } from '../core/order.ts';
import type { Plan, PlannedArm } from '../core/plan.ts';
import type { Suite } from '../core/workload.ts';

/** What a plan is made of: everything but the order of arms, which follows from the seed. */
export interface PlanRequest {
  readonly suite: Suite;
  readonly arms: readonly PlannedArm[];
  readonly rounds: number;
  readonly randomSeed: number;
  readonly budget: number;
  readonly writeBudget: number;
}

/** The plan, complete before the first number: arms in their order for each round. */
export function planRun(request: PlanRequest): Plan {
  const { arms, rounds, randomSeed } = request;
  return { ...request, order: armOrder({ arms: arms.length, rounds, seed: randomSeed }) };
}
