import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  listEntries,
  type Manifest,
  openCache,
  openScratch,
  publishEntry,
  verifyEntry,
} from '../../src/guest/guest-cache.ts';
import { fileDigest } from '../../src/process/bounded-file.ts';

const digest = (digit: string) => digit.repeat(64);
let directory: string;
let cache: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guest-cache-'));
  cache = await openCache(directory);
});

afterEach(async () => rm(directory, { recursive: true }));

/** Publishes an entry with one file of some megabytes, through the product's own functions. */
async function publish(
  key: string,
  chosenAt = '2026-01-01T00:00:00.000Z',
  content = 'kernel',
): Promise<Manifest> {
  await using scratch = await openScratch(cache);
  const built = join(scratch.path, 'built');
  await mkdir(built, { mode: 0o700 });
  await writeFile(join(built, 'kernel'), content.repeat(100_000), { mode: 0o600 });
  const manifest: Manifest = {
    format: 1,
    key,
    chosenAt,
    kernel: { origin: 'package', release: '6.1.0', sha256: digest('a'), package: null },
    toolsDigest: digest('b'),
    kernelWords: 'quiet',
    initrdSha256: null,
    files: { kernel: await fileDigest(join(built, 'kernel')) },
  };
  await publishEntry(cache, built, manifest);
  return manifest;
}

async function flipByte(path: string, offset: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[offset] = (bytes[offset] ?? 0) ^ 1;
  await writeFile(path, bytes);
}

test('an entry that nobody touched is listed and verified, and no scratch is left', async () => {
  const manifest = await publish(digest('1'));
  expect(await listEntries(cache)).toEqual([manifest]);
  await expect(verifyEntry(cache, manifest)).resolves.toBeUndefined();
  expect(await readdir(cache)).toEqual([digest('1')]);
});

test('the newest choice of a kernel comes first, whatever the order of building', async () => {
  await publish(digest('1'), '2026-03-01T00:00:00.000Z');
  await publish(digest('2'), '2026-02-01T00:00:00.000Z');
  expect((await listEntries(cache)).map(entry => entry.key)).toEqual([digest('1'), digest('2')]);
});

test('a file altered by one byte is refused by name, with what to do, and stays as it is', async () => {
  const manifest = await publish(digest('1'));
  const path = join(join(cache, manifest.key), 'kernel');
  await flipByte(path, 500_000);
  const refusal = {
    code: 'guest-build',
    facts: { path, remedy: expect.stringContaining('delete') },
  };
  await expect(verifyEntry(cache, manifest)).rejects.toMatchObject(refusal);
  await expect(verifyEntry(cache, manifest)).rejects.toThrow(path);
});

test('a file cut short or gone is refused by name', async () => {
  const manifest = await publish(digest('1'));
  const path = join(join(cache, manifest.key), 'kernel');
  await truncate(path, 10);
  await expect(verifyEntry(cache, manifest)).rejects.toMatchObject({
    code: 'guest-build',
    facts: { path },
  });
  await rm(path);
  await expect(verifyEntry(cache, manifest)).rejects.toMatchObject({
    code: 'guest-build',
    facts: { path },
  });
});

test('a manifest altered anywhere by one byte is refused', async () => {
  const { key } = await publish(digest('1'));
  const path = join(join(cache, key), 'manifest.json');
  const { length } = await readFile(path);
  for (let offset = 0; offset < length; offset += 7) {
    await flipByte(path, offset);
    await expect(listEntries(cache)).rejects.toMatchObject({
      code: 'guest-build',
      facts: { path },
    });
    await flipByte(path, offset);
  }
  expect(await listEntries(cache)).toHaveLength(1);
});

test('an entry under a name that is not its key is refused', async () => {
  await publish(digest('1'));
  await rename(join(cache, digest('1')), join(cache, digest('2')));
  await expect(listEntries(cache)).rejects.toMatchObject({ code: 'guest-build' });
});

test('of two builders of one key the first wins, and both can use what it made', async () => {
  const manifests = await Promise.all(Array.from({ length: 8 }, () => publish(digest('1'))));
  await Promise.all(manifests.map(manifest => verifyEntry(cache, manifest)));
  expect(await readdir(cache)).toEqual([digest('1')]);
});

describe('a cache that another user could write', () => {
  const refusal = (path: string) => ({ code: 'guest-build', facts: { path } });

  test.each([0o770, 0o707, 0o1777])('is refused where its mode is %o', async mode => {
    await chmod(directory, mode);
    await expect(openCache(directory)).rejects.toMatchObject(refusal(directory));
    await chmod(directory, 0o700);
    await chmod(cache, mode);
    await expect(openCache(directory)).rejects.toMatchObject(refusal(cache));
  });

  test('is refused where an entry or a file in it is open to others', async () => {
    const manifest = await publish(digest('1'));
    const entry = join(cache, manifest.key);
    await chmod(entry, 0o777);
    await expect(listEntries(cache)).rejects.toMatchObject(refusal(entry));
    await chmod(entry, 0o700);
    await chmod(join(entry, 'kernel'), 0o666);
    await expect(verifyEntry(cache, manifest)).rejects.toMatchObject(
      refusal(join(entry, 'kernel')),
    );
  });

  test('is refused where it is a symbolic link', async () => {
    await rename(cache, join(directory, 'elsewhere'));
    await symlink('elsewhere', cache);
    await expect(openCache(directory)).rejects.toMatchObject(refusal(cache));
  });

  test.runIf(process.getuid?.() === 0)('is refused where it belongs to another user', async () => {
    await chown(cache, 12_345, 12_345);
    const attempt = openCache(directory);
    await expect(attempt).rejects.toMatchObject({
      facts: { path: cache, why: 'it belongs to user 12345' },
    });
  });
});
