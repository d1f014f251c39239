import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { findProgram, requireProgram, searchPath } from '../../src/process/tool.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test("the search path ends with the directories of administrators' programs, once", () => {
  expect(searchPath('/bin:/usr/sbin')).toBe('/bin:/usr/sbin:/sbin');
  expect(searchPath('')).toBe('/usr/sbin:/sbin');
});

test('programs that only root has in its PATH are found as well', async () => {
  vi.stubEnv('PATH', '/usr/bin:/bin');
  expect(await findProgram('mke2fs')).toMatch(/\/mke2fs$/);
});

test('the first one in PATH is taken, a directory or a file that may not be executed never', async () => {
  await using first = await temporaryDirectory();
  await using second = await temporaryDirectory();
  await using third = await temporaryDirectory();
  await mkdir(join(first.path, 'zz-tool'));
  await writeFile(join(second.path, 'zz-tool'), '', { mode: 0o644 });
  vi.stubEnv('PATH', [first.path, second.path].join(delimiter));
  expect(await findProgram('zz-tool')).toBeUndefined();
  await writeFile(join(third.path, 'zz-tool'), '', { mode: 0o755 });
  vi.stubEnv('PATH', [first.path, second.path, third.path].join(delimiter));
  expect(await findProgram('zz-tool')).toBe(join(third.path, 'zz-tool'));
});

test('a program that is not there is named, with what to do', async () => {
  await expect(requireProgram('no-such-program')).rejects.toMatchObject({
    code: 'missing-packages',
    message: expect.stringContaining('no-such-program'),
    facts: { remedy: expect.stringContaining('storage-gate setup') },
  });
});
