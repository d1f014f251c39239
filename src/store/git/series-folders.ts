import { fetchTip } from './data-ref.ts';
import { persist } from './persistence.ts';
import { createRepository, type RepositoryRequest } from './repository.ts';

/**
 * The folders of a store's ref that hold runs of an environment, as `git:REF:FOLDER` names them;
 * none where there is no such ref. Names alone are read; `store-unusable` where the remote does not
 * hand them over.
 */
export async function findSeriesFolders({
  ref,
  fingerprint,
  ...request
}: RepositoryRequest & { readonly ref: string; readonly fingerprint: string }): Promise<
  readonly string[]
> {
  await using repository = await createRepository(request);
  const place = { ref, folder: '' };
  const { commit } = await persist({ ...request, place, verb: 'read' }, () =>
    fetchTip(repository, place),
  );
  if (commit === undefined) return [];
  const { stdout } = await repository.git([
    'ls-tree',
    '-r',
    '-d',
    '-z',
    '--name-only',
    '--full-tree',
    commit,
  ]);
  const end = `runs/${fingerprint}`;
  return stdout
    .split('\0')
    .filter(path => path === end || path.endsWith(`/${end}`))
    .map(path => path.slice(0, -end.length).replace(/\/$/, ''));
}
