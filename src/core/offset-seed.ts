import { sha256Hex } from './digest.ts';

/**
 * What the offsets of random requests depend on: never the arm, so that all arms of a round meet
 * the same ones.
 */
export interface OffsetSource {
  readonly randomSeed: number;
  readonly round: number;
  readonly workload: string;
}

/**
 * Seed of a workload's random offsets in a round: 0 to 2^32 - 1, fresh each round, the same for the
 * same plan.
 */
export function offsetSeed({ randomSeed, round, workload }: OffsetSource): number {
  return Number.parseInt(sha256Hex(`${randomSeed} ${round} ${workload}`).slice(0, 8), 16);
}
