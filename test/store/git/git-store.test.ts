import { execFile } from 'node:child_process';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { acknowledge } from '../../../src/history/accepted-level.ts';
import { documentsFor } from '../../../src/history/limits.ts';
import { openDirectoryStore } from '../../../src/store/directory.ts';
import { encodeRun } from '../../../src/suites/document.ts';
import { bareRemote, git } from '../../harness/git.ts';
import { buildRun } from '../../harness/run-builder.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';
import { smallRun } from '../run-document.ts';
import { openAt } from './open-store.ts';

const run = promisify(execFile);
const writer = fileURLToPath(new URL('./append-many.ts', import.meta.url));
const seedsIn = async (home: string, url: string): Promise<readonly number[]> => {
  await using store = await openAt(home, { url });
  return (await store.list()).runs.map(stored => stored.run.randomSeed).toSorted((a, b) => a - b);
};

describe('a store in a ref', () => {
  test('is empty where the ref is not there, and comes to life with the first append', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    await using store = await openAt(home.path, { url });
    expect(await store.list()).toEqual({ runs: [], acknowledgements: [], damaged: [] });
    const [path = ''] = await store.append([smallRun()]);
    expect(path).toMatch(
      /^refs\/heads\/baselines:runs\/c69acb17[0-9a-f]{56}\/20260102T030405\.678Z-[0-9a-f]{12}\.json$/,
    );
    expect(await git(url, 'show', path)).toBe(encodeRun(smallRun()).trimEnd());
    expect(await git(url, 'ls-tree', '--name-only', 'baselines')).toBe(
      '.storage-gate-store\nREADME.md\nruns',
    );
  });

  test('keeps all documents of one call in one commit, which says nothing of who made it', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    await using store = await openAt(home.path, { url });
    await store.append([smallRun()]);
    const paths = await store.append([
      smallRun({ randomSeed: 2 }),
      smallRun({ randomSeed: 3 }),
      smallRun(),
    ]);
    expect(paths).toHaveLength(3);
    expect(await git(url, 'log', '--format=%s %an %ae %cn', 'baselines')).toBe(
      [
        'Record 2 runs qemu-storage-gate qemu-storage-gate@localhost qemu-storage-gate',
        'Record a run qemu-storage-gate qemu-storage-gate@localhost qemu-storage-gate',
      ].join('\n'),
    );
    expect(await seedsIn(home.path, url)).toEqual([1, 2, 3]);
  });

  test('leaves a run that is there as it is, without a commit', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    await using store = await openAt(home.path, { url });
    const first = await store.append([smallRun()]);
    const before = await git(url, 'rev-parse', 'baselines');
    expect(await store.append([smallRun()])).toEqual(first);
    expect(await git(url, 'rev-parse', 'baselines')).toBe(before);
  });

  test('has the layout of a directory store, so that a checkout is one', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    await using store = await openAt(home.path, { url });
    await store.append([smallRun(), smallRun({ randomSeed: 2 })]);
    const checkout = join(home.path, 'checkout');
    await git(home.path, 'clone', '--quiet', '--branch', 'baselines', url, checkout);
    const directory = await openDirectoryStore({ path: checkout });
    const seeds = (await directory.list()).runs.map(stored => stored.run.randomSeed);
    expect(seeds.toSorted((a, b) => a - b)).toEqual([1, 2]);
    const [path = ''] = await directory.append([smallRun()]);
    expect(await git(checkout, 'status', '--porcelain')).toBe('');
    expect(path).toContain(checkout);
  });

  test('keeps acknowledgements beside the runs, and takes out what it is asked to', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    await using store = await openAt(home.path, { url });
    const built = buildRun({ workloads: ['rndrd'], rounds: 1 });
    const paths = await store.append([built, smallRun()]);
    const said = {
      acknowledgedAt: '2026-03-05T00:00:00Z',
      by: 'Ada',
      reason: 'x',
      toolVersion: '0',
    };
    const acknowledgement = acknowledge({
      ...said,
      runs: [{ run: built, digest: 'a'.repeat(12) }],
      covers: () => true,
    });
    const path = await store.keep(acknowledgement);
    expect(path).toContain(
      `refs/heads/baselines:acknowledgements/${built.fingerprint}/20260305T000000Z-`,
    );
    await store.remove([(paths[1] ?? '').replace(/^[^:]*:/, '')]);
    await using after = await openAt(home.path, { url });
    const { runs, acknowledgements } = await after.list(documentsFor(built));
    expect(runs).toEqual([{ run: built, path: (paths[0] ?? '').replace(/^[^:]*:/, '') }]);
    expect(acknowledgements.map(stored => stored.acknowledgement)).toEqual([acknowledgement]);
    expect(await git(url, 'log', '--format=%s', 'baselines')).toBe(
      'Prune 1 run\nRecord an acknowledgement\nRecord 2 runs',
    );
  });

  test('may lie in any ref and in a folder of it, beside others', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    const ref = 'refs/storage-gate/runs';
    for (const [index, folder] of ['', 'Gate.one', 'Gate.two/deep'].entries()) {
      await using store = await openAt(home.path, { url, place: { ref, folder } });
      await store.append([smallRun({ randomSeed: index })]);
    }
    await using store = await openAt(home.path, { url, place: { ref, folder: 'Gate.two/deep' } });
    expect((await store.list()).runs.map(stored => stored.run.randomSeed)).toEqual([2]);
    expect(await git(url, 'ls-tree', '-r', '--name-only', ref)).toMatch(
      /^Gate\.one\/runs\/.*\nGate\.two\/deep\/runs\//m,
    );
  });

  test('leaves nothing in the cache directory, and takes one that does not exist', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    {
      await using store = await openAt(home.path, { url });
      await store.append([smallRun()]);
      expect(await readdir(join(home.path, 'cache/git'))).toHaveLength(1);
    }
    expect(await readdir(join(home.path, 'cache/git'))).toEqual([]);
  });

  test('works from within a hook of another repository, whose variables lead git there', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    const other = join(home.path, 'other');
    await git(home.path, 'init', '--quiet', other);
    const env = {
      ...process.env,
      GIT_DIR: join(other, '.git'),
      GIT_INDEX_FILE: join(other, '.git/index'),
      GIT_OBJECT_DIRECTORY: join(other, '.git/objects'),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'user.name',
      GIT_CONFIG_VALUE_0: 'Somebody',
    };
    await run(process.execPath, [writer, home.path, url, '7', '1'], { env });
    expect(await seedsIn(home.path, url)).toEqual([7]);
    expect(await readdir(join(other, '.git/objects'))).toEqual(['info', 'pack']);
  });
});

describe('many writers', { timeout: 120_000 }, () => {
  test('lose nothing, and leave one line of commits', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    const writers = Array.from({ length: 4 }, (_, index) => index);
    await Promise.all(
      writers.map(index => run(process.execPath, [writer, home.path, url, String(index * 3), '3'])),
    );
    expect(await seedsIn(home.path, url)).toEqual(Array.from({ length: 12 }, (_, seed) => seed));
    expect(await git(url, 'rev-list', '--count', 'baselines')).toBe('4');
    expect(await git(url, 'rev-list', '--min-parents=2', 'baselines')).toBe('');
    await git(url, 'fsck', '--strict');
  });

  test.each(['fetch', 'commit', 'push', 'pushed'])(
    'that are killed at the step "%s" damage nothing and lose no document of others',
    async step => {
      await using home = await temporaryDirectory();
      const url = await bareRemote(home.path);
      await run(process.execPath, [writer, home.path, url, '0', '2']);
      const killed = run(process.execPath, [writer, home.path, url, '10', '2', step]);
      const living = run(process.execPath, [writer, home.path, url, '20', '2']);
      await expect(killed).rejects.toMatchObject({ signal: 'SIGKILL' });
      await living;
      const seeds = await seedsIn(home.path, url);
      // A push that others were faster with is no step beyond: the killed one may have been there
      // or not.
      const without = [0, 1, 20, 21];
      expect(step === 'pushed' ? [without, [0, 1, 10, 11, 20, 21]] : [without]).toContainEqual(
        seeds,
      );
      await git(url, 'fsck', '--strict');
      // What the dead writer left is gone with the next store that is opened and closed.
      expect(await readdir(join(home.path, 'cache/git'))).toEqual([]);
    },
  );
});

test('a writer that is killed in mid-push, when the remote has its pack, damages nothing and loses no document of others', async () => {
  await using home = await temporaryDirectory();
  const url = await bareRemote(home.path);
  await run(process.execPath, [writer, home.path, url, '0', '2']);
  // The hook runs, in the repository, where the pack is there and the ref is not yet moved.
  const hook = join(url, 'hooks/pre-receive');
  await writeFile(hook, '#!/bin/sh\nkill -9 "$(cat writer)" && rm writer\nexit 0\n');
  await chmod(hook, 0o755);
  const killed = run(process.execPath, [writer, home.path, url, '10', '2']);
  await writeFile(join(url, 'writer'), String(killed.child.pid));
  await expect(killed).rejects.toMatchObject({ signal: 'SIGKILL' });
  await rm(hook);
  await run(process.execPath, [writer, home.path, url, '20', '2']);
  const seeds = await seedsIn(home.path, url);
  // Whether the remote goes on with what it has is its own affair: all of it is there, or nothing.
  expect([
    [0, 1, 20, 21],
    [0, 1, 10, 11, 20, 21],
  ]).toContainEqual(seeds);
  await git(url, 'fsck', '--strict');
  expect(await readdir(join(home.path, 'cache/git'))).toEqual([]);
});

describe('the repository of the user', () => {
  test('is byte for byte what it was, a shallow and partial one too', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    await git(home.path, 'clone', '--quiet', url, 'seed');
    await git(join(home.path, 'seed'), 'commit', '--quiet', '--allow-empty', '--message', 'one');
    await git(join(home.path, 'seed'), 'commit', '--quiet', '--allow-empty', '--message', 'two');
    await git(join(home.path, 'seed'), 'push', '--quiet', 'origin', 'HEAD:main');
    const clone = join(home.path, 'clone');
    await git(
      home.path,
      'clone',
      '--quiet',
      '--depth=1',
      '--filter=blob:none',
      `file://${url}`,
      clone,
    );
    await writeFile(join(clone, 'new file'), 'x');
    await git(clone, 'add', 'new file');
    expect(await readdir(join(clone, '.git'))).toContain('shallow');
    expect(await git(clone, 'config', 'remote.origin.partialclonefilter')).toBe('blob:none');
    const before = await snapshot(join(clone, '.git'));
    expect(before.size).toBeGreaterThan(5);
    const cli = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url));
    const document = join(home.path, 'run.json');
    await writeFile(document, encodeRun(smallRun()));
    const env = { ...process.env, XDG_CACHE_HOME: join(home.path, 'cache') };
    const { stderr } = await run(
      process.execPath,
      [cli, 'record', document, '--baseline', 'git:baselines'],
      {
        cwd: clone,
        env,
      },
    );
    expect(stderr).toContain('run.json stored as refs/heads/baselines:runs/');
    await run(process.execPath, [cli, 'compare', document, '--baseline', 'git:baselines'], {
      cwd: clone,
      env,
    });
    expect(await snapshot(join(clone, '.git'))).toEqual(before);
    expect(await seedsIn(home.path, url)).toEqual([1]);
  });
});

/** Contents of all files below a directory. */
async function snapshot(directory: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(files.map(async file => [file, await readFile(file, 'latin1')] as const)),
  );
}
