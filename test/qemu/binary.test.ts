import { createHash } from 'node:crypto';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { findQemu } from '../../src/qemu/binary.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';

const module = JSON.stringify(new URL('../../src/qemu/binary.ts', import.meta.url).href);

test('the QEMU in PATH is found with version and digest', async () => {
  const qemu = await findQemu();
  expect(qemu.path).toMatch(/\/qemu-system-(x86_64|aarch64)$/);
  expect(qemu.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(qemu.sha256).toBe(
    createHash('sha256')
      .update(await readFile(qemu.path))
      .digest('hex'),
  );
});

test('a given QEMU is taken, its symbolic link followed', async () => {
  await using directory = await temporaryDirectory({ name: plainName });
  const { path, version } = await findQemu();
  await symlink(path, join(directory.path, 'my qemu'));
  expect(await findQemu(join(directory.path, 'my qemu'))).toMatchObject({ path, version });
});

test('no QEMU in PATH is a missing package, with what to do', async () => {
  // PATH is this process's own, so another process is asked.
  const script = `
    const { findQemu } = await import(${module});
    await findQemu().catch(error => console.log(JSON.stringify({ code: error.code, ...error.facts })));`;
  const { stdout } = await execa(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: '/nonexistent' },
  });
  expect(JSON.parse(stdout)).toEqual({
    code: 'missing-packages',
    problem: expect.stringMatching(/^the program qemu-system-\w+ is not installed$/),
    remedy: expect.stringContaining('storage-gate setup'),
  });
});

test.each([
  ['does not exist', undefined],
  ['is no program', { text: 'hello', mode: 0o644 }],
  ['is another program', { text: '#!/bin/sh\necho GNU Emacs 29\n', mode: 0o755 }],
  ['dies', { text: '#!/bin/sh\necho no library >&2\nexit 127\n', mode: 0o755 }],
])('a given file that %s is a bad argument', async (_, file) => {
  await using directory = await temporaryDirectory({ name: plainName });
  const path = join(directory.path, 'qemu');
  if (file !== undefined) await writeFile(path, file.text, { mode: file.mode });
  await expect(findQemu(path)).rejects.toMatchObject({
    code: 'bad-argument',
    facts: { problem: expect.stringMatching(new RegExp(`^--qemu: ${path} do`)) },
  });
  await expect(findQemu(path, '--base-qemu')).rejects.toMatchObject({
    code: 'bad-argument',
    facts: { problem: expect.stringMatching(new RegExp(`^--base-qemu: ${path} do`)) },
  });
});
