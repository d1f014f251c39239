import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseLibraries, surveyProgram } from '../../src/guest/guest-build.ts';
import { runTool } from '../../src/process/tool.ts';

test('the libraries of a program are those that ldd finds, with the loader and without what the kernel provides', async () => {
  const libraries = parseLibraries(
    'sysbench',
    await readFile('fixtures/guest/ldd-sysbench.txt', 'utf8'),
  );
  expect(libraries).toHaveLength(31);
  expect(libraries).toContain('/lib64/ld-linux-x86-64.so.2');
  expect(libraries).toContain('/lib/x86_64-linux-gnu/libluajit-5.1.so.2');
  expect(libraries.join()).not.toContain('vdso');
});

test('a static program needs no libraries', async () => {
  expect(
    parseLibraries('busybox', await readFile('fixtures/guest/ldd-busybox.txt', 'utf8')),
  ).toEqual([]);
});

test('a loader that the program names by another path than the one where it is has both', () => {
  // As Arch prints it; musl's loader is the C library as well.
  const arch = '\t/lib64/ld-linux-x86-64.so.2 => /usr/lib64/ld-linux-x86-64.so.2 (0x00007f00)\n';
  const glibc = '\tlinux-vdso.so.1 (0x00007ffc)\n\tlibc.so.6 => /usr/lib/libc.so.6 (0x00007f01)\n';
  expect(parseLibraries('busybox', `${glibc}${arch}`)).toEqual([
    '/lib64/ld-linux-x86-64.so.2',
    '/usr/lib/libc.so.6',
    '/usr/lib64/ld-linux-x86-64.so.2',
  ]);
  const musl =
    '\t/lib/ld-musl-x86_64.so.1 (0x7f00)\n\tlibc.musl-x86_64.so.1 => /lib/ld-musl-x86_64.so.1 (0x7f00)\n';
  expect(parseLibraries('busybox', musl)).toEqual(['/lib/ld-musl-x86_64.so.1']);
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
  expect(program.digests).toEqual(Object.fromEntries(expected));
});

test('a program that is not installed is named, with what to do', async () => {
  await expect(surveyProgram('no-such-program')).rejects.toMatchObject({
    code: 'missing-packages',
    message: expect.stringContaining('no-such-program'),
    facts: { remedy: expect.stringContaining('storage-gate setup') },
  });
});
