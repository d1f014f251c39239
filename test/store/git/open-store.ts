import { join } from 'node:path';
import { type GitStoreRequest, openGitStore } from '../../../src/store/git/git-store.ts';
import type { Store } from '../../../src/store/store.ts';

/** The store in `refs/heads/baselines` of a remote, with its own repository below `home`. */
export function openAt(
  home: string,
  { url, ...others }: { readonly url: string } & Partial<GitStoreRequest>,
): Promise<Store> {
  return openGitStore({
    place: { ref: 'refs/heads/baselines', folder: '' },
    remote: { url, settings: [] },
    cacheDirectory: join(home, 'cache'),
    ...others,
  });
}
