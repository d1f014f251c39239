import { GateError } from '../../errors.ts';
import { type DocumentName, parseDocumentName } from '../documents.ts';
import type { StoreEntry } from '../store.ts';
import type { RefPlace } from './ref-name.ts';
import { remoteName } from './remote.ts';
import type { Repository } from './repository.ts';

/** A document in the tree of the ref. */
export interface TreeEntry extends StoreEntry {
  readonly oid: string;
  readonly name: DocumentName;
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
  /** Paths that lie where documents lie and are none. */
  readonly strangers: readonly string[];
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
export async function fetchTip(repository: Repository, { ref, folder }: RefPlace): Promise<Tip> {
  const fetch = [
    'fetch',
    '--depth=1',
    '--filter=blob:none',
    '--no-tags',
    '--no-write-fetch-head',
    '--quiet',
  ];
  const { exitCode, stderr } = await absentAccepted(() =>
    repository.git([...fetch, remoteName, `+${ref}:${tipRef}`]),
  );
  if (exitCode !== 0)
    return { commit: undefined, documents: [], strangers: [], oids: new Map(), complete: false };
  const top = folder === '' ? '' : `${folder}/`;
  const wanted = [markerPath, `${top}runs`, `${top}acknowledgements`];
  const { stdout } = await repository.git([
    'ls-tree',
    '-r',
    '-z',
    '--full-tree',
    tipRef,
    '--',
    ...wanted,
  ]);
  const lines = stdout.split('\0').filter(line => line !== '');
  if (!lines.some(line => line.endsWith(`\t${markerPath}`))) throw notOurs(ref);
  const complete = stderr.includes('filtering not recognized');
  if (complete && lines.length > manyDocuments) repository.tell(sentWhole);
  return { commit: tipRef, complete, ...documentsIn(lines, top) };
}

/**
 * Documents from which on it is worth a word that all of them came: a baseline takes nearly as
 * many.
 */
const manyDocuments = 50;

/** What is told of a remote that sends all documents where a few are wanted. */
export const sentWhole =
  "sends all stored documents each time, also those that nobody asked for: it knows no filters (`git config uploadpack.allowFilter true` in that repository mends it), or its sshd does not take the version of git's protocol (`AcceptEnv GIT_PROTOCOL`)";

const tipRef = 'refs/storage-gate/tip';

/** Folders of a tip's tree in which runs lie; '' is its top. */
export async function foldersWithRuns(
  repository: Repository,
  commit: string,
): Promise<readonly string[]> {
  const { stdout } = await repository.git([
    'ls-tree',
    '-r',
    '-d',
    '-z',
    '--name-only',
    '--full-tree',
    commit,
  ]);
  const paths = stdout.split('\0').filter(path => folderPattern.test(path));
  return [...new Set(paths.map(path => folderPattern.exec(path)?.[1] ?? ''))].toSorted();
}

/** A folder of a gate has one part or more, and the characters that a place can name. */
const folderPattern = /^(?:([\w./-]{1,200})\/)?runs\/[0-9a-f]{16,64}$/;

async function absentAccepted(
  fetch: () => Promise<{ readonly exitCode: number; readonly stderr: string }>,
): Promise<{ readonly exitCode: number; readonly stderr: string }> {
  try {
    return await fetch();
  } catch (error) {
    const stderr = error instanceof GateError ? (error.facts.stderrTail ?? '') : '';
    if (/couldn't find remote ref/i.test(stderr)) return { exitCode: 128, stderr };
    throw error;
  }
}

function documentsIn(
  lines: readonly string[],
  top: string,
): Pick<Tip, 'documents' | 'strangers' | 'oids'> {
  const documents: TreeEntry[] = [];
  const strangers: string[] = [];
  const oids = new Map<string, string>();
  for (const line of lines) {
    const [, mode, oid = '', path = ''] = /^(\d{6}) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    oids.set(path, oid);
    const [, folder, fingerprint, file] = documentPattern.exec(path.slice(top.length)) ?? [];
    if (!path.startsWith(top) || fingerprint === undefined || file === undefined) continue;
    const name = mode === '100644' ? parseDocumentName(file) : undefined;
    if (name === undefined) strangers.push(path);
    else
      documents.push({
        kind: folder === 'runs' ? 'run' : 'acknowledgement',
        path,
        oid,
        fingerprint,
        name,
      });
  }
  return { documents, strangers, oids };
}

const documentPattern = /^(runs|acknowledgements)\/([0-9a-f]{16,64})\/([^/]+\.json)$/;

function notOurs(ref: string): GateError {
  return new GateError('store-unusable', {
    problem: `${ref} holds something else than a baseline store: it lacks the file ${markerPath}`,
    remedy:
      'name the ref that runs were stored into; to begin a store, one that does not exist yet, such as git:storage-gate-baselines',
  });
}
