import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const program = resolve(import.meta.dirname, '../../src/cli.ts');

test.each([
  [
    ['run'],
    /^measures for 3 min 12 s beside boots, until 15 min 0 s at most; writes 320 GiB at most$/,
  ],
  [['run', '--disk', 'none'], /^measures for 2 min 53 s .* until 6 min 0 s .*; writes 16 GiB/],
  [
    ['run', '--suite', 'fio', '--disk', 'none', '--write-budget', '9GiB'],
    /; writes 9 GiB at most$/,
  ],
  [['measure', '--disk', 'none', '--budget', '2m'], /^measures for .*, until 2 min 0 s at most/],
  [['try'], /until 1 min 15 s at most; writes 2 GiB at most$/],
  [['selftest'], /until 4 min 48 s at most.*\nmeasures for 19 s .* until 5 min 0 s/],
])('%j --dry-run says what it costs, needs nothing and leaves nothing', async (words, said) => {
  await using directory = await temporaryDirectory();
  const argv = [program, ...words, '--dry-run'];
  const { exitCode, stdout } = await execa(process.execPath, argv, {
    cwd: directory.path,
    env: { PATH: '/nonexistent' },
    reject: false,
  });
  expect(stdout).toMatch(said);
  expect(exitCode).toBe(0);
  expect(readdirSync(directory.path)).toEqual([]);
});
