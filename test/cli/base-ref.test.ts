import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { baseSideAt } from '../../src/cli/git.ts';
import { definitionPaths } from '../../src/config/definitions.ts';
import { domain } from '../config/domain.ts';
import { git } from '../harness/git.ts';
import { plainName, temporaryDirectory } from '../harness/temporary-directory.ts';

const program = resolve(import.meta.dirname, '../../src/cli.ts');

const config = (path = 'vms/prod.xml', more = '') =>
  `version: 1\ndisks:\n  prod: { from: ${path}, target: vda, without: [iotune]${more} }\n`;

/** A repository whose first commit has a config and a definition. */
async function repository() {
  const directory = await temporaryDirectory({ name: plainName });
  const { path } = directory;
  await git(path, 'init', '--quiet', '--initial-branch=main');
  await mkdir(join(path, 'vms'));
  await writeFile(join(path, 'storage-gate.yml'), config());
  await writeFile(join(path, 'vms/prod.xml'), domain({ iops: 5000 }));
  const commit = async (): Promise<void> => {
    await git(path, 'add', '--all');
    await git(path, 'commit', '--quiet', '--message', 'a commit');
  };
  await commit();
  const run = async (...args: readonly string[]) => {
    const argv = [program, 'run', ...args];
    const { exitCode, stdout, stderr } = await execa(process.execPath, argv, {
      cwd: path,
      reject: false,
      // Nothing may come so far as to look for QEMU.
      env: { PATH: '/usr/bin:/bin' },
    });
    return { exitCode, stdout, stderr: stderr.replaceAll(/\s+/g, ' ') };
  };
  return { path, commit, run, [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() };
}

/** The base side of `HEAD`, as the command line reads it from a directory of the clone. */
async function baseIn(path: string, yaml = config()) {
  const configFile = { path: join(path, 'storage-gate.yml'), text: yaml };
  const told = { raw: {}, configFile, origin: 'cli', randomSeed: 1 } as const;
  return baseSideAt('HEAD', { ...told, workspace: path });
}

test('a change of what is no disk ends at once: nothing is measured, and the gate passes', async () => {
  await using made = await repository();
  await writeFile(join(made.path, 'vms/prod.xml'), domain({ iops: 5000, serial: 'other' }));
  expect(await made.run('--base-ref', 'main')).toMatchObject({
    exitCode: 0,
    stdout: 'nothing under test changed since main: prod',
  });
  const { stdout } = await made.run('--base-ref', 'main', '--format', 'json');
  expect(JSON.parse(stdout)).toEqual({ unchanged: ['prod'] });
  const short = await made.run('--base-ref', 'main', '--disk-from', 'vms/prod.xml#vda');
  expect(short.stderr).toContain('write `without: [iotune]`');
});

test.each<[string, readonly string[], RegExp]>([
  ['a commit that is not there', ['--base-ref', 'other'], /there is no commit "other" here/],
  ['an option in its place', ['--base-ref=--all'], /there is no commit "--all" here/],
  [
    'a file of the host',
    ['--disk', 'name=a,from=/etc/passwd'],
    /--disk\.from: "\/etc\/passwd": leads out of the repository/,
  ],
  ['a file without its disk', ['--disk-from', 'vms/prod.xml'], /the disk has no name/],
])('%s is refused with status 2', async (_, args, message) => {
  await using made = await repository();
  const ended = await made.run(...args);
  expect(ended.exitCode).toBe(2);
  expect(ended.stderr).toMatch(message);
  expect(ended.stderr).not.toContain('root:');
});

test('the base side is read from its commit, whatever the work tree has', async () => {
  await using made = await repository();
  await writeFile(join(made.path, 'vms/prod.xml'), '<domain/>');
  const [arm] = (await baseIn(made.path)).arms;
  expect(arm).toMatchObject({
    side: 'base',
    target: { mode: { cache: 'none' } },
    definition: { path: 'vms/prod.xml', unmeasured: [{ value: expect.stringContaining('5000') }] },
  });
});

test('a base file that is gone leaves no base, and one that is no file leaves its disk unread', async () => {
  await using made = await repository();
  const { path, commit } = made;
  await rename(join(path, 'vms/prod.xml'), join(path, 'vms/new.xml'));
  await commit();
  expect(await baseIn(path)).toEqual({ arms: [], unread: new Map() });
  const unread = async (): Promise<string | undefined> => {
    await commit();
    const base = await baseIn(path);
    expect(base.arms).toEqual([]);
    return base.unread.get('prod');
  };
  await symlink('new.xml', join(path, 'vms/prod.xml'));
  expect(await unread()).toContain('it is no regular file at the base');
  await rm(join(path, 'vms/prod.xml'));
  await mkdir(join(path, 'vms/prod.xml'));
  await writeFile(join(path, 'vms/prod.xml/a'), '');
  expect(await unread()).toContain('it is no regular file at the base');
  await rename(join(path, 'vms'), join(path, 'real'));
  await symlink('real', join(path, 'vms'));
  expect(await unread()).toContain('it is no regular file at the base');
  await rm(join(path, 'vms'));
  await mkdir(join(path, 'vms'));
  await writeFile(join(path, 'vms/prod.xml'), 'x'.repeat(2 ** 20 + 1));
  expect(await unread()).toContain('more than the 1048576 that are read');
  await writeFile(join(path, 'vms/prod.xml'), domain().replace('cache=', 'cach='));
  expect(await unread()).toContain('vms/prod.xml:5 disk vda');
});

test('a file that was renamed is followed by what each commit has in its own config', async () => {
  await using made = await repository();
  const head = config('vms/new.xml');
  const configFile = { path: 'storage-gate.yml', text: head };
  expect(definitionPaths({ raw: {}, configFile, side: 'head' })).toEqual(['vms/new.xml']);
  expect((await baseIn(made.path, head)).arms).toMatchObject([{ name: 'prod' }]);
});
