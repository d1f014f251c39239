import { isFurther, type MetricName } from '../../core/metric.ts';
import type { Slices } from '../../core/pair.ts';
import type { Plan } from '../../core/plan.ts';
import { formatBytes, formatCount, formatDuration } from '../../core/quantity.ts';
import type { Outcome } from '../../core/rejection.ts';
import { GateError } from '../../errors.ts';
import type { SideReading } from '../../suites/pairs/estimate.ts';
import type { SlicesReading } from '../../suites/pairs/reading.ts';
import type { PairsSuite } from '../../suites/pairs/suite.ts';
import { refilledBytes, type Shape } from '../../suites/shape.ts';
import { warmUpOf } from './work.ts';

/** What a short run found of one workload of a pair. */
export interface Piloted {
  /** Index into the plan's pairs. */
  readonly pair: number;
  readonly workload: Shape;
  readonly reading: Readonly<Record<'a' | 'b', Pick<SideReading, 'rate' | 'drain'>>> &
    Pick<SlicesReading, 'pause'>;
  /** As they are where nothing but the suite limits them. */
  readonly slices: Slices;
  /** Chooses again, with another cap on the bytes that the slices write. */
  readonly within: (writeCap: number) => Outcome<Slices>;
}

/** What it costs: wall seconds, and bytes written, its warm-up in both. */
interface Cost {
  readonly seconds: number;
  readonly bytes: number;
}

/** A workload of a pair with the slices of the plan. */
export type FittedWork = Pick<Piloted, 'pair' | 'workload' | 'slices'> & Cost;

/** What a plan may cost, and has cost. */
export interface FitRequest {
  readonly plan: Pick<Plan, 'rounds' | 'budget' | 'writeBudget'>;
  readonly suite: Pick<PairsSuite, 'conditioning'>;
  readonly spent: Cost;
  /** Bytes that a round's fresh images take. */
  readonly imageWrites: number;
}

/** Fewest rounds that can be red, and so the fewest that both budgets must allow. */
const fewestRounds = 6;

/** Of the write budget, what is left for a drive that is faster than in the short run. */
const reserve = 0.05;

/**
 * The slices of all pairs so that the planned rounds stay within the write budget: fewer blocks for
 * those that write most. `bad-argument` where a budget allows too few rounds to decide anything.
 */
export function fitRounds(
  found: readonly Piloted[],
  { plan, suite, spent, imageWrites }: FitRequest,
): { readonly chosen: readonly FittedWork[]; readonly round: Cost } {
  const left = plan.writeBudget - spent.bytes;
  const priced = (one: Piloted, slices: Slices) => ({
    ...one,
    slices,
    ...costOf(one, slices, warmUpOf(slices, { ...suite, ...one.workload })),
  });
  const whole = found.map(one => priced(one, one.slices));
  const cap = levelFor(
    whole.map(({ bytes }) => bytes),
    (left * (1 - reserve)) / plan.rounds - imageWrites,
  );
  const chosen = whole.map(one => (one.bytes > cap ? shrunk(one, cap, priced) : one));
  const sum = (of: (one: Cost) => number): number =>
    chosen.reduce((total, one) => total + of(one), 0);
  const round = {
    seconds: sum(({ seconds }) => seconds),
    bytes: imageWrites + sum(({ bytes }) => bytes),
  };
  requireRounds(round, { plan, spent });
  return { chosen, round };
}

/** The largest slices below the cap; where no whole block is, the least that there are. */
function shrunk(
  one: Piloted & Cost,
  cap: number,
  priced: (one: Piloted, slices: Slices) => Piloted & Cost,
): Piloted & Cost {
  const tries = [1, 0.75, 0.5, 1.5, 2].flatMap(times => {
    const slices = one.within(times * cap);
    return slices.ok ? [priced(one, slices.value)] : [];
  });
  const ascending = [one, ...tries].toSorted((x, y) => x.bytes - y.bytes);
  return ascending.findLast(({ bytes }) => bytes <= cap) ?? ascending[0] ?? one;
}

function costOf(
  { reading: { a, b, pause = 0 }, workload }: Piloted,
  slices: Slices,
  warmUp: number,
): Cost {
  const block = 4 * (slices.milliseconds / 1000 + (a.drain + b.drain) / 2 + pause);
  const seconds = slices.blocks * block + Math.max((2 * warmUp) / 1000, block);
  const rate = ((a.rate + b.rate) / 2) * workload.blockSize * (1 - workload.read);
  return { seconds, bytes: rate * seconds + 2 * refilledBytes(workload) };
}

function requireRounds(round: Cost, { plan, spent }: Pick<FitRequest, 'plan' | 'spent'>): void {
  const needed = Math.min(plan.rounds, fewestRounds);
  const wanted = formatCounts(needed, plan.rounds);
  const why = `a short run of the disks shows that a round measures for ${formatDuration(round.seconds)} and writes ${formatBytes(round.bytes)}`;
  if (spent.bytes + needed * round.bytes > plan.writeBudget) {
    const enough = Math.ceil((spent.bytes + plan.rounds * round.bytes) / (1 - reserve) / 2 ** 30);
    throw new GateError('bad-argument', {
      problem: `the write budget of ${formatBytes(plan.writeBudget)} does not allow ${wanted}`,
      why,
      remedy: `give --write-budget ${enough}GiB, or measure fewer or smaller disks`,
    });
  }
  if (spent.seconds + needed * round.seconds <= plan.budget) return;
  const minutes = Math.ceil((spent.seconds + 1.5 * plan.rounds * round.seconds) / 60);
  throw new GateError('bad-argument', {
    problem: `the time budget of ${formatDuration(plan.budget)} does not allow ${wanted}`,
    why,
    remedy: `give --budget ${minutes}m, or measure fewer disks or workloads`,
  });
}

function formatCounts(needed: number, planned: number): string {
  return needed === planned
    ? formatCount(planned, 'planned round')
    : `${needed} of ${planned} rounds, and nothing is decided before`;
}

/** The level to which amounts must be cut so that their sum is `allowed`; infinite where it is. */
export function levelFor(amounts: readonly number[], allowed: number): number {
  let left = allowed;
  for (const [index, amount] of amounts.toSorted((a, b) => a - b).entries()) {
    const share = left / (amounts.length - index);
    if (amount > share) return Math.max(0, share);
    left -= amount;
  }
  return Number.POSITIVE_INFINITY;
}

/** What the plan's slices are, and what a round of them costs. */
export function describeRound(chosen: readonly FittedWork[], { seconds, bytes }: Cost): string {
  const lengths = chosen.map(({ slices }) => slices.milliseconds);
  const span = `${Math.min(...lengths)} to ${Math.max(...lengths)} ms`;
  // Of all pairs the nearest: beyond it a workload has percentiles of some pairs alone.
  const reach = new Map<string, MetricName | undefined>();
  for (const { workload, slices } of chosen)
    if (!reach.has(workload.name) || isFurther(reach.get(workload.name) ?? 'iops', slices.furthest))
      reach.set(workload.name, slices.furthest);
  const told = [...reach].flatMap(([name, furthest]) =>
    furthest === 'latency-p999' ? [] : [`${name} ${furthest ? `up to ${furthest}` : 'none'}`],
  );
  const percentiles = told.length === 0 ? '' : `; percentiles: ${told.join(', ')}`;
  return `slices of ${span}: a round measures for ${formatDuration(seconds)} and writes about ${formatBytes(bytes)}${percentiles}`;
}
