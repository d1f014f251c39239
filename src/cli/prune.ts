import type { Acknowledgement } from '../core/acknowledgement.ts';
import { formatCount } from '../core/quantity.ts';
import { headCells } from '../core/sample.ts';
import { GateError } from '../errors.ts';
import { acceptedLevel } from '../history/accepted-level.ts';
import { oldestDocuments } from '../history/limits.ts';
import { plainText } from '../report/escape.ts';
import { readEnough } from '../store/selection.ts';
import type { Store, StoreEntry } from '../store/store.ts';
import { type Series, seriesOf } from './baselines.ts';
import { countOf, type Options, textOf } from './options.ts';
import { locate, openExisting } from './store.ts';
import type { Terminal } from './terminal.ts';

/** `storage-gate baselines prune`: without --yes it says what would go. */
export async function pruneBaselines(options: Options, terminal: Terminal): Promise<number> {
  const { keep, named } = whatGoes(options);
  await using store = await openExisting(locate(textOf(options.baseline)), terminal);
  const series = await seriesOf(store);
  const prunings: Pruning[] = [];
  if (keep !== undefined)
    for (const one of series) prunings.push(await pruningOf(one, { store, keep }));
  else for (const digits of named) prunings.push(await pruningOfRun(digits, { store, series }));
  const paths = [...new Set(prunings.flatMap(pruning => pruning.paths))];
  const stay = describeStaying(prunings);
  if (options.yes !== true) {
    for (const path of paths) terminal.print(path);
    const how = paths.length === 0 ? '' : '; add --yes to remove them';
    terminal.say(`${formatCount(paths.length, 'run')} would be removed${stay}${how}`);
    return 0;
  }
  if (paths.length > 0) await store.remove(paths);
  const kept = keep === undefined ? '' : `, the newest ${keep} of each environment kept`;
  terminal.say(`${formatCount(paths.length, 'run')} removed${kept}${stay}`);
  return 0;
}

/** All but the newest so many, or the runs that are named. */
function whatGoes({ keep, run }: Options): {
  readonly keep: number | undefined;
  readonly named: readonly string[];
} {
  const named = typeof run === 'object' ? run : [];
  const newest = countOf(keep, { where: '--keep', least: 1, most: 1_000_000 });
  if (newest === undefined && named.length > 0) return { keep: undefined, named };
  if (newest !== undefined && named.length === 0) return { keep: newest, named };
  throw new GateError('bad-argument', {
    problem: newest === undefined ? 'nothing selected' : '--keep and --run exclude each other',
    remedy: 'use --keep N or --run DIGITS',
  });
}

interface Pruning {
  readonly paths: readonly string[];
  /** Runs that stay for an acknowledgement that refers to them. */
  readonly referred: number;
  /** Runs that stay for the accepted level alone. */
  readonly level: number;
}

function describeStaying(prunings: readonly Pruning[]): string {
  const clauseOf = (of: 'referred' | 'level', why: (count: number) => string): string => {
    const count = prunings.reduce((total, pruning) => total + pruning[of], 0);
    return count === 0 ? '' : `; ${formatCount(count, 'older run')} kept, since ${why(count)}`;
  };
  const referred = clauseOf(
    'referred',
    count => `an acknowledgement refers to ${count === 1 ? 'it' : 'them'}`,
  );
  return `${referred}${clauseOf('level', () => 'nobody acknowledged the level that the oldest runs give')}`;
}

/**
 * The documents of one series that may go where the newest `keep` are to stay: never one that is
 * referred to, and never the newest, so `keep` is at least 1.
 */
export function prunable<D extends { readonly start: number; readonly digest: string }>(
  documents: readonly D[],
  { keep, referred }: { readonly keep: number; readonly referred: ReadonlySet<string> },
): readonly D[] {
  const newestFirst = documents.toSorted((a, b) => b.start - a.start);
  return newestFirst.slice(Math.max(1, keep)).filter(({ digest }) => !referred.has(digest));
}

/**
 * What goes of a series. Its oldest runs make the accepted level until somebody said of each cell
 * what it is.
 */
async function pruningOf(
  { runs, acknowledgements }: Series,
  { store, keep }: { readonly store: Store; readonly keep: number },
): Promise<Pruning> {
  const said = await readAcknowledgements(store, acknowledgements);
  const named = runs.flatMap(({ path, name }) => (name === undefined ? [] : [{ path, ...name }]));
  const referredBy = new Set(said.flatMap(({ runs: of }) => of.map(({ digest }) => digest)));
  const beyond = prunable(named, { keep, referred: new Set() });
  const paths = prunable(named, { keep, referred: referredBy }).map(({ path }) => path);
  const referred = beyond.length - paths.length;
  if (paths.length === 0) return { paths, referred, level: 0 };
  const oldest = await readEnough(
    store,
    runs.filter(({ name }) => name !== undefined).toReversed(),
    oldestDocuments,
  );
  const newest = await store.read(runs.slice(0, 1));
  const isOpen = [...newest, ...oldest.map(({ file }) => file)]
    .flatMap(file => ('run' in file ? headCells(file.run) : []))
    .some(cell => acceptedLevel(cell, { runs: [], acknowledgements: said }) === undefined);
  if (said.length > 0 && !isOpen) return { paths, referred, level: 0 };
  const kept = new Set(oldest.map(({ entry }) => entry.path));
  const going = paths.filter(path => !kept.has(path));
  return { paths: going, referred, level: paths.length - going.length };
}

/** The run of these digits, where it may go: somebody who names it says that it is no baseline. */
async function pruningOfRun(
  digits: string,
  { store, series }: { readonly store: Store; readonly series: readonly Series[] },
): Promise<Pruning> {
  const isMeant = ({ name }: StoreEntry): boolean => name?.digest.startsWith(digits) === true;
  const found = series.flatMap(one => one.runs.filter(isMeant).map(entry => ({ one, entry })));
  const [first, second] = found;
  if (digits === '' || first === undefined || second !== undefined) {
    throw new GateError('bad-argument', {
      problem: `--run ${digits} names ${first === undefined ? 'no stored run' : `${found.length} stored runs`}`,
      remedy:
        'give enough digits from the column `run` of `storage-gate baselines show` to identify one run',
    });
  }
  const { one, entry } = first;
  if (one.runs[0] === entry) {
    throw stays(digits, {
      why: 'it is the newest of its environment, which is never removed',
      remedy: 'record the next run first, then remove this one',
    });
  }
  const said = await readAcknowledgements(store, one.acknowledgements);
  const by = said.find(({ runs }) => runs.some(({ digest }) => digest === entry.name?.digest));
  if (by === undefined) return { paths: [entry.path], referred: 0, level: 0 };
  throw stays(digits, {
    why: plainText(`the acknowledgement of ${by.by} refers to it (${by.reason})`),
    remedy:
      'acknowledge the newest runs again (`storage-gate acknowledge --last N`): the baseline then begins with those',
  });
}

function stays(
  digits: string,
  facts: { readonly why: string; readonly remedy: string },
): GateError {
  return new GateError('bad-argument', {
    problem: `the run ${digits} stays in the store`,
    ...facts,
  });
}

/** One that can't be read may name any run: nothing is pruned then. */
async function readAcknowledgements(
  store: Store,
  entries: readonly StoreEntry[],
): Promise<readonly Acknowledgement[]> {
  const files = await store.read(entries);
  return files.map((file, index) => {
    if ('acknowledgement' in file) return file.acknowledgement;
    throw new GateError('store-unusable', {
      problem: `the acknowledgement ${entries[index]?.path} cannot be read, so it is not known which runs it refers to`,
      why: 'reason' in file ? file.reason : undefined,
      remedy: 'restore it as it was stored, or delete it and acknowledge again',
    });
  });
}
