import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ancestorsInClone,
  fetchAncestors,
  findAncestors,
} from '../../../src/store/git/ancestors.ts';
import { remoteOfClone } from '../../../src/store/git/repository.ts';
import { bareRemote, cloneWithCommits, git } from '../../harness/git.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';

describe('the ancestors of a commit', () => {
  test('are read from a clone', async () => {
    await using home = await temporaryDirectory();
    const remote = await bareRemote(home.path);
    const { path, commits } = await cloneWithCommits(home.path, { remote, count: 3 });
    const [first = '', second = ''] = commits;
    expect(await ancestorsInClone({ cwd: path, commit: second })).toEqual({
      commit: second,
      commits: [second, first],
    });
  });

  test('are fetched from the remote, also of a commit that is no tip, without any tree', async () => {
    await using home = await temporaryDirectory();
    const remote = await bareRemote(home.path);
    const { commits } = await cloneWithCommits(home.path, { remote, count: 3 });
    const [first = '', second = ''] = commits;
    const request = {
      remote: { url: `file://${remote}`, settings: [] },
      cacheDirectory: join(home.path, 'cache'),
    };
    expect(await fetchAncestors({ ...request, commit: second })).toEqual({
      commit: second,
      commits: [second, first],
    });
  });

  test('are all fetched where the checkout is shallow and knows only its own', async () => {
    await using home = await temporaryDirectory();
    const remote = await bareRemote(home.path);
    const { commits } = await cloneWithCommits(home.path, { remote, count: 3 });
    const [first = '', second = '', third = ''] = commits;
    const shallow = join(home.path, 'shallow');
    await git(home.path, 'clone', '--quiet', '--depth=1', `file://${remote}`, shallow);
    const cut = { commit: third, commits: [third], isIncomplete: true };
    expect(await ancestorsInClone({ cwd: shallow, commit: third })).toEqual(cut);
    expect(await ancestorsInClone({ cwd: shallow, commit: second })).toEqual({
      commit: second,
      commits: [],
    });
    const request = {
      remote: await remoteOfClone(shallow),
      cacheDirectory: join(home.path, 'cache'),
    };
    const commitsOf = { commit: third, commits: [third, second, first] };
    expect(await fetchAncestors({ ...request, commit: third })).toEqual(commitsOf);
    const find = (commit: string) =>
      findAncestors({
        ...request,
        remote: () => Promise.resolve(request.remote),
        cwd: shallow,
        commit,
      });
    expect(await find(third)).toEqual(commitsOf);
    expect(await find(second)).toEqual({ commit: second, commits: [second, first] });
    await git(shallow, 'commit', '--quiet', '--allow-empty', '--message', 'not pushed');
    const unpushed = await git(shallow, 'rev-parse', 'HEAD');
    expect(await find(unpushed)).toEqual({
      commit: unpushed,
      commits: [unpushed, third],
      isIncomplete: true,
    });
    expect(await ancestorsInClone({ cwd: shallow, commit: third })).toEqual(cut);
  });

  test('are not known where neither knows the commit', async () => {
    await using home = await temporaryDirectory();
    const remote = await bareRemote(home.path);
    const commit = 'a'.repeat(40);
    const request = {
      remote: { url: remote, settings: [] },
      cacheDirectory: join(home.path, 'cache'),
    };
    expect(await fetchAncestors({ ...request, commit })).toEqual({ commit, commits: [] });
    expect(await ancestorsInClone({ cwd: home.path, commit })).toEqual({ commit, commits: [] });
    await git(home.path, 'init', '--quiet');
    expect(await ancestorsInClone({ cwd: home.path, commit })).toEqual({ commit, commits: [] });
  });
});
