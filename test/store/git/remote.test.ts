import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  remoteOfClone,
  remoteWithToken,
  withoutPasswords,
} from '../../../src/store/git/repository.ts';
import { git } from '../../harness/git.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';

describe('the remote of a clone', () => {
  test('is that of origin, found from a directory below, with the settings that lead there and no others', async () => {
    await using home = await temporaryDirectory();
    await git(home.path, 'init', '--quiet');
    await git(home.path, 'remote', 'add', 'origin', 'https://example.invalid/a/b.git');
    await git(
      home.path,
      'config',
      'http.https://example.invalid/.extraheader',
      'AUTHORIZATION: basic abc=',
    );
    await git(home.path, 'config', 'credential.helper', '');
    await git(home.path, 'config', 'core.sshCommand', 'ssh -i "my key"\n');
    await git(home.path, 'config', 'remote.origin.pushurl', '../elsewhere.git');
    await git(home.path, 'config', 'remote.origin.proxy', 'http://proxy.invalid');
    await git(home.path, 'config', 'alias.x', '!false');
    await git(home.path, 'config', 'push.pushOption', 'ci.skip');
    // A key without a value is true, and an empty one is not.
    await appendFile(join(home.path, '.git/config'), '[http]\n\tsslVerify\n');
    const below = join(home.path, 'a/b');
    await mkdir(below, { recursive: true });
    const { url, settings, clone } = await remoteOfClone(below);
    expect(url).toBe('https://example.invalid/a/b.git');
    expect(clone).toEqual({ pushUrl: join(home.path, '../elsewhere.git'), directory: home.path });
    expect(settings).toEqual(
      expect.arrayContaining([
        ['http.https://example.invalid/.extraheader', 'AUTHORIZATION: basic abc='],
        ['credential.helper', ''],
        ['core.sshcommand', 'ssh -i "my key"\n'],
        ['remote.origin.proxy', 'http://proxy.invalid'],
        ['http.sslverify', 'true'],
      ]),
    );
    expect(settings.map(([key]) => key).join()).not.toMatch(
      /alias|pushurl|push\.|fetch|core\.bare/,
    );
  });

  test.each([
    ['../remote.git', (home: string) => join(home, '../remote.git')],
    ['/srv/remote.git', () => '/srv/remote.git'],
    ['file:///srv/x', () => 'file:///srv/x'],
    ['git@example.invalid:a/b', () => 'git@example.invalid:a/b'],
    ['./with:colon', (home: string) => join(home, 'with:colon')],
  ])('counts a path from the top of the clone: %s', async (url, expected) => {
    await using home = await temporaryDirectory();
    await git(home.path, 'init', '--quiet');
    await git(home.path, 'remote', 'add', 'origin', url);
    expect((await remoteOfClone(home.path)).url).toBe(expected(home.path));
  });

  test('is missing outside of a repository, and in one without origin', async () => {
    await using home = await temporaryDirectory();
    await expect(remoteOfClone(home.path)).rejects.toMatchObject({
      code: 'store-unusable',
      facts: { problem: expect.stringContaining('is not inside a git repository') },
    });
    await git(home.path, 'init', '--quiet');
    await expect(remoteOfClone(home.path)).rejects.toMatchObject({
      code: 'store-unusable',
      facts: {
        problem: expect.stringContaining('no remote called origin'),
        remedy: expect.stringContaining('dir:PATH'),
      },
    });
  });
});

test('a token stands in no address, and replaces what other files say for the host', () => {
  const { url, settings } = remoteWithToken({
    url: 'https://example.invalid/a/b',
    token: 'secret',
  });
  expect(url).toBe('https://example.invalid/a/b');
  const header = `AUTHORIZATION: basic ${Buffer.from('x-access-token:secret').toString('base64')}`;
  expect(settings).toEqual([
    ['http.https://example.invalid/.extraheader', ''],
    ['http.https://example.invalid/.extraheader', header],
  ]);
});

test('a password in an address is not shown', () => {
  expect(withoutPasswords('fatal: https://me:secret@example.invalid/x and ssh://you@h/y')).toBe(
    'fatal: https://***@example.invalid/x and ssh://***@h/y',
  );
});
