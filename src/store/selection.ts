import { formatCount } from '../core/quantity.ts';
import { type Run, runIdentity } from '../core/run.ts';
import type { KeptVerdict } from '../core/verdict.ts';
import { GateError } from '../errors.ts';
import { idDigits, type StoredFile } from './documents.ts';
import type { Extent, SeriesQuery, Store, StoreContent, StoreEntry, StoreQuery } from './store.ts';

/** What reads documents by their entries, in the same order. */
interface Reader<E extends StoreEntry> {
  readonly read: (entries: readonly E[]) => Promise<readonly StoredFile[]>;
}

/** A document that was read, and where it lies. */
interface ReadEntry {
  readonly entry: StoreEntry;
  readonly file: StoredFile;
  /** Its run, where that was wanted, and none before it is the same one. */
  readonly wanted: Run | undefined;
}

/**
 * Reads only what a query selects; without a query, everything. `store-unusable` where the query
 * finds documents and not one that can be read: what is broken must not pass for what is absent.
 */
export async function readSelected<E extends StoreEntry>(
  source: Reader<E> & { readonly entries: () => Promise<readonly E[]> },
  query: StoreQuery | undefined,
): Promise<StoreContent> {
  const entries = (await source.entries()).filter(({ kind }) => kind !== 'verdict');
  const all = entries.toSorted(newestFirst);
  if (query === undefined) return contentOf(await readAll(source, all));
  const isSeries = 'fingerprint' in query;
  const once = remembering(source);
  const found = isSeries
    ? await readSeries(once, all, query)
    : await readFirst(
        once,
        all.filter(({ kind }) => kind === 'run'),
        [query.newest, mostUnread].map(most => ({
          wanted: query.newest,
          isWanted: () => true,
          batch: most,
          most,
        })),
      );
  const runs = found.filter(({ entry }) => entry.kind === 'run');
  requireReadable(runs);
  if (isSeries)
    requireReadable(runs.filter(({ entry }) => entry.fingerprint === query.fingerprint));
  return contentOf(found);
}

/** Most documents that are read to find the newest that can be. */
const mostUnread = 40;

function requireReadable(read: readonly ReadEntry[]): void {
  const [first, ...others] = read;
  if (first === undefined || read.some(({ file }) => 'run' in file)) return;
  throw new GateError('store-unusable', {
    problem: `the baseline has ${formatCount(read.length, 'stored run')} to be compared with, and none can be read`,
    why: `${others.length === 0 ? '' : 'the first is '}${first.entry.path}: ${'reason' in first.file ? first.file.reason : 'it is no run'}`,
    remedy:
      'restore them as they were stored, or take them out; or add one that can be read with `storage-gate record`',
  });
}

async function readSeries<E extends StoreEntry>(
  source: Reader<E>,
  all: readonly E[],
  { fingerprint, startedAt, newest, oldest, later, others, acknowledgements }: SeriesQuery,
): Promise<readonly ReadEntry[]> {
  const runs = all.filter(({ kind }) => kind === 'run');
  const environments = Map.groupBy(runs, entry => entry.fingerprint);
  const series = environments.get(fingerprint) ?? [];
  environments.delete(fingerprint);
  const said = all.filter(
    entry => entry.kind === 'acknowledgement' && entry.fingerprint === fingerprint,
  );
  const start = startedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(startedAt);
  // What can't be dated by its name counts as earlier: it is read to find out.
  const isLater = ({ name }: E): boolean => name !== undefined && name.start > start;
  const earlier = series.filter(entry => !isLater(entry));
  const beside = await readAll(source, [
    ...series.filter(isLater).slice(0, later),
    ...said.slice(0, acknowledgements),
  ]);
  const found = [
    ...beside,
    ...(await readNewest(source, [...environments.values()].slice(0, others))),
    ...(await readFirst(source, earlier, newest)),
    ...(await readEnough(source, earlier.toReversed(), oldest)),
  ];
  return [...new Map(found.map(one => [one.entry.path, one])).values()];
}

/** Of each environment the newest run that can be read; a few are looked through for it. */
async function readNewest<E extends StoreEntry>(
  source: Reader<E>,
  environments: readonly (readonly E[])[],
  depth = 8,
): Promise<readonly ReadEntry[]> {
  const found = await readAll(
    source,
    environments.flatMap(([first]) => first ?? []),
  );
  const unread = new Set(found.flatMap(one => ('run' in one.file ? [] : [one.entry])));
  const rest = environments.filter(([first]) => first && unread.has(first)).map(it => it.slice(1));
  if (unread.size === 0 || depth === 1) return found;
  return [...found, ...(await readNewest(source, rest, depth - 1))];
}

/** The first of these extents in which a run is wanted, or the last of them. */
async function readFirst<E extends StoreEntry>(
  source: Reader<E>,
  entries: readonly E[],
  [extent, ...others]: readonly Extent[],
): Promise<readonly ReadEntry[]> {
  if (extent === undefined) return [];
  const found = await readEnough(source, entries, extent);
  const isEnough = others.length === 0 || found.some(({ wanted }) => wanted !== undefined);
  return isEnough ? found : readFirst(source, entries, others);
}

/**
 * Reads batch by batch, in the given order, until enough wanted runs are found. Copies of one run
 * are one: they must not keep others out.
 */
export async function readEnough<E extends StoreEntry>(
  source: Reader<E>,
  all: readonly E[],
  { commits, wanted, isWanted, batch, most }: Extent,
): Promise<readonly ReadEntry[]> {
  const short = new Set(commits?.map(commit => commit.slice(0, idDigits)));
  // One whose name tells no commit has to be read to find out.
  const entries = all.filter(
    ({ name }) => commits === undefined || name?.commit === undefined || short.has(name.commit),
  );
  const found: ReadEntry[] = [];
  const runs = new Set<string>();
  for (let from = 0; from < Math.min(most, entries.length) && runs.size < wanted; from += batch) {
    for (const one of await readAll(source, entries.slice(from, from + batch), isWanted)) {
      const identity = one.wanted && runIdentity(one.wanted);
      const isCopy = identity !== undefined && runs.has(identity);
      found.push(isCopy ? { ...one, wanted: undefined } : one);
      if (identity !== undefined) runs.add(identity);
    }
  }
  return found;
}

/** Reads documents, each with its entry. */
export async function readAll<E extends StoreEntry>(
  source: Reader<E>,
  entries: readonly E[],
  isWanted: Extent['isWanted'] = () => true,
): Promise<readonly ReadEntry[]> {
  const files = await source.read(entries);
  return entries.flatMap((entry, index) => {
    const file = files[index];
    if (file === undefined) return [];
    const wanted = 'run' in file && isWanted(file.run) ? file.run : undefined;
    return [{ entry, file, wanted }];
  });
}

/** Spares reading what was read already. */
function remembering<E extends StoreEntry>({ read }: Reader<E>): Reader<E> {
  const known = new Map<string, StoredFile>();
  return {
    read: async entries => {
      const fresh = entries.filter(({ path }) => !known.has(path));
      const files = await read(fresh);
      for (const [index, file] of files.entries()) known.set(fresh[index]?.path ?? '', file);
      return entries.flatMap(({ path }) => known.get(path) ?? []);
    },
  };
}

/** What can't be dated by its name comes first. */
function newestFirst(a: StoreEntry, b: StoreEntry): number {
  const [first, second] = [a, b].map(({ name }) => name?.start ?? Number.POSITIVE_INFINITY);
  return first === second ? (a.path < b.path ? 1 : -1) : (second ?? 0) - (first ?? 0);
}

function contentOf(found: readonly ReadEntry[]): StoreContent {
  const files = found.map(({ entry: { path }, file }) => ({ path, ...file }));
  const damaged = files.filter(file => 'reason' in file);
  return {
    runs: files
      .filter(file => 'run' in file)
      .toSorted(
        (a, b) =>
          Date.parse(b.run.startedAt) - Date.parse(a.run.startedAt) || (a.path < b.path ? 1 : -1),
      ),
    acknowledgements: files.filter(file => 'acknowledgement' in file),
    damaged: damaged.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Most verdicts that are read at once. */
const mostVerdicts = 2000;

/**
 * The verdicts on pull requests that a store keeps, newest first: of one environment, or of all.
 * What can't be read is left out, and so is what is older than the newest 2,000.
 */
export async function listVerdicts(
  store: Pick<Store, 'entries' | 'read'>,
  fingerprint?: string,
): Promise<readonly KeptVerdict[]> {
  const entries = await store.entries();
  const found = entries
    .filter(one => one.kind === 'verdict' && (fingerprint ?? one.fingerprint) === one.fingerprint)
    .toSorted((a, b) => (b.name?.start ?? 0) - (a.name?.start ?? 0));
  const files = await store.read(found.slice(0, mostVerdicts));
  return files.flatMap(file => ('verdict' in file ? file.verdict : []));
}
