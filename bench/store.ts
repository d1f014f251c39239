/**
 * `npm run bench:store`: many writers at one ref, writers that are killed, and a baseline selected
 * from thousands of runs, on real repositories. docs/performance.md says what the bars are for, and
 * shows what was kept.
 */
import { loadavg, tmpdir } from 'node:os';
import { openTerminal } from '../src/cli/terminal.ts';
import { probeHost } from '../src/host/environment.ts';
import { createScratch } from '../src/process/scratch.ts';
import { runTool } from '../src/process/tool.ts';
import { conclude } from './conclusion.ts';
import type { BenchDocument } from './document.ts';
import { figureOf } from './figure.ts';
import type { BenchFlags } from './flags.ts';
import { selectFrom } from './store-selection.ts';
import { killedWriters, manyWriters } from './store-writers.ts';

await conclude(benchStore);

async function benchStore({ repeat = 5 }: BenchFlags): Promise<BenchDocument> {
  const terminal = openTerminal(process.env);
  const say = (line: string): void => terminal.say(line);
  const host = await hostFacts();
  await using scratch = await createScratch({ parent: tmpdir() });
  say('bench:store: 12 writers of one document');
  const few = await manyWriters(scratch.path, { writers: 12, each: 1 });
  say('bench:store: 32 writers of ten documents');
  const many = await manyWriters(scratch.path, { writers: 32, each: 10 });
  say('bench:store: 60 writers that are killed');
  const killed = await killedWriters(scratch.path, 12);
  say('bench:store: 2,000 runs in 10 series');
  const selected = await selectFrom(scratch.path, { runs: 2000, series: 10, repeat });
  const seconds = figureOf(
    'baseline of 2,000 runs in 10 series, from nothing',
    's',
    selected.map(one => one.seconds),
  );
  const moved = figureOf(
    '  moved for it',
    'MB',
    selected.map(({ bytes }) => bytes / 1e6),
  );
  const ancestors = selected.map(one => one.ancestors);
  return {
    bench: 'store',
    host,
    figures: [
      figureOf('12 writers, one document each', 's', [few.seconds]),
      figureOf('32 writers, one commit of ten documents each', 's', [many.seconds]),
      seconds,
      moved,
      figureOf(
        '  for the 300 commits before the base',
        's',
        ancestors.map(one => one.seconds),
      ),
      figureOf(
        '  moved for these',
        'MB',
        ancestors.map(({ bytes }) => bytes / 1e6),
      ),
    ],
    bars: [
      { name: '12 writers: until all have ended', value: few.seconds, unit: 's', atMost: 20 },
      {
        name: '12 writers: documents that are there',
        value: few.documents,
        unit: 'documents',
        atLeast: 12,
      },
      { name: '32 writers: until all have ended', value: many.seconds, unit: 's', atMost: 90 },
      {
        name: '32 writers: documents that are there',
        value: many.documents,
        unit: 'documents',
        atLeast: 320,
      },
      { name: 'kills of writers', value: killed.kills, unit: 'x', atLeast: 60 },
      {
        name: `of ${killed.living} others' documents lost by them`,
        value: killed.lost,
        unit: 'documents',
        atMost: 0,
      },
      { name: 'baseline selected from nothing', value: seconds.median, unit: 's', atMost: 3 },
      { name: 'moved for it', value: moved.median, unit: 'MB', atMost: 2 },
    ],
  };
}

/** What the figures depend on, before the bench itself makes the load. */
async function hostFacts(): Promise<Readonly<Record<string, string>>> {
  const { cpuCores, cpuModel, hostKernel } = await probeHost();
  const git = (await runTool({ argv: ['git', 'version'] })).stdout
    .trim()
    .replace('git version ', '');
  const load = (loadavg()[0] ?? 0).toFixed(1);
  return {
    processors: `${cpuCores} x ${cpuModel}`,
    'host kernel': hostKernel,
    git,
    'load average': load,
  };
}
