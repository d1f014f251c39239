import { parseCount } from '../config/quantity.ts';
import type { Acknowledgement } from '../core/acknowledgement.ts';
import { describeFaults } from '../core/rejection.ts';
import { commitOf } from '../core/run-commit.ts';
import { isAcknowledged, prunable, whyNotEligible } from '../core/series.ts';
import { GateError } from '../errors.ts';
import { renderSeries, renderSeriesList, type SeriesDetails } from '../report/baselines.ts';
import { formatCount } from '../report/units.ts';
import { readOldest } from '../store/selection.ts';
import type { Store, StoreEntry } from '../store/store.ts';
import { type Options, textOf } from './options.ts';
import { pickSeries, type Series, seriesOf, summarize } from './series.ts';
import { locate, openExisting } from './store.ts';
import type { Terminal } from './terminal.ts';

/** Runs of a series that are shown. */
const mostShown = 30;

/** `storage-gate baselines list`: one line for each environment. */
export async function listBaselines(options: Options, terminal: Terminal): Promise<number> {
  await using store = await openExisting(locate(textOf(options.baseline)), terminal);
  const series = await summarize(store, await seriesOf(store));
  terminal.print(options.format === 'json' ? json({ series }) : renderSeriesList(series));
  return 0;
}

/** `storage-gate baselines show`: the newest runs of one environment, and what was acknowledged. */
export async function showBaseline(prefix: string | undefined, options: Options, terminal: Terminal): Promise<number> {
  await using store = await openExisting(locate(textOf(options.baseline)), terminal);
  const details = await detailsOf(store, pickSeries(await seriesOf(store), prefix));
  terminal.print(options.format === 'json' ? json(details) : renderSeries(details));
  return 0;
}

/** `storage-gate baselines prune`: without --yes it says what would go. */
export async function pruneBaselines(options: Options, terminal: Terminal): Promise<number> {
  const keep = keptRuns(textOf(options.keep) ?? '');
  await using store = await openExisting(locate(textOf(options.baseline)), terminal);
  const series = await seriesOf(store);
  const plans: Pruning[] = [];
  for (const one of series) plans.push(await pruningOf(one, { store, keep }));
  const paths = plans.flatMap(plan => plan.paths);
  const levels = plans.reduce((sum, plan) => sum + plan.levelRuns, 0);
  const stay =
    levels === 0
      ? ''
      : `; ${formatCount(levels, 'older run')} kept, since nobody acknowledged the level that the oldest make`;
  if (options.yes !== true) {
    for (const path of paths) terminal.print(path);
    const how = paths.length === 0 ? '' : '; add --yes to take them out';
    terminal.say(`${formatCount(paths.length, 'run')} would go${stay}${how}`);
    return 0;
  }
  if (paths.length > 0) await store.remove(paths);
  terminal.say(`${formatCount(paths.length, 'run')} taken out, the newest ${keep} of each environment kept${stay}`);
  return 0;
}

interface Pruning {
  readonly paths: readonly string[];
  /** Runs that stay for the accepted level alone. */
  readonly levelRuns: number;
}

/** What goes of a series. Its oldest runs make the accepted level until somebody said of each cell what it is. */
async function pruningOf(
  { runs, acknowledgements }: Series,
  { store, keep }: { readonly store: Store; readonly keep: number },
): Promise<Pruning> {
  const said = await readAcknowledgements(store, acknowledgements);
  const referred = new Set(said.flatMap(one => one.runs.map(({ digest }) => digest)));
  const named = runs.flatMap(({ path, name }) => (name === undefined ? [] : [{ path, ...name }]));
  const paths = prunable(named, { keep, referred }).map(({ path }) => path);
  if (paths.length === 0) return { paths, levelRuns: 0 };
  const oldest = await readOldest(store, runs.filter(({ name }) => name !== undefined).toReversed());
  const newest = await store.read(runs.slice(0, 1));
  const read = [...newest, ...oldest.map(({ file }) => file)].flatMap(file => ('run' in file ? [file.run] : []));
  if (said.length > 0 && isAcknowledged(read, said)) return { paths, levelRuns: 0 };
  const kept = new Set(oldest.map(({ entry }) => entry.path));
  const going = paths.filter(path => !kept.has(path));
  return { paths: going, levelRuns: paths.length - going.length };
}

async function detailsOf(store: Store, series: Series): Promise<SeriesDetails> {
  const [summary] = await summarize(store, [series]);
  const entries = [...series.runs.slice(0, mostShown), ...series.acknowledgements.slice(0, mostShown)];
  const files = await store.read(entries);
  const read = entries.flatMap(({ path }, index) => {
    const file = files[index];
    return file === undefined ? [] : [{ path, file }];
  });
  if (summary === undefined) throw new Error('a series has a summary');
  return {
    series: summary,
    runs: read.flatMap(({ path, file }) =>
      'run' in file
        ? [
            {
              startedAt: file.run.startedAt,
              commit: commitOf(file.run),
              rounds: file.run.rounds.length,
              unusable: whyNotEligible(file.run),
              path,
            },
          ]
        : [],
    ),
    acknowledgements: read.flatMap(({ file }) => ('acknowledgement' in file ? [file.acknowledgement] : [])),
    damaged: read.flatMap(({ path, file }) => ('reason' in file ? [{ path, reason: file.reason }] : [])),
  };
}

function keptRuns(text: string): number {
  const count = parseCount('--keep', text, { least: 1, most: 1_000_000 });
  if (count.ok) return count.value;
  throw new GateError('bad-argument', describeFaults(count.rejections, 'settings'));
}

/** One that can't be read may name any run: nothing is pruned then. */
async function readAcknowledgements(store: Store, entries: readonly StoreEntry[]): Promise<readonly Acknowledgement[]> {
  const files = await store.read(entries);
  return files.map((file, index) => {
    if ('acknowledgement' in file) return file.acknowledgement;
    throw new GateError('store-unusable', {
      problem: `the acknowledgement ${entries[index]?.path} can not be read, so it is not known which runs it refers to`,
      why: 'reason' in file ? file.reason : undefined,
      remedy: 'bring it back as it was stored, or delete it and acknowledge again',
    });
  });
}

function json(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
