import { createHash } from 'node:crypto';
import { formatCount } from '../../core/quantity.ts';
import { GateError } from '../../errors.ts';
import type { StoreDocument } from '../documents.ts';
import { largestBlob } from './contents.ts';
import {
  byLease,
  isInTheWay,
  isPassing,
  notThere,
  type Refused,
  type RemoteTask,
  withRetries,
} from './errors.ts';
import { describeRefPlace, fetchTip, markerPath, type RefPlace, type Tip } from './ref.ts';
import { type ObjectFormat, pushName, type Repository, wordsOf } from './repository.ts';

/** A content and the object name that git gives it. */
export interface Blob {
  readonly oid: string;
  readonly content: string;
}

/** A change of the tree of a ref, made in one commit. */
interface Change<T> {
  /** By path. */
  readonly added: ReadonlyMap<string, Blob>;
  readonly removed: readonly string[];
  readonly message: string;
  /** What the caller gets once the ref is so. */
  readonly result: T;
}

/** A change as it is on a tip, whose repository names its objects so. */
type ChangeOf<T> = (tip: Tip, format: ObjectFormat) => Change<T>;

/** A step of an update. */
export type GitStep = 'fetch' | 'commit' | 'push' | 'pushed';

/**
 * Adds documents to a tree and returns their places. An existing one stays the only one, even if it
 * is damaged.
 */
export function additionOf(
  documents: readonly StoreDocument[],
  place: RefPlace,
): ChangeOf<readonly string[]> {
  const top = place.folder === '' ? '' : `${place.folder}/`;
  const named = documents.map(({ folder, name, content }) => {
    const bytes = Buffer.byteLength(content);
    if (bytes > largestBlob)
      throw new GateError('bad-document', {
        problem: `the document to be recorded has ${bytes} bytes, at most ${largestBlob} can be stored in ${describeRefPlace(place)}`,
        remedy: 'measure fewer rounds, or give --baseline dir:PATH',
      });
    return { stem: `${top}${folder}/${name}`, content };
  });
  return ({ oids }, format) => {
    const added = new Map<string, Blob>();
    const paths = named.map(({ stem, content }) => {
      const blob = blobOf(content, format);
      const path = freePath(stem, blob.oid, oids);
      if (!oids.has(path)) added.set(path, blob);
      return path;
    });
    const result = paths.map(path => `${place.ref}:${path}`);
    const names = [...added.keys()];
    const [first = ''] = documents.map(({ folder }) => folder.replace(/s?\/.*/s, ''));
    const article = first === 'acknowledgement' ? 'an' : 'a';
    const title = names.length === 1 ? `${article} ${first}` : formatCount(names.length, first);
    return { added, removed: [], message: `Record ${title}\n\n${names.join('\n')}\n`, result };
  };
}

function freePath(stem: string, oid: string, oids: Tip['oids']): string {
  for (let number = 1; ; number += 1) {
    const path = number === 1 ? `${stem}.json` : `${stem}.${number}.json`;
    const found = oids.get(path);
    if (found === undefined || found === oid) return path;
  }
}

/** Removes documents from the tree; the history of the ref still has them. */
export function removalOf(paths: readonly string[]): ChangeOf<undefined> {
  return ({ oids }) => {
    const removed = paths.filter(path => oids.has(path));
    const message = `Prune ${formatCount(removed.length, 'run')}\n\n${removed.join('\n')}\n`;
    return { added: new Map(), removed, message, result: undefined };
  };
}

/**
 * Applies a change to the ref in one commit. If another writer was faster, it starts over from
 * their commit. At any moment the ref has either none or all of the change: the remote moves from
 * one commit to the next in one step.
 */
export async function updateRef<T>(
  context: Omit<RemoteTask, 'verb'> & {
    readonly repository: Repository;
    /** Seconds. */
    readonly patience: number;
    readonly onStep?: ((step: GitStep) => void) | undefined;
  },
  changeOf: ChangeOf<T>,
): Promise<T> {
  const { repository, place, onStep = () => undefined } = context;
  const task = { ...context, verb: 'written' } as const;
  const written = new Set<string>();
  return byLease(task, async () => {
    onStep('fetch');
    const tip = await withRetries(task, () => fetchTip(repository, place, { remote: pushName }));
    const change = changeOf(tip, repository.format());
    // Also where the connection broke after the remote had taken our push.
    if (change.added.size === 0 && change.removed.length === 0) return { done: change.result };
    onStep('commit');
    await withRetries(task, () => writeCommit(repository, tip, change, written));
    onStep('push');
    const outcome = await withRetries(task, () => pushRef(repository, place.ref, tip.commit));
    onStep('pushed');
    return outcome === 'done' ? { done: change.result } : outcome;
  });
}

/** The ref of our own repository that the new commit gets. */
export const nextRef = 'refs/storage-gate/next';

/**
 * Writes blobs, trees and a commit on a tip, or a first one, by one call of git. Contents that were
 * not fetched need not be here: a tree only names them. `written` names the blobs that an earlier
 * commit of ours brought into the repository, which are named only; it grows.
 */
async function writeCommit(
  repository: Repository,
  { commit }: Tip,
  { added, removed, message }: Change<unknown>,
  written: Set<string>,
): Promise<void> {
  const first = firstFiles.map(
    ([path, text]) => [path, blobOf(text, repository.format())] as const,
  );
  const files = commit === undefined ? new Map([...first, ...added]) : added;
  const input = [
    'feature done',
    `commit ${nextRef}`,
    `committer ${who} <${who}@localhost> ${Math.floor(Date.now() / 1000)} +0000`,
    dataOf(message),
    ...(commit === undefined ? [] : [`from ${commit}`]),
    ...[...files].flatMap(([path, { oid, content }]) =>
      written.has(oid) ? [`M 100644 ${oid} ${path}`] : [`M 100644 inline ${path}`, dataOf(content)],
    ),
    ...removed.map(path => `D ${path}`),
    'done\n',
  ].join('\n');
  // The pack stays one: unpacking it would be another process, and compressing everything once
  // more.
  await repository.git('-c fastimport.unpackLimit=1 fast-import --quiet --force'.split(' '), {
    input,
  });
  for (const { oid } of files.values()) written.add(oid);
}

/** The person at the keyboard is nobody's business in a public ref. */
const who = 'qemu-storage-gate';
/** What has git make a commit in that name. */
export const commitAs = ['-c', `user.name=${who}`, '-c', `user.email=${who}@localhost`];

/** A content under its name. */
export function blobOf(content: string, format: ObjectFormat = 'sha1'): Blob {
  const header = `blob ${Buffer.byteLength(content)}\0`;
  return { oid: createHash(format).update(header).update(content).digest('hex'), content };
}

function dataOf(content: string): string {
  return `data ${Buffer.byteLength(content)}\n${content}`;
}

/** What a reader of the branch finds first, and the mark that it is ours. */
const firstFiles = [
  [
    'README.md',
    `# Baselines of qemu-storage-gate

Written by qemu-storage-gate; nothing here is edited by hand. Each file below \`runs/\` is one run: folder by environment,
name by start, commit and digest; below \`acknowledgements/\` is what people said of them. Nothing is changed. A checkout of it can be used as
\`--baseline dir:PATH\`.
`,
  ],
  [markerPath, 'layout 1\n'],
] as const;

/**
 * Pushes the next commit with a lease: the remote moves the ref in one step, and only from where we
 * saw it: at a commit, or undefined where it must not be there. An empty source removes it. Where
 * it refused, why, and whether another try may succeed. So it may where a connection broke: the
 * next look at the ref tells whether the push arrived. What git calls done is believed once the
 * remote shows the commit.
 */
export async function pushRef(
  repository: Repository,
  ref: string,
  expected = '',
  source = nextRef,
): Promise<'done' | Refused> {
  const lease = `--force-with-lease=${ref}:${expected}`;
  const options = ['--porcelain', '--no-verify', '--no-signed', lease];
  const args = ['push', ...options, pushName, `${source}:${ref}`];
  const ask = async (...question: readonly string[]) => (await repository.git(question)).stdout;
  try {
    const { exitCode, stdout, stderr } = await repository.git(args, { accept: [0, 1] });
    if (exitCode === 0) {
      const oid = source && (await ask('rev-parse', source)).trimEnd();
      const listed = await ask('ls-remote', '--refs', pushName, ref);
      const isThere = listed.includes(`${oid}\t${ref}\n`);
      return isThere === (source !== '') ? 'done' : { words: notThere, mayPass: true };
    }
    const refusal = /^!\t.*$/m.exec(stdout)?.[0].split('\t').slice(2).join(' ') ?? '';
    const words = `${refusal}\n${stderr}`.trim();
    // Of a ref in the way the refusal says no more than of a lost race: "failed to update ref".
    const mayPass =
      isPassing(/^$|unpacker error/.test(refusal) ? stderr : refusal) && !isInTheWay(words);
    return { words, mayPass };
  } catch (error) {
    const words = wordsOf(error);
    if (error instanceof GateError && error.code === 'tool-failed' && isPassing(words))
      return { words, mayPass: true };
    throw error;
  }
}
