import type { CellName } from '../core/cell.ts';
import type { Looks } from '../core/gate-plan.ts';
import type { Verdict } from '../core/verdict.ts';
import { highestShare } from '../statistics/binomial.ts';
import { centreOf } from '../statistics/centre.ts';
import { prospectOf, roundsNeeded } from './prospect.ts';
import type { Resampling } from './resampling.ts';
import { selftestAdvice } from './selftest-advice.ts';
import { changeInterval } from './selftest-difference.ts';
import type { TwinRounds } from './twin-rounds.ts';

/** What is multiplied in, and so lost: 5, 10 and 20 %. */
export const selftestFactors = [0.95, 0.9, 0.8] as const;

/** Runs that are resampled. */
export const selftestRuns = 10_000;

/**
 * What a host's own rounds, in which nothing changed, say of its gate. Shares and changes are
 * fractions.
 */
export interface Selftest {
  readonly schema: 1;
  readonly recorded: Recorded;
  /** How the resampled runs were judged. */
  readonly judged: {
    readonly rounds: number;
    readonly planned: number;
    readonly looks: readonly number[];
    readonly gatedCells: number;
    readonly falseAlarm: number;
  };
  readonly resampled: { readonly runs: number; readonly seed: number };
  readonly falseAlarms: FalseAlarms;
  /**
   * With nothing changed: runs that were shown to be wholly unchanged, and the rounds that a run
   * took.
   */
  readonly whollyUnchanged: number;
  readonly meanRounds: number;
  /** A loss in one cell drawn by lot. */
  readonly detection: readonly Detection[];
  readonly cells: readonly SelftestCell[];
  /** Real throttled disks; null where none was measured. */
  readonly wiring: Wiring | null;
  readonly advice: readonly string[];
}

/** The rounds that were resampled. */
interface Recorded {
  readonly runs: number;
  readonly rounds: number;
  readonly secondsPerRound: number;
  /** Seconds that a run may take: what a plan of more rounds must fit into. */
  readonly budget: number;
  /** Verdicts of the recorded runs themselves, whose sides were alike. */
  readonly verdicts: readonly Verdict[];
}

/**
 * `rate` is of the resampled runs. The recorded rounds make up `realRuns` runs, which bound the
 * true rate on their own.
 */
interface FalseAlarms {
  readonly seen: number;
  readonly rate: number;
  readonly realRuns: number;
  readonly realRed: number;
  /** 1 where the rounds do not make up one run. */
  readonly realRateAtMost: number;
  /** Rounds without any red run that would show the budget to be kept at 95 %. */
  readonly roundsForProof: number;
}

interface Detection {
  readonly loss: number;
  readonly of: number;
  readonly caught: number;
}

/** One gated cell. */
export interface SelftestCell extends CellName {
  readonly tolerance: number;
  /** How much the sides, which were alike, differed over all rounds; 95 % interval. */
  readonly difference: { readonly change: number; readonly low: number; readonly high: number };
  /** Standard deviation of one round's difference. */
  readonly noise: number;
  /** Median over the resampled runs. */
  readonly mde: number;
  readonly detection: readonly Detection[];
  /**
   * Rounds that catch a loss nine times in ten; null where 100 do not. Only of losses beyond the
   * tolerance.
   */
  readonly roundsNeeded: readonly { readonly loss: number; readonly rounds: number | null }[];
  /** The tolerance at which the cell would be decided within the judged rounds. */
  readonly decidableTolerance: number;
}

/** A known loss on real disks, both sides throttled, and what the gate said of it. */
export interface Wiring {
  readonly arm: string;
  readonly workload: string;
  readonly loss: number;
  readonly verdict: Verdict;
  readonly rounds: number;
  readonly change: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly reason: string | null;
  readonly passed: boolean;
}

/** What a selftest is put together from. */
export interface SelftestFacts {
  readonly twins: TwinRounds;
  readonly looks: Looks;
  readonly falseAlarm: number;
  readonly seed: number;
  readonly resampling: Resampling;
  readonly recorded: Recorded;
  readonly realRuns: { readonly of: number; readonly red: number };
  readonly wiring: Wiring | null;
}

/** Puts a selftest together, with what would make its gate more decisive. */
export function describeSelftest(facts: SelftestFacts): Selftest {
  const { twins, looks, falseAlarm, seed, resampling, recorded, realRuns, wiring } = facts;
  const rounds = looks.at.at(-1) ?? looks.rounds;
  const real = { seen: realRuns.red, of: realRuns.of };
  const found: Omit<Selftest, 'advice'> = {
    schema: 1,
    recorded,
    judged: {
      rounds,
      planned: looks.rounds,
      looks: looks.at,
      gatedCells: twins.cells.length,
      falseAlarm,
    },
    resampled: { runs: resampling.runs, seed },
    falseAlarms: {
      seen: resampling.red,
      rate: resampling.red / resampling.runs,
      realRuns: realRuns.of,
      realRed: realRuns.red,
      realRateAtMost: highestShare(real),
      // (1 - rate)^runs = 5 %
      roundsForProof: Math.ceil(Math.log(0.05) / Math.log1p(-falseAlarm)) * rounds,
    },
    whollyUnchanged: resampling.whollyUnchanged / resampling.runs,
    meanRounds: resampling.rounds / resampling.runs,
    detection: selftestFactors.map((factor, index) =>
      detectionOf(factor, resampling.losses[index] ?? []),
    ),
    cells: twins.cells.map((_, cell) => describeCell(facts, cell)),
    wiring,
  };
  return { ...found, advice: selftestAdvice(found) };
}

function detectionOf(
  factor: number,
  losses: readonly { readonly of: number; readonly caught: number }[],
): Detection {
  const sum = (pick: 'of' | 'caught'): number =>
    losses.reduce((total, loss) => total + loss[pick], 0);
  return { loss: lossOf(factor), of: sum('of'), caught: sum('caught') };
}

function lossOf(factor: number): number {
  return Number((1 - factor).toFixed(4));
}

function describeCell(
  { twins, looks, falseAlarm, resampling }: SelftestFacts,
  index: number,
): SelftestCell {
  const cell = twins.cells[index];
  if (cell === undefined) throw new RangeError(`there is no cell ${index}`);
  const differences = twins.runs
    .flat()
    .map(round => (round[index]?.head ?? Number.NaN) - (round[index]?.base ?? Number.NaN));
  const request = {
    differences,
    tolerance: cell.tolerance,
    falseAlarm,
    gatedCells: twins.cells.length,
  };
  const losses = selftestFactors.map(lossOf).filter(loss => loss > cell.tolerance);
  return {
    ...cell,
    difference: changeInterval(differences),
    noise: Math.sqrt(centreOf(differences).variance),
    mde: middleOf(resampling.mdes[index] ?? []),
    detection: selftestFactors.map((factor, place) =>
      detectionOf(factor, [resampling.losses[place]?.[index] ?? none]),
    ),
    roundsNeeded: losses.map(loss => ({ loss, rounds: roundsNeeded(request, loss) ?? null })),
    decidableTolerance: prospectOf(request, looks).tolerance,
  };
}

const none = { of: 0, caught: 0 } as const;

function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (
    ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) +
      (sorted[Math.floor(sorted.length / 2)] ?? 0)) /
    2
  );
}
