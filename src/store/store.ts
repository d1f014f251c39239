import { isAbsolute } from 'node:path';
import type { Acknowledgement } from '../core/acknowledgement.ts';
import { accept, type Outcome, reject } from '../core/rejection.ts';
import type { Run } from '../core/run.ts';
import type { DocumentKind, DocumentName, SideDocument, StoredFile } from './documents.ts';
import type { Remote, RepositoryRequest } from './git/repository.ts';

/** Documents read from a store, each with its place; runs newest first. */
export interface StoreContent {
  readonly runs: readonly { readonly run: Run; readonly path: string }[];
  readonly acknowledgements: readonly {
    readonly acknowledgement: Acknowledgement;
    readonly path: string;
  }[];
  /** What can't be used, and why: it is told, skipped and never touched. */
  readonly damaged: readonly { readonly path: string; readonly reason: string }[];
}

/** A document whose place is known, and which was not read yet. */
export interface StoreEntry {
  readonly kind: DocumentKind;
  /** A file, or a path in the tree of a ref. */
  readonly path: string;
  /** The folder it lies in: the environment that its run claims to be of. */
  readonly fingerprint: string;
  /** Undefined where the name tells nothing: somebody copied it in. */
  readonly name: DocumentName | undefined;
}

/** Selects a part of a store: the newest runs of all environments, or one environment. */
export type StoreQuery = SeriesQuery | { readonly newest: number };

/** The runs of an environment with its acknowledgements, and of all others the newest run. */
export interface SeriesQuery {
  readonly fingerprint: string;
  /**
   * The start of the run to be judged: runs from before it are read, and some that claim to be
   * later.
   */
  readonly startedAt?: string | undefined;
  /** From the newest on: the first of these in which a run is wanted. */
  readonly newest: readonly Extent[];
  /** From the oldest on. */
  readonly oldest: Extent;
  /** How many of those that claim to be later are read. */
  readonly later: number;
  /** Of how many other environments the newest run is read. */
  readonly others: number;
  readonly acknowledgements: number;
}

/** How many documents are read, batch by batch, to find a number of wanted ones. */
export interface Extent {
  /** Documents whose names tell another commit are passed over; undefined: none is. */
  readonly commits?: readonly string[] | undefined;
  readonly wanted: number;
  readonly isWanted: (run: Run) => boolean;
  readonly batch: number;
  readonly most: number;
}

/**
 * Where runs are kept: append-only, one document for each run, none ever overwritten. Trouble is
 * `store-unusable`.
 */
export interface Store extends AsyncDisposable {
  /** The places of all documents: tells whether the store can be read, at little cost. */
  entries(): Promise<readonly StoreEntry[]>;
  /** Documents by their places, in this order. */
  read(entries: readonly StoreEntry[]): Promise<readonly StoredFile[]>;
  /** What a query wants; without one everything. */
  list(query?: StoreQuery): Promise<StoreContent>;
  /**
   * Keeps runs durably, in one commit where the store has such, and returns where; one that is
   * there already stays the only one of its kind.
   */
  append(runs: readonly Run[]): Promise<readonly string[]>;
  /** Keeps an acknowledgement, or a verdict, which judges nobody; returns where. */
  keep(document: SideDocument): Promise<string>;
  /**
   * Takes documents out, by the paths that entries have. Only on request: nothing else in the
   * product does.
   */
  remove(paths: readonly string[]): Promise<void>;
}

/** What opening a store needs besides its location; `git:` has its own repository meanwhile. */
export interface OpeningContext extends Omit<RepositoryRequest, 'remote'> {
  /** A directory in the clone whose remote `git:` speaks to, or that remote itself. */
  readonly clone: string | Remote;
  /** Whether the user named it for reading, so that it must be there and be a store. */
  readonly mustExist?: boolean | undefined;
  /** Seconds for which a push that others were faster with is tried again. */
  readonly patience?: number | undefined;
}

/** A kind of store: how a place of it is written, and how a store there is opened. */
export interface StoreKind<P> {
  /** Such as `dir:PATH`; help and errors list those of all kinds. */
  readonly form: string;
  /** Whether no run can join it. */
  readonly isReadOnly?: true;
  /** The place in what follows the colon; `input` names the input in the rejection. */
  parse(text: string, input: string): Outcome<P>;
  /** The place as it is written, with the kind. */
  describe(place: P): string;
  /** Whether it is still there when the workspace of a job is gone. */
  isLasting(place: P): boolean;
  /**
   * The store at a place; `store-unusable` where it can't be had. Where it must exist a place that
   * is missing, or holds something else, is `bad-argument`.
   */
  open(place: P, context: OpeningContext): Promise<Store>;
}

/** A path as it was written: relative ones are the caller's to resolve or refuse. */
export interface StorePath {
  readonly path: string;
}

/** What kinds whose place is a path have in common; `form` is theirs, such as `dir:PATH`. */
export function pathOf(form: string): Omit<StoreKind<StorePath>, 'open'> {
  const kind = form.replace(/:.*/, '');
  return {
    form,
    parse: (path, input) => {
      if (path === '') return reject(input, `"${kind}:" has no path`, `write ${form}`);
      if (!path.includes('\0')) return accept({ path });
      return reject(input, 'the path of a store cannot contain a NUL character', 'name another');
    },
    describe: ({ path }) => `${kind}:${path}`,
    isLasting: ({ path }) => isAbsolute(path),
  };
}
