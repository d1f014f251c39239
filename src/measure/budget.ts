import type { Plan, Site } from '../core/plan.ts';
import { formatBytes, formatDuration } from '../core/quantity.ts';
import { GateError } from '../errors.ts';
import { rulesOf } from '../suites/registry.ts';
import { hostFilesSize, roundWrites } from '../suites/work.ts';
import { hostParents } from './host-files.ts';
import { imagesCost } from './places.ts';

/** Bytes that a run writes at most: before its rounds, and in its largest one. */
export interface WriteBound {
  readonly preparation: number;
  readonly round: number;
}

/** What is planned, and the directories of its host arms. */
export interface WritingPlan {
  readonly plan: Plan;
  readonly site: Pick<Site, 'hostDirectories'>;
}

/**
 * The bound of a plan. It holds of the images' content where the suite's writes are capped, and is
 * an estimate elsewhere; filesystems' and qcow2's own structures are not in it.
 */
export function writeBound({ plan, site }: WritingPlan): WriteBound {
  const { preparation, round } = imagesCost(plan);
  const hosts = hostParents({ plan, site }).size * hostFilesSize(plan);
  // Without slices nobody knows yet; a short run of the disks tells, before the first round.
  const isKnown = plan.pairs?.every(({ slices }) => slices !== undefined) ?? true;
  return {
    preparation: preparation + hosts,
    round: round + (isKnown ? roundWrites(plan) : 0),
  };
}

/**
 * The bound of a plan whose write budget allows its preparation and one round; `bad-argument` where
 * it does not.
 */
export function requireWriteBudget(request: WritingPlan): WriteBound {
  const bound = writeBound(request);
  const { writeBudget, suite } = request.plan;
  const needed = bound.preparation + bound.round;
  if (needed <= writeBudget) return bound;
  const [allowed, before, round] = [writeBudget, bound.preparation, bound.round].map(formatBytes);
  const about = rulesOf(suite).writesAreCapped ? 'up to' : 'about';
  throw new GateError('bad-argument', {
    problem: `the write budget of ${allowed} does not allow one round`,
    why: `creating images and files writes ${before}, a round ${about} ${round}`,
    remedy: `give --write-budget ${Math.ceil(needed / 2 ** 30)}GiB or more, or measure fewer or smaller disks`,
  });
}

/**
 * What a plan takes of time and drive, known before anything is touched: a sentence without a full
 * stop.
 */
export function describeCost({ suite, order, budget, writeBudget }: Plan): string {
  const rules = rulesOf(suite);
  const each =
    rules.unit === 'pair'
      ? rules.seconds * rules.workloads.length +
        rules.conditioning * rules.workloads.filter(({ writes }) => writes).length
      : rules.steps.reduce((sum, { seconds }) => sum + seconds, 0);
  return `measures for ${formatDuration(order.flat().length * each)} beside boots, until ${formatDuration(budget)} at most; writes ${formatBytes(writeBudget)} at most`;
}

/**
 * What a run has written to the drive so far, in bytes; what is under way or ended in trouble
 * counts as the most it may be.
 */
export interface WriteCount {
  total(): number;
  /** The most that steps are known to write, by what the suite calls them. */
  readonly most: Map<string, number>;
  /** Counts `most` bytes until the returned function says how many there were. */
  reserve(most: number): (written: number) => void;
}

/** A count from 0. */
export function countWrites(): WriteCount {
  let total = 0;
  return {
    most: new Map(),
    total: () => total,
    reserve: most => {
      total += most;
      return written => {
        total += written - most;
      };
    },
  };
}

/** Counts what `work` says that it wrote, and `most` where it fails. */
export async function countWork(
  count: WriteCount,
  most: number,
  work: () => Promise<number>,
): Promise<void> {
  const settle = count.reserve(most);
  settle(await work());
}

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
