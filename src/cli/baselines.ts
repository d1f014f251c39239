import { commitOf } from '../core/commit.ts';
import type { Run } from '../core/run.ts';
import { sumOfVerdicts } from '../core/verdict.ts';
import { GateError, quoteForShell } from '../errors.ts';
import { whyNotEligible } from '../history/eligibility.ts';
import { mostRuns } from '../history/limits.ts';
import { jsonText } from '../plain-text.ts';
import {
  type RunSummary,
  renderSeries,
  renderSeriesList,
  type SeriesDetails,
  type SeriesSummary,
} from '../report/baselines.ts';
import { seriesCsv, seriesJunit } from '../report/exports.ts';
import { documentDigest } from '../store/documents.ts';
import { moveStore } from '../store/git/move.ts';
import { defaultRef, oldRef } from '../store/git/ref.ts';
import { remoteOfClone } from '../store/git/repository.ts';
import { listVerdicts, readAll } from '../store/selection.ts';
import type { Store, StoreEntry } from '../store/store.ts';
import { type Options, openNamed, textOf } from './options.ts';
import type { Terminal } from './terminal.ts';

/** `storage-gate baselines list`: one line for each environment. */
export async function listBaselines(options: Options, terminal: Terminal): Promise<number> {
  await using store = await openNamed(options, terminal);
  const series = await summarize(store, await seriesOf(store));
  terminal.print(options.format === 'json' ? jsonText({ series }) : renderSeriesList(series));
  return 0;
}

/** `storage-gate baselines show`: the newest runs of one environment, and what was acknowledged. */
export async function showBaseline(
  prefix: string | undefined,
  options: Options,
  terminal: Terminal,
): Promise<number> {
  await using store = await openNamed(options, terminal);
  const details = await detailsOf(store, pickSeries(await seriesOf(store), prefix, options));
  terminal.print(renderDetails(details, options));
  return 0;
}

/** `storage-gate baselines move`: what earlier versions kept in a branch goes to the ref of now. */
export async function moveBaselines(_: Options, terminal: Terminal): Promise<number> {
  const { cacheDirectory, signal, say } = terminal;
  const remote = await remoteOfClone(process.cwd(), signal);
  const where = { cacheDirectory, signal, remote, onNotice: say };
  await moveStore({ ...where, from: oldRef, to: defaultRef });
  say(`${oldRef} is now ${defaultRef}`);
  return 0;
}

function renderDetails(details: SeriesDetails, { format }: Options): string {
  if (format === 'csv') return seriesCsv(details);
  if (format === 'junit') return seriesJunit(details);
  return format === 'json' ? jsonText(details) : renderSeries(details);
}

async function detailsOf(store: Store, series: Series): Promise<SeriesDetails> {
  const [summary] = await summarize(store, [series]);
  const read = await readAll(store, [
    ...series.runs.slice(0, mostRuns),
    ...series.acknowledgements.slice(0, mostRuns),
  ]);
  if (summary === undefined) throw new Error('a series has a summary');
  const verdicts = await listVerdicts(store, series.fingerprint);
  const damaged = read.flatMap(({ entry: { path }, file }) =>
    'reason' in file ? [{ path, reason: file.reason }] : [],
  );
  const unread = read.filter(({ entry, file }) => entry.kind === 'run' && 'reason' in file);
  return {
    series: { ...summary, runs: summary.runs - unread.length },
    runs: read.flatMap(({ entry, file }) => ('run' in file ? [summaryOf(file.run, entry)] : [])),
    acknowledgements: read.flatMap(({ file }) =>
      'acknowledgement' in file ? [file.acknowledgement] : [],
    ),
    verdicts: sumOfVerdicts(verdicts),
    damaged,
  };
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

/** The documents of one environment, runs newest first. */
export interface Series {
  readonly fingerprint: string;
  readonly runs: readonly StoreEntry[];
  readonly acknowledgements: readonly StoreEntry[];
}

/** The series of a store by the names of its documents, the one with the newest run first. */
export async function seriesOf(store: Store): Promise<readonly Series[]> {
  const entries = (await store.entries()).toSorted((a, b) => startOf(b) - startOf(a));
  const groups = Map.groupBy(entries, ({ fingerprint }) => fingerprint);
  return [...groups]
    .map(([fingerprint, documents]) => ({
      fingerprint,
      runs: documents.filter(({ kind }) => kind === 'run'),
      acknowledgements: documents.filter(({ kind }) => kind === 'acknowledgement'),
    }))
    .filter(({ runs }) => runs.length > 0);
}

/**
 * The series whose fingerprint begins with `prefix`, or without one the series with the newest run.
 * `bad-argument` for none or several.
 */
export function pickSeries(
  series: readonly Series[],
  prefix: string | undefined,
  options: Options,
): Series {
  const baseline = textOf(options.baseline);
  const found =
    prefix === undefined
      ? series.slice(0, 1)
      : series.filter(one => one.fingerprint.startsWith(prefix));
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  throw new GateError('bad-argument', {
    problem:
      prefix === undefined
        ? 'the baseline holds no run'
        : `${found.length === 0 ? 'no environment' : `more than one environment (${found.length})`} in the baseline begins with ${prefix}`,
    remedy:
      series.length === 0
        ? 'store runs with `storage-gate run` or `record`, or name another --baseline'
        : `\`storage-gate baselines list${baseline === undefined ? '' : ` --baseline ${quoteForShell(baseline)}`}\` shows which there are`,
  });
}

/** What the names say of series, and their newest runs of the environment. */
async function summarize(
  store: Store,
  series: readonly Series[],
): Promise<readonly SeriesSummary[]> {
  const newest = await store.read(series.flatMap(({ runs }) => runs.slice(0, 1)));
  return series.map(({ fingerprint, runs, acknowledgements }, index) => {
    const file = newest[index];
    const run = file !== undefined && 'run' in file ? file.run : undefined;
    return {
      fingerprint,
      runs: runs.length,
      oldest: isoStart(runs.at(-1)),
      newest: isoStart(runs[0]),
      commit: runs[0]?.name?.commit,
      acknowledgements: acknowledgements.length,
      environment: run?.environment,
      suite: run?.plan.suite.name,
    };
  });
}

function startOf({ name }: StoreEntry): number {
  return name?.start ?? 0;
}

function isoStart(entry: StoreEntry | undefined): string {
  return new Date(entry?.name?.start ?? 0).toISOString();
}
