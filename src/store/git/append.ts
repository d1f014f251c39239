import { GateError } from '../../errors.ts';
import type { StoreDocument } from '../documents.ts';
import { type Blob, blobOf } from './commit.ts';
import { largestBlob } from './contents.ts';
import type { Tip } from './data-ref.ts';
import { describeRefPlace, type RefPlace } from './ref-name.ts';
import type { Proposal } from './update.ts';

/**
 * Adds documents to a tree: where each is then. One that is there stays the only one, a damaged one
 * of its name too.
 */
export function proposeDocuments(
  documents: readonly StoreDocument[],
  place: RefPlace,
): (tip: Tip) => Proposal<readonly string[]> {
  const top = place.folder === '' ? '' : `${place.folder}/`;
  for (const { content } of documents) {
    if (Buffer.byteLength(content) > largestBlob) throw tooLarge(Buffer.byteLength(content), place);
  }
  const named = documents.map(({ folder, name, content }) => ({
    folder,
    name,
    blob: blobOf(content),
  }));
  return ({ oids }) => {
    const added = new Map<string, Blob>();
    const paths = named.map(({ folder, name, blob }) => {
      const path = freePath(`${top}${folder}/${name}`, { oids, oid: blob.oid });
      if (!oids.has(path)) added.set(path, blob);
      return path;
    });
    const result = paths.map(path => `${place.ref}:${path}`);
    return { added, removed: [], message: messageOf([...added.keys()]), result };
  };
}

function freePath(
  stem: string,
  { oids, oid }: { oids: ReadonlyMap<string, string>; oid: string },
): string {
  for (let number = 1; ; number += 1) {
    const path = number === 1 ? `${stem}.json` : `${stem}.${number}.json`;
    const found = oids.get(path);
    if (found === undefined || found === oid) return path;
  }
}

/** Takes documents out of the tree; the history of the ref still has them. */
export function proposeRemoval(paths: readonly string[]): (tip: Tip) => Proposal<undefined> {
  return ({ oids }) => {
    const removed = paths.filter(path => oids.has(path));
    const message = `Prune ${removed.length} ${removed.length === 1 ? 'run' : 'runs'}\n\n${removed.join('\n')}\n`;
    return { added: new Map(), removed, message, result: undefined };
  };
}

function messageOf(paths: readonly string[]): string {
  const what = paths.some(path => path.includes('acknowledgements/')) ? 'acknowledgement' : 'run';
  const title =
    paths.length === 1
      ? `Record a${what === 'run' ? '' : 'n'} ${what}`
      : `Record ${paths.length} ${what}s`;
  return `${title}\n\n${paths.join('\n')}\n`;
}

function tooLarge(bytes: number, place: RefPlace): GateError {
  return new GateError('bad-document', {
    problem: `the document to be recorded has ${bytes} bytes, at most ${largestBlob} can be stored in ${describeRefPlace(place)}`,
    remedy: 'measure fewer rounds, or give --baseline dir:PATH',
  });
}
