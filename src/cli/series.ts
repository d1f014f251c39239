import { GateError, quoteForShell } from '../errors.ts';
import type { SeriesSummary } from '../report/baselines.ts';
import type { Store, StoreEntry } from '../store/store.ts';

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

/** Which environment of which store is wanted. */
export interface Choice {
  readonly prefix: string | undefined;
  /** The store as the user named it. */
  readonly baseline: string | undefined;
}

/**
 * The series whose fingerprint begins so; the one with the newest run where nothing is said.
 * `bad-argument` for none or two.
 */
export function pickSeries(series: readonly Series[], { prefix, baseline }: Choice): Series {
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
export async function summarize(
  store: Store,
  series: readonly Series[],
): Promise<readonly SeriesSummary[]> {
  const newest = await store.read(series.flatMap(({ runs }) => runs.slice(0, 1)));
  return series.map(({ fingerprint, runs, acknowledgements }, index) => {
    const file = newest[index];
    return {
      fingerprint,
      runs: runs.length,
      oldest: isoStart(runs.at(-1)),
      newest: isoStart(runs[0]),
      commit: runs[0]?.name?.commit,
      acknowledgements: acknowledgements.length,
      environment: file !== undefined && 'run' in file ? file.run.environment : undefined,
    };
  });
}

function startOf({ name }: StoreEntry): number {
  return name?.start ?? 0;
}

function isoStart(entry: StoreEntry | undefined): string {
  return new Date(entry?.name?.start ?? 0).toISOString();
}
