import { randomFrom } from '../../src/statistics/random.ts';
import { recordedFamilies } from './trace.ts';

/** Random numbers of a simulation: uniform in [0, 1), and standard normal. */
export interface Draws {
  readonly uniform: () => number;
  readonly normal: () => number;
}

/** Draws from a seed. Source of the normal ones: Box and Muller, 1958, both of each pair. */
export function drawsFrom(seed: number): Draws {
  const uniform = randomFrom(seed);
  let spare: number | undefined;
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return { uniform, normal };
}

/**
 * How the logs of one cell's values are strewn; each draws a source of values for a coefficient of
 * variation. A round takes two that follow each other, one for each side, by the toss of a coin.
 */
export const noiseFamilies = {
  normal:
    ({ normal }: Draws, cv: number) =>
    () =>
      Math.log(Math.max(0.05, 1 + cv * normal())),
  'log-normal':
    ({ normal }: Draws, cv: number) =>
    () =>
      cv * normal(),
  /** Each value is for seven tenths the one before: drift. */
  'AR(1) drift': ({ normal }: Draws, cv: number) => {
    let last = cv * normal();
    return () => {
      last = 0.7 * last + Math.sqrt(1 - 0.7 ** 2) * cv * normal();
      return last;
    };
  },
  /** One value in fifty is a stall: 30 to 70 % of what it should be. */
  'rare stalls':
    ({ normal, uniform }: Draws, cv: number) =>
    () =>
      cv * normal() + (uniform() < 0.02 ? Math.log(0.3 + 0.4 * uniform()) : 0),
  /** A quarter of the values lies 1.8 CV below the others. */
  bimodal:
    ({ normal, uniform }: Draws, cv: number) =>
    () =>
      0.5 * cv * normal() + (uniform() < 0.25 ? -0.9 : 0.9) * cv,
  /**
   * The difference of a round is one of two, as far above 0 as below it, by what each boot drew
   * (a memory layout): with a CV of 7.1 % it is +10 or -10 %, with an SD of 1 %.
   */
  'two clusters': ({ normal, uniform }: Draws, cv: number) => {
    let second: number | undefined;
    return () => {
      const first = second;
      second = undefined;
      if (first !== undefined) return first;
      const size = (uniform() < 0.5 ? -1 : 1) * cv * Math.SQRT1_2;
      second = -size + 0.1 * cv * normal();
      return size + 0.1 * cv * normal();
    };
  },
  /**
   * Lumpy, as resampled series of one boot are: all rounds of a run are drawn from the ten windows
   * of one series, whose values hang together and have a heavy tail on one side.
   */
  'one boot’s windows': ({ normal, uniform }: Draws, cv: number) => {
    let last = normal();
    const series = Array.from({ length: 20 }, () => {
      last = 0.4 * last + Math.sqrt(1 - 0.4 ** 2) * normal();
      return last < -1.3 ? 2 * last : last;
    });
    let next: number | undefined;
    return () => {
      const start = next ?? 2 * Math.floor(10 * uniform());
      next = next === undefined ? start + 1 : undefined;
      return 0.8 * cv * (series[start] ?? 0);
    };
  },
  ...recordedFamilies(),
} as const satisfies Record<string, (draws: Draws, cv: number) => () => number>;

export type NoiseFamily = keyof typeof noiseFamilies;
