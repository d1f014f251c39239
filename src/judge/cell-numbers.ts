import { type Centre, centreOf } from '../statistics/centre.ts';
import type { Difference } from '../statistics/comparison.ts';
import { type Noise, noiseOf, withHistory } from '../statistics/noise-history.ts';
import { historyOf, ownPart } from '../statistics/uncertainty.ts';

/** The numbers that a cell is judged by: logs, turned so that more is better, one a round. */
export interface CellNumbers {
  readonly head: readonly number[];
  /** The base of the same rounds, where there is one. */
  readonly base?: readonly number[] | undefined;
  readonly earlier: readonly EarlierRun[];
  readonly tolerance: number;
  readonly gated: boolean;
}

/** The same cell in a stored run: its logs, turned alike. */
export interface EarlierRun {
  readonly head: readonly number[];
  /** Its own base side, where it had one. */
  readonly base?: readonly number[] | undefined;
}

/** A cell made ready for its looks. */
export interface ReadyCell {
  /**
   * What is averaged over the rounds: head against the base of the same rounds, or against nothing
   * yet.
   */
  readonly series: readonly number[];
  readonly reference: 'live base' | 'stored runs';
  readonly earlier: readonly EarlierRun[];
  /** Noise of `series` from round to round in earlier runs. */
  readonly noise: Noise | undefined;
}

/**
 * Against a base of the same rounds the rounds' own differences count: what a round, a boot or a
 * day did to both sides cancels. Of earlier runs that had one side only, a difference has at most
 * twice the variance.
 */
export function readyCell({ head, base, earlier }: CellNumbers): ReadyCell {
  if (base === undefined) {
    const noise = noiseOf(earlier.map(run => centreOf(run.head)));
    return { series: head, reference: 'stored runs', earlier, noise };
  }
  return {
    series: differences(head, base),
    reference: 'live base',
    earlier,
    noise: noiseOf(earlier.map(pairNoise)),
  };
}

function pairNoise({ head, base }: EarlierRun): Centre {
  if (base !== undefined) return centreOf(differences(head, base));
  const centre = centreOf(head);
  return { ...centre, variance: 2 * centre.variance };
}

function differences(head: readonly number[], base: readonly number[]): number[] {
  return head.map((log, round) => log - (base[round] ?? Number.NaN));
}

/**
 * What the run's noise is thought to be, as a factor of its history's: told more cautiously where
 * it blocks.
 */
export interface NoiseFactors {
  readonly blocking: number;
  readonly certifying: number;
}

/** The difference that a cell shows, with its sources of error. */
export function differenceOf(
  { reference, earlier, noise }: ReadyCell,
  own: Centre,
  factors: NoiseFactors,
): Difference {
  const known = {
    blocking: withHistory(own, noise, factors.blocking),
    certifying: withHistory(own, noise, factors.certifying),
  };
  if (reference === 'live base') {
    const parts = ({ variance, freedom }: Noise) => [
      { source: 'within runs', variance: variance / own.n, freedom } as const,
    ];
    return {
      estimate: own.centre,
      blocking: parts(known.blocking),
      certifying: parts(known.certifying),
    };
  }
  const history = historyOf(
    earlier.map(({ head }) => head),
    own.n,
  );
  const parts = (noiseOfHead: Noise) => [
    ownPart(noiseOfHead, { n: own.n, history }),
    ...history.parts,
  ];
  return {
    estimate: own.centre - history.level,
    blocking: parts(known.blocking),
    certifying: parts(known.certifying),
  };
}

/** The centre of the first rounds of a cell. */
export function centreAt({ series }: ReadyCell, rounds: number): Centre {
  return centreOf(series.slice(0, rounds));
}
