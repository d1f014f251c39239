import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  findProgram,
  isInstalled,
  loadedFiles,
  parseLibraries,
  surveyProgram,
} from '../../src/guest/guest-program.ts';
import { runTool } from '../../src/process/tool.ts';

test('the libraries of a program are those that ldd finds, with the loader and without what the kernel provides', async () => {
  const libraries = parseLibraries(
    'sysbench',
    await readFile('fixtures/guest/ldd-sysbench.txt', 'utf8'),
  );
  expect(libraries.size).toBe(31);
  expect(libraries.get('/lib64/ld-linux-x86-64.so.2')).toBe('/lib64/ld-linux-x86-64.so.2');
  expect(libraries.get('libluajit-5.1.so.2')).toBe('/lib/x86_64-linux-gnu/libluajit-5.1.so.2');
  expect([...libraries.keys()].join()).not.toContain('vdso');
});

test('a static program needs no libraries', async () => {
  expect(
    parseLibraries('busybox', await readFile('fixtures/guest/ldd-busybox.txt', 'utf8')).size,
  ).toBe(0);
});

test('a library that is not on the host is named in the error', () => {
  const output = '\tlibc.so.6 => /lib/libc.so.6 (0x0000)\n\tlibgone.so.1 => not found\n';
  expect(() => parseLibraries('/usr/bin/tool', output)).toThrow(
    expect.objectContaining({
      code: 'guest-build',
      message: expect.stringContaining('libgone.so.1'),
    }),
  );
});

test('the survey of a real program has a digest of each of its files', async () => {
  const program = await surveyProgram('sysbench');
  const { stdout } = await runTool({ argv: ['sha256sum', program.path, ...program.libraries] });
  const expected = stdout
    .trim()
    .split('\n')
    .map(line => line.split(/ +/).toReversed());
  expect(program.digests).toMatchObject(Object.fromEntries(expected));
  expect(Object.keys(program.digests).sort()).toEqual(
    [program.path, ...loadedFiles(program)].sort(),
  );
});

test('programs that only root has in its PATH are found as well', async () => {
  expect(await findProgram('mke2fs')).toMatch(/\/mke2fs$/);
  expect(await isInstalled('mke2fs')).toBe(true);
});

test('a program that is not installed is named, with what to do', async () => {
  await expect(surveyProgram('no-such-program')).rejects.toMatchObject({
    code: 'missing-packages',
    message: expect.stringContaining('no-such-program'),
    facts: { remedy: expect.stringContaining('storage-gate setup') },
  });
});

test('a file that may not be executed is no program', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'program-'));
  const path = process.env['PATH'];
  await writeFile(join(directory, 'inert'), '', { mode: 0o644 });
  process.env['PATH'] = `${directory}:${path}`;
  const found = await isInstalled('inert');
  process.env['PATH'] = path;
  await rm(directory, { recursive: true });
  expect(found).toBe(false);
});
