/**
 * `npm run bench:pairs`: whole runs of the suite `pairs` by the product on real guests, of which it
 * is known what they should read. Each is kept as a trace, from which docs and `bench:verdict` are
 * made. Without `--kind` a whole sitting (about two hours): some of each kind, a third of the A/A
 * runs with busy loops. `--kind NAME --runs N`: these alone; `--busy`: a loop beside each processor
 * meanwhile. `--resume` goes on with the sitting that was begun last, and repeats no run of it.
 * `--out DIR` keeps the traces elsewhere than in fixtures, as must a trial of fewer `--rounds` or
 * `--workloads`, or of other `--layers` for a loss. `--directory`, `--accel`, `--lock-wait` as
 * everywhere.
 */
import { parseArgs } from 'node:util';
import { openTerminal } from '../src/cli/terminal.ts';
import { formatDuration } from '../src/core/quantity.ts';
import { describeError, exitStatusOf } from '../src/errors.ts';
import { toolVersion } from '../src/version.ts';
import type { BenchSite } from './pairs/kinds.ts';
import { renderCampaign, renderSpread } from './pairs/markdown.ts';
import { recordRun } from './pairs/record.ts';
import {
  finishedTrace,
  kindNamed,
  lastSitting,
  type PairsTrace,
  type RunName,
  traceName,
  tracesDirectory,
} from './pairs/trace.ts';

const terminal = openTerminal(process.env);
try {
  process.exitCode = await benchPairs();
} catch (error) {
  const reason = terminal.signal.aborted ? terminal.signal.reason : error;
  terminal.say(`bench:pairs: ${describeError(reason)}`);
  process.exitCode =
    reason instanceof RangeError || reason instanceof TypeError ? 2 : exitStatusOf(reason);
}

type Wanted = Pick<RunName, 'kind' | 'load'>;

/** Kinds take turns, so that a sitting that is cut short has some of each. */
function wholeSitting(): Wanted[] {
  const alone = (kind: RunName['kind']): Wanted => ({ kind, load: 'left alone' });
  const busy: Wanted = { kind: 'aa', load: 'busy loops' };
  const turn = [
    alone('aa'),
    alone('aa-unlike'),
    alone('aa-3'),
    alone('loss-all'),
    alone('loss-one'),
  ];
  const last = [alone('aa'), alone('aa-unlike'), alone('aa-unlike'), alone('aa-whole')];
  return [...turn, busy, ...turn, busy, ...turn, ...last];
}

async function benchPairs(): Promise<number> {
  const { values: flags } = parseArgs({
    options: {
      kind: { type: 'string' },
      runs: { type: 'string', default: '1' },
      busy: { type: 'boolean', default: false },
      out: { type: 'string', default: tracesDirectory },
      resume: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      workloads: { type: 'string' },
      layers: { type: 'string' },
      directory: { type: 'string' },
      accel: { type: 'string', default: 'tcg' },
      'lock-wait': { type: 'string', default: '30m' },
    },
  });
  const { rounds, workloads, out, directory, accel: accelerator } = flags;
  if ((rounds ?? workloads ?? flags.layers) !== undefined && out === tracesDirectory)
    throw new RangeError('--out: name another directory for a trial that is no whole run');
  const runs = countOf('runs', flags.runs);
  const layers = flags.layers === undefined ? undefined : countOf('layers', flags.layers);
  const load = flags.busy ? 'busy loops' : 'left alone';
  const wanted =
    flags.kind === undefined
      ? wholeSitting()
      : Array.from({ length: runs }, () => ({ kind: kindNamed(flags.kind ?? ''), load }) as const);
  const sitting = (flags.resume ? await lastSitting(out) : undefined) ?? stamp(new Date());
  const site = { directory, accelerator, lockWait: flags['lock-wait'], rounds, workloads, layers };
  const found = await recordAll(site, { names: numbered(wanted, sitting), out });
  terminal.print(`${renderCampaign(found)}\n\n${renderSpread(found)}`);
  if (found.length === wanted.length) return 0;
  terminal.say(
    `${found.length} of ${wanted.length} runs are recorded: --resume goes on with the others`,
  );
  return 1;
}

/** Trouble of one run costs that run and no other; `--resume` tries it again. */
async function recordAll(
  site: BenchSite,
  { names, out }: { readonly names: readonly RunName[]; readonly out: string },
): Promise<PairsTrace[]> {
  const found: PairsTrace[] = [];
  for (const [index, name] of names.entries()) {
    const label = `${traceName(name)} (${index + 1} of ${names.length})`;
    const finished = await finishedTrace(out, name);
    if (finished !== undefined) {
      terminal.say(`${label} is there`);
      found.push(finished);
      continue;
    }
    const busy = name.load === 'busy loops' ? ' --busy' : '';
    const trial = [
      ...(site.rounds === undefined ? [] : [` --rounds ${site.rounds}`]),
      ...(site.workloads === undefined ? [] : [` --workloads ${site.workloads}`]),
      ...(site.layers === undefined ? [] : [` --layers ${site.layers}`]),
    ].join('');
    const command = `npm run bench:pairs -- --kind ${name.kind}${busy}${trial}`;
    const started = performance.now();
    terminal.say(`${label} begins`);
    try {
      const surroundings = { ...terminal, toolVersion };
      found.push(await recordRun(site, { name, directory: out, command, surroundings }));
    } catch (error) {
      terminal.signal.throwIfAborted();
      terminal.say(`${label} is left out: ${describeError(error)}`);
    }
    terminal.say(`${label} took ${formatDuration((performance.now() - started) / 1000)}`);
    for (const line of found.length > 0 ? renderCampaign(found).split('\n') : [])
      terminal.say(line);
  }
  return found;
}

function numbered(wanted: readonly Wanted[], sitting: string): RunName[] {
  return wanted.map(({ kind, load }, index) => {
    const before = wanted.slice(0, index).filter(one => one.kind === kind && one.load === load);
    return { kind, load, sitting, number: before.length + 1 };
  });
}

function countOf(name: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`--${name}: ${text} is not a whole number from 1`);
  return count;
}

/** Minutes are enough: a host has one run at a time. */
function stamp(date: Date): string {
  const [day = '', time = ''] = date.toISOString().split('T');
  return `${day.replaceAll('-', '')}-${time.slice(0, 5).replace(':', '')}`;
}
