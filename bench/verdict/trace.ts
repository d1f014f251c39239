import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Draws } from './noise-family.ts';

/** What is read of a trace that `npm run traces` wrote. */
const trace = z.object({
  runs: z.array(
    z.object({
      rounds: z.array(
        z.object({
          head: z.record(z.string(), z.number()),
          base: z.record(z.string(), z.number()),
        }),
      ),
    }),
  ),
});

/** What is read of a run document of the suite `pairs` in which nothing changed. */
const pairsRun = z.object({
  rounds: z.array(
    z.object({
      differences: z.array(z.object({ pair: z.number(), workload: z.string(), log: z.number() })),
    }),
  ),
});

type NoiseSource = (draws: Draws, cv: number) => () => number;

/** One cell's rounds, one after the other: the logs of both sides, or half of a difference each. */
type Rounds = readonly (readonly [number, number])[];

const recorded = 'recorded traces';
const paired = 'recorded pairs';

/**
 * Those families by their names, from fixtures/traces and fixtures/traces/pairs; where nothing was
 * recorded there is none, and no list names it.
 */
export function recordedFamilies(): Readonly<Record<typeof recorded | typeof paired, NoiseSource>> {
  const directory = resolve(import.meta.dirname, '../../fixtures/traces');
  const families = {
    [recorded]: recordedNoise(directory),
    [paired]: pairedNoise(join(directory, 'pairs')),
  };
  return Object.fromEntries(
    Object.entries(families).filter(([, noise]) => noise !== undefined),
  ) as Readonly<Record<keyof typeof families, NoiseSource>>;
}

/**
 * Noise of real guests: both values of recorded rounds, one after the other. Each cell's logs are
 * centred run by run. Undefined where nothing was recorded.
 */
export function recordedNoise(directory: string): NoiseSource | undefined {
  const cells = documentsIn(directory, name => name === 'none.json' || name === 'writeback.json')
    .map(document => trace.parse(document))
    .flatMap(({ runs }) => {
      const workloads = Object.keys(runs[0]?.rounds[0]?.head ?? {});
      return workloads.map(workload =>
        runs.flatMap(({ rounds }) =>
          centred(
            rounds.map(
              ({ head, base }) =>
                [
                  Math.log(head[workload] ?? Number.NaN),
                  Math.log(base[workload] ?? Number.NaN),
                ] as const,
            ),
          ),
        ),
      );
    });
  return drawnFrom(cells);
}

/** The same of run documents of the suite `pairs`, whose rounds have differences. */
export function pairedNoise(directory: string): NoiseSource | undefined {
  const series = new Map<string, [number, number][]>();
  for (const document of documentsIn(directory, name => name.endsWith('.json')))
    for (const { differences } of pairsRun.parse(document).rounds)
      for (const { pair, workload, log } of differences) {
        const key = `${pair} ${workload}`;
        series.set(key, [...(series.get(key) ?? []), [log / 2, -log / 2]]);
      }
  const noise = drawnFrom([...series.values()]);
  // Halves of one difference add up, where independent sides add their squares.
  return noise && ((draws, cv) => noise(draws, cv * Math.SQRT1_2));
}

function documentsIn(directory: string, isWanted: (name: string) => boolean): unknown[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter(isWanted)
    .toSorted()
    .map((name): unknown => JSON.parse(readFileSync(join(directory, name), 'utf8')));
}

/** Rounds that stay together: what hangs together for longer is not drawn. */
const blockLength = 2;

/**
 * Each cell draws from one recorded cell by lot, in blocks of two rounds that followed each other,
 * brought to the wanted CV: so that tails and dependence are the host's, and the size the case's.
 */
function drawnFrom(cells: readonly Rounds[]): NoiseSource | undefined {
  const even = cells.map(rounds => {
    const deviation = Math.sqrt(mean(rounds.flat().map(log => log ** 2)));
    return rounds.map(pair => pair.map(log => log / deviation));
  });
  if (even.length === 0) return undefined;
  return ({ uniform }, cv) => {
    const rounds = even[Math.floor(uniform() * even.length)] ?? [];
    let waiting: number[] = [];
    return () => {
      if (waiting.length === 0) {
        const start = Math.floor(uniform() * rounds.length);
        waiting = Array.from(
          { length: blockLength },
          (_, step) => rounds[(start + step) % rounds.length] ?? [],
        ).flat();
      }
      return cv * (waiting.shift() ?? 0);
    };
  };
}

function centred(rounds: Rounds): Rounds {
  const centre = mean(rounds.flat());
  return rounds.map(([head, base]) => [head - centre, base - centre]);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
