import { accept, type Outcome, reject, rejectionFacts } from '../core/rejection.ts';
import { GateError } from '../errors.ts';
import { openDirectoryStore, requireStoreDirectory } from './directory.ts';
import { readRunFile, readStoredFile } from './documents.ts';
import { openGitStore } from './git/git-store.ts';
import { describeRefPlace, parseRefPlace, type RefPlace } from './git/ref.ts';
import { remoteOfClone } from './git/repository.ts';
import {
  type OpeningContext,
  pathOf,
  type Store,
  type StoreKind,
  type StorePath,
} from './store.ts';

/** A directory that grows by a file for each run. */
const directory: StoreKind<StorePath> = {
  ...pathOf('dir:PATH'),
  open: async (place, { mustExist = false }) => {
    await requireStoreDirectory(place.path, mustExist);
    return openDirectoryStore(place);
  },
};

/** One document that is only read: two are compared without a directory. */
const file: StoreKind<StorePath> = {
  ...pathOf('file:RUN.json'),
  isReadOnly: true,
  open: async ({ path }) => {
    const refuse = async (): Promise<never> => {
      const problem = `the baseline file:${path} is a single run and cannot hold another one`;
      throw new GateError('bad-argument', { problem, remedy: 'record into dir:PATH', path });
    };
    return {
      entries: async () => {
        const { fingerprint } = await readRunFile(path);
        return [{ kind: 'run', path, fingerprint, name: undefined }];
      },
      read: entries => Promise.all(entries.map(entry => readStoredFile(entry.path))),
      list: async () => {
        const run = await readRunFile(path);
        return { runs: [{ run, path }], acknowledgements: [], damaged: [] };
      },
      append: refuse,
      keep: refuse,
      remove: refuse,
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  },
};

/** A ref of a repository. */
const ref: StoreKind<RefPlace> = {
  form: 'git:REF of the remote origin',
  parse: parseRefPlace,
  describe: describeRefPlace,
  isLasting: () => true,
  open: async (place, context) => {
    const { clone, signal } = context;
    const remote = typeof clone === 'string' ? await remoteOfClone(clone, signal) : clone;
    return openGitStore({ ...context, place, remote });
  },
};

/** Every kind of store, by the word that a location begins with. */
const kinds = {
  dir: directory,
  file,
  git: ref,
};

type Kind = keyof typeof kinds;
type PlaceOf<K extends Kind> = (typeof kinds)[K] extends StoreKind<infer P> ? P : never;

/** How all stores are written, for help and errors. */
export const storesToRead = formsOf(Object.values(kinds));
/** How those are written that a run can join. */
export const storesToChange = formsOf(
  Object.values<Pick<StoreKind<never>, 'form' | 'isReadOnly'>>(kinds).filter(
    kind => kind.isReadOnly !== true,
  ),
);

function formsOf(some: readonly Pick<StoreKind<never>, 'form'>[]): string {
  return some
    .map(({ form }) => form)
    .join(', ')
    .replace(/, ([^,]*)$/, ' or $1');
}

/** Where a baseline store is. */
export type StoreLocation<K extends Kind = Kind> = {
  readonly [P in K]: { readonly kind: P } & PlaceOf<P>;
}[K];

/** `KIND:PLACE` as a location, such as `git:REF:FOLDER`; `path` names the input in a rejection. */
export function parseStore(text: string, path = '--baseline'): Outcome<StoreLocation> {
  const [, kind = '', rest = ''] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  if (!isKind(kind)) {
    const remedy = `use ${storesToRead}; such as dir:${text || '.storage-gate'}`;
    return reject(path, `"${text}" is not a kind of store`, remedy);
  }
  const place = kinds[kind].parse(rest, path);
  return place.ok ? accept({ kind, ...place.value } as StoreLocation) : place;
}

function isKind(word: string): word is Kind {
  return Object.hasOwn(kinds, word);
}

/** Parses a location; throws `bad-argument` where the text is not one. */
export function requireStore(text: string, path?: string): StoreLocation {
  const location = parseStore(text, path);
  if (location.ok) return location.value;
  throw new GateError('bad-argument', rejectionFacts(location.rejections, 'settings'));
}

/** A location as text, from which `parseStore` gives the same location. */
export function describeStore(location: StoreLocation): string {
  return kindOf(location).describe(location);
}

/** Whether no run can join the store at a location. */
export function isReadOnly(location: StoreLocation): boolean {
  return kindOf(location).isReadOnly === true;
}

/** Whether the store at a location is still there when the workspace of a job is gone. */
export function isLasting(location: StoreLocation): boolean {
  return kindOf(location).isLasting(location);
}

/**
 * Opens the store at a location, until the end of its scope; `store-unusable` where it cannot be
 * opened. Where it must exist a directory or ref that is missing, or is not a store, is
 * `bad-argument`.
 */
export async function openStore(location: StoreLocation, context: OpeningContext): Promise<Store> {
  return kindOf(location).open(location, context);
}

/** What a location can do; it is the place of its own kind. */
function kindOf(location: StoreLocation): StoreKind<StoreLocation> {
  return kinds[location.kind] as StoreKind<StoreLocation>;
}
