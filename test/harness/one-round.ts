/** What a plan says beside its suite and arms where one round measures one arm. */
export const oneRound = {
  rounds: 1,
  randomSeed: 1,
  order: [[0]],
  budget: 600,
  writeBudget: 0,
} as const;
