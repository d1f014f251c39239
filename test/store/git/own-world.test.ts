import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseRefPlace } from '../../../src/store/git/ref.ts';
import { git } from '../../harness/git.ts';
import { smallRun } from '../run-document.ts';
import { configure, openFrom, prepared, record, runsIn } from './clone-store.ts';
import { openAt } from './open-store.ts';

afterEach(() => void vi.unstubAllEnvs());

describe('what the caller has for other repositories does not reach ours', () => {
  test.each([
    ['another repository', { GIT_DIR: '/nowhere/.git', GIT_INDEX_FILE: '/x', GIT_PREFIX: 'a/' }],
    ['a work tree', { GIT_WORK_TREE: '/nowhere' }],
    ['objects elsewhere', { GIT_OBJECT_DIRECTORY: '/x', GIT_ALTERNATE_OBJECT_DIRECTORIES: '/y' }],
    ['a push that it serves', { GIT_QUARANTINE_PATH: '/x', GIT_PUSH_OPTION_COUNT: '1' }],
    ['a namespace', { GIT_NAMESPACE: 'other', GIT_SHALLOW_FILE: '/x', GIT_GRAFT_FILE: '/x' }],
    ['templates and formats', { GIT_TEMPLATE_DIR: '/x', GIT_DEFAULT_HASH: 'sha256' }],
    ['pathspecs', { GIT_ICASE_PATHSPECS: '1', GIT_GLOB_PATHSPECS: '1' }],
    ['traces', { GIT_TRACE: '1', GIT_TRACE_PACKET: '1', GIT_CURL_VERBOSE: '1' }],
    ['another file of settings', { GIT_CONFIG: '/nowhere' }],
    ['settings', { GIT_CONFIG_PARAMETERS: "'push.recurseSubmodules'='only'" }],
  ])('variables: %s', async (_, env) => {
    await using world = await prepared();
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    vi.stubEnv('GIT_CEILING_DIRECTORIES', world.clone);
    const below = join(world.clone, 'a/b');
    await mkdir(below, { recursive: true });
    const outcome = await record(below, world.home);
    vi.unstubAllEnvs();
    expect(outcome).toHaveLength(1);
    expect(await runsIn(world.bare)).toBe(1);
    expect(await git(world.bare, 'for-each-ref', '--format=%(refname)')).toBe(
      'refs/heads/baselines\nrefs/heads/main',
    );
  });

  test.each<[string, readonly (readonly [string, string])[]]>([
    ['submodules alone', [['push.recurseSubmodules', 'only']]],
    ['push options', [['push.pushOption', 'ci.skip']]],
    [
      'signatures',
      [
        ['push.gpgSign', 'true'],
        ['commit.gpgSign', 'true'],
      ],
    ],
    ['a mirror', [['remote.storage-gate-push.mirror', 'true']]],
    ['refspecs', [['remote.storage-gate-push.push', 'refs/heads/main:refs/heads/elsewhere']]],
    [
      'other addresses',
      [
        ['remote.storage-gate-push.url', '/x'],
        ['remote.storage-gate.url', '/x'],
      ],
    ],
    ['a program', [['remote.storage-gate-push.receivepack', '/bin/false']]],
    [
      'fetching',
      [
        ['fetch.prune', 'true'],
        ['fetch.recurseSubmodules', 'true'],
      ],
    ],
    [
      'formats',
      [
        ['init.defaultObjectFormat', 'sha256'],
        ['extensions.objectFormat', 'sha256'],
      ],
    ],
    ['what a server hides', [['transfer.hideRefs', 'refs/heads/baselines']]],
    [
      'a work tree',
      [
        ['core.bare', 'true'],
        ['core.worktree', '/nowhere'],
      ],
    ],
    ['bare repositories', [['safe.bareRepository', 'explicit']]],
  ])('settings: %s', async (_, settings) => {
    await using world = await prepared();
    await configure(world.home, settings);
    const outcome = await record(world.clone, world.home);
    vi.unstubAllEnvs();
    expect(outcome).toHaveLength(1);
    expect(await runsIn(world.bare)).toBe(1);
    expect(await git(world.bare, 'for-each-ref', '--format=%(refname)')).toBe(
      'refs/heads/baselines\nrefs/heads/main',
    );
  });

  test('hooks, neither of the user nor at the other end of a path', async () => {
    await using world = await prepared();
    const hooks = join(world.home, 'hooks');
    await mkdir(hooks);
    for (const name of ['pre-push', 'reference-transaction', 'pre-receive']) {
      await writeFile(join(hooks, name), '#!/bin/sh\nexit 1\n');
      await chmod(join(hooks, name), 0o755);
    }
    await configure(world.home, [['core.hooksPath', hooks]]);
    expect(await record(world.clone, world.home)).toHaveLength(1);
  });
});

describe('addresses are those that git resolves', () => {
  async function withOthers() {
    const world = await prepared();
    const others = ['B', 'C'].map(name => join(world.home, `${name}.git`));
    for (const other of others) await git(world.home, 'init', '--quiet', '--bare', other);
    const [b = '', c = ''] = others;
    return { ...world, b, c };
  }

  test('of several, the first is read and written', async () => {
    await using world = await withOthers();
    await git(world.clone, 'remote', 'set-url', '--add', 'origin', world.b);
    expect(await record(world.clone, world.home, 1)).toHaveLength(1);
    expect(await record(world.clone, world.home, 2)).toHaveLength(1);
    expect([await runsIn(world.bare), await runsIn(world.b)]).toEqual([2, 0]);
  });

  test('of several to push to, the first is written, again and again', async () => {
    await using world = await withOthers();
    for (const url of [world.b, world.c])
      await git(world.clone, 'remote', 'set-url', '--push', '--add', 'origin', url);
    expect(await record(world.clone, world.home, 1)).toHaveLength(1);
    expect(await record(world.clone, world.home, 2)).toHaveLength(1);
    expect([await runsIn(world.bare), await runsIn(world.b), await runsIn(world.c)]).toEqual([
      0, 2, 0,
    ]);
    await using store = await openFrom(world.clone, world.home);
    expect(await store.entries()).toEqual([]);
  });

  test('the user rewrites them once, for reading and for pushing', async () => {
    await using world = await withOthers();
    // What is rewritten would match again.
    const deep = join(world.home, 'mirror');
    await git(world.home, 'init', '--quiet', '--bare', join(deep, 'remote.git'));
    await configure(world.home, [[`url.${deep}/.insteadOf`, `${world.home}/`]]);
    expect(await record(world.clone, world.home)).toHaveLength(1);
    await configure(world.home, [[`url.${world.b}.pushInsteadOf`, world.bare]]);
    expect(await record(world.clone, world.home)).toHaveLength(1);
    // A job knows no clone, and the same files.
    await configure(world.home, [[`url.${world.c}.insteadOf`, 'gate:remote']]);
    await using store = await openAt(world.home, { url: 'gate:remote' });
    await store.append([smallRun()]);
    vi.unstubAllEnvs();
    expect(await runsIn(join(deep, 'remote.git'))).toBe(1);
    expect([await runsIn(world.bare), await runsIn(world.b), await runsIn(world.c)]).toEqual([
      0, 1, 1,
    ]);
  });

  test('settings that hold for this clone alone lead there', async () => {
    await using world = await prepared();
    const included = join(world.home, 'included');
    await git(world.home, 'config', '--file', included, `url.${world.bare}.insteadOf`, 'work:x');
    await git(world.clone, 'remote', 'set-url', 'origin', 'work:x');
    await configure(world.home, [[`includeIf.gitdir:${world.clone}/.path`, included]]);
    expect(await record(world.clone, world.home)).toHaveLength(1);
    expect(await runsIn(world.bare)).toBe(1);
  });

  test('from a linked work tree, a bare clone and a shallow one', async () => {
    await using world = await prepared();
    const [linked, bare, shallow] = ['linked', 'bare', 'shallow'].map(name =>
      join(world.home, name),
    ) as [string, string, string];
    await git(world.clone, 'worktree', 'add', '--quiet', linked);
    await git(world.clone, 'remote', 'set-url', 'origin', '../remote.git');
    await git(world.home, 'clone', '--quiet', '--bare', world.bare, bare);
    await git(
      world.home,
      'clone',
      '--quiet',
      '--depth=1',
      `file://${encodeURI(world.bare)}`,
      shallow,
    );
    await git(world.bare, 'pack-refs', '--all');
    for (const [index, cwd] of [linked, bare, shallow].entries())
      expect(await record(cwd, world.home, index)).toHaveLength(1);
    expect(await runsIn(world.bare)).toBe(3);
  });

  test.each(['feature/#1', 'größe', 'a/@types/b-22', '+x', `a'b"c`, 'a$b&c', 'a%20b', 'x-'])(
    'a branch may be called %s',
    async name => {
      await using world = await prepared();
      const place = parseRefPlace(name, '--baseline');
      if (!place.ok) throw new Error('expected a place');
      await record(world.clone, world.home, 1, place.value);
      await record(world.clone, world.home, 2, place.value);
      expect(await runsIn(world.bare, `refs/heads/${name}`)).toBe(2);
    },
  );
});
