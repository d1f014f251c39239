import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GuestArtifacts, type GuestRequest, provideGuest } from '../../src/guest/artifacts.ts';
import {
  type GuestLock,
  guestInUse,
  parseGuestLock,
  writeGuestLock,
} from '../../src/guest/guest-lock.ts';

// Real packages from the real archive: the lock is what a user's repository would hold.

let directory: string;
let cacheDirectory: string;
let lockFile: string;
let newest: GuestArtifacts;
let lock: GuestLock;
const searchPath = process.env['PATH'];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guest-lock-'));
  cacheDirectory = join(directory, 'cache');
  lockFile = join(directory, 'storage-gate.lock');
  newest = await provide();
  if (newest.lock === undefined) throw new Error('the newest guest has no package');
  lock = newest.lock;
});

afterAll(async () => {
  process.env['PATH'] = searchPath;
  await rm(directory, { recursive: true, force: true });
});

function provide(request: Partial<GuestRequest> = {}): Promise<GuestArtifacts> {
  return provideGuest({
    tools: ['sysbench'],
    cacheDirectory,
    lockFile,
    onProgress: () => undefined,
    ...request,
  });
}

test('a lock that names what is cached costs no download', async () => {
  await writeGuestLock(lockFile, lock);
  const programs = join(directory, 'programs');
  await mkdir(programs);
  for (const name of ['apt-get', 'apt-cache']) {
    await writeFile(join(programs, name), '#!/bin/sh\nexit 9\n', { mode: 0o755 });
  }
  process.env['PATH'] = `${programs}:${searchPath}`;
  expect(await provide()).toEqual(newest);
  process.env['PATH'] = searchPath;
  expect(await guestInUse({ cacheDirectory, lockFile })).toEqual({ lock, cached: lock });
});

test('on another host the locked version is downloaded and is the same guest', async () => {
  await writeGuestLock(lockFile, lock);
  const elsewhere = join(directory, 'elsewhere');
  expect(await guestInUse({ cacheDirectory: elsewhere, lockFile })).toEqual({
    lock,
    cached: undefined,
  });
  const guest = await provide({ cacheDirectory: elsewhere });
  expect(guest).toMatchObject({ lock, release: newest.release, kernelSha256: newest.kernelSha256 });
});

test('a lock that names another kernel than the newest is obeyed, though the newest is cached', async () => {
  await writeGuestLock(lockFile, { ...lock, sha256: '0'.repeat(64) });
  await expect(provide()).rejects.toMatchObject({
    code: 'guest-build',
    facts: {
      problem: expect.stringContaining('is not the one in the guest lock'),
      why: expect.stringContaining(lock.sha256),
    },
  });
});

test('a version that the archive does not have is refused with what to do', async () => {
  await writeGuestLock(lockFile, { ...lock, version: '1.2.3-4' });
  await expect(provide()).rejects.toMatchObject({
    code: 'guest-build',
    facts: {
      problem: expect.stringContaining('1.2.3-4'),
      remedy: expect.stringContaining('--upgrade-guest'),
    },
  });
});

test('upgrading asks apt whatever the lock says', async () => {
  await writeGuestLock(lockFile, { ...lock, version: '1.2.3-4' });
  expect((await provide({ refresh: true })).lock).toEqual(lock);
});

test('setup writes the lock, and renews it with the newest guest, saying that a new series begins', async () => {
  const repository = join(directory, 'repository');
  await mkdir(repository);
  const path = join(repository, 'storage-gate.lock');
  const setup = (option: string) =>
    execa(
      process.execPath,
      [resolve(import.meta.dirname, '../../src/cli.ts'), 'setup', '--yes', option],
      {
        cwd: repository,
        env: { XDG_CACHE_HOME: join(directory, 'caches') },
        reject: false,
      },
    );
  const first = await setup('--lock-guest');
  expect(first).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('commit it') });
  expect(parseGuestLock(path, await readFile(path, 'utf8'))).toEqual(lock);
  await writeGuestLock(path, { ...lock, version: '1.2.3-4' });
  const second = await setup('--upgrade-guest');
  expect(second).toMatchObject({
    exitCode: 0,
    stderr: expect.stringContaining('a new series of results begins'),
  });
  expect(second.stderr).toContain('(it was');
  expect(parseGuestLock(path, await readFile(path, 'utf8'))).toEqual(lock);
  const third = await setup('--upgrade-guest');
  expect(third.stderr).toContain('the guest is already the newest');
  expect(third.stderr).not.toContain('new series');
});
