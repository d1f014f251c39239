import { looksFor } from '../../src/core/gate-plan.ts';
import { type CellSeries, decideAtLooks } from '../../src/judge/look.ts';
import { type Draws, drawsFrom, noiseFamilies } from './noise-family.ts';
import { type PeerCell, peers } from './peer.ts';
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
  /** Red in a cell that lost. */
  readonly caught: number;
  /** Cells that lost, and read unchanged. */
  readonly certified: number;
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
  const sums = { red: 0, caught: 0, certified: 0, whollyUnchanged: 0, rounds: 0, mde: 0 };
  const scores: number[][] = peers.map(() => []);
  for (let run = 0; run < runs; run += 1) {
    const target = Math.floor(draws.uniform() * situation.cells.length);
    const losers =
      loss === 0
        ? []
        : situation.cells
            .map((_, cell) => cell)
            .filter(cell => where === 'all cells' || cell === target);
    const drawn = drawCells(situation, { draws, loss, losers });
    const cells = drawn.map(({ series }) => series);
    const rows = decideAtLooks({ cells, looks, falseAlarm: 0.01 });
    const isEnd = ({ decisions }: (typeof rows)[number]): boolean =>
      decisions.every(({ decidedAt }, cell) => decidedAt !== undefined || !cells[cell]?.gated);
    const end = rows.find(isEnd) ?? rows.at(-1);
    if (end === undefined) throw new RangeError('no look was taken');
    const isRed = (cell: number): boolean => end.decisions[cell]?.verdict === 'regressed';
    if (end.decisions.some(({ verdict }) => verdict === 'regressed')) sums.red += 1;
    if (losers.some(isRed)) sums.caught += 1;
    sums.certified += losers.filter(cell => end.decisions[cell]?.verdict === 'unchanged').length;
    if (end.decisions.every(({ verdict }) => verdict === 'unchanged')) sums.whollyUnchanged += 1;
    sums.rounds += end.at;
    sums.mde += middleOf(end.decisions.map(({ comparison }) => comparison?.mde ?? 1)) / runs;
    for (const [index, { score }] of peers.entries())
      scores[index]?.push(score(drawn.map(({ peer }) => peer)));
  }
  return { runs, ...sums, scores };
}

/** What drift and bursts add to a difference of sides that are measured seconds apart. */
const secondsApart = 0.11;

interface Drawn {
  readonly draws: Draws;
  readonly loss: number;
  readonly losers: readonly number[];
}

/** A cell as ours is given it, and as the peers are: the same rounds. */
interface DrawnCell {
  readonly series: CellSeries;
  readonly peer: PeerCell;
}

/** Cells with what earlier runs had of them; `losers` lost. */
export function drawCells(situation: Situation, { draws, loss, losers }: Drawn): DrawnCell[] {
  const { cells, reference, earlier, factor, sums, stalls = 0, moved } = situation;
  const terms = { tolerance: 0.05, gated: true, reference } as const;
  const past = Array.from({ length: earlier }, () => drawRun(situation, { draws, factor: 1 }));
  const run = drawRun(situation, { draws, factor });
  return cells.map(({ cv }, cell) => {
    const lost = losers.includes(cell) ? Math.log(1 - loss) : 0;
    const [a = [], b = []] = run[cell] ?? [];
    const head = a.map(log => log + lost);
    const stored = past.map(other => other[cell]?.[0] ?? []);
    const apart = Math.hypot(Math.SQRT2 * cv, secondsApart);
    const blocks = head.map(() => lost + apart * draws.normal());
    if (reference === 'stored') {
      const level = head.map(log => log + Math.log(1 - (moved ?? 0)));
      const ratio = (logs: readonly number[]) => logs.map(() => cv * draws.normal());
      const storedRatio = moved !== undefined && {
        storedRatio: { series: ratio(head).map(log => log + lost), stored: stored.map(ratio) },
      };
      const series = { ...terms, series: level, stored, ...storedRatio };
      return { series, peer: { head: level, base: undefined, earlier: stored, blocks } };
    }
    const differences = head.map((log, round) => log - (b[round] ?? 0));
    const stalled = lost + Math.log(1 - stalls);
    const series = {
      ...terms,
      series: differences,
      ...(sums !== undefined && { sums: head.map(() => stalled + sums * draws.normal()) }),
    };
    return { series, peer: { head, base: b, earlier: [], blocks } };
  });
}

/**
 * The values of both sides of each cell. The boot of a round meets all cells and both sides; a coin
 * says which side is first, as the draws of a plan do.
 */
function drawRun(
  { cells, between, boot }: Situation,
  { draws, factor }: { readonly draws: Draws; readonly factor: number },
): (readonly [number[], number[]])[] {
  const boots = Array.from({ length: plannedRounds }, () => boot * draws.normal());
  return cells.map(({ family, cv }) => {
    const next = noiseFamilies[family](draws, cv * factor);
    const level = between * draws.normal();
    const pairs = boots.map(shared => {
      const [first, second] = [level + shared + next(), level + shared + next()];
      return draws.uniform() < 0.5 ? [first, second] : [second, first];
    });
    return [pairs.map(([log]) => log ?? 0), pairs.map(([, log]) => log ?? 0)];
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
