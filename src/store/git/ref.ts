import { accept, type Outcome, reject } from '../../core/rejection.ts';
import { GateError } from '../../errors.ts';
import { isLikeDocument, kindOfFolder, parseDocumentName } from '../documents.ts';
import type { StoreEntry } from '../store.ts';
import { type Repository, remoteName, wordsOf } from './repository.ts';

/** The part of a STORE after `git:`: the ref with the runs, and the folder in its tree. */
export interface RefPlace {
  /** In full: `refs/storage-gate/baselines`. */
  readonly ref: string;
  /** Without slashes at its ends; empty for the top of the tree. */
  readonly folder: string;
}

/**
 * Where runs are kept if nobody names a place: outside `refs/heads`, so that no clone fetches them.
 * The branch that it was before is read beside it.
 */
export const defaultRef = 'refs/storage-gate/baselines';
export const oldRef = 'refs/heads/storage-gate-baselines';

/**
 * `REF` or `REF:FOLDER`, as git writes a path in a ref. A name is a branch, `refs/…` any ref.
 * `path` names the input in the rejection, which says what git itself would refuse
 * (git-check-ref-format(1)).
 */
export function parseRefPlace(text: string, path: string): Outcome<RefPlace> {
  const [, name = '', folder = ''] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  const problem = refProblem(name);
  if (problem !== undefined) return reject(path, `"git:${text}": ${problem}`, example);
  const parts = folder.replace(/^\/+|\/+$/g, '').split('/');
  const isFolder = folder === '' || parts.every(part => folderPattern.test(part));
  const fault = 'the folder may hold letters, digits, ".", "_" and "-" only';
  if (!isFolder) return reject(path, `"git:${text}": ${fault}`, example);
  return accept({
    ref: name.startsWith('refs/') ? name : `refs/heads/${name}`,
    folder: parts.join('/'),
  });
}

/** The shortest name of a place that `git:` takes. */
export function describeRefPlace({ ref, folder }: RefPlace): string {
  return `git:${ref.replace(/^refs\/heads\//, '')}${folder === '' ? '' : `:${folder}`}`;
}

const example =
  'use git:BRANCH, git:refs/NAMESPACE/NAME, or git:BRANCH:FOLDER, such as git:refs/storage-gate/baselines';
const folderPattern = /^(?!\.{1,2}$|\.git$)[\w.-]{1,100}$/i;

/**
 * Why git would refuse the name; `HEAD` is nobody's branch.
 */
function refProblem(name: string): string | undefined {
  if (name === '') return 'the name of a branch or ref is missing';
  if (name === 'HEAD' || name === '@') return `${name} is not a ref that can hold runs`;
  if (name.length > 200) return 'the name is longer than 200 characters';
  if (forbidden.test(name))
    return 'a ref cannot contain spaces, control characters, or any of ~ ^ : ? * [ \\';
  if (/\.\.|@\{|\/\/|\/\.|^[./-]|[./]$|\.lock(?:\/|$)/.test(name))
    return 'git does not accept a ref of this form';
  if (name.startsWith('refs/') && name.split('/').length < 3)
    return 'a ref has at least three parts, refs/x/y';
  return undefined;
}

const forbidden = /[\p{Cc} ~^:?*[\\]/u;

/** A document in the tree of the ref; one without a name lies among them and is none. */
export interface TreeEntry extends StoreEntry {
  readonly oid: string;
}

/**
 * The newest state of the ref: one commit and the names in its tree; of the contents nothing, where
 * the remote can filter.
 */
export interface Tip {
  /**
   * What our own repository calls it, until the next look. Undefined where the ref does not exist:
   * an empty store.
   */
  readonly commit: string | undefined;
  readonly documents: readonly TreeEntry[];
  /** Everything that our folder holds, by its path in the tree. */
  readonly oids: ReadonlyMap<string, string>;
  /** Whether the remote sent all contents too, since it knows no filters. */
  readonly complete: boolean;
}

/** Marks a ref as ours, so that a slip (`git:main`) neither reads nor changes anybody's branch. */
export const markerPath = '.storage-gate-store';

/**
 * Fetches the ref as it is now; `tool-failed` where the remote can't be reached, `store-unusable`
 * where it is not ours.
 */
export async function fetchTip(
  repository: Repository,
  { ref, folder }: RefPlace,
  { remote = remoteName, local = tipRef } = {},
): Promise<Tip> {
  const fetch = 'fetch --depth=1 --filter=blob:none --no-tags --no-write-fetch-head --quiet';
  let stderr: string;
  try {
    const args = [...fetch.split(' '), remote, `+${ref}:${local}`];
    stderr = (await repository.git(args)).stderr;
  } catch (error) {
    if (!/couldn't find remote ref/i.test(wordsOf(error))) throw error;
    return { commit: undefined, documents: [], oids: new Map(), complete: false };
  }
  const top = folder === '' ? '' : `${folder}/`;
  const wanted = [markerPath, `${top}runs`, `${top}acknowledgements`, `${top}verdicts`];
  const list = 'ls-tree -r -z --full-tree'.split(' ');
  const { stdout } = await repository.git([...list, local, '--', ...wanted]);
  const lines = stdout.split('\0').filter(line => line !== '');
  if (!lines.some(line => line.endsWith(`\t${markerPath}`)))
    throw new GateError('store-unusable', {
      problem: `${ref} is not a baseline store: it lacks the file ${markerPath}`,
      remedy:
        'name the ref of a store, or, to create one, a ref that does not exist yet, such as git:refs/storage-gate/baselines',
    });
  const complete = stderr.includes('filtering not recognized');
  if (complete && lines.length > mostExpectedDocuments) repository.tell(sentWhole);
  return { commit: local, complete, ...documentsIn(lines, top) };
}

/**
 * Documents from which on it is worth a word that all of them came: a baseline takes nearly as
 * many.
 */
const mostExpectedDocuments = 50;

/** Notice about a remote that sends all documents where a few were requested. */
export const sentWhole =
  "sends all stored documents each time: it does not support filters (`git config uploadpack.allowFilter true` there enables them), or its sshd drops the version of git's protocol (`AcceptEnv GIT_PROTOCOL`)";

const tipRef = 'refs/storage-gate/tip';

/**
 * What a reader takes of a place, first the ref itself; beside the default one also that of before,
 * whose documents may not have been carried over yet. Those that both have come once.
 */
export async function fetchTips(
  repository: Repository,
  place: RefPlace,
): Promise<readonly [Tip, ...Tip[]]> {
  const asked = ['ls-remote', '--refs', remoteName, oldRef];
  // Beside the fetch, so that it costs no time; whose failure is the one that is told.
  const listing = place.ref === defaultRef ? repository.git(asked) : undefined;
  listing?.catch(() => undefined);
  const tip = await fetchTip(repository, place);
  if (!(await listing)?.stdout.includes(oldRef)) return [tip];
  const local = 'refs/storage-gate/old';
  const old = await fetchTip(repository, { ...place, ref: oldRef }, { local });
  const rest = old.documents.filter(({ path, oid }) => tip.oids.get(path) !== oid);
  if (old.documents.length > 0) repository.tell(notMoved);
  return [tip, { ...old, documents: rest }];
}

const notMoved = `still has runs in ${oldRef}, which count; \`storage-gate baselines move\` carries them over`;

/**
 * Folders in the tree of a tip that hold runs, of one environment or of any; '' is the top of the
 * tree.
 */
export async function foldersWithRuns(
  repository: Repository,
  commit: string,
  fingerprint = '[0-9a-f]{16,64}',
): Promise<readonly string[]> {
  const list = 'ls-tree -r -d -z --name-only --full-tree'.split(' ');
  const { stdout } = await repository.git([...list, commit]);
  // A folder of a gate has one part or more, and the characters that a place can name.
  const pattern = new RegExp(`^(?:([\\w./-]{1,200})/)?runs/${fingerprint}$`);
  const found = stdout.split('\0').flatMap(path => {
    const match = pattern.exec(path);
    return match === null ? [] : [match[1] ?? ''];
  });
  return [...new Set(found)].toSorted();
}

function documentsIn(lines: readonly string[], top: string): Pick<Tip, 'documents' | 'oids'> {
  const documents: TreeEntry[] = [];
  const oids = new Map<string, string>();
  for (const line of lines) {
    const [, mode, oid = '', path = ''] = /^(\d{6}) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    oids.set(path, oid);
    if (!path.startsWith(top)) continue;
    const [folder, fingerprint = '', file = fingerprint, ...below] = path
      .slice(top.length)
      .split('/');
    const kind = kindOfFolder.get(folder ?? '');
    if (kind === undefined) continue;
    const isFile = mode === '100644' && below.length === 0;
    // A link or a submodule stands where documents should be, whatever its name.
    if (isFile && fingerprint !== '' && !isLikeDocument(file)) continue;
    const isPlaced = isFile && /^[0-9a-f]{16,64}$/.test(fingerprint);
    const name = isPlaced ? parseDocumentName(file) : undefined;
    documents.push({ kind, path, oid, fingerprint, name });
  }
  return { documents, oids };
}

/** The ref of the remote that prevents `ref`: one above or below it, such as `a` for `a/b`. */
export async function findRefInTheWay(
  repository: Repository,
  ref: string,
): Promise<string | undefined> {
  const parts = ref.split('/');
  const above = parts.slice(2).map((_, index) => parts.slice(0, index + 2).join('/'));
  const args = ['ls-remote', '--refs', remoteName, ...above, `${ref}/*`];
  const { stdout } = await repository.git(args);
  const found = [...stdout.matchAll(/^[0-9a-f]+\t(.+)$/gm)].map(([, name = '']) => name);
  // A pattern matches the ends of names too.
  return found.find(name => above.includes(name) || name.startsWith(`${ref}/`));
}
