import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { tracesDirectory } from '../pairs/trace.ts';
import type { Draws } from './noise-family.ts';

/** What is read of a trace that `npm run bench:pairs` wrote. */
const traceSchema = z.object({
  kind: z.string(),
  load: z.string(),
  rounds: z.array(
    z.object({
      differences: z
        .array(z.object({ pair: z.number(), workload: z.string(), log: z.number() }))
        .default([]),
    }),
  ),
});

type NoiseSource = (draws: Draws, cv: number) => () => number;

/** One cell's rounds, one after the other: half of a difference for each side. */
type Rounds = readonly (readonly [number, number])[];

const paired = 'recorded pairs';

/** That family by its name; where nothing was recorded there is none, and no list names it. */
export function recordedFamilies(): Readonly<Record<typeof paired, NoiseSource>> {
  const noise = pairedNoise(tracesDirectory);
  return (noise === undefined ? {} : { [paired]: noise }) as Readonly<
    Record<typeof paired, NoiseSource>
  >;
}

/**
 * Noise of real guests: the differences of recorded rounds in which nothing changed. A series is
 * one workload of one kind of run and load. Undefined where nothing was recorded.
 */
export function pairedNoise(directory: string): NoiseSource | undefined {
  const series = new Map<string, [number, number][]>();
  for (const document of documentsIn(directory)) {
    const { kind, load, rounds } = traceSchema.parse(document);
    if (!kind.startsWith('aa')) continue;
    for (const { pair, workload, log } of rounds.flatMap(({ differences }) => differences)) {
      const key = [kind, load, pair, workload].join('\0');
      series.set(key, [...(series.get(key) ?? []), [log / 2, -log / 2]]);
    }
  }
  const noise = drawnFrom([...series.values()]);
  // Halves of one difference add up, where independent sides add their squares.
  return noise && ((draws, cv) => noise(draws, cv * Math.SQRT1_2));
}

function documentsIn(directory: string): unknown[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter(name => name.endsWith('.json'))
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

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
