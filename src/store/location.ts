import { accept, type Outcome, reject, rejectionFacts } from '../core/rejection.ts';
import { GateError } from '../errors.ts';
import { openDirectoryStore, requireStoreDirectory } from './directory.ts';
import { openGitStore } from './git/git-store.ts';
import { describeRefPlace, parseRefPlace, type RefPlace } from './git/ref.ts';
import { remoteOfClone } from './git/remote.ts';
import { openFileStore } from './run-file.ts';
import type { OpeningContext, Store, StoreKind } from './store.ts';

/** A path as it was written: relative ones are the caller's to resolve or refuse. */
interface StorePath {
  readonly path: string;
}

/** A directory that grows by a file for each run. */
const directory: StoreKind<StorePath> = {
  ...pathOf('dir:PATH'),
  open: async (place, { mustExist }) => {
    if (mustExist) await requireStoreDirectory(place.path);
    return openDirectoryStore(place);
  },
};

/** One document that is only read. */
const file: StoreKind<StorePath> = {
  ...pathOf('file:RUN.json'),
  open: place => Promise.resolve(openFileStore(place)),
};

/** A ref of a repository. */
const ref: StoreKind<RefPlace> = {
  form: 'git:REF',
  parse: parseRefPlace,
  describe: describeRefPlace,
  open: async (place, context) => {
    const { clone, signal } = context;
    const remote = typeof clone === 'string' ? await remoteOfClone(clone, signal) : clone;
    return openGitStore({ ...context, place, remote });
  },
};

/** Every kind of store, by the word that a location begins with. */
const kinds = { dir: directory, file, git: ref };

type Kind = keyof typeof kinds;
type PlaceOf<K extends Kind> = (typeof kinds)[K] extends StoreKind<infer P> ? P : never;

/** Where a baseline store is. */
export type StoreLocation<K extends Kind = Kind> = {
  readonly [P in K]: { readonly kind: P } & PlaceOf<P>;
}[K];

/** `KIND:PLACE` as a location, such as `git:REF:FOLDER`; `path` names the input in a rejection. */
export function parseStore(text: string, path = '--baseline'): Outcome<StoreLocation> {
  const [, kind = '', rest = ''] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  if (!isKind(kind)) {
    const forms = Object.values(kinds).map(({ form }) => form);
    const remedy = `use ${forms.join(', ')}; for instance dir:${text || '.storage-gate'}`;
    return reject(path, `"${text}" is not a kind of store`, remedy);
  }
  const place = kinds[kind].parse(rest, path);
  return place.ok ? accept({ kind, ...place.value } as StoreLocation) : place;
}

function isKind(word: string): word is Kind {
  return Object.hasOwn(kinds, word);
}

/** The location; throws `bad-argument` where it is none. */
export function requireStore(text: string, path?: string): StoreLocation {
  const location = parseStore(text, path);
  if (location.ok) return location.value;
  throw new GateError('bad-argument', rejectionFacts(location.rejections, 'settings'));
}

/** A location as it is written: the same text gives the same store again. */
export function describeStore(location: StoreLocation): string {
  return kindOf(location).describe(location);
}

/** The store at a location; `store-unusable` where it can't be had. It is closed with its scope. */
export async function openStore(location: StoreLocation, context: OpeningContext): Promise<Store> {
  return kindOf(location).open(location, { ...context, mustExist: false });
}

/**
 * The same, for reading what a user named: a directory or a ref that is missing, or holds something
 * else, is `bad-argument`.
 */
export async function openExistingStore(
  location: StoreLocation,
  context: OpeningContext,
): Promise<Store> {
  return kindOf(location).open(location, { ...context, mustExist: true });
}

/** What a location can do; it is the place of its own kind. */
function kindOf(location: StoreLocation): StoreKind<StoreLocation> {
  return kinds[location.kind] as StoreKind<StoreLocation>;
}

/** What kinds whose place is a path have in common. */
function pathOf(form: string): Omit<StoreKind<StorePath>, 'open'> {
  const kind = form.replace(/:.*/, '');
  return {
    form,
    parse: (path, input) => {
      if (path === '') return reject(input, `"${kind}:" has no path`, `write ${form}`);
      if (!path.includes('\0')) return accept({ path });
      return reject(input, 'the path of a store cannot contain a NUL character', 'name another');
    },
    describe: ({ path }) => `${kind}:${path}`,
  };
}
