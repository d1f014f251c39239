import { type NoiseFamily, noiseFamilies } from './noise-family.ts';

/** One case of the bench: how its values come about. */
export interface Situation {
  readonly name: string;
  readonly family: NoiseFamily;
  /** Coefficient of variation of each gated cell. */
  readonly cvs: readonly number[];
  readonly reference: 'live base' | 'stored runs';
  /** Earlier runs, and the rounds of each. */
  readonly earlier: number;
  readonly earlierRounds: number;
  /** Standard deviation between runs, of each cell for itself. */
  readonly between: number;
  /** What a boot does to all cells of a round alike. */
  readonly boot: number;
  /** Standard deviation of the logarithm of each run's own noise, cell by cell. */
  readonly unequal: number;
  /** How much noisier the judged run is than all of its history. */
  readonly factor: number;
}

/** Rounds that every simulated run is planned for. */
export const plannedRounds = 16;

const unequalCells = [0.005, 0.02, 0.04, 0.08, 0.12, 0.15];
const common = {
  cvs: unequalCells,
  earlier: 0,
  earlierRounds: 8,
  between: 0.02,
  boot: 0.02,
  unequal: 0,
  factor: 1,
} as const;

/** The case that the bars of power are stated for: CV 3 % on both sides, six gated cells. */
export const steady = {
  ...common,
  family: 'log-normal',
  reference: 'live base',
  cvs: [0.03, 0.03, 0.03, 0.03, 0.03, 0.03],
  boot: 0,
} as const satisfies Omit<Situation, 'name'>;

/** Every case for which the false-alarm rate must hold. */
export function situations(): Situation[] {
  const families = Object.keys(noiseFamilies) as NoiseFamily[];
  const live = { ...common, reference: 'live base' } as const;
  const stored = { ...common, reference: 'stored runs', earlierRounds: plannedRounds } as const;
  return [
    ...families.flatMap(family => [
      { ...live, name: `live base, ${family}`, family },
      { ...live, name: `live base and 5 stored runs, ${family}`, family, earlier: 5 },
    ]),
    {
      ...live,
      name: 'live base and 5 stored runs, unequal noise from run to run',
      family: 'log-normal',
      earlier: 5,
      unequal: 0.5,
    },
    {
      ...live,
      name: 'live base and 5 stored runs, a run twice as noisy as they',
      family: 'log-normal',
      earlier: 5,
      factor: 2,
    },
    ...[3, 10, 30].flatMap(earlier =>
      [0.02, 0.05].flatMap(between =>
        families.map(family => ({
          ...stored,
          name: `${earlier} stored runs, SD ${between * 100} % between them, ${family}`,
          family,
          earlier,
          between,
        })),
      ),
    ),
    {
      ...stored,
      name: '10 stored runs, unequal noise from run to run',
      family: 'log-normal',
      earlier: 10,
      unequal: 0.5,
    },
    {
      ...stored,
      name: '10 stored runs, a run twice as noisy as they',
      family: 'log-normal',
      earlier: 10,
      factor: 2,
    },
  ];
}
