import { createHash } from 'node:crypto';
import { markerPath, type Tip } from './data-ref.ts';
import type { Repository } from './repository.ts';

/** A content and the object name that git gives it. */
export interface Blob {
  readonly oid: string;
  readonly content: string;
}

/** What a commit adds to the tree of a tip, by path, and what it takes out. */
export interface Change {
  readonly tip: Tip;
  readonly added: ReadonlyMap<string, Blob>;
  readonly removed: readonly string[];
  readonly message: string;
  /**
   * Names of the blobs that an earlier commit of ours brought into the repository: they are named
   * only. It grows.
   */
  readonly written: Set<string>;
}

/** The ref of our own repository that the new commit gets. */
export const nextRef = 'refs/storage-gate/next';

/**
 * Writes blobs, trees and a commit on a tip, or a first one, by one call of git. Contents that were
 * not fetched need not be here: a tree only names them.
 */
export async function writeCommit(repository: Repository, change: Change): Promise<void> {
  const { tip, added, removed, message, written } = change;
  const files = tip.commit === undefined ? new Map([...firstFiles, ...added]) : added;
  const input = [
    'feature done',
    `commit ${nextRef}`,
    // The person at the keyboard is nobody's business on a public branch.
    `committer qemu-storage-gate <qemu-storage-gate@localhost> ${Math.floor(Date.now() / 1000)} +0000`,
    dataOf(message),
    ...(tip.commit === undefined ? [] : [`from ${tip.commit}`]),
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

/** A content under its name. */
export function blobOf(content: string): Blob {
  const header = `blob ${Buffer.byteLength(content)}\0`;
  return { oid: createHash('sha1').update(header).update(content).digest('hex'), content };
}

function dataOf(content: string): string {
  return `data ${Buffer.byteLength(content)}\n${content}`;
}

/** What a reader of the branch finds first, and the mark that it is ours. */
const firstFiles: ReadonlyMap<string, Blob> = new Map([
  [
    'README.md',
    blobOf(`# Baselines of qemu-storage-gate

Written by qemu-storage-gate; nothing here is edited by hand. Each file below \`runs/\` is one run: folder by environment,
name by start, commit and digest; below \`acknowledgements/\` is what people said of them. Nothing is changed. A checkout of this branch can be used as
\`--baseline dir:PATH\`.
`),
  ],
  [markerPath, blobOf('layout 1\n')],
]);
