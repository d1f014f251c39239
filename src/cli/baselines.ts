import type { Run } from '../core/run.ts';
import { commitOf } from '../core/run-commit.ts';
import { whyNotEligible } from '../core/series.ts';
import {
  type RunSummary,
  renderSeries,
  renderSeriesList,
  type SeriesDetails,
} from '../report/baselines.ts';
import { documentDigest } from '../store/document-name.ts';
import type { Store, StoreEntry } from '../store/store.ts';
import type { DocumentKind, StoredFile } from '../store/stored-file.ts';
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
export async function showBaseline(
  prefix: string | undefined,
  options: Options,
  terminal: Terminal,
): Promise<number> {
  await using store = await openExisting(locate(textOf(options.baseline)), terminal);
  const details = await detailsOf(
    store,
    pickSeries(await seriesOf(store), { prefix, baseline: textOf(options.baseline) }),
  );
  terminal.print(options.format === 'json' ? json(details) : renderSeries(details));
  return 0;
}

async function detailsOf(store: Store, series: Series): Promise<SeriesDetails> {
  const [summary] = await summarize(store, [series]);
  const entries = [
    ...series.runs.slice(0, mostShown),
    ...series.acknowledgements.slice(0, mostShown),
  ];
  const files = await store.read(entries);
  const read = entries.flatMap((entry, index) => {
    const file = files[index];
    return file === undefined ? [] : [{ entry, path: entry.path, kind: entry.kind, file }];
  });
  if (summary === undefined) throw new Error('a series has a summary');
  return {
    series: { ...summary, runs: summary.runs - read.filter(isDamagedRun).length },
    runs: read.flatMap(({ entry, file }) => ('run' in file ? [summaryOf(file.run, entry)] : [])),
    acknowledgements: read.flatMap(({ file }) =>
      'acknowledgement' in file ? [file.acknowledgement] : [],
    ),
    damaged: read.flatMap(({ path, file }) =>
      'reason' in file ? [{ path, reason: file.reason }] : [],
    ),
  };
}

/** A file among the runs that holds none. */
function isDamagedRun({
  kind,
  file,
}: {
  readonly kind: DocumentKind;
  readonly file: StoredFile;
}): boolean {
  return kind === 'run' && 'reason' in file;
}

function summaryOf(run: Run, { path, name }: StoreEntry): RunSummary {
  return {
    startedAt: run.startedAt,
    commit: commitOf(run),
    digest: documentDigest(run, name),
    rounds: run.rounds.length,
    disks: run.arms.flatMap(({ name: arm, side, subject: { target } }) =>
      side === 'head' && target.kind === 'disk' ? [{ name: arm, mode: target.mode }] : [],
    ),
    unusable: whyNotEligible(run),
    path,
  };
}

function json(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
