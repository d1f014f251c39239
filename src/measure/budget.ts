import type { Plan } from '../core/plan.ts';
import type { WriteBound } from './write-bound.ts';

/** Cost of a round: wall seconds, and bytes written. */
interface RoundCost {
  readonly round: { readonly index: number };
  readonly wall: number;
  readonly bytesWritten: number;
}

/** What a run has cost so far, by its rounds; `bytesWritten` holds preparation too. */
export interface Spending {
  readonly measured: readonly RoundCost[];
  readonly bytesWritten: number;
}

/** A plan's budgets, and the most bytes that it may write. */
export interface Limits extends Pick<Plan, 'budget' | 'writeBudget'> {
  readonly bound: WriteBound;
}

/**
 * The budget that another round would overdraw. Of time, the first round is always measured, and
 * later ones are expected to take as long as the longest one so far. Of writes, a first round may
 * write as much as it may at most; from then on the most so far is expected of the next one, which
 * ends where it can't be held to the budget (`measureRound`).
 */
export function exhaustedBudget(
  { budget, writeBudget, bound }: Limits,
  { measured, bytesWritten }: Spending,
  elapsed: number,
): 'budget' | 'write-budget' | undefined {
  const rounds = likeNextRound(measured);
  const longest = Math.max(0, ...rounds.map(({ wall }) => wall));
  const most = Math.max(0, ...rounds.map(round => round.bytesWritten));
  if (measured.length > 0 && elapsed + longest > budget) return 'budget';
  const expected = measured.length === 0 ? Math.max(bound.round, most) : most;
  return bytesWritten + expected > writeBudget ? 'write-budget' : undefined;
}

/**
 * The rounds that say what the next one costs: the first one also measures the host jobs that are
 * measured once.
 */
function likeNextRound(measured: readonly RoundCost[]): readonly RoundCost[] {
  const later = measured.filter(({ round }) => round.index > 0);
  return later.length > 0 ? later : measured;
}
