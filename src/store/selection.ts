import { isEligible } from '../core/baseline.ts';
import { commitOf } from '../core/run-commit.ts';
import { mayBeOf, shortCommits } from './document-name.ts';
import type { StoreContent, StoredRun, StoreEntry, StoreQuery } from './store.ts';
import type { StoredFile } from './stored-file.ts';

/**
 * The part of a store that selecting reads from; what is read comes in the order of the entries.
 */
export interface Source<E extends StoreEntry> {
  entries(): Promise<readonly E[]>;
  read(entries: readonly E[]): Promise<readonly StoredFile[]>;
}

/** How much is read of a series: batch by batch until enough runs are eligible. */
interface Extent {
  readonly wanted: number;
  /** Documents that are read at once: some more than wanted, since a few are not eligible. */
  readonly batch: number;
  /** Most documents that are read: a series of disturbed runs must not make each later one slow. */
  readonly most: number;
}

/** As many as make a baseline. */
const newestRuns: Extent = { wanted: 30, batch: 36, most: 144 };
/** As many as set the level of an environment until somebody says otherwise. */
const oldestRuns: Extent = { wanted: 5, batch: 8, most: 16 };
/** Most other environments that are looked at, the newest first: they only tell what differs. */
const mostOthers = 20;
/** Acknowledgements that are read of an environment, the newest first. */
const mostSaid = 50;

/** Reads what a query wants, and nothing else; everything without a query. */
export async function readSelected<E extends StoreEntry>(
  source: Source<E>,
  query: StoreQuery | undefined,
): Promise<StoreContent> {
  const all = (await source.entries()).toSorted(newestFirst);
  if (query === undefined) return contentOf(await readAll(source, all));
  const entries = all.filter(({ kind }) => kind === 'run');
  if ('newest' in query) return contentOf(await readAll(source, entries.slice(0, query.newest)));
  const said = all.filter(
    ({ kind, fingerprint }) => kind === 'acknowledgement' && fingerprint === query.fingerprint,
  );
  const series = entries.filter(({ fingerprint }) => fingerprint === query.fingerprint);
  const others = newestOfEach(
    entries.filter(({ fingerprint }) => fingerprint !== query.fingerprint),
  );
  const { earlier, later } = splitAt(series, query.startedAt);
  const read = await readAll(source, [
    ...others,
    ...later.slice(0, newestRuns.wanted),
    ...said.slice(0, mostSaid),
  ]);
  const placed = await readPlaced(source, { entries: earlier, commits: query.commits });
  const known = new Map(placed.map(({ entry, file }) => [entry.path, file]));
  const oldest = await readOldest(withKnown(source, known), earlier.toReversed());
  return contentOf([...read, ...placed, ...oldest.filter(({ entry }) => !known.has(entry.path))]);
}

/**
 * The oldest documents of an environment, among them the runs whose level is accepted until
 * somebody acknowledges one.
 */
export function readOldest<E extends StoreEntry>(
  source: Pick<Source<E>, 'read'>,
  oldestFirst: readonly E[],
): Promise<readonly ReadEntry[]> {
  return readEligible(source, oldestFirst, oldestRuns);
}

/** Spares reading what was read already. */
function withKnown<E extends StoreEntry>(
  source: Pick<Source<E>, 'read'>,
  known: ReadonlyMap<string, StoredFile>,
): Pick<Source<E>, 'read'> {
  return {
    read: async entries => {
      const fresh = entries.filter(({ path }) => !known.has(path));
      const files = await source.read(fresh);
      const all = new Map([
        ...known,
        ...fresh.flatMap(({ path }, index) => pairOf(path, files[index])),
      ]);
      return entries.flatMap(({ path }) => all.get(path) ?? []);
    },
  };
}

function pairOf(path: string, file: StoredFile | undefined): [string, StoredFile][] {
  return file === undefined ? [] : [[path, file]];
}

/** Those of some commits; all where none of them can be a baseline. */
async function readPlaced<E extends StoreEntry>(
  source: Source<E>,
  {
    entries,
    commits = [],
  }: { readonly entries: readonly E[]; readonly commits: readonly string[] | undefined },
): Promise<readonly ReadEntry[]> {
  const [full, short] = [new Set(commits), shortCommits(commits)];
  const placed = commits.length === 0 ? [] : entries.filter(({ name }) => mayBeOf(name, short));
  const read = await readEligible(source, placed, newestRuns);
  const isPlaced = (file: StoredFile): boolean =>
    'run' in file && full.has(commitOf(file.run) ?? '');
  return read.some(found => isBaseline(found) && isPlaced(found.file))
    ? read
    : readEligible(source, entries, newestRuns);
}

function isBaseline({ file }: ReadEntry): boolean {
  return 'run' in file && isEligible(file.run);
}

/** A document that was read, and where it lies. */
export interface ReadEntry {
  readonly entry: StoreEntry;
  readonly file: StoredFile;
}

async function readAll<E extends StoreEntry>(
  source: Pick<Source<E>, 'read'>,
  entries: readonly E[],
): Promise<readonly ReadEntry[]> {
  const files = await source.read(entries);
  return entries.flatMap((entry, index) => {
    const file = files[index];
    return file === undefined ? [] : [{ entry, file }];
  });
}

/** Batch by batch, in the order given, until there are enough runs that can be a baseline. */
async function readEligible<E extends StoreEntry>(
  source: Pick<Source<E>, 'read'>,
  entries: readonly E[],
  { wanted, batch, most }: Extent,
): Promise<readonly ReadEntry[]> {
  const read: ReadEntry[] = [];
  let eligible = 0;
  for (let from = 0; from < Math.min(most, entries.length) && eligible < wanted; from += batch) {
    const next = await readAll(source, entries.slice(from, from + batch));
    eligible += next.filter(isBaseline).length;
    read.push(...next);
  }
  return read;
}

/** What can't be dated by its name counts as earlier: it is read to find out. */
function splitAt<E extends StoreEntry>(entries: readonly E[], startedAt: string | undefined) {
  const start = startedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(startedAt);
  const isLater = ({ name }: StoreEntry): boolean => name !== undefined && name.start > start;
  return { later: entries.filter(isLater), earlier: entries.filter(entry => !isLater(entry)) };
}

function newestOfEach<E extends StoreEntry>(entries: readonly E[]): readonly E[] {
  const newest = new Map<string, E>();
  for (const entry of entries)
    if (!newest.has(entry.fingerprint)) newest.set(entry.fingerprint, entry);
  return [...newest.values()].slice(0, mostOthers);
}

function newestFirst(a: StoreEntry, b: StoreEntry): number {
  const [first, second] = [
    a.name?.start ?? Number.POSITIVE_INFINITY,
    b.name?.start ?? Number.POSITIVE_INFINITY,
  ];
  return first === second ? (a.path < b.path ? 1 : -1) : second - first;
}

function contentOf(read: readonly ReadEntry[]): StoreContent {
  const runs = read.flatMap(({ entry: { path }, file }) =>
    'run' in file ? [{ run: file.run, path }] : [],
  );
  const damaged = read.flatMap(({ entry: { path }, file }) =>
    'reason' in file ? [{ path, reason: file.reason }] : [],
  );
  const acknowledgements = read.flatMap(({ entry: { path }, file }) =>
    'acknowledgement' in file ? [{ acknowledgement: file.acknowledgement, path }] : [],
  );
  return {
    runs: runs.toSorted(byStart),
    acknowledgements,
    damaged: damaged.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function byStart(a: StoredRun, b: StoredRun): number {
  return Date.parse(b.run.startedAt) - Date.parse(a.run.startedAt) || (a.path < b.path ? 1 : -1);
}
