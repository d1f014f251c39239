import type { Run } from '../../core/run.ts';
import { GateError } from '../../errors.ts';
import { documentName } from '../document-name.ts';
import { encodeValid } from '../valid-document.ts';
import { blobName, writeCommit } from './commit.ts';
import { largestBlob } from './contents.ts';
import { fetchTip, type Tip } from './data-ref.ts';
import { type Persistence, pauseAfter, persist } from './persistence.ts';
import { pushNext } from './push.ts';
import { describeRefPlace, type RefPlace } from './ref-name.ts';
import type { Repository } from './repository.ts';
import { storeTrouble } from './trouble.ts';

/** A step of an append. */
export type GitStep = 'fetch' | 'commit' | 'push' | 'pushed';

export interface AppendContext extends Omit<Persistence, 'verb'> {
  readonly repository: Repository;
  readonly patience: number;
  readonly onStep?: ((step: GitStep) => void) | undefined;
}

/** A document that is to be in the tree. */
interface Document {
  /** Its path without `.json`. */
  readonly stem: string;
  readonly content: string;
  readonly oid: string;
}

/**
 * Adds documents to the ref in one commit and returns where they are. Whatever happens on the way, the ref is either as it
 * was or holds all of them: only the remote's own step from one commit to the next counts.
 */
export async function appendDocuments(context: AppendContext, runs: readonly Run[]): Promise<readonly string[]> {
  const { repository, place, signal, onStep = () => undefined } = context;
  const documents = documentsOf(runs, place);
  const deadline = performance.now() + context.patience * 1000;
  for (let attempt = 0; ; attempt += 1) {
    onStep('fetch');
    const tip = await persist({ ...context, verb: 'written' }, () => fetchTip(repository, place));
    const { paths, added } = placeIn(tip, documents);
    // Also where the connection broke after the remote had taken our push.
    if (added.size === 0) return paths.map(path => `${place.ref}:${path}`);
    onStep('commit');
    await writeCommit(repository, { tip, added, message: messageOf([...added.keys()]) });
    onStep('push');
    const outcome = await persist({ ...context, verb: 'written' }, () =>
      pushNext(repository, { ref: place.ref, expected: tip.commit }),
    );
    onStep('pushed');
    if (outcome.kind === 'done') return paths.map(path => `${place.ref}:${path}`);
    if (outcome.kind === 'refused' || performance.now() > deadline) {
      throw storeTrouble({ ...context, verb: 'written', words: outcome.words });
    }
    await pauseAfter(attempt, signal);
  }
}

function documentsOf(runs: readonly Run[], place: RefPlace): readonly Document[] {
  const top = place.folder === '' ? '' : `${place.folder}/`;
  return runs.map(run => {
    const content = encodeValid(run);
    if (Buffer.byteLength(content) > largestBlob) throw tooLarge(Buffer.byteLength(content), place);
    return { stem: `${top}runs/${run.fingerprint}/${documentName(run, content)}`, content, oid: blobName(content) };
  });
}

function tooLarge(bytes: number, place: RefPlace): GateError {
  return new GateError('bad-document', {
    problem: `the run to be recorded has ${bytes} bytes, at most ${largestBlob} can be stored in ${describeRefPlace(place)}`,
    remedy: 'measure fewer rounds, or give --baseline dir:PATH',
  });
}

/** Paths for documents in a tree. One that is there stays the only one; a damaged one of its name stays too. */
function placeIn(
  { oids }: Tip,
  documents: readonly Document[],
): { readonly paths: readonly string[]; readonly added: ReadonlyMap<string, string> } {
  const added = new Map<string, string>();
  const paths = documents.map(({ stem, content, oid }) => {
    for (let number = 1; ; number += 1) {
      const path = number === 1 ? `${stem}.json` : `${stem}.${number}.json`;
      const found = oids.get(path);
      if (found !== undefined && found !== oid) continue;
      if (found === undefined) added.set(path, content);
      return path;
    }
  });
  return { paths, added };
}

function messageOf(paths: readonly string[]): string {
  const title = paths.length === 1 ? 'Record a run' : `Record ${paths.length} runs`;
  return `${title}\n\n${paths.join('\n')}\n`;
}
