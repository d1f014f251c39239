import { peers } from './peer.ts';
import type { SimulationPool } from './pool.ts';
import type { Simulation } from './simulation.ts';
import { type Situation, situations, steady } from './situation.ts';

/** What one case came to; shares of runs. */
export interface CaseOutcome {
  readonly name: string;
  readonly runs: number;
  /** Runs without any change that read regressed, and its upper 95 % bound. */
  readonly falseAlarms: number;
  readonly bound: number;
  readonly mde: number;
  /** False alarms of each peer at its own settings. */
  readonly peers: readonly number[];
  readonly powers: readonly PowerOutcome[];
}

/**
 * What was caught of a loss by the end: ours, and each peer at its own settings and calibrated to
 * our false-alarm rate.
 */
interface PowerOutcome {
  readonly loss: number;
  readonly where: 'one cell' | 'all cells';
  readonly ours: number;
  readonly own: readonly number[];
  readonly calibrated: readonly number[];
}

/** What was asked at a CV of 3 %. */
export interface SteadyOutcome {
  readonly name: string;
  readonly value: number;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

export interface VerdictRequest {
  readonly runs: number;
  readonly seed: number;
  readonly say: (text: string) => void;
}

/**
 * Simulates every case; losses against a live base only, since against stored runs the MDE says it
 * all.
 */
export async function outcomes(
  pool: SimulationPool,
  { runs, seed, say }: VerdictRequest,
): Promise<CaseOutcome[]> {
  const found: CaseOutcome[] = [];
  for (const [index, situation] of situations().entries()) {
    const request = { situation, seed: seed + index, where: 'one cell' } as const;
    const none = await pool.simulate({ ...request, runs, loss: 0 });
    const powers =
      situation.reference === 'live base'
        ? await powersOf(pool, { situation, seed: seed + index, none })
        : [];
    const outcome: CaseOutcome = {
      name: situation.name,
      runs,
      falseAlarms: none.red / runs,
      bound: upperBound(none.red, runs),
      mde: none.mde,
      peers: peers.map(({ own }, peer) => shareAbove(none.scores[peer] ?? [], own)),
      powers,
    };
    say(
      `${outcome.name}: ${(outcome.falseAlarms * 100).toFixed(2)} % (below ${(outcome.bound * 100).toFixed(2)} %)`,
    );
    found.push(outcome);
  }
  return found;
}

/** Most runs with a loss, for each size and place. */
const lossRuns = 4000;

async function powersOf(
  pool: SimulationPool,
  { situation, seed, none }: { situation: Situation; seed: number; none: Simulation },
): Promise<PowerOutcome[]> {
  const wheres = ['one cell', 'all cells'] as const;
  const asked = wheres.flatMap(where => [0.05, 0.08, 0.1, 0.2].map(loss => ({ loss, where })));
  return Promise.all(
    asked.map(async ({ loss, where }) => {
      const found = await pool.simulate({
        situation,
        runs: Math.min(lossRuns, none.runs),
        seed: seed + 500,
        loss,
        where,
      });
      const thresholds = none.scores.map(scores => quantileAbove(scores, none.red / none.runs));
      return {
        loss,
        where,
        ours: found.red / found.runs,
        own: peers.map(({ own }, peer) => shareAbove(found.scores[peer] ?? [], own)),
        calibrated: thresholds.map((threshold, peer) =>
          shareAbove(found.scores[peer] ?? [], threshold),
        ),
      };
    }),
  );
}

/** The stated bars: six gated cells at a CV of 3 %, with 40 rounds of history and without. */
export async function steadyOutcomes(
  pool: SimulationPool,
  { runs, seed }: VerdictRequest,
): Promise<SteadyOutcome[]> {
  const ask = (earlier: number, loss: number) =>
    pool.simulate({
      situation: { ...steady, name: 'steady', earlier },
      runs,
      seed: seed + earlier,
      loss,
      where: 'one cell',
    });
  const [none, ten, eight, bareTen, bareEight] = await Promise.all([
    ask(5, 0),
    ask(5, 0.1),
    ask(5, 0.08),
    ask(0, 0.1),
    ask(0, 0.08),
  ]);
  return [
    {
      name: 'a loss of 10 % in one cell, caught within 6 rounds',
      value: ten.caughtFirst / runs,
      atLeast: 0.9,
    },
    {
      name: 'a loss of 8 % in one cell, caught within 16 rounds',
      value: eight.caught / runs,
      atLeast: 0.9,
    },
    { name: 'no change: runs wholly unchanged', value: none.whollyUnchanged / runs, atLeast: 0.9 },
    {
      name: 'no change: share of the 16 rounds that was used',
      value: none.rounds / runs / 16,
      atMost: 0.6,
    },
    {
      name: 'without history, a loss of 10 % within 16 rounds',
      value: bareTen.caught / runs,
      atLeast: 0.9,
    },
    {
      name: 'without history, a loss of 8 % within 16 rounds',
      value: bareEight.caught / runs,
      atLeast: 0.9,
    },
  ];
}

/**
 * The one-sided 95 % bound of a share of which `count` of `runs` were seen, by the score of Wilson
 * (1927).
 */
export function upperBound(count: number, runs: number): number {
  const z = 1.6448536269514722;
  const p = count / runs;
  return (
    (p + z ** 2 / (2 * runs) + z * Math.sqrt((p * (1 - p)) / runs + z ** 2 / (4 * runs ** 2))) /
    (1 + z ** 2 / runs)
  );
}

function shareAbove(scores: readonly number[], threshold: number): number {
  return scores.filter(score => score > threshold).length / scores.length;
}

/** The threshold above which a share of the scores lies. */
function quantileAbove(scores: readonly number[], share: number): number {
  const sorted = scores.toSorted((a, b) => b - a);
  return sorted[Math.round(share * scores.length)] ?? Number.POSITIVE_INFINITY;
}
