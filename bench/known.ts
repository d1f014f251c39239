/**
 * `npm run bench:known`: the table of known differences. Twelve pairs by the product on real
 * guests: in slices as the pilot chooses them, in slices of 500 ms, by fio in long blocks, and each
 * pair's head beside itself (its A/A bias). About 13 minutes and 40 GiB a pair. Each way is kept
 * when it is done; `--resume` leaves out what is there. `--pair TEXT`: those whose name has it;
 * `--way NAME`: this alone; `--rounds N`; `--workloads LIST`; `--out DIR` in place of fixtures.
 * `--directory`, `--accel`, `--lock-wait` as everywhere.
 */
import { parseArgs } from 'node:util';
import { openTerminal } from '../src/cli/terminal.ts';
import { formatDuration } from '../src/core/quantity.ts';
import { describeError, exitStatusOf } from '../src/errors.ts';
import { fioSuiteSchema } from '../src/suites/fio/workloads.ts';
import { toolVersion } from '../src/version.ts';
import {
  type Known,
  knownDirectory,
  knownPairs,
  measuredBy,
  readAllKnown,
  readKnown,
  type Way,
  ways,
  writeKnown,
} from './known/known.ts';
import { biasedPairs, renderKnown } from './known/markdown.ts';
import { type BenchSite, settingsOf } from './pairs/kinds.ts';
import { type FixedSlices, measureWhole } from './pairs/record.ts';

/** Far more than any of these runs takes: the rounds are what ends them. */
const budgets = { budget: '90m', writeBudget: '200GiB' } as const;

/** Large writes get shorter ones: in 500 ms a block of theirs would write 6 GiB. */
const longSlices: FixedSlices = workload =>
  workload === 'write-1m-qd2' ? { milliseconds: 125, blocks: 2 } : { milliseconds: 500, blocks: 2 };

const longBlocks = { rampMilliseconds: 500, runMilliseconds: 4000, writeCap: 2 ** 29 } as const;

const terminal = openTerminal(process.env);
try {
  process.exitCode = await benchKnown();
} catch (error) {
  const reason = terminal.signal.aborted ? terminal.signal.reason : error;
  terminal.say(`bench:known: ${describeError(reason)}`);
  process.exitCode = reason instanceof RangeError ? 2 : exitStatusOf(reason);
}

async function benchKnown(): Promise<number> {
  const { values: flags } = parseArgs({
    options: {
      pair: { type: 'string', default: '' },
      way: { type: 'string' },
      rounds: { type: 'string', default: '6' },
      workloads: { type: 'string' },
      out: { type: 'string', default: knownDirectory },
      resume: { type: 'boolean', default: false },
      directory: { type: 'string' },
      accel: { type: 'string', default: 'tcg' },
      'lock-wait': { type: 'string', default: '30m' },
    },
  });
  const { rounds, workloads, directory, accel: accelerator, out } = flags;
  const site = { directory, accelerator, lockWait: flags['lock-wait'], rounds, workloads };
  const pairs = Object.keys(knownPairs).filter(name => name.includes(flags.pair));
  const wanted = ways.filter(way => flags.way === undefined || way === flags.way);
  if (pairs.length === 0) throw new RangeError(`--pair: no pair has "${flags.pair}" in its name`);
  if (wanted.length === 0)
    throw new RangeError(`--way: ${flags.way} is none of ${ways.join(', ')}`);
  const command = `npm run bench:known -- --rounds ${rounds}`;
  const steps = pairs.flatMap(pair => wanted.map(way => ({ pair, way })));
  let failed = 0;
  for (const [index, { pair, way }] of steps.entries()) {
    const label = `${pair}: ${way} (${index + 1} of ${steps.length})`;
    if (flags.resume && readKnown(out, pair)?.ways[way] !== undefined) {
      terminal.say(`${label} is there`);
      continue;
    }
    const started = performance.now();
    terminal.say(`${label} begins`);
    try {
      await keep(out, { pair, way, command, measured: await measureWay(site, { pair, way }) });
    } catch (error) {
      terminal.signal.throwIfAborted();
      failed += 1;
      terminal.say(`${label} is left out: ${describeError(error)}`);
    }
    terminal.say(`${label} took ${formatDuration((performance.now() - started) / 1000)}`);
  }
  const found = readAllKnown(out);
  terminal.print(renderKnown(found));
  for (const biased of biasedPairs(found))
    terminal.say(`biased by more than a third of the tolerance: ${biased}`);
  return failed === 0 ? 0 : 1;
}

async function keep(
  directory: string,
  {
    pair,
    way,
    command,
    measured,
  }: {
    readonly pair: string;
    readonly way: Way;
    readonly command: string;
    readonly measured: ReturnType<typeof measuredBy>;
  },
): Promise<void> {
  const before = readKnown(directory, pair);
  const known: Known = { schema: 1, pair, ...disksOf(pair), command, ways: {} };
  await writeKnown(directory, { ...known, ways: { ...before?.ways, [way]: measured } });
}

function disksOf(pair: string) {
  const { head = '', base = '' } = knownPairs[pair] ?? {};
  return { head, base };
}

async function measureWay(
  site: BenchSite,
  { pair, way }: { readonly pair: string; readonly way: Way },
): Promise<ReturnType<typeof measuredBy>> {
  const disks = disksOf(pair);
  const surroundings = { ...terminal, toolVersion };
  const seed = `${pair} ${way}`;
  // The same images for all, whose default size is another one in each suite.
  const sized = (spec: string): string => `${spec},size=512MiB`;
  const head = sized(disks.head);
  const base = way === 'bias' ? head : sized(disks.base);
  const request = { pair: { head, base }, seed, ...budgets };
  if (way !== 'fio') {
    const fixed = way === 'long' ? longSlices : undefined;
    return measuredBy(await measureWhole(settingsOf(site, request), { ...surroundings, fixed }));
  }
  const settings = settingsOf(site, { ...request, suite: 'fio' });
  const suite = { ...fioSuiteSchema.parse(settings.plan.suite), ...longBlocks };
  // Without the host jobs, which come last: they say nothing of a pair.
  const arms = settings.plan.arms.filter(({ side }) => side !== 'host');
  const order = settings.plan.order.map(round => round.filter(index => index < arms.length));
  const plan = { ...settings.plan, suite, arms, order };
  return measuredBy(await measureWhole({ ...settings, plan }, surroundings));
}
