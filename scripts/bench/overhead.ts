/**
 * `npm run bench:overhead`: how much of a gate run's wall time is measuring, what an added arm costs beyond its measuring, and
 * fio by hand beside fio through the product. docs/performance.md says what the bars are for.
 */
import { openBenchHost } from './bench-host.ts';
import { conclude } from './conclusion.ts';
import type { BenchDocument } from './document.ts';
import { type Bar, type Figure, figureOf } from './figure.ts';
import type { BenchFlags } from './flags.ts';
import { type TimedRun, timedGateRun } from './gate-run.ts';
import { comparePairs, type Pairs } from './pairs.ts';
import { laterRound, wholeRun } from './share.ts';

await conclude(benchOverhead);

async function benchOverhead(flags: BenchFlags): Promise<BenchDocument> {
  const { pairs, common } = await comparing(flags);
  const spec = (name: string): string => `name=${name},cache=none`;
  const two = await timedGateRun({ ...common, disks: [spec('prod')], baseDisks: [spec('prod')], rounds: 3 });
  const disks = [1, 2, 3, 4, 5, 6].map(number => spec(`arm${number}`));
  const six = await timedGateRun({ ...common, disks, rounds: 2 });
  return { bench: 'overhead', host: common.facts, ...findings({ two, six, pairs }) };
}

/** The pairs first: the runs take the host's lock themselves. */
async function comparing(flags: BenchFlags) {
  await using host = await openBenchHost(flags, ['fio']);
  const pairs = await comparePairs(host, flags.repeat ?? 20);
  const { facts, cacheDirectory, say, signal } = host;
  return { pairs, common: { facts, cacheDirectory, say, signal, flags } };
}

interface Measured {
  readonly two: TimedRun;
  readonly six: TimedRun;
  readonly pairs: Pairs;
}

function findings({ two, six, pairs }: Measured): {
  readonly figures: readonly Figure[];
  readonly bars: readonly Bar[];
} {
  const [twoWhole, sixWhole, twoRound, sixRound] = [wholeRun(two), wholeRun(six), laterRound(two), laterRound(six)];
  const share = (part: number, whole: number): number => (100 * part) / whole;
  const addedWall = (sixRound.wall - twoRound.wall) / 4;
  const addedTools = (sixRound.tools - twoRound.tools) / 4;
  const added = share(addedWall, addedTools) - 100;
  const { low = Number.NaN, high = Number.NaN } = pairs.ratio.interval ?? {};
  const one = (name: string, unit: Figure['unit'], value: number): Figure => figureOf(name, unit, [value]);
  return {
    figures: [
      one('one arm, two sides: whole run', 's', twoWhole.wall),
      one('  while tools ran', '%', share(twoWhole.tools, twoWhole.wall)),
      one('  in their ramps and runs alone', '%', share(twoWhole.measuring, twoWhole.wall)),
      one('  a round', 's', twoRound.wall),
      one('six arms: whole run', 's', sixWhole.wall),
      one('  while tools ran', '%', share(sixWhole.tools, sixWhole.wall)),
      one('  in their ramps and runs alone', '%', share(sixWhole.measuring, sixWhole.wall)),
      one('  a round', 's', sixRound.wall),
      one('an added arm, each round', 's', addedWall),
      one('  of it while tools ran', 's', addedTools),
      {
        name: 'fio through the product, to by hand',
        unit: 'x',
        median: pairs.ratio.ratio,
        low,
        high,
        n: pairs.ratio.n,
      },
    ],
    bars: [
      {
        name: 'share of wall time measuring, one arm and two sides',
        value: share(twoWhole.tools, twoWhole.wall),
        unit: '%',
        atLeast: 85,
      },
      { name: 'an added arm beyond its measuring', value: added, unit: '%', atMost: 5 },
      { name: 'fio through the product: 95 % interval, lower end', value: low, unit: 'x', atMost: 1 },
      { name: 'fio through the product: 95 % interval, upper end', value: high, unit: 'x', atLeast: 1 },
      { name: 'half the width of that interval', value: ((high - low) / 2) * 100, unit: '%', atMost: 3 },
      { name: "messages to the agent between fio's start and end", value: pairs.messages, unit: 'messages', atMost: 0 },
    ],
  };
}
