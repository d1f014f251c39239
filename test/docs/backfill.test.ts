import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { bareRemote, cloneWithCommits, git } from '../harness/git.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/baselines.md'), 'utf8');
const [, recipe = ''] = /^## A new machine[^]*?```sh\n([^]*?)```/m.exec(page) ?? [];

test('the recipe measures the last five commits, each in a checkout of its own, oldest first', async () => {
  await using directory = await temporaryDirectory({ name: plainName });
  const remote = await bareRemote(directory.path);
  const { path, commits } = await cloneWithCommits(directory.path, { remote, count: 7 });
  const [programs, log] = [join(directory.path, 'bin'), join(directory.path, 'log')];
  mkdirSync(programs);
  const program = join(programs, 'storage-gate');
  // One of them regressed.
  const script = `#!/bin/sh\ngit rev-parse HEAD >> '${log}'\necho "$@" >> '${log}.calls'\n[ "$(wc -l < '${log}')" != 3 ]\n`;
  writeFileSync(program, script);
  chmodSync(program, 0o755);
  const { exitCode, stdout } = await execa('sh', ['-ec', recipe], {
    cwd: path,
    env: { PATH: `${programs}${delimiter}${process.env['PATH']}` },
    reject: false,
  });
  expect(exitCode).toBe(0);
  expect(readFileSync(log, 'utf8').trim().split('\n')).toEqual(commits.slice(2));
  expect(stdout).toContain(`${commits[4]} ended with status 1`);
  expect(readFileSync(`${log}.calls`, 'utf8')).toMatch(
    /^run .*--baseline git:refs\/storage-gate\/baselines:gate/,
  );
  expect(await git(path, 'worktree', 'list')).not.toContain('older');
});
