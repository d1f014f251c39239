import type { Acknowledgement } from '../core/acknowledgement.ts';
import { formatCount } from '../core/quantity.ts';
import { headCells } from '../core/sample.ts';
import { GateError } from '../errors.ts';
import { acceptedLevel } from '../history/accepted-level.ts';
import { oldestDocuments } from '../history/limits.ts';
import { plainText } from '../plain-text.ts';
import { readAll, readEnough } from '../store/selection.ts';
import type { Store, StoreEntry } from '../store/store.ts';
import { type Series, seriesOf } from './baselines.ts';
import { countOf, listOf, type Options, openNamed } from './options.ts';
import type { Terminal } from './terminal.ts';

/** `storage-gate baselines prune`: without --yes it says what would go. */
export async function pruneBaselines(options: Options, terminal: Terminal): Promise<number> {
  const { keep, named } = whatGoes(options);
  await using store = await openNamed(options, terminal);
  const series = await seriesOf(store);
  const prunings: Pruning[] = [];
  if (keep !== undefined)
    for (const one of series) prunings.push(await pruningOf(one, store, keep));
  else for (const digits of named) prunings.push(await pruningOfRun(digits, store, series));
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
function whatGoes(options: Options) {
  const named = listOf(options.run) ?? [];
  const keep = countOf(options.keep, { where: '--keep', least: 1, most: 1_000_000 });
  if ((keep === undefined) === named.length > 0) return { keep, named };
  throw new GateError('bad-argument', {
    problem: keep === undefined ? 'nothing selected' : '--keep and --run exclude each other',
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
  const clauseOf = (of: 'referred' | 'level', why: string): string => {
    const count = prunings.reduce((total, pruning) => total + pruning[of], 0);
    return count === 0 ? '' : `; ${formatCount(count, 'older run')} kept, ${why}`;
  };
  return [
    clauseOf('referred', 'to which an acknowledgement refers'),
    clauseOf('level', 'since nobody acknowledged the level that the oldest runs give'),
  ].join('');
}

/**
 * What goes of a series where the newest `keep` are to stay, which is at least 1: never one that is
 * referred to. Its oldest runs make the accepted level until somebody said of each cell
 * what it is.
 */
async function pruningOf(
  { runs, acknowledgements }: Series,
  store: Store,
  keep: number,
): Promise<Pruning> {
  const said = await readAcknowledgements(store, acknowledgements);
  const named = runs.filter(({ name }) => name !== undefined);
  const beyond = named.slice(keep);
  const paths = beyond.flatMap(({ path, name }) =>
    said.some(one => refersTo(one, name?.digest)) ? [] : [path],
  );
  const referred = beyond.length - paths.length;
  if (paths.length === 0) return { paths, referred, level: 0 };
  const oldest = await readEnough(store, named.toReversed(), oldestDocuments);
  const newest = await store.read(runs.slice(0, 1));
  const isOpen = [...newest, ...oldest.map(({ file }) => file)]
    .flatMap(file => ('run' in file ? headCells(file.run) : []))
    .some(cell => acceptedLevel(cell, { acknowledgements: said }) === undefined);
  if (said.length > 0 && !isOpen) return { paths, referred, level: 0 };
  const kept = new Set(oldest.map(({ entry }) => entry.path));
  const going = paths.filter(path => !kept.has(path));
  return { paths: going, referred, level: paths.length - going.length };
}

/** The run of these digits, where it may go: somebody who names it says that it is no baseline. */
async function pruningOfRun(
  digits: string,
  store: Store,
  series: readonly Series[],
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
  if (one.runs[0] === entry)
    throw stays(
      digits,
      'it is the newest of its environment, which is never removed',
      'record the next run first, then remove this one',
    );
  const said = await readAcknowledgements(store, one.acknowledgements);
  const by = said.find(each => refersTo(each, entry.name?.digest));
  if (by === undefined) return { paths: [entry.path], referred: 0, level: 0 };
  throw stays(
    digits,
    plainText(`the acknowledgement of ${by.by} refers to it (${by.reason})`),
    'acknowledge the newest runs again (`storage-gate acknowledge --last N`): the baseline then begins with those',
  );
}

function refersTo({ runs }: Acknowledgement, digest: string | undefined): boolean {
  return runs.some(run => run.digest === digest);
}

function stays(digits: string, why: string, remedy: string): GateError {
  return new GateError('bad-argument', {
    problem: `the run ${digits} stays in the store`,
    why,
    remedy,
  });
}

/** One that can't be read may name any run: nothing is pruned then. */
async function readAcknowledgements(
  store: Store,
  entries: readonly StoreEntry[],
): Promise<readonly Acknowledgement[]> {
  const read = await readAll(store, entries);
  return read.map(({ entry, file }) => {
    if ('acknowledgement' in file) return file.acknowledgement;
    throw new GateError('store-unusable', {
      problem: `the acknowledgement ${entry.path} cannot be read, so it is not known which runs it refers to`,
      why: 'reason' in file ? file.reason : undefined,
      remedy: 'restore it as it was stored, or delete it and acknowledge again',
    });
  });
}
