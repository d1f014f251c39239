import { existsSync, readFileSync } from 'node:fs';
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

type NoiseSource = (draws: Draws, cv: number) => () => number;

const recorded = 'recorded traces';

/**
 * That family by its name, from fixtures/traces; where nothing was recorded there is none, and no
 * list names it.
 */
export function recordedFamilies(): Readonly<Record<typeof recorded, NoiseSource>> {
  const noise = recordedNoise(resolve(import.meta.dirname, '../../fixtures/traces'));
  return (noise === undefined ? {} : { [recorded]: noise }) as Readonly<
    Record<typeof recorded, NoiseSource>
  >;
}

/** Rounds that stay together: one with either side first. */
const blockLength = 2;

/**
 * Noise of real guests: both values of recorded rounds, one after the other, in blocks of two
 * rounds that followed each other. Each cell draws from one mode and workload by lot; its logs are
 * centred run by run and brought to the wanted CV, so that tails and dependence are the host's, and
 * the size is the case's. Undefined where nothing was recorded.
 */
export function recordedNoise(directory: string): NoiseSource | undefined {
  const cells = ['none.json', 'writeback.json']
    .map(name => join(directory, name))
    .filter(path => existsSync(path))
    .flatMap(path => cellsOf(trace.parse(JSON.parse(readFileSync(path, 'utf8')))));
  if (cells.length === 0) return undefined;
  return ({ uniform }, cv) => {
    const pick = <T>(items: readonly T[]): T | undefined =>
      items[Math.floor(uniform() * items.length)];
    const rounds = pick(cells) ?? [];
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

/**
 * Both sides' logs of each round, of each workload: mean 0 in each run, standard deviation 1 over
 * all.
 */
function cellsOf({ runs }: z.infer<typeof trace>): (readonly number[])[][] {
  const workloads = Object.keys(runs[0]?.rounds[0]?.head ?? {});
  return workloads.map(workload => {
    const rounds = runs.flatMap(run => {
      const logs = run.rounds.map(({ head, base }) =>
        [head, base].map(side => Math.log(side[workload] ?? Number.NaN)),
      );
      const centre = mean(logs.flat());
      return logs.map(pair => pair.map(log => log - centre));
    });
    const deviation = Math.sqrt(mean(rounds.flat().map(log => log ** 2)));
    return rounds.map(pair => pair.map(log => log / deviation));
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
