import { GateError } from '../../errors.ts';
import { byLease, withRetries } from './errors.ts';
import { fetchTip } from './ref.ts';
import {
  createRepository,
  pushName,
  type Repository,
  type RepositoryRequest,
} from './repository.ts';
import { commitAs, type GitStep, nextRef, pushRef } from './write.ts';

/** The ref of our own repository that the old store gets. */
const local = 'refs/storage-gate/old';

/**
 * Carries all that a ref of a store holds over to another, its history too, and removes the first.
 * The second has everything before the first goes: a kill in between leaves both, which readers
 * take as one, and another call ends it.
 */
export async function moveStore(
  request: RepositoryRequest & {
    readonly from: string;
    readonly to: string;
    /** Is told each step before it is taken. */
    readonly onStep?: (step: GitStep) => void;
  },
): Promise<void> {
  const { from, to, onStep } = request;
  await using repository = await createRepository(request);
  const place = { ref: to, folder: '' };
  const task = { ...request, place, verb: 'written' } as const;
  const fetch = (ref: string, own = {}) =>
    withRetries(task, () => fetchTip(repository, { ...place, ref }, { remote: pushName, ...own }));
  await byLease({ ...task, patience: 300 }, async () => {
    onStep?.('fetch');
    const [old, tip] = [await fetch(from, { local }), await fetch(to)];
    if (old.commit === undefined)
      throw new GateError('bad-argument', {
        problem: `there is no store in ${from} to be moved`,
        remedy: `use the stored runs in ${to}, or see with git ls-remote where they are`,
      });
    onStep?.('commit');
    const source = await join(repository, tip.commit);
    if (source !== undefined) {
      onStep?.('push');
      const outcome = await withRetries(task, () => pushRef(repository, to, tip.commit, source));
      if (outcome !== 'done') return outcome;
    }
    onStep?.('pushed');
    const outcome = await withRetries(task, () => pushRef(repository, from, local, ''));
    return outcome === 'done' ? { done: undefined } : outcome;
  });
}

/**
 * The ref of a commit that has what both have; undefined where the newer one has it all. No content
 * need be here: a tree only names them.
 */
async function join(repository: Repository, tip: string | undefined): Promise<string | undefined> {
  if (tip === undefined) return local;
  const ask = async (words: string, input?: string) =>
    (await repository.git(words.split(' '), { input })).stdout.trimEnd();
  const pathOf = (line: string): string => line.slice(line.indexOf('\t') + 1);
  const entries = async (commit: string) =>
    (await ask(`ls-tree -r -z --full-tree ${commit}`)).split('\0').filter(Boolean);
  const known = new Set((await entries(tip)).map(pathOf));
  const more = (await entries(local)).filter(line => !known.has(pathOf(line)));
  if (more.length === 0) return undefined;
  await ask(`read-tree ${tip}`);
  await ask('update-index -z --index-info', more.map(line => `${line}\0`).join(''));
  const tree = await ask('write-tree --missing-ok');
  const parents = ['-p', tip, '-p', local, '-m', 'Take in what the old ref has'];
  const commit = await repository.git([...commitAs, 'commit-tree', tree, ...parents]);
  await ask(`update-ref ${nextRef} ${commit.stdout.trimEnd()}`);
  return nextRef;
}
