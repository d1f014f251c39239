import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { copyImage, createImage, sharedBytes } from '../../src/qemu/image.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const searchPath = process.env['PATH'] ?? '';
afterEach(() => {
  process.env['PATH'] = searchPath;
});

/** A filefrag that says what the real one said about a file on btrfs, where this host has none. */
async function pretend(directory: string, script: string): Promise<void> {
  const programs = join(directory, 'programs');
  await mkdir(programs);
  await writeFile(join(programs, 'filefrag'), `#!/bin/sh\n${script}\n`);
  await chmod(join(programs, 'filefrag'), 0o755);
  process.env['PATH'] = `${programs}:${searchPath}`;
}

test('a full copy shares nothing with its original', async () => {
  await using directory = await temporaryDirectory();
  const [from, to] = [join(directory.path, 'from'), join(directory.path, 'to')];
  await createImage({ path: from, size: 2 ** 20 });
  await copyImage({ from, to });
  expect(await sharedBytes(to)).toBe(0);
});

test.each([
  ['full-btrfs', 0],
  ['shared-btrfs', 3 * 2 ** 20],
])('the map %s has %i shared bytes', async (name, bytes) => {
  await using directory = await temporaryDirectory();
  await pretend(directory.path, `cat '${resolve(`fixtures/filefrag/${name}.txt`)}'`);
  expect(await sharedBytes('copy.raw')).toBe(bytes);
});

test('a filesystem without a map of extents says nothing', async () => {
  await using directory = await temporaryDirectory();
  // What filefrag says on tmpfs, with status 22.
  await pretend(directory.path, 'echo "/dev/shm/x: FIBMAP/FIEMAP unsupported" >&2; exit 22');
  expect(await sharedBytes('x')).toBeUndefined();
});

test('a file that is not there is an error, and no file without shared extents', async () => {
  const failure = await sharedBytes('/nonexistent/x.raw').catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: 'tool-failed',
    facts: { argv: expect.arrayContaining(['filefrag']) },
  });
});
