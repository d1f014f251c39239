import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ancestorsInClone, fetchAncestors } from '../../../src/store/git/ancestors.ts';
import { bareRemote, cloneWithCommits, git } from '../../harness/git.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';

describe('the ancestors of a commit', () => {
  test('are read from a clone', async () => {
    await using home = await temporaryDirectory();
    const remote = await bareRemote(home.path);
    const { path, commits } = await cloneWithCommits(home.path, { remote, count: 3 });
    const [first = '', second = ''] = commits;
    expect(await ancestorsInClone({ cwd: path, commit: second })).toEqual({ commit: second, commits: [second, first] });
  });

  test('are fetched from the remote, also of a commit that is no tip, without any tree', async () => {
    await using home = await temporaryDirectory();
    const remote = await bareRemote(home.path);
    const { commits } = await cloneWithCommits(home.path, { remote, count: 3 });
    const [first = '', second = ''] = commits;
    const request = { remote: { url: `file://${remote}`, settings: [] }, cacheDirectory: join(home.path, 'cache') };
    expect(await fetchAncestors({ ...request, commit: second })).toEqual({ commit: second, commits: [second, first] });
  });

  test('are not known where neither knows the commit', async () => {
    await using home = await temporaryDirectory();
    const remote = await bareRemote(home.path);
    const commit = 'a'.repeat(40);
    const request = { remote: { url: remote, settings: [] }, cacheDirectory: join(home.path, 'cache') };
    expect(await fetchAncestors({ ...request, commit })).toEqual({ commit, commits: [] });
    expect(await ancestorsInClone({ cwd: home.path, commit })).toEqual({ commit, commits: [] });
    await git(home.path, 'init', '--quiet');
    expect(await ancestorsInClone({ cwd: home.path, commit })).toEqual({ commit, commits: [] });
  });
});
