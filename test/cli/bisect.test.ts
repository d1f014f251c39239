import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { git } from '../harness/git.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';

const step = resolve(import.meta.dirname, '../harness/bisect-step.ts');
const program = resolve(import.meta.dirname, '../../src/cli.ts');

/** What builds a QEMU from the source of a commit, and writes down that it did. */
const build = 'echo built >> ../builds && grep -q . source && cp source qemu';
const built = { build, qemu: 'qemu', disk: ['name=prod,cache=none'] };

/** A repository with a commit for each word that its source has; one `merge` has two parents. */
async function repository(words: readonly string[], file = 'source') {
  const directory = await temporaryDirectory({ name: plainName });
  const home = directory.path;
  const path = join(home, 'repository');
  await git(home, 'init', '--quiet', '--initial-branch=main', 'repository');
  await writeFile(join(path, '.gitignore'), 'qemu\nbuilds\n');
  const commits: string[] = [];
  for (const [index, word] of words.entries()) {
    if (word === 'merge') {
      await git(path, 'checkout', '--quiet', '-b', `side-${index}`, 'HEAD~1');
      await git(path, 'commit', '--quiet', '--allow-empty', '--message', 'beside');
      await git(path, 'checkout', '--quiet', 'main');
      await git(path, 'merge', '--quiet', '--no-edit', `side-${index}`);
    } else {
      await writeFile(join(path, file), `${word}\n`);
      await git(path, 'add', '--all');
      await git(path, 'commit', '--quiet', '--allow-empty', '--message', `number ${index}`);
    }
    commits.push(await git(path, 'rev-parse', 'HEAD'));
  }
  const run = async (argv: readonly string[]) =>
    execa(argv[0] ?? '', argv.slice(1), { cwd: path, reject: false, all: true });
  const judge = async (options: object) =>
    run([process.execPath, step, home, JSON.stringify(options)]);
  const bisect = async (options: object) => {
    await git(path, 'bisect', 'start', commits.at(-1) ?? '', commits[0] ?? '');
    return run(['git', 'bisect', 'run', process.execPath, step, home, JSON.stringify(options)]);
  };
  const builds = async () => (await readFile(join(home, 'builds'), 'utf8')).trim().split('\n');
  const calls = { run, judge, bisect, builds };
  return {
    ...calls,
    path,
    commits,
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

/** Sixteen commits to choose from, with a loss of a fifth from one on. */
const sixteen = (from: number, others: Readonly<Record<number, string>> = {}): string[] =>
  Array.from({ length: 17 }, (_, index) => others[index] ?? (index < from ? '1' : '0.8'));

test.each([1, 11])('a loss of a fifth is found in sixteen commits: %i', async from => {
  await using made = await repository(sixteen(from));
  const { all } = await made.bisect(built);
  expect(all).toContain(`${made.commits[from]} is the first bad commit`);
  // The good side once, however many steps there are; its work tree is no part of the repository.
  const worktrees = (await git(made.path, 'worktree', 'list')).split('\n');
  expect(worktrees).toHaveLength(2);
  expect(worktrees[1]).toContain(made.commits[0]?.slice(0, 7));
  expect(all.split('- building ')).toHaveLength(2);
});

test('commits that do not build, or kill the guest, are passed over', async () => {
  const odd = { 8: '', 4: 'hangs', 12: 'noisy', 14: 'panics' };
  await using made = await repository(sixteen(10, odd));
  const { all } = await made.bisect(built);
  expect(all).toContain(`${made.commits[10]} is the first bad commit`);
  expect(await git(made.path, 'bisect', 'log')).toContain(`git bisect skip ${made.commits[8]}`);
});

test('a change of the config is found by the disks of the good commit', async () => {
  const yaml = (cache: string, note: number) =>
    `version: 1 # ${note}\ndisks: { prod: { cache: ${cache} } }`;
  const words = Array.from({ length: 9 }, (_, note) =>
    yaml(note < 6 ? 'none' : 'directsync', note),
  );
  await using made = await repository(words, 'storage-gate.yml');
  const { all } = await made.bisect({});
  expect(all).toContain(`${made.commits[6]} is the first bad commit`);
  expect(all).toMatch(/nothing under test changed since \w+: prod/);
});

test.each<[string, string, number, RegExp]>([
  ['as quick', '1', 0, /unchanged: /],
  ['quicker', '1.5', 0, /improved: /],
  ['slower', '0.8', 1, /regressed: /],
  ['undecided', 'noisy', 125, /not decided: /],
  ['without values', 'lost', 125, /missing: /],
  ['that hangs', 'hangs', 125, /the guest did not answer/],
  ['that panics', 'panics', 125, /the guest panicked/],
  ['that does not build', '', 125, /\/bin\/sh failed/],
  ['that is a merge', 'merge', 125, /a merge is skipped/],
])('a commit %s (%s) ends with its own status', async (_, word, status, said) => {
  await using made = await repository(['1', '1', word]);
  const { exitCode, all } = await made.judge({ ...built, good: made.commits[0] });
  expect(all).toMatch(said);
  expect(exitCode).toBe(status);
});

test.each<[string, object, RegExp]>([
  ['without a good commit', built, /there is no good commit/],
  ['with one that is not there', { ...built, good: 'other' }, /there is no good commit other/],
  ['with too few rounds', { ...built, good: 'HEAD~1', rounds: '3' }, /3 rounds can show no loss/],
])('a call %s ends the bisection', async (_, options, message) => {
  await using made = await repository(['1', '0.8']);
  const { exitCode, all } = await made.judge(options);
  expect(all).toMatch(message);
  expect(exitCode).toBe(128);
});

test('what the command line refuses ends it too, and --dry-run judges nothing', async () => {
  await using made = await repository(['1', '0.8']);
  const call = async (...words: string[]) =>
    made.run([process.execPath, program, 'bisect-step', ...words]);
  expect((await call('--fast')).exitCode).toBe(128);
  expect((await call()).exitCode).toBe(128);
  expect((await call('--help')).exitCode).toBe(0);
  const dry = await call('--good', 'HEAD~1', '--disk', 'none', '--measure', 'all', '--dry-run');
  expect(dry.exitCode).toBe(128);
});

test('another command builds the good commit again', async () => {
  await using made = await repository(['1', '1']);
  const [good] = made.commits;
  await made.judge({ ...built, good });
  await made.judge({ ...built, good });
  expect(await made.builds()).toHaveLength(2);
  await made.judge({ ...built, good, build: `${build}; true` });
  await rm(join(made.path, 'qemu'));
  expect(await made.builds()).toHaveLength(3);
});
