/**
 * `npm run bench:overhead`: how much of a gate run's wall time is measuring, what an added arm
 * costs beyond its measuring, and fio by hand beside fio through the product. docs/performance.md
 * says what the bars are for.
 */
import { openBenchHost } from './bench-host.ts';
import { conclude } from './conclusion.ts';
import type { BenchDocument } from './document.ts';
import { type Figure, figureOf } from './figure.ts';
import type { BenchFlags } from './flags.ts';
import { type TimedRun, timedGateRun } from './gate-run.ts';
import { comparePairs, type Pairs } from './pairs.ts';
import { type Findings, inPhases } from './phases.ts';
import { laterRound, wholeRun } from './share.ts';

await conclude(benchOverhead);

async function benchOverhead(flags: BenchFlags): Promise<BenchDocument> {
  const common = await readHost(flags);
  const spec = (name: string): string => `name=${name},cache=none`;
  const disks = [1, 2, 3, 4, 5, 6].map(number => spec(`arm${number}`));
  const two = once(() =>
    timedGateRun({ ...common, disks: [spec('prod')], baseDisks: [spec('prod')], rounds: 3 }),
  );
  const found = await inPhases([
    {
      name: 'fio by hand and through the product',
      measure: async () => pairFindings(await pairsOf(flags)),
    },
    { name: 'one arm, two sides', measure: async () => twoFindings(await two()) },
    {
      name: 'six arms',
      measure: async () =>
        sixFindings(await timedGateRun({ ...common, disks, rounds: 2 }), await two()),
    },
  ]);
  return { bench: 'overhead', host: common.facts, ...found };
}

/** Its lock is given back: the runs take it themselves. */
async function readHost(flags: BenchFlags) {
  await using host = await openBenchHost(flags, ['fio']);
  const { facts, cacheDirectory, say, signal } = host;
  return { facts, cacheDirectory, say, signal, flags };
}

async function pairsOf(flags: BenchFlags): Promise<Pairs> {
  await using host = await openBenchHost(flags, ['fio']);
  return await comparePairs(host, flags.repeat ?? 20);
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}

function pairFindings({ ratio, messages }: Pairs): Findings {
  const { low = Number.NaN, high = Number.NaN } = ratio.interval ?? {};
  return {
    figures: [
      {
        name: 'fio through the product, to by hand',
        unit: 'x',
        median: ratio.ratio,
        low,
        high,
        n: ratio.n,
      },
    ],
    bars: [
      {
        name: 'fio through the product: 95 % interval, lower end',
        value: low,
        unit: 'x',
        atMost: 1,
      },
      {
        name: 'fio through the product: 95 % interval, upper end',
        value: high,
        unit: 'x',
        atLeast: 1,
      },
      {
        name: 'half the width of that interval',
        value: ((high - low) / 2) * 100,
        unit: '%',
        atMost: 3,
      },
      {
        name: "messages to the agent between fio's start and end",
        value: messages,
        unit: 'messages',
        atMost: 0,
      },
    ],
  };
}

function twoFindings(two: TimedRun): Findings {
  const { wall, tools } = wholeRun(two);
  const name = 'share of wall time measuring, one arm and two sides';
  return {
    figures: wholeFigures('one arm, two sides', two),
    bars: [{ name, value: percent(tools, wall), unit: '%', atLeast: 85 }],
  };
}

/** An arm's measuring time is that in which its tools run, from the call to their end. */
function sixFindings(six: TimedRun, two: TimedRun): Findings {
  const [twoRun, sixRun] = [wholeRun(two), wholeRun(six)];
  const wall = (sixRun.wall - twoRun.wall) / 4;
  const tools = (sixRun.tools - twoRun.tools) / 4;
  return {
    figures: [
      ...wholeFigures('six arms', six),
      one('an added arm, whole run', 's', wall),
      one('  of it while tools ran', 's', tools),
    ],
    bars: [
      {
        name: 'an added arm beyond its measuring',
        value: percent(wall, tools) - 100,
        unit: '%',
        atMost: 5,
      },
    ],
  };
}

function wholeFigures(name: string, timed: TimedRun): Figure[] {
  const { wall, measuring, tools } = wholeRun(timed);
  return [
    one(`${name}: whole run`, 's', wall),
    one('  measuring', '%', percent(tools, wall)),
    one("  without the tools' own start and end", '%', percent(measuring, wall)),
    one('  a round', 's', laterRound(timed).wall),
  ];
}

function percent(part: number, whole: number): number {
  return (100 * part) / whole;
}

function one(name: string, unit: Figure['unit'], value: number): Figure {
  return figureOf(name, unit, [value]);
}
