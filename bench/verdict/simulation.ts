import { looksFor } from '../../src/core/gate-plan.ts';
import type { CellNumbers } from '../../src/judge/cell-numbers.ts';
import { decideAtLooks, isDecided } from '../../src/judge/look.ts';
import { type Draws, drawsFrom, noiseFamilies } from './noise-family.ts';
import { peers } from './peer.ts';
import { plannedRounds, type Situation } from './situation.ts';

/** What is to be simulated: `loss` in one cell drawn by lot, or in all. */
export interface SimulationRequest {
  readonly situation: Situation;
  readonly runs: number;
  readonly seed: number;
  readonly loss: number;
  readonly where: 'one cell' | 'all cells';
}

/** Counts of runs, but for sums where said. */
export interface Simulation {
  readonly runs: number;
  readonly red: number;
  /** Red in a cell that lost, by the first look and by the end. */
  readonly caughtFirst: number;
  readonly caught: number;
  readonly whollyUnchanged: number;
  /** Sum over the runs. */
  readonly rounds: number;
  /** The MDE of the middle cell of each run, averaged. */
  readonly mde: number;
  /** Each peer's score of each run. */
  readonly scores: readonly (readonly number[])[];
}

const looks = { at: looksFor(plannedRounds), rounds: plannedRounds };

/**
 * Simulates runs and judges each by the product's own function, look by look, and by every peer's
 * rule.
 */
export function simulate({ situation, runs, seed, loss, where }: SimulationRequest): Simulation {
  const draws = drawsFrom(seed);
  const sums = { red: 0, caughtFirst: 0, caught: 0, whollyUnchanged: 0, rounds: 0, mde: 0 };
  const scores: number[][] = peers.map(() => []);
  for (let run = 0; run < runs; run += 1) {
    const target = Math.floor(draws.uniform() * situation.cvs.length);
    const losers =
      loss === 0
        ? []
        : situation.cvs
            .map((_, cell) => cell)
            .filter(cell => where === 'all cells' || cell === target);
    const cells = drawCells(situation, { draws, loss, losers });
    const rows = decideAtLooks({ cells, looks, falseAlarm: 0.01 });
    const end = rows.find(({ decisions }) => isDecided(decisions, cells)) ?? rows.at(-1);
    if (end === undefined) throw new RangeError('no look was taken');
    const isRed = (cell: number, decisions = end.decisions): boolean =>
      decisions[cell]?.verdict === 'regressed';
    if (end.decisions.some(({ verdict }) => verdict === 'regressed')) sums.red += 1;
    if (losers.some(cell => isRed(cell))) sums.caught += 1;
    if (losers.some(cell => isRed(cell, rows[0]?.decisions))) sums.caughtFirst += 1;
    if (end.decisions.every(({ verdict }) => verdict === 'unchanged')) sums.whollyUnchanged += 1;
    sums.rounds += end.at;
    sums.mde += middleOf(end.decisions.map(({ comparison }) => comparison.mde)) / runs;
    for (const [index, { score }] of peers.entries()) scores[index]?.push(score(cells));
  }
  return { runs, ...sums, scores };
}

interface Drawn {
  readonly draws: Draws;
  readonly loss: number;
  readonly losers: readonly number[];
}

/** Cells with what earlier runs had of them; `losers` lost. */
export function drawCells(situation: Situation, { draws, loss, losers }: Drawn): CellNumbers[] {
  const earlier = Array.from({ length: situation.earlier }, () =>
    drawRun(situation, { draws, rounds: situation.earlierRounds, sides: 1, factor: 1 }),
  );
  const sides = situation.reference === 'live base' ? 2 : 1;
  const run = drawRun(situation, { draws, rounds: plannedRounds, sides, factor: situation.factor });
  return run.map(({ head, base }, cell) => ({
    head: losers.includes(cell) ? head.map(log => log + Math.log(1 - loss)) : head,
    ...(sides === 2 && { base }),
    earlier: earlier.map(other => ({ head: other[cell]?.head ?? [] })),
    tolerance: 0.05,
    gated: true,
  }));
}

interface RunDrawn {
  readonly draws: Draws;
  readonly rounds: number;
  readonly sides: 1 | 2;
  readonly factor: number;
}

/**
 * The boot of a round meets all cells and both sides; the sides change places from round to round.
 */
function drawRun(
  situation: Situation,
  { draws, rounds, sides, factor }: RunDrawn,
): { head: number[]; base: number[] }[] {
  const { family, cvs, between, boot, unequal } = situation;
  const boots = Array.from({ length: rounds }, () => boot * draws.normal());
  return cvs.map(cv => {
    const noise = unequal === 0 ? 1 : Math.exp(unequal * draws.normal());
    const next = noiseFamilies[family](draws, cv * factor * noise);
    const level = between * draws.normal();
    const pairs = boots.map((shared, round) => {
      const first = level + shared + next();
      const second = sides === 2 ? level + shared + next() : 0;
      return round % 2 === 0 || sides === 1 ? [first, second] : [second, first];
    });
    return { head: pairs.map(([log]) => log ?? 0), base: pairs.map(([, log]) => log ?? 0) };
  });
}

function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (
    ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) +
      (sorted[Math.floor(sorted.length / 2)] ?? 0)) /
    2
  );
}
