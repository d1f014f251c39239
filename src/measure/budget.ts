import type { Plan } from '../core/plan.ts';

/** What a round has cost: wall seconds, and bytes that it wrote. */
export interface RoundCost {
  readonly wall: number;
  readonly bytesWritten: number;
}

/** What a run has cost so far, by its rounds; `bytesWritten` holds preparation too. */
export interface Spending {
  readonly measured: readonly RoundCost[];
  readonly dropped: readonly RoundCost[];
  readonly bytesWritten: number;
}

/** The budget that another round like the longest one so far would overdraw; the first round is always measured. */
export function exhaustedBudget(
  plan: Pick<Plan, 'budget' | 'writeBudget'>,
  { measured, dropped, bytesWritten }: Spending,
  elapsed: number,
): 'budget' | 'write-budget' | undefined {
  const rounds = [...measured, ...dropped];
  if (measured.length === 0) return undefined;
  const longest = Math.max(...rounds.map(({ wall }) => wall));
  const most = Math.max(...rounds.map(round => round.bytesWritten));
  if (elapsed + longest > plan.budget) return 'budget';
  if (bytesWritten + most > plan.writeBudget) return 'write-budget';
  return undefined;
}

/** The spending as it would be if this round were kept: dropping one must not cost the run a round that it can afford. */
export function withRound({ measured, dropped, bytesWritten }: Spending, round: RoundCost): Spending {
  return { measured: [...measured, round], dropped, bytesWritten };
}
