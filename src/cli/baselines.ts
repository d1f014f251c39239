import { parseCount } from '../config/quantity.ts';
import { describeRejection } from '../core/rejection.ts';
import { commitOf } from '../core/run-commit.ts';
import { prunable, whyNotEligible } from '../core/series.ts';
import { GateError } from '../errors.ts';
import { renderSeries, renderSeriesList, type SeriesDetails } from '../report/baselines.ts';
import { formatCount } from '../report/units.ts';
import type { Store } from '../store/store.ts';
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
  const referred = await referredRuns(store, series);
  const paths = series.flatMap(({ runs }) => {
    const named = runs.flatMap(({ path, name }) => (name === undefined ? [] : [{ path, ...name }]));
    return prunable(named, { keep, referred }).map(({ path }) => path);
  });
  if (options.yes !== true) {
    for (const path of paths) terminal.print(path);
    terminal.say(`${formatCount(paths.length, 'run')} would go; add --yes to take them out`);
    return 0;
  }
  if (paths.length > 0) await store.remove(paths);
  terminal.say(`${formatCount(paths.length, 'run')} taken out, the newest ${keep} of each environment kept`);
  return 0;
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
  throw new GateError('bad-argument', { problem: count.rejections.map(describeRejection).join('; ') });
}

/** Digests of the runs that acknowledgements name. One that can't be read may name any: nothing is pruned then. */
async function referredRuns(store: Store, series: readonly Series[]): Promise<ReadonlySet<string>> {
  const entries = series.flatMap(({ acknowledgements }) => acknowledgements);
  const files = await store.read(entries);
  const digests = files.flatMap((file, index) => {
    if ('acknowledgement' in file) return file.acknowledgement.runs.map(({ digest }) => digest);
    throw new GateError('store-unusable', {
      problem: `the acknowledgement ${entries[index]?.path} can not be read, so it is not known which runs it refers to`,
      why: 'reason' in file ? file.reason : undefined,
    });
  });
  return new Set(digests);
}

function json(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
