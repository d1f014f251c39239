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
 * variation.
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
  ...recordedFamilies(),
} as const satisfies Record<string, (draws: Draws, cv: number) => () => number>;

export type NoiseFamily = keyof typeof noiseFamilies;
