import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readGivenInitrd, readGivenKernel } from '../../src/guest/given-part.ts';
import { packArchive } from '../harness/cpio.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'given-'));
});

afterEach(async () => rm(directory, { recursive: true }));

test('an archive is taken as cpio writes it, compressed or not', async () => {
  const plain = await packArchive([{ kind: 'directory', path: 'extra' }]);
  await writeFile(join(directory, 'plain'), plain);
  await writeFile(join(directory, 'gz'), gzipSync(plain));
  await writeFile(join(directory, 'zst'), zstdCompressSync(plain));
  // "module" as xz compresses it for the kernel.
  const xz = '/Td6WFoAAAFpIt42AgAhARYAAAB0L+WjAQAFbW9kdWxlAAAAKCYkDAABGgbF6sh5kEKZDQEAAAAAAVla';
  await writeFile(join(directory, 'plain.xz'), Buffer.from(xz, 'base64'));
  for (const name of ['plain', 'gz', 'zst', 'plain.xz']) {
    const path = join(directory, name);
    expect(await readGivenInitrd(path)).toEqual({
      path,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  }
});

test.each([
  ['a text', 'hello'],
  ['an empty file', ''],
])('%s is refused as initrd', async (_, content) => {
  const path = join(directory, 'initrd');
  await writeFile(path, content);
  await expect(readGivenInitrd(path)).rejects.toMatchObject({
    code: 'bad-argument',
    facts: { path },
  });
});

test.each([
  ['is cut', gzipSync(randomBytes(5000)).subarray(0, 3000)],
  ['is no archive', Buffer.from([0x1f, 0x8b, 1, 2, 3])],
  ['holds no kernel', gzipSync('hello')],
])('a compressed file that %s is refused as kernel', async (_, content) => {
  const path = join(directory, 'kernel');
  await writeFile(path, content);
  await expect(readGivenKernel(path)).rejects.toMatchObject({
    code: 'bad-argument',
    facts: { path, why: expect.any(String) },
  });
});

test('a text is refused as kernel', async () => {
  const path = join(directory, 'kernel');
  await writeFile(path, 'Linux version 6.1.0 it says');
  await expect(readGivenKernel(path)).rejects.toMatchObject({
    code: 'bad-argument',
    facts: { path },
  });
});

test('files that are missing are refused by name', async () => {
  const path = join(directory, 'absent');
  const refusal = { code: 'bad-argument', facts: { path, why: expect.stringContaining('ENOENT') } };
  await expect(readGivenKernel(path)).rejects.toMatchObject(refusal);
  await expect(readGivenInitrd(path)).rejects.toMatchObject(refusal);
});
