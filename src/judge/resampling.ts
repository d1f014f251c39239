import type { Looks } from '../core/gate-plan.ts';
import { randomFrom } from '../statistics/random.ts';
import type { CellNumbers } from './cell-numbers.ts';
import { decideAtLooks, isDecided } from './look.ts';
import type { TwinRound, TwinRounds } from './twin-rounds.ts';

/** Runs that are made up of real rounds, and judged. */
export interface ResamplingRequest {
  readonly twins: TwinRounds;
  readonly looks: Looks;
  readonly falseAlarm: number;
  /** What one side is multiplied with in one cell drawn by lot: 0.9 is a loss of 10 %. */
  readonly factors: readonly number[];
  readonly runs: number;
  readonly seed: number;
}

/** Counts over resampled runs. */
export interface Resampling {
  readonly runs: number;
  /**
   * With nothing changed: runs that read regressed in some cell, runs that were wholly unchanged,
   * and the rounds of all.
   */
  readonly red: number;
  readonly whollyUnchanged: number;
  readonly rounds: number;
  /**
   * For each factor and each cell: in how many runs the cell lost, and in how many of them it read
   * regressed.
   */
  readonly losses: readonly (readonly Loss[])[];
  /** The MDE of each cell in each run at its end. */
  readonly mdes: readonly (readonly number[])[];
}

interface Loss {
  readonly of: number;
  readonly caught: number;
}

/**
 * Rounds that stay together: one with either side first, so that a side's place in the order is no
 * side's.
 */
const blockLength = 2;

/**
 * Draws runs of as many rounds as are planned from recorded ones, and judges each by the product's
 * own function, look by look. Whole rounds are drawn, all cells of both sides together, in blocks
 * of two that followed each other; in each block it is drawn which side is called head, since with
 * nothing changed either may be. The same draws serve every factor. Source: moving blocks, H. R.
 * Künsch, Ann. Statist. 17, 1989.
 */
export function resample({
  twins,
  looks,
  falseAlarm,
  factors,
  runs,
  seed,
}: ResamplingRequest): Resampling {
  const random = randomFrom(seed);
  const sums = { red: 0, whollyUnchanged: 0, rounds: 0 };
  const losses = factors.map(() => twins.cells.map(() => ({ of: 0, caught: 0 })));
  const mdes = twins.cells.map((): number[] => []);
  for (let run = 0; run < runs; run += 1) {
    const cells = drawRun(twins, { rounds: looks.at.at(-1) ?? looks.rounds, random });
    const target = Math.floor(random() * cells.length);
    const innocent = endOf(cells, { looks, falseAlarm });
    if (innocent.verdicts.includes('regressed')) sums.red += 1;
    if (innocent.verdicts.every(verdict => verdict === 'unchanged')) sums.whollyUnchanged += 1;
    sums.rounds += innocent.at;
    for (const [cell, mde] of innocent.mdes.entries()) mdes[cell]?.push(mde);
    for (const [index, factor] of factors.entries()) {
      const slowed = cells.map((cell, place) => (place === target ? slower(cell, factor) : cell));
      const loss = losses[index]?.[target];
      if (loss === undefined) continue;
      loss.of += 1;
      if (endOf(slowed, { looks, falseAlarm }).verdicts[target] === 'regressed') loss.caught += 1;
    }
  }
  return { runs, ...sums, losses, mdes };
}

/** Both together, as if they had been drawn at once; they are of the same cells and factors. */
export function joinResamplings(one: Resampling, other: Resampling): Resampling {
  return {
    runs: one.runs + other.runs,
    red: one.red + other.red,
    whollyUnchanged: one.whollyUnchanged + other.whollyUnchanged,
    rounds: one.rounds + other.rounds,
    losses: one.losses.map((cells, factor) =>
      cells.map(({ of, caught }, cell) => {
        const more = other.losses[factor]?.[cell];
        return { of: of + (more?.of ?? 0), caught: caught + (more?.caught ?? 0) };
      }),
    ),
    mdes: one.mdes.map((values, cell) => [...values, ...(other.mdes[cell] ?? [])]),
  };
}

/**
 * The recorded rounds as the runs that they make up, one after the other, and how many of those
 * read regressed.
 */
export function judgeInTurn({
  twins,
  looks,
  falseAlarm,
}: Pick<ResamplingRequest, 'twins' | 'looks' | 'falseAlarm'>): {
  readonly of: number;
  readonly red: number;
} {
  const length = looks.at.at(-1) ?? looks.rounds;
  const parts = twins.runs.flatMap(run =>
    Array.from({ length: Math.floor(run.length / length) }, (_, part) =>
      run.slice(part * length, (part + 1) * length),
    ),
  );
  const red = parts.filter(rounds =>
    endOf(cellsOf(twins, rounds), { looks, falseAlarm }).verdicts.includes('regressed'),
  );
  return { of: parts.length, red: red.length };
}

interface Draw {
  readonly rounds: number;
  readonly random: () => number;
}

function drawRun(twins: TwinRounds, { rounds, random }: Draw): CellNumbers[] {
  const starts = twins.runs.flatMap(run => run.map((_, round) => ({ run, round })));
  const drawn: TwinRound[] = [];
  while (drawn.length < rounds) {
    const start = starts[Math.floor(random() * starts.length)];
    if (start === undefined) throw new RangeError('no round was recorded');
    const swapped = random() < 0.5;
    for (let step = 0; step < blockLength && drawn.length < rounds; step += 1) {
      // A run's last round is followed by its first, so that all rounds are drawn equally often.
      const round = start.run[(start.round + step) % start.run.length] ?? [];
      drawn.push(swapped ? round.map(({ head, base }) => ({ head: base, base: head })) : round);
    }
  }
  return cellsOf(twins, drawn);
}

function cellsOf({ cells }: TwinRounds, drawn: readonly TwinRound[]): CellNumbers[] {
  return cells.map(({ tolerance }, cell) => ({
    head: drawn.map(round => round[cell]?.head ?? Number.NaN),
    base: drawn.map(round => round[cell]?.base ?? Number.NaN),
    earlier: [],
    tolerance,
    gated: true,
  }));
}

function slower(cell: CellNumbers, factor: number): CellNumbers {
  return { ...cell, head: cell.head.map(log => log + Math.log(factor)) };
}

/** A run ends at the first look after which nothing is left to decide, else at the last one. */
function endOf(
  cells: readonly CellNumbers[],
  { looks, falseAlarm }: Pick<ResamplingRequest, 'looks' | 'falseAlarm'>,
) {
  const rows = decideAtLooks({ cells, looks, falseAlarm });
  const end = rows.find(({ decisions }) => isDecided(decisions, cells)) ?? rows.at(-1);
  if (end === undefined) throw new RangeError('no look was taken');
  return {
    at: end.at,
    verdicts: end.decisions.map(({ verdict }) => verdict),
    mdes: end.decisions.map(({ comparison }) => comparison.mde),
  };
}
