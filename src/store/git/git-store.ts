import { formatList } from '../../core/quantity.ts';
import { GateError } from '../../errors.ts';
import { runDocument, type StoreDocument, sideDocument } from '../documents.ts';
import { readSelected } from '../selection.ts';
import type { Store } from '../store.ts';
import { readContents } from './contents.ts';
import { storeTrouble, withRetries } from './errors.ts';
import {
  describeRefPlace,
  fetchTips,
  findRefInTheWay,
  foldersWithRuns,
  oldRef,
  type RefPlace,
  type Tip,
  type TreeEntry,
} from './ref.ts';
import {
  createRepository,
  type Repository,
  type RepositoryRequest,
  withoutPasswords,
} from './repository.ts';
import { additionOf, type GitStep, removalOf, updateRef } from './write.ts';

export interface GitStoreRequest extends RepositoryRequest {
  readonly place: RefPlace;
  /**
   * Seconds for which a push that others were faster with is tried again; by default five minutes.
   */
  readonly patience?: number | undefined;
  /** Whether a ref that is not there is `bad-argument` for a reader, rather than an empty store. */
  readonly mustExist?: boolean | undefined;
  /** Is told each step of an append before it is taken. */
  readonly onStep?: ((step: GitStep) => void) | undefined;
}

const defaultPatienceSeconds = 300;

/**
 * The store in a ref of a repository: append-only, one path for each document, one commit for each
 * call. It works in a bare repository of its own and speaks to the remote alone: fetches the ref,
 * adds to its tree, pushes with a lease, and starts over where somebody else was faster. What is
 * read is the ref as it was when it was first looked at.
 */
export async function openGitStore(request: GitStoreRequest): Promise<Store> {
  const { place } = request;
  const repository = await createRepository(request);
  const context = { ...request, repository, patience: request.patience ?? defaultPatienceSeconds };
  const have = new Set<string>();
  let seen: Promise<readonly [Tip, ...Tip[]]> | undefined;
  const asking = <T>(action: () => Promise<T>) => withRetries({ ...context, verb: 'read' }, action);
  const look = async (): Promise<readonly [Tip, ...Tip[]]> => {
    const tips = await asking(() => fetchTips(repository, place));
    const [tip] = tips;
    if (request.mustExist === true && tips.length === 1) await requireRuns(tip, context);
    // Before anything is measured: nobody should lose minutes to a name.
    const { ref } = place;
    const other =
      tip.commit === undefined && (await asking(() => findRefInTheWay(repository, ref)));
    if (other) {
      const words = `'${other}' exists; cannot create '${ref}'`;
      throw storeTrouble({ ...context, verb: 'written' }, { words });
    }
    for (const { complete, oids } of tips)
      if (complete) for (const oid of oids.values()) have.add(oid);
    return tips;
  };
  const tips = () => (seen ??= look());
  const source = {
    entries: async () => (await tips()).flatMap(({ documents }) => documents),
    read: async (entries: readonly TreeEntry[]) => {
      const refs = (await tips()).flatMap(({ commit }, index) =>
        commit === undefined ? [] : [index === 0 ? place.ref : oldRef],
      );
      return asking(() => readContents(repository, { refs, entries, have }));
    },
  };
  const add = async (documents: readonly StoreDocument[]) =>
    updateRef(context, additionOf(documents, place));
  return {
    entries: source.entries,
    read: async entries => {
      const byPath = new Map((await source.entries()).map(document => [document.path, document]));
      return source.read(entries.flatMap(({ path }) => byPath.get(path) ?? []));
    },
    list: query => readSelected(source, query),
    append: runs => add(runs.map(runDocument)),
    keep: async document => (await add([sideDocument(document)]))[0] ?? '',
    remove: async paths => {
      const isBoth = (await tips()).length > 1;
      const refs = [place.ref, ...(isBoth ? [oldRef] : [])];
      for (const ref of refs)
        await updateRef({ ...context, place: { ...place, ref } }, removalOf(paths));
    },
    [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose](),
  };
}

/**
 * A slip in the folder would pass as a history without runs: where the ref has runs elsewhere, that
 * is said.
 */
async function requireRuns(
  { commit, documents }: Tip,
  { place, remote, repository }: GitStoreRequest & { readonly repository: Repository },
): Promise<void> {
  const name = describeRefPlace(place);
  if (commit === undefined)
    throw new GateError('bad-argument', {
      problem: `the baseline ${name} does not exist`,
      why: `${withoutPasswords(remote.url)} has no ${place.ref}`,
      remedy: 'name a ref into which `storage-gate run` or `record` stored a run',
    });
  if (documents.length > 0) return;
  const folders = await foldersWithRuns(repository, commit);
  if (folders.length === 0) return;
  const names = folders.map(folder => describeRefPlace({ ...place, folder }));
  throw new GateError('bad-argument', {
    problem: `the baseline ${name} holds no run, but other folders of the ref do`,
    remedy: `name one of ${formatList(names, mostNamedFolders)}`,
  });
}

const mostNamedFolders = 10;

/**
 * The folders of a store's ref, as `git:REF:FOLDER` names them, that may be the history of a run:
 * those that hold runs of its environment, of a gate whose folders begin with `prefix` where there
 * are some; else all of that gate. None where there is no such ref. Names alone are read;
 * `store-unusable` where the remote does not hand them over.
 */
export async function findSeriesFolders({
  ref,
  fingerprint,
  prefix,
  ...request
}: RepositoryRequest & {
  readonly ref: string;
  readonly fingerprint: string;
  readonly prefix: string;
}): Promise<readonly string[]> {
  await using repository = await createRepository(request);
  const place = { ref, folder: '' };
  const tips = await withRetries({ ...request, place, verb: 'read' }, () =>
    fetchTips(repository, place),
  );
  const foldersOf = async (of?: string) => {
    const folders: string[] = [];
    for (const { commit } of tips)
      if (commit) folders.push(...(await foldersWithRuns(repository, commit, of)));
    return [...new Set(folders)].toSorted();
  };
  const same = await foldersOf(fingerprint);
  const found = same.length > 0 ? same : await foldersOf();
  const own = found.filter(folder => folder.startsWith(prefix));
  return own.length > 0 ? own : same;
}
