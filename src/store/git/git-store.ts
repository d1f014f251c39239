import type { Acknowledgement } from '../../core/acknowledgement.ts';
import type { Run } from '../../core/run.ts';
import { GateError } from '../../errors.ts';
import { acknowledgementDocument, runDocument } from '../documents.ts';
import { readSelected } from '../selection.ts';
import type { Store, StoreContent, StoreQuery } from '../store.ts';
import { proposeDocuments, proposeRemoval } from './append.ts';
import { readContents } from './contents.ts';
import { fetchTip, foldersWithRuns, type Tip, type TreeEntry } from './data-ref.ts';
import { persist } from './persistence.ts';
import { findRefInTheWay } from './ref-in-the-way.ts';
import { describeRefPlace, type RefPlace } from './ref-name.ts';
import { withoutPasswords } from './remote.ts';
import { createRepository, type Repository, type RepositoryRequest } from './repository.ts';
import { storeTrouble } from './trouble.ts';
import { type GitStep, updateRef } from './update.ts';

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

const usualPatience = 300;

/**
 * The store in a ref of a repository: append-only, one path for each document, one commit for each
 * call. It works in a bare repository of its own and speaks to the remote alone: fetches the ref,
 * adds to its tree, pushes with a lease, and starts over where somebody else was faster. What is
 * read is the ref as it was when it was first looked at.
 */
export async function openGitStore(request: GitStoreRequest): Promise<Store> {
  const { place } = request;
  const repository = await createRepository(request);
  const context = { ...request, repository, patience: request.patience ?? usualPatience };
  const have = new Set<string>();
  let seen: Promise<Tip> | undefined;
  const look = async (): Promise<Tip> => {
    const tip = await persist({ ...context, verb: 'read' }, () => fetchTip(repository, place));
    if (request.mustExist === true) await requireRuns(tip, { request, repository });
    // Before anything is measured: nobody should lose minutes to a name.
    if (tip.commit === undefined) await requireFreeName(context);
    if (tip.complete) for (const oid of tip.oids.values()) have.add(oid);
    return tip;
  };
  const tip = (): Promise<Tip> => (seen ??= look());
  const source = {
    entries: async () => (await tip()).documents,
    read: (entries: readonly TreeEntry[]) =>
      persist({ ...context, verb: 'read' }, () =>
        readContents(repository, { ref: place.ref, entries, have }),
      ),
  };
  return {
    entries: source.entries,
    read: async entries => {
      const { documents } = await tip();
      const byPath = new Map(documents.map(document => [document.path, document]));
      return source.read(entries.flatMap(({ path }) => byPath.get(path) ?? []));
    },
    list: async (query?: StoreQuery) =>
      withStrangers(await readSelected(source, query), await tip()),
    append: async (runs: readonly Run[]) =>
      updateRef(context, proposeDocuments(runs.map(runDocument), place)),
    acknowledge: async (acknowledgement: Acknowledgement) => {
      const documents = [acknowledgementDocument(acknowledgement)];
      return (await updateRef(context, proposeDocuments(documents, place)))[0] ?? '';
    },
    remove: (paths: readonly string[]) => updateRef(context, proposeRemoval(paths)),
    [Symbol.asyncDispose]: () => repository[Symbol.asyncDispose](),
  };
}

/** What lies among the documents and is none is told, as in a directory. */
function withStrangers(content: StoreContent, { strangers }: Tip): StoreContent {
  const reason = 'neither its name nor its kind is that of a run document';
  return {
    ...content,
    damaged: [...content.damaged, ...strangers.map(path => ({ path, reason }))],
  };
}

/**
 * A slip in the folder would pass as a history without runs: where the ref has runs elsewhere, that
 * is said.
 */
async function requireRuns(
  tip: Tip,
  { request, repository }: { readonly request: GitStoreRequest; readonly repository: Repository },
): Promise<void> {
  if (tip.commit === undefined) throw missing(request);
  if (tip.documents.length > 0) return;
  const folders = await foldersWithRuns(repository, tip.commit);
  if (folders.length === 0) return;
  const { place } = request;
  const names = folders.map(folder => describeRefPlace({ ...place, folder }));
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  throw new GateError('bad-argument', {
    problem: `the baseline ${describeRefPlace(place)} holds no run, and other folders of the ref do`,
    remedy: `name one of ${names.slice(0, mostNamed).join(', ')}${more}`,
  });
}

async function requireFreeName(
  context: GitStoreRequest & { readonly repository: Repository; readonly place: RefPlace },
): Promise<void> {
  const { repository, place } = context;
  const other = await persist({ ...context, verb: 'read' }, () =>
    findRefInTheWay(repository, place.ref),
  );
  if (other === undefined) return;
  throw storeTrouble({
    ...context,
    verb: 'written',
    words: `'${other}' exists; cannot create '${place.ref}'`,
  });
}

const mostNamed = 10;

function missing({ place, remote }: GitStoreRequest): GateError {
  return new GateError('bad-argument', {
    problem: `the baseline ${describeRefPlace(place)} does not exist`,
    why: `${withoutPasswords(remote.url)} has no ${place.ref}`,
    remedy: 'name a ref that `storage-gate run` or `record` stored into',
  });
}
