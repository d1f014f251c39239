import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { describeError, exitStatusOf } from '../../../src/errors.ts';
import { fetchAncestors } from '../../../src/store/git/ancestors.ts';
import { remoteOfClone } from '../../../src/store/git/repository.ts';
import { git } from '../../harness/git.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';
import { configure, openFrom, prepared, record, runsIn } from './clone-store.ts';
import { openAt } from './open-store.ts';

afterEach(() => void vi.unstubAllEnvs());

describe('a push', () => {
  /** A git in front of the real one that does something else where it should push. */
  async function pushingBy(home: string, instead: string): Promise<void> {
    const directory = join(home, 'bin');
    const path = process.env['PATH'] ?? '';
    await mkdir(directory);
    const script = `#!/bin/sh\nPATH='${path}'\n[ "$1" = push ] && { ${instead}; }\nexec git "$@"\n`;
    await writeFile(join(directory, 'git'), script);
    await chmod(join(directory, 'git'), 0o755);
    vi.stubEnv('PATH', `${directory}:${path}`);
  }

  test.each([
    ['says nothing', 'exit 0'],
    ['says that it is done', 'printf "To x\\n*\\ta:b\\t[new branch]\\nDone\\n"; exit 0'],
    ['only tried', 'exec git "$@" --dry-run'],
  ])('that ends with 0 is not believed where it %s', async (_, instead) => {
    await using world = await prepared();
    await pushingBy(world.home, instead);
    const error = await record(world.clone, world.home);
    vi.unstubAllEnvs();
    expect(exitStatusOf(error)).toBe(75);
    expect(describeError(error)).toContain('the remote does not have the commit');
    expect(await runsIn(world.bare)).toBe(0);
  });

  test('is not stored twice where another writer came on top of it', async () => {
    await using world = await prepared();
    const bare = `'${world.bare.replaceAll("'", "'\\''")}'`;
    const next =
      'git -c user.name=a -c user.email=a@b commit-tree -p baselines -m x baselines^{tree}';
    const onTop = `cd ${bare} && unset GIT_DIR && git update-ref refs/heads/baselines $(${next})`;
    await pushingBy(world.home, `git "$@" || exit; (${onTop}); exit 0`);
    const stored = await record(world.clone, world.home);
    vi.unstubAllEnvs();
    expect(stored).toHaveLength(1);
    expect(await runsIn(world.bare)).toBe(1);
    expect(await git(world.bare, 'rev-list', '--count', 'baselines')).toBe('2');
  });
});

describe('a repository that names its objects by SHA-256', () => {
  test('is a store from its first run on, as a work tree too', async () => {
    await using home = await temporaryDirectory();
    const bare = join(home.path, 'remote.git');
    const init = ['init', '--quiet', '--object-format=sha256', '--initial-branch=main'];
    await git(home.path, ...init, '--bare', bare);
    const clone = join(home.path, 'clone');
    await git(home.path, ...init, clone);
    await git(clone, 'remote', 'add', 'origin', bare);
    for (const seed of [1, 2, 1]) expect(await record(clone, home.path, seed)).toHaveLength(1);
    expect(await runsIn(bare)).toBe(2);
    await git(bare, 'fsck', '--strict');
    await using store = await openFrom(clone, home.path);
    expect((await store.list()).runs).toHaveLength(2);
    await git(clone, 'commit', '--quiet', '--allow-empty', '--message', 'x');
    await git(clone, 'push', '--quiet', 'origin', 'main');
    const commit = await git(clone, 'rev-parse', 'HEAD');
    const remote = await remoteOfClone(clone);
    const request = { remote, cacheDirectory: join(home.path, 'cache'), commit };
    expect(await fetchAncestors(request)).toEqual({ commit, commits: [commit] });
  });
});

describe("git's own reason is told, with the status of a store", () => {
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['a missing key', { GIT_CONFIG_COUNT: '1' }, /missing config key GIT_CONFIG_KEY_0/],
    ['a wrong count', { GIT_CONFIG_COUNT: 'x' }, /bogus count in GIT_CONFIG_COUNT/],
    ['settings that are none', { GIT_CONFIG_PARAMETERS: 'x' }, /bogus format/],
    ['no git', { PATH: '/nowhere' }, /git is not installed[^]*install the package git.*dir:PATH/],
  ])('of the environment: %s', async (_, env, words) => {
    await using world = await prepared();
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const errors = [
      await record(world.clone, world.home),
      // A job, which has no clone.
      await openAt(world.home, { url: world.bare }).catch((error: unknown) => error),
    ];
    vi.unstubAllEnvs();
    for (const error of errors) {
      expect(exitStatusOf(error)).toBe(75);
      expect(describeError(error)).toMatch(words);
    }
  });

  test('of a file: the line that it can not read', async () => {
    await using world = await prepared();
    const file = join(world.home, 'gitconfig');
    await writeFile(file, '[user\nname = x\n');
    vi.stubEnv('GIT_CONFIG_GLOBAL', file);
    const error = await record(world.clone, world.home);
    vi.unstubAllEnvs();
    expect(exitStatusOf(error)).toBe(75);
    expect(describeError(error)).toContain(`bad config line 1 in file ${file}`);
    expect(describeError(error)).not.toContain('not inside a git repository');
  });

  test('of a repository: one of another owner', async context => {
    if (process.getuid?.() !== 0) context.skip('only root can give a repository to another user');
    await using world = await prepared();
    await chown(world.clone, 65534, 65534);
    await chown(join(world.clone, '.git'), 65534, 65534);
    await configure(world.home, []);
    const error = await record(world.clone, world.home);
    expect(exitStatusOf(error)).toBe(75);
    expect(describeError(error)).toContain(`dubious ownership in repository at '${world.clone}'`);
    // What the user trusts holds at the other end of a path, too.
    await chown(world.bare, 65534, 65534);
    const trusted = [world.clone, world.bare].map(path => ['safe.directory', path] as const);
    await configure(world.home, trusted);
    expect(await record(world.clone, world.home)).toHaveLength(1);
  });
});
