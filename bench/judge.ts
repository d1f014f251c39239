/**
 * `npm run bench:judge`: what a judgement against thirty stored runs takes. Needs neither QEMU nor
 * a quiet host; `npm run bench:action` judges and reports 496 cells. docs/performance.md says what
 * the bars are for.
 */
import { loadavg } from 'node:os';
import { defaultPolicy } from '../src/core/policy.ts';
import type { Run } from '../src/core/run.ts';
import { probeHost } from '../src/host/environment.ts';
import { judge } from '../src/judge/judge.ts';
import { decodeRun, encodeRun } from '../src/suites/document.ts';
import { baselineOf } from '../test/harness/baseline-of.ts';
import { type GrownDisk, grownRun } from '../test/harness/grown-run.ts';
import { conclude } from './conclusion.ts';
import type { BenchDocument } from './document.ts';
import { type Figure, figureOf } from './figure.ts';
import type { BenchFlags } from './flags.ts';
import { hostileDocuments, readHostile } from './hostile-document.ts';

await conclude(benchJudge);

async function benchJudge({ repeat = 15 }: BenchFlags): Promise<BenchDocument> {
  const figures = againstThirty(repeat);
  const hostile = againstHostile(repeat);
  const { cpuCores, cpuModel, hostKernel } = await probeHost();
  return {
    bench: 'judge',
    host: {
      processors: `${cpuCores} x ${cpuModel}`,
      'host kernel': hostKernel,
      node: process.version,
      'load average': (loadavg()[0] ?? Number.NaN).toFixed(1),
    },
    figures: [...figures, ...hostile],
    bars: [
      // The first of a process also compiles the program.
      ...figures
        .slice(0, 1)
        .map(({ name, median }) => ({ name, value: median, unit: 's', atMost: 0.02 }) as const),
      ...hostile.map(
        ({ name, median }) => ({ name, value: median, unit: 's', atMost: 1 }) as const,
      ),
    ],
  };
}

/** What the largest document costs that is read from a ref, and a run that is judged against it. */
function againstHostile(repeat: number): Figure[] {
  const run = decoded({ rounds: 16, disks: [{ name: 'prod' }], seed: 2000, hour: 200 });
  return hostileDocuments(decoded({ rounds: 1, disks: [{ name: 'prod' }], seed: 1, hour: 1 })).map(
    document => {
      const seconds = Array.from({ length: repeat }, () =>
        secondsOf(() => {
          const file = readHostile(document);
          if ('run' in file)
            judge({ run, baseline: baselineOf(run, [file.run]), policy: defaultPolicy });
        }),
      );
      return figureOf(`a hostile document of 8 MiB, ${document.name}`, 's', seconds);
    },
  );
}

/** Each time another run, since what a process has once reckoned it keeps. */
function againstThirty(repeat: number): Figure[] {
  const sides = [{ name: 'prod' }, { name: 'prod', side: 'base' }] as const;
  const baseline = history(30, { rounds: 16, disks: sides });
  const seconds = Array.from({ length: repeat }, (_, index) => {
    const run = decoded({ rounds: 16, disks: sides, seed: 1000 + index, hour: 100 });
    return secondsOf(() =>
      judge({ run, baseline: baselineOf(run, baseline), policy: defaultPolicy }),
    );
  });
  return [
    figureOf('judged against 30 runs, 16 rounds each', 's', seconds),
    figureOf('  the first of a process', 's', seconds.slice(0, 1)),
  ];
}

interface Shape {
  readonly rounds: number;
  readonly disks: readonly GrownDisk[];
}

function history(count: number, shape: Shape): Run[] {
  return Array.from({ length: count }, (_, hour) => decoded({ ...shape, seed: hour + 1, hour }));
}

/** A run document as a store gives it. */
function decoded({
  hour,
  ...shape
}: Shape & { readonly seed: number; readonly hour: number }): Run {
  const startedAt = new Date(Date.UTC(2026, 10, 23, hour)).toISOString();
  const found = decodeRun(
    JSON.parse(encodeRun(grownRun({ ...shape, deviation: 0.03, startedAt }))),
  );
  if (!found.ok)
    throw new Error(
      `the grown run is no document: ${JSON.stringify(found.rejections.slice(0, 3))}`,
    );
  return found.value;
}

function secondsOf(work: () => void): number {
  const begin = performance.now();
  work();
  return (performance.now() - begin) / 1000;
}
