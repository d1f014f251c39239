import { type NoiseFamily, noiseFamilies } from './noise-family.ts';

/** One cell of a case. */
interface Source {
  readonly family: NoiseFamily;
  /** Coefficient of variation of one side; a difference has √2 times as much. */
  readonly cv: number;
}

/** One case of the bench: how its values come about. */
export interface Situation {
  readonly name: string;
  readonly cells: readonly Source[];
  readonly reference: 'live' | 'stored';
  /** Earlier runs, where they are the reference. */
  readonly earlier: number;
  /** Standard deviation between runs, of each cell for itself. */
  readonly between: number;
  /** What a boot does to all cells and sides of a round alike. */
  readonly boot: number;
  /** How much noisier the judged run is than all of its history. */
  readonly factor: number;
  /** Noise of the ratio of the sums in a round; absent where there is none. */
  readonly sums?: number | undefined;
  /** What a stall on the head costs its sums, as a fraction. */
  readonly stalls?: number | undefined;
  /** Of how many false alarms there are alone is asked. */
  readonly alarmsOnly?: true | undefined;
  /**
   * Whether each run keeps the ratio to a yardstick, and what the host lost since: of the level.
   */
  readonly moved?: number | undefined;
}

/** Rounds that every simulated run is planned for. */
export const plannedRounds = 16;

const common = {
  reference: 'live',
  earlier: 0,
  between: 0,
  boot: 0.02,
  factor: 1,
} as const satisfies Partial<Situation>;

/** Six cells of one family whose differences have this SD. */
function evenCells(deviation: number, family: NoiseFamily = 'normal'): Source[] {
  return Array.from({ length: 6 }, () => ({ family, cv: deviation * Math.SQRT1_2 }));
}

function unequalCells(family: NoiseFamily): Source[] {
  return [0.005, 0.02, 0.04, 0.08, 0.12, 0.15].map(cv => ({ family, cv }));
}

/** Six cells against a live base, for what is asked of them. */
export function steady(deviation: number, sums?: Pick<Situation, 'sums' | 'stalls'>): Situation {
  return { ...common, boot: 0, name: 'steady', cells: evenCells(deviation), ...sums };
}

const cluster = { family: 'two clusters', cv: 0.0707 } as const;

/** Every case for which the false-alarm rate must hold. */
export function situations(): Situation[] {
  const families = Object.keys(noiseFamilies) as NoiseFamily[];
  const calm = evenCells(0.01).slice(1);
  return [
    ...families.map(family => ({
      ...common,
      name: family,
      cells: unequalCells(family),
      sums: 0.1,
    })),
    { ...common, name: 'two clusters of ±10 %, one cell', cells: [cluster], alarmsOnly: true },
    {
      ...common,
      name: 'two clusters of ±10 %, one cell of six',
      cells: [cluster, ...calm],
      alarmsOnly: true,
    },
    {
      ...common,
      name: 'two clusters of ±10 %, six cells',
      cells: Array.from({ length: 6 }, () => cluster),
      alarmsOnly: true,
    },
    { ...common, name: 'six cells, SD 2 %', cells: evenCells(0.02), sums: 0.03 },
    { ...common, name: 'six cells, SD 6 %', cells: evenCells(0.06), sums: 0.1 },
    { ...common, name: 'six cells, SD 12 %', cells: evenCells(0.12), sums: 0.17 },
    ...storedSituations(),
  ];
}

function storedSituations(): Situation[] {
  const stored = { ...common, reference: 'stored', between: 0.05, alarmsOnly: true } as const;
  return [
    ...[3, 5, 10, 30].map(earlier => ({
      ...stored,
      name: `${earlier} stored runs, SD 5 % between them, log-normal`,
      earlier,
      cells: unequalCells('log-normal'),
    })),
    {
      ...stored,
      name: '10 stored runs, SD 5 % between them, rare stalls',
      earlier: 10,
      cells: unequalCells('rare stalls'),
    },
    {
      ...stored,
      name: '10 stored runs, SD 5 % between them, a run twice as noisy as they',
      earlier: 10,
      cells: unequalCells('log-normal'),
      factor: 2,
    },
    {
      ...stored,
      name: '10 stored runs with a yardstick, a host that lost 20 %',
      earlier: 10,
      cells: evenCells(0.02),
      moved: 0.2,
    },
  ];
}
