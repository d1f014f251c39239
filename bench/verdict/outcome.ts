import { peers } from './peer.ts';
import type { SimulationPool } from './pool.ts';
import type { Simulation } from './simulation.ts';
import { plannedRounds, type Situation, situations, steady } from './situation.ts';

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

/** What was asked of six equal cells. */
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
 * Simulates every case, and losses where they are asked for: against stored runs the MDE says it
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
      situation.alarmsOnly === undefined
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
const lossRuns = 1500;

async function powersOf(
  pool: SimulationPool,
  { situation, seed, none }: { situation: Situation; seed: number; none: Simulation },
): Promise<PowerOutcome[]> {
  const asked = [
    ...[0.08, 0.1, 0.2].map(loss => ({ loss, where: 'one cell' }) as const),
    { loss: 0.08, where: 'all cells' } as const,
  ];
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

/**
 * The stated bars: six gated cells at 5 %, 16 rounds at most, by the SD of a round's difference.
 */
export async function steadyOutcomes(
  pool: SimulationPool,
  { runs, seed }: VerdictRequest,
): Promise<SteadyOutcome[]> {
  const ask = (situation: Situation, loss = 0) =>
    pool.simulate({ situation, runs, seed, loss, where: 'one cell' });
  const [calm, three, busy, five, six, lost, little, stalled, both, edge] = await Promise.all([
    ask(steady(0.01, { sums: 0.02 })),
    ask(steady(0.03, { sums: 0.1 })),
    ask(steady(0.04, { sums: 0.15 })),
    ask(steady(0.05)),
    ask(steady(0.06)),
    ask(steady(0.06, { sums: 0.1 }), 0.08),
    ask(steady(0.01, { sums: 0.02 }), 0.1),
    ask(steady(0.01, { sums: 0.04, stalls: 0.18 })),
    ask(steady(0.04, { sums: 0.15, stalls: 0.18 })),
    ask(steady(0.05), 0.05),
  ]);
  const unchanged = (found: Simulation) => found.whollyUnchanged / runs;
  const used = (found: Simulation) => found.rounds / runs / plannedRounds;
  return [
    { name: 'SD 1 %, no change: runs wholly unchanged', value: unchanged(calm), atLeast: 0.99 },
    { name: 'SD 1 %, no change: share of the rounds used', value: used(calm), atMost: 0.4 },
    { name: 'SD 3 %, no change: runs wholly unchanged', value: unchanged(three), atLeast: 0.9 },
    { name: 'SD 3 %, no change: share of the rounds used', value: used(three), atMost: 0.55 },
    {
      name: 'SD 4 %, sums with an SD of 15 %, no change: runs wholly unchanged',
      value: unchanged(busy),
      atLeast: 0.8,
    },
    { name: 'SD 5 %, no change: runs wholly unchanged', value: unchanged(five), atLeast: 0.86 },
    { name: 'SD 6 %, no change: runs wholly unchanged', value: unchanged(six), atLeast: 0.59 },
    { name: 'SD 6 %, a loss of 8 % in one cell', value: lost.caught / runs, atLeast: 0.85 },
    { name: 'SD 1 %, a loss of 10 % in one cell', value: little.caught / runs, atLeast: 0.99 },
    { name: 'the same: share of the rounds used', value: used(little), atMost: 0.75 },
    { name: 'SD 1 %, stalls that cost the sums 18 %', value: stalled.red / runs, atLeast: 0.99 },
    {
      name: 'SD 5 %, a loss of the tolerance, certified as unchanged',
      value: edge.certified / runs,
      atMost: 0.06,
    },
    { name: 'SD 4 %, the same, sums with an SD of 15 %', value: both.red / runs, atLeast: 0.8 },
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
