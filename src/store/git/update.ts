import { type Blob, writeCommit } from './commit.ts';
import { fetchTip, type Tip } from './data-ref.ts';
import { type Persistence, pauseAfter, persist } from './persistence.ts';
import { pushNext } from './push.ts';
import type { Repository } from './repository.ts';
import { storeTrouble } from './trouble.ts';

/** A step of an update. */
export type GitStep = 'fetch' | 'commit' | 'push' | 'pushed';

export interface UpdateContext extends Omit<Persistence, 'verb'> {
  readonly repository: Repository;
  /** Seconds. */
  readonly patience: number;
  readonly onStep?: ((step: GitStep) => void) | undefined;
}

/** What is to become of a tree. */
export interface Proposal<T> {
  /** By path. */
  readonly added: ReadonlyMap<string, Blob>;
  readonly removed: readonly string[];
  readonly message: string;
  /** What the caller gets once the ref is so. */
  readonly result: T;
}

/**
 * Brings the ref from the commit that it is at to one in which a proposal is fulfilled, in one
 * commit. Where somebody else was faster, all over with what they left. Whatever happens on the
 * way, the ref is as it was or holds all of it: only the remote's own step from one commit to the
 * next counts.
 */
export async function updateRef<T>(
  context: UpdateContext,
  propose: (tip: Tip) => Proposal<T>,
): Promise<T> {
  const { repository, place, signal, onStep = () => undefined } = context;
  const deadline = performance.now() + context.patience * 1000;
  const written = new Set<string>();
  for (let attempt = 0; ; attempt += 1) {
    const begin = performance.now();
    onStep('fetch');
    const tip = await persist({ ...context, verb: 'written' }, () => fetchTip(repository, place));
    const proposal = propose(tip);
    // Also where the connection broke after the remote had taken our push.
    if (proposal.added.size === 0 && proposal.removed.length === 0) return proposal.result;
    onStep('commit');
    await writeCommit(repository, { tip, written, ...proposal });
    onStep('push');
    const outcome = await persist({ ...context, verb: 'written' }, () =>
      pushNext(repository, { ref: place.ref, expected: tip.commit }),
    );
    onStep('pushed');
    if (outcome.kind === 'done') return proposal.result;
    if (outcome.kind === 'refused' || performance.now() > deadline) {
      throw storeTrouble({ ...context, verb: 'written', words: outcome.words });
    }
    await pauseAfter({ attempt, lasted: (performance.now() - begin) / 1000, signal });
  }
}
