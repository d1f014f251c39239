import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { checkDirectory } from '../../src/host/directory.ts';
import {
  coldFiles,
  flushDirtyPages,
  residentShare,
  unwrittenBytes,
  warmFile,
} from '../../src/host/page-cache.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';

const needs = { bytesNeeded: 0, allowTmpfs: true };

describe('the page cache of the host', () => {
  test('drops a cold file, dirty pages included, and holds a warm one', async ({ skip }) => {
    await using directory = await temporaryDirectory();
    const { filesystem } = await checkDirectory({ path: directory.path, ...needs });
    if (filesystem === 'tmpfs')
      skip('the temporary directory is memory, which has nothing to drop');
    const path = join(directory.path, 'file');
    const content = Buffer.alloc(5 * 1024 * 1024 + 123, 'x');
    await writeFile(path, content);
    await coldFiles([path]);
    expect(await residentShare(path)).toBeLessThan(0.05);
    await warmFile(path);
    expect(await residentShare(path)).toBe(1);
    await coldFiles([path]);
    expect(await residentShare(path)).toBeLessThan(0.05);
    expect((await readFile(path)).equals(content)).toBe(true);
  });

  test('takes an empty file for warm', async () => {
    await using directory = await temporaryDirectory();
    await writeFile(join(directory.path, 'empty'), '');
    await warmFile(join(directory.path, 'empty'));
    expect(await residentShare(join(directory.path, 'empty'))).toBe(1);
  });

  test('ends with an error where there is no such file', async () => {
    await using directory = await temporaryDirectory();
    await expect(warmFile(join(directory.path, 'missing'))).rejects.toThrow('ENOENT');
    await expect(residentShare(join(directory.path, 'missing'))).rejects.toMatchObject({
      code: 'tool-failed',
    });
  });
});

describe('residentShare', () => {
  const searchPath = process.env['PATH'];
  afterEach(() => {
    process.env['PATH'] = searchPath;
  });

  test.each([
    ['says nothing of use', '{"fincore": [{"res": "many", "size": 1}]}', 'tool-failed'],
    ['is not there', undefined, 'missing-packages'],
  ])('is no number where fincore %s', async (_, says, code) => {
    await using directory = await temporaryDirectory({ name: plainName });
    const [path, program] = [join(directory.path, 'file'), join(directory.path, 'fincore')];
    await writeFile(path, 'x');
    process.env['PATH'] = directory.path;
    if (says !== undefined)
      await writeFile(program, `#!/bin/sh\necho '${says}'\n`, { mode: 0o755 });
    await expect(residentShare(path)).rejects.toMatchObject({ code });
  });
});

describe('flushDirtyPages', () => {
  test('returns the seconds it took, and that nothing was left, once few bytes are unwritten', async () => {
    const bound = 2 ** 40;
    const { seconds, unwritten } = await flushDirtyPages({ bound, timeout: 0 });
    expect(seconds).toBeGreaterThan(0);
    expect(unwritten).toBe(0);
    expect(unwrittenBytes(await readFile('/proc/meminfo', 'utf8'))).toBeLessThan(bound);
  });

  test('goes on after its timeout where others never stop writing, and tells how much is left', async () => {
    // Somebody dirties pages all the time, and a bound below what a host ever has stands for a
    // drive that is too slow.
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'dirty');
    const writer = setInterval(
      () => void writeFile(path, Buffer.alloc(2 ** 20)).catch(() => undefined),
      10,
    );
    const { seconds, unwritten } = await flushDirtyPages({ bound: -1, timeout: 0.3 }).finally(() =>
      clearInterval(writer),
    );
    expect(seconds).toBeGreaterThanOrEqual(0.3);
    expect(unwritten).toBeGreaterThan(0);
  });

  test('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const waiting = flushDirtyPages({ bound: -1, timeout: 60, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('cancelled')), 100);
    await expect(waiting).rejects.toThrow('cancelled');
  });
});

describe('unwrittenBytes', () => {
  test('adds what is dirty and what is being written', () => {
    expect(
      unwrittenBytes(
        'MemFree: 9 kB\nDirty:      12 kB\nWriteback:      4 kB\nWritebackTmp: 7 kB\n',
      ),
    ).toBe(16384);
  });

  test('refuses a text without the two lines', () => {
    expect(() => unwrittenBytes('Dirty: 1 kB\n')).toThrow('/proc/meminfo');
  });
});
