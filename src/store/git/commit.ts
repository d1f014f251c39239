import { createHash } from 'node:crypto';
import { markerPath, type Tip } from './data-ref.ts';
import type { Repository } from './repository.ts';

/** What a commit adds to the tree of a tip, contents by path, and what it takes out. */
export interface Change {
  readonly tip: Tip;
  readonly added: ReadonlyMap<string, string>;
  readonly removed: readonly string[];
  readonly message: string;
}

/** The ref of our own repository that the new commit gets. */
export const nextRef = 'refs/storage-gate/next';

/**
 * Writes blobs, trees and a commit on a tip, or a first one, by one call of git. Contents that were not fetched need not be
 * here: a tree only names them.
 */
export async function writeCommit(repository: Repository, { tip, added, removed, message }: Change): Promise<void> {
  const files = tip.commit === undefined ? new Map([...firstFiles, ...added]) : added;
  const input = [
    'feature done',
    `commit ${nextRef}`,
    // The person at the keyboard is nobody's business on a public branch.
    `committer qemu-storage-gate <qemu-storage-gate@localhost> ${Math.floor(Date.now() / 1000)} +0000`,
    dataOf(message),
    ...(tip.commit === undefined ? [] : [`from ${tip.commit}`]),
    ...[...files].flatMap(([path, content]) => [`M 100644 inline ${path}`, dataOf(content)]),
    ...removed.map(path => `D ${path}`),
    'done\n',
  ].join('\n');
  await repository.git('fast-import --quiet --force'.split(' '), { input });
}

/** The object name that git gives a content. */
export function blobName(content: string): string {
  return createHash('sha1')
    .update(`blob ${Buffer.byteLength(content)}\0`)
    .update(content)
    .digest('hex');
}

function dataOf(content: string): string {
  return `data ${Buffer.byteLength(content)}\n${content}`;
}

/** What a reader of the branch finds first, and the mark that it is ours. */
const firstFiles: ReadonlyMap<string, string> = new Map([
  [
    'README.md',
    `# Baselines of qemu-storage-gate

Written by qemu-storage-gate; nothing here is edited by hand. Each file below \`runs/\` is one run: folder by environment,
name by start, commit and digest; below \`acknowledgements/\` is what people said of them. Nothing is changed. A checkout of this branch can be used as
\`--baseline dir:PATH\`.
`,
  ],
  [markerPath, 'layout 1\n'],
]);
