import type { Looks } from '../core/gate-plan.ts';
import { normalQuantile, normalTail } from '../statistics/normal.ts';

/** Probability that a run without any change reads regressed, which its gated cells share. */
export interface ErrorBudget {
  readonly looks: Looks;
  readonly falseAlarm: number;
  /** All that gate, also those that regressed or have no value. */
  readonly gatedCells: number;
}

/** A cell at one look. */
export interface NoisyCell {
  /**
   * Half of its blocking interval, on the log scale, if the budget were shared evenly and spent at
   * this look alone.
   */
  readonly half: number;
  readonly tolerance: number;
  /** Whether it takes from the budget: it gates, and has not regressed. */
  readonly shares: boolean;
}

export interface LevelsRequest {
  /** Place of the look among the declared ones. */
  readonly place: number;
  readonly cells: readonly NoisyCell[];
  /** Gated cells that are not among `cells`: each keeps a whole share. */
  readonly others: number;
}

/**
 * The level of each cell's blocking interval at one look, such that all cells over all looks err
 * with probability `falseAlarm` at most. All have the same share of the budget, but not the same
 * use for it:
 *
 * - Over the looks it is spent by information. A cell whose tolerance stands out of its noise
 *   within the planned rounds spends six tenths of its share at 38 % of them; one that would need k
 *   times as many spends as if k² times as many were planned, so that nearly all is left for the
 *   last look: a look in which the tolerance is lost in the noise decides nothing. The parts add up
 *   to the share, which holds however the looks depend on each other.
 * - What is red is also beyond the tolerance, and noise alone does not carry a calm cell there. A
 *   look costs a cell the smaller of its part and that probability; the share is the largest with
 *   which all cells cost the budget together.
 *
 * Sources: K. K. G. Lan and D. L. DeMets, Biometrics 45, 1989, and C. R. Mehta and A. A. Tsiatis,
 * Drug Inf. J. 35, 2001 (spending by information); I. K. Hwang, W. J. Shih and J. S. DeCani,
 * Statist. Med. 9, 1990 (the family of functions); R. R. Tarone, Biometrics 46, 1990 (tests that
 * cannot reject need no share).
 */
export function blockingLevels(
  budget: ErrorBudget,
  { place, cells, others }: LevelsRequest,
): readonly number[] {
  const at = budget.looks.at[place] ?? 0;
  const prices = priceLists(budget);
  const grades = cells.map(({ half, tolerance }) =>
    gradeOf(at * (half / -Math.log1p(-tolerance)) ** 2),
  );
  const priced = cells.flatMap(({ shares }, cell) => (shares ? [prices(grades[cell] ?? 0)] : []));
  const share = commonShare(budget, { priced, others });
  return grades.map(grade => Math.max(least, share * (prices(grade)[place]?.part ?? 0)));
}

/** A quantile of nothing is infinite. */
const least = 1e-12;

/** What a look costs a cell. */
interface Price {
  /** Part of the cell's share that is spent there. */
  readonly part: number;
  /** Probability that noise alone carries it beyond the tolerance. */
  readonly stray: number;
}

interface Claims {
  readonly priced: readonly (readonly Price[])[];
  readonly others: number;
}

/** Raised from an even one in steps, so that few different quantiles are asked for. */
function commonShare({ falseAlarm, gatedCells }: ErrorBudget, { priced, others }: Claims): number {
  let share = falseAlarm / gatedCells;
  for (;;) {
    const next = share * shareStep;
    const cost = priced.reduce((sum, prices) => sum + costOf(prices, next), others * next);
    if (next > falseAlarm || cost > falseAlarm) return share;
    share = next;
  }
}

const shareStep = 2 ** (1 / 8);

function costOf(prices: readonly Price[], share: number): number {
  let cost = 0;
  for (const { part, stray } of prices) cost += Math.min(share * part, stray);
  return cost;
}

/**
 * A cell's noise by the rounds that it would take, in steps of 2^(1/4) upwards: cells of one grade
 * have the same prices.
 */
const gradesPerDoubling = 4;
const lowestGrade = -14;
const highestGrade = 44;

function gradeOf(rounds: number): number {
  const grade = Math.ceil(Math.log2(rounds) * gradesPerDoubling);
  return Number.isNaN(grade) ? highestGrade : Math.max(lowestGrade, Math.min(highestGrade, grade));
}

/** The same few plans are asked for again and again. */
const known = new Map<string, Map<number, readonly Price[]>>();

function priceLists({
  looks,
  falseAlarm,
  gatedCells,
}: ErrorBudget): (grade: number) => readonly Price[] {
  const z = -normalQuantile(falseAlarm / gatedCells);
  const key = `${looks.at.join()} ${looks.rounds} ${z}`;
  if (known.size > 1000) known.clear();
  const lists = known.get(key) ?? new Map<number, readonly Price[]>();
  known.set(key, lists);
  return grade => {
    const list =
      lists.get(grade) ?? pricesOf(looks, { needed: 2 ** (grade / gradesPerDoubling), z });
    lists.set(grade, list);
    return list;
  };
}

/** `needed`: rounds after which the tolerance would be `z` standard errors away from no change. */
function pricesOf(
  { at, rounds }: Looks,
  { needed, z }: { readonly needed: number; readonly z: number },
): Price[] {
  const full = rounds * Math.max(1, needed / rounds) ** 2;
  let spent = 0;
  return at.map((look, index) => {
    const goal = index === at.length - 1 ? 1 : spentPart(look / full);
    const part = Math.max(0, goal - spent);
    spent = goal;
    return { part, stray: normalTail(z * Math.sqrt(look / needed)) };
  });
}

/**
 * How early the budget is spent: so that six of sixteen rounds catch a loss of 10 % nine times in
 * ten (`npm run bench:verdict`).
 */
const haste = 2.2;

/** The part of a share that is spent after a part of the rounds. */
function spentPart(part: number): number {
  return Math.expm1(-haste * Math.min(1, part)) / Math.expm1(-haste);
}
