import { execFileSync } from 'node:child_process';
import { constants, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfigFile } from '../../src/config-file.ts';
import { readEvent } from '../../src/github/event.ts';
import { readGivenInitrd, readGivenKernel } from '../../src/guest/given-part.ts';
import { readGuestLock } from '../../src/guest/guest-lock.ts';
import { fileDigest, readBounded } from '../../src/process/bounded-file.ts';
import { readRunFile } from '../../src/store/documents.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

test('a file is read whole up to its bound, through links but where they are refused', async () => {
  await using directory = await temporaryDirectory();
  const [path, link] = [join(directory.path, 'file'), join(directory.path, 'link')];
  writeFileSync(path, 'x'.repeat(100_000));
  symlinkSync(path, link);
  expect(readBounded(link, { most: 100_000 }).toString()).toBe('x'.repeat(100_000));
  expect(() => readBounded(path, { most: 99_999 })).toThrow(
    'it has 100000 bytes, more than the 99999',
  );
  expect(() => readBounded(link, { most: 1e6, flags: constants.O_NOFOLLOW })).toThrow('ELOOP');
});

/** Everything that reads a file which somebody else may have put there. */
const readers: Readonly<Record<string, (path: string) => unknown>> = {
  config: path => readConfigFile(path, { directory: '/', remedy: 'give another' }),
  'guest lock': readGuestLock,
  kernel: readGivenKernel,
  initrd: readGivenInitrd,
  event: path => readEvent('push', 'refs/heads/main', path),
  document: readRunFile,
};

const strangers: Readonly<Record<string, (path: string) => void>> = {
  pipe: path => execFileSync('mkfifo', [path]),
  directory: path => mkdirSync(path),
  'link to a pipe': path => {
    execFileSync('mkfifo', [`${path}-pipe`]);
    symlinkSync(`${path}-pipe`, path);
  },
  'link to a directory': path => symlinkSync('/', path),
  'device without an end': path => symlinkSync('/dev/zero', path),
  'device that waits': path => symlinkSync('/dev/tty', path),
  'file of 8 TiB': path => {
    writeFileSync(path, '');
    truncateSync(path, 2 ** 43);
  },
};

test.each(
  Object.keys(readers).flatMap(reader =>
    Object.keys(strangers).map(kind => [reader, kind] as const),
  ),
)('as %s a %s is refused at once', async (reader, kind) => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'stranger');
  strangers[kind]?.(path);
  await expect((async () => readers[reader]?.(path))()).rejects.toMatchObject({
    code: expect.stringMatching(/^bad-(config|argument|document)$/),
    facts: { problem: expect.stringContaining(path), remedy: expect.any(String) },
  });
});

test('a socket and a pipe have no digest', async () => {
  await using directory = await temporaryDirectory({ name: 'bounded-' });
  const path = join(directory.path, 's');
  const server = createServer().listen(path);
  await expect(fileDigest(path)).rejects.toThrow('ENXIO');
  server.close();
  execFileSync('mkfifo', [`${path}-pipe`]);
  await expect(fileDigest(`${path}-pipe`)).rejects.toThrow('it is not a regular file');
});
