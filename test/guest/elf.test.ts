import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readElf } from '../../src/guest/elf.ts';
import { findProgram } from '../../src/guest/guest-program.ts';

async function elfWith(content: Buffer): ReturnType<typeof readElf> {
  await using scratch = await mkdtempDisposable(join(tmpdir(), 'elf-'));
  const path = join(scratch.path, 'file');
  await writeFile(path, content);
  return await readElf(path);
}

test("a real program's libraries and imports are those that it was linked with", async () => {
  const fio = await readElf(await findProgram('fio'));
  expect(fio?.needed).toEqual(expect.arrayContaining(['libaio.so.1', 'libc.so.6', 'libm.so.6']));
  expect(fio?.imports).toContainEqual({
    name: 'io_submit',
    isFunction: true,
    version: { name: 'LIBAIO_0.1', library: 'libaio.so.1' },
  });
  expect(fio?.imports.some(({ name }) => name === '__gmon_start__')).toBe(false);
});

test('files of other kinds are none', async () => {
  expect(await elfWith(Buffer.from('#!/bin/sh\n'))).toBeUndefined();
  expect(await elfWith(Buffer.alloc(200))).toBeUndefined();
});

test('a file that is cut is damaged', async () => {
  const whole = await readFile(await findProgram('fio'));
  await expect(elfWith(whole.subarray(0, 4096))).rejects.toThrow(RangeError);
});
