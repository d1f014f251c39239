import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeError, exitStatusOf, GateError } from '../../../src/errors.ts';
import { storeTrouble } from '../../../src/store/git/errors.ts';
import { remoteWithToken } from '../../../src/store/git/repository.ts';
import { bareRemote, cloneWithCommits, git } from '../../harness/git.ts';
import { startGitServer } from '../../harness/git-server.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';
import { smallRun } from '../run-document.ts';
import { openAt } from './open-store.ts';

async function caught(action: () => Promise<unknown>): Promise<GateError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof GateError) return error;
    throw error;
  }
  throw new Error('expected an error');
}

/** What appending one run ends with. */
const failing = (home: string, others: Parameters<typeof openAt>[1]) =>
  caught(async () => {
    await using store = await openAt(home, others);
    await store.append([smallRun()]);
  });

describe('a remote that refuses', () => {
  test('each push as if another had been faster is given up when patience ends', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    // The lock of a ref, left by a dead process: git says "cannot lock ref" for ever.
    await writeFile(join(url, 'refs/heads/baselines.lock'), '');
    const error = await failing(home.path, { url, patience: 0.5 });
    expect(exitStatusOf(error)).toBe(75);
    expect(error.facts.remedy).toContain('stale lock file');
  });

  test('a ref below an existing one says at once what stands in its way', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    await cloneWithCommits(home.path, { remote: url, count: 1 });
    const error = await failing(home.path, {
      url,
      patience: 10,
      place: { ref: 'refs/heads/main/runs', folder: '' },
    });
    expect(exitStatusOf(error)).toBe(75);
    expect(describeError(error)).toMatch(/another ref is in its way[^]*neither above nor below/);
  });

  test.each([
    ['refs/heads/main/runs', 'refs/heads/main'],
    ['refs/heads/team', 'refs/heads/team/a'],
  ])(
    'to make %s beside %s says so when it is looked at, before anything is measured',
    async (ref, other) => {
      await using home = await temporaryDirectory();
      const url = await bareRemote(home.path);
      const { commits } = await cloneWithCommits(home.path, { remote: url, count: 1 });
      await git(url, 'update-ref', 'refs/heads/team/a', commits[0] ?? '');
      const place = { ref, folder: '' };
      const error = await caught(async () => {
        await using store = await openAt(home.path, { url, place });
        await store.entries();
      });
      expect(exitStatusOf(error)).toBe(75);
      expect(describeError(error)).toContain(`'${other}' exists`);
      await using free = await openAt(home.path, {
        url,
        place: { ref: 'refs/heads/teams', folder: '' },
      });
      expect(await free.entries()).toEqual([]);
    },
  );

  test('to be found is told with the address, without its password', async () => {
    await using home = await temporaryDirectory();
    const error = await failing(home.path, { url: join(home.path, 'nowhere.git') });
    expect(exitStatusOf(error)).toBe(75);
    expect(describeError(error)).toMatch(/there is no such repository[^]*git remote -v/);
  });

  test('to be ours is neither read nor changed', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    const { commits } = await cloneWithCommits(home.path, { remote: url, count: 1 });
    const error = await failing(home.path, { url, place: { ref: 'refs/heads/main', folder: '' } });
    expect(exitStatusOf(error)).toBe(75);
    expect(describeError(error)).toMatch(
      /refs\/heads\/main is not a baseline store[^]*refs\/storage-gate\/baselines/,
    );
    expect(await git(url, 'rev-parse', 'main')).toBe(commits[0]);
  });
});

describe('a ref that is not there', () => {
  test('is an empty store, unless its user means to read what is in it', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    await using store = await openAt(home.path, { url, mustExist: true });
    const error = await caught(() => store.entries());
    expect(exitStatusOf(error)).toBe(2);
    expect(describeError(error)).toMatch(
      /git:baselines does not exist[^]*has no refs\/heads\/baselines/,
    );
  });
});

describe('a folder of a ref that holds no run', () => {
  test('is a mistake of its reader where other folders hold some, which are named', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    const placeOf = (folder: string) => ({ ref: 'refs/heads/baselines', folder });
    await using first = await openAt(home.path, { url, place: placeOf('Gate.disks') });
    await first.append([smallRun()]);
    await using early = await openAt(home.path, { url, place: placeOf('gate'), mustExist: true });
    const error = await caught(() => early.entries());
    expect(exitStatusOf(error)).toBe(2);
    expect(error.facts.problem).toContain('git:baselines:gate holds no run');
    expect(error.facts.remedy).toBe('name one of git:baselines:Gate.disks');
    await using top = await openAt(home.path, { url });
    await top.append([smallRun()]);
    await using reader = await openAt(home.path, { url, place: placeOf('gate'), mustExist: true });
    expect(describeError(await caught(() => reader.entries()))).toContain(
      'one of git:baselines, git:baselines:Gate.disks',
    );
    // Who writes may begin a new folder.
    await using writer = await openAt(home.path, { url, place: placeOf('gate') });
    expect(await writer.entries()).toEqual([]);
  });
});

describe('documents that cannot be used', () => {
  test('are told and skipped: strangers, newer schemas, changed contents, links', async () => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    await using writer = await openAt(home.path, { url });
    const [first = ''] = await writer.append([smallRun()]);
    const checkout = join(home.path, 'checkout');
    await git(home.path, 'clone', '--quiet', '--branch', 'baselines', url, checkout);
    const folder = join(checkout, first.replace(/^[^:]*:/, ''), '..');
    const newer = JSON.stringify({ schema: 2 });
    await writeFile(join(folder, '20260102T030405Z-aaaaaaaaaaaa.json'), newer);
    await writeFile(join(folder, 'notes.json'), '{}');
    await writeFile(join(checkout, 'runs/README.md'), 'x');
    await git(checkout, 'add', '.');
    const link = (await git(checkout, 'hash-object', '-w', 'runs/README.md')).trim();
    const linkPath = `${first.replace(/^[^:]*:/, '').replace(/[^/]*$/, '')}20260102T030406Z-bbbbbbbbbbbb.json`;
    await git(checkout, 'update-index', '--add', '--cacheinfo', `120000,${link},${linkPath}`);
    await git(checkout, 'commit', '--quiet', '--message', 'by hand');
    await git(checkout, 'push', '--quiet', 'origin', 'baselines');
    await using store = await openAt(home.path, { url });
    const { runs, damaged } = await store.list();
    expect(runs.map(({ run }) => run)).toEqual([smallRun()]);
    expect(damaged.map(({ path, reason }) => `${path.replace(/.*\//, '')}: ${reason}`)).toEqual([
      '20260102T030405Z-aaaaaaaaaaaa.json: it has schema 2, written by a newer version; this version reads schema 1',
      '20260102T030406Z-bbbbbbbbbbbb.json: its name or kind is not that of a run document',
      'notes.json: its name or kind is not that of a run document',
    ]);
    // Appending goes on beside them.
    await store.append([smallRun({ randomSeed: 2 })]);
  });
});

describe('a remote over http with tokens', () => {
  const tokens = { readToken: 'may-read', writeToken: 'may-write' };
  const urlOf = (server: { readonly url: string }) => `${server.url}/remote.git`;
  const remote = (server: { readonly url: string }, token: string | undefined) =>
    remoteWithToken({ url: urlOf(server), token });

  test('is read and written with the right ones, and the token is in no argv and no file', async () => {
    await using home = await temporaryDirectory();
    const bare = await bareRemote(home.path);
    await using server = await startGitServer({ root: home.path, ...tokens });
    await using writer = await openAt(home.path, {
      url: urlOf(server),
      remote: remote(server, 'may-write'),
    });
    await writer.append([smallRun()]);
    await using reader = await openAt(home.path, {
      url: urlOf(server),
      remote: remote(server, 'may-read'),
    });
    expect((await reader.list()).runs).toHaveLength(1);
    expect(server.paths.join('\n')).not.toMatch(/may-/);
    await git(bare, 'fsck', '--strict');
  });

  test.each([
    ['may-read', /the remote denied access/],
    ['wrong', /credentials are missing or lack the permission/],
    [undefined, /credentials are missing or lack the permission/],
  ])('is a store that cannot be written with the token %s', async (token, reason) => {
    await using home = await temporaryDirectory();
    await bareRemote(home.path);
    await using server = await startGitServer({ root: home.path, ...tokens });
    const error = await failing(home.path, { url: urlOf(server), remote: remote(server, token) });
    expect(exitStatusOf(error)).toBe(75);
    expect(describeError(error)).toMatch(reason);
    expect(error.facts.remedy).toContain('contents: write');
    expect(describeError(error)).not.toMatch(/may-read|wrong/);
  });

  test.each(['before', 'during', 'after'] as const)(
    'that goes away in mid-push, %s the time that git takes it, gets the document once',
    async when => {
      await using home = await temporaryDirectory();
      const bare = await bareRemote(home.path);
      let left = 1;
      const cut = (path: string) =>
        path.endsWith('/git-receive-pack') && left-- > 0 ? when : undefined;
      await using server = await startGitServer({ root: home.path, ...tokens, cut });
      await using store = await openAt(home.path, {
        url: urlOf(server),
        remote: remote(server, 'may-write'),
      });
      await store.append([smallRun()]);
      expect(left).toBeLessThanOrEqual(0);
      expect(await git(bare, 'rev-list', '--count', 'baselines')).toBe('1');
      expect(await git(bare, 'ls-tree', '-r', '--name-only', 'baselines', 'runs')).toMatch(
        /^\S+\.json$/,
      );
      await git(bare, 'fsck', '--strict');
    },
  );

  test('that goes away in each push is given up when patience ends, with the ref as it was', async () => {
    await using home = await temporaryDirectory();
    const bare = await bareRemote(home.path);
    const cut = (path: string) => (path.endsWith('/git-receive-pack') ? 'during' : undefined);
    await using server = await startGitServer({ root: home.path, ...tokens, cut });
    const error = await failing(home.path, {
      url: urlOf(server),
      remote: remote(server, 'may-write'),
      patience: 0.5,
    });
    expect(exitStatusOf(error)).toBe(75);
    expect(describeError(error)).toMatch(
      /cannot be written[^]*does not answer[^]*storage-gate record/,
    );
    expect(await git(bare, 'for-each-ref')).toBe('');
    await git(bare, 'fsck', '--strict');
  });

  test('that stays away is a store that cannot be read, with what to do later', async () => {
    await using home = await temporaryDirectory();
    await bareRemote(home.path);
    await using server = await startGitServer({ root: home.path, ...tokens, cut: () => 'before' });
    const error = await caught(async () => {
      await using store = await openAt(home.path, {
        url: urlOf(server),
        remote: remote(server, 'may-read'),
      });
      await store.entries();
    });
    expect(exitStatusOf(error)).toBe(75);
    expect(describeError(error)).toMatch(/cannot be read[^]*does not answer/);
    expect(error.facts.remedy).toBe("check the network and the remote's address (`git remote -v`)");
  });

  test('that only reads by git:// is told to let nobody write', () => {
    const words = 'fatal: remote error: access denied or repository not exported: /r.git';
    const place = { ref: 'refs/heads/baselines', folder: '' };
    const readOnly = { url: 'git://example.invalid/r.git', settings: [] };
    const error = storeTrouble({ place, remote: readOnly, verb: 'written' }, { words });
    expect(error.facts.why).toContain('the remote denied access');
  });
});

describe('a remote without filters', () => {
  test('is read whole, by one fetch', async () => {
    await using home = await temporaryDirectory();
    await bareRemote(home.path, { plain: true });
    const tokens = { readToken: 'r', writeToken: 'w' };
    await using server = await startGitServer({ root: home.path, ...tokens });
    const remote = remoteWithToken({ url: `${server.url}/remote.git`, token: 'w' });
    await using writer = await openAt(home.path, { url: remote.url, remote });
    await writer.append([smallRun(), smallRun({ randomSeed: 2 })]);
    const before = server.paths.length;
    await using store = await openAt(home.path, { url: remote.url, remote });
    expect((await store.list()).runs).toHaveLength(2);
    expect(
      server.paths.slice(before).filter(path => path.endsWith('/git-upload-pack')),
    ).toHaveLength(2);
  });

  test('is told once to its user, where it sends many documents that nobody asked for', async () => {
    await using home = await temporaryDirectory();
    const bare = await bareRemote(home.path, { plain: true });
    await using server = await startGitServer({ root: home.path, readToken: 'r', writeToken: 'w' });
    const remote = remoteWithToken({ url: `${server.url}/remote.git`, token: 'w' });
    const notices: string[] = [];
    const onNotice = (notice: string): void => void notices.push(notice);
    await using few = await openAt(home.path, { url: remote.url, remote, onNotice });
    await few.append([smallRun()]);
    await few.list({ newest: 1 });
    expect(notices).toEqual([]);
    await few.append(Array.from({ length: 60 }, (_, index) => smallRun({ randomSeed: index + 2 })));
    await using many = await openAt(home.path, { url: remote.url, remote, onNotice });
    const sent = server.bytes.sent;
    expect((await many.list({ newest: 1 })).runs).toHaveLength(1);
    const moved = server.bytes.sent - sent;
    await many.append([smallRun({ randomSeed: 100 })]);
    expect(notices).toEqual([
      expect.stringMatching(
        /^http:\S+remote\.git sends all stored documents each time.*uploadpack\.allowFilter true/,
      ),
    ]);
    // With filters the same moves less, and nothing is told.
    await git(bare, 'config', 'uploadpack.allowFilter', 'true');
    await using filtered = await openAt(home.path, { url: remote.url, remote, onNotice });
    const before = server.bytes.sent;
    expect((await filtered.list({ newest: 1 })).runs).toHaveLength(1);
    expect(server.bytes.sent - before).toBeLessThan(moved);
    expect(notices).toHaveLength(1);
  });
});
