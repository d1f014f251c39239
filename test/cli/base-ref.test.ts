import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { baseSideAt } from '../../src/cli/sides.ts';
import { changedPlan } from '../../src/config/base-side.ts';
import { definitionPaths } from '../../src/config/definitions.ts';
import { requireSettings } from '../../src/config/settings.ts';
import { settleImages } from '../../src/measure/own-images.ts';
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
  return (await baseSideAt('HEAD', { ...told, workspace: path })).side;
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
  const short = await made.run('--base-ref', 'main', '--disk-from', 'vms/prod.xml#vda,size=1GiB');
  expect(short.stderr).toContain('write `without: [iotune]`');
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['another suite', { 'storage-gate.yml': `${config()}suite: fio\n` }],
  ['other rounds', { 'storage-gate.yml': `${config()}rounds: 20\n` }],
  ['another lock', { 'storage-gate.lock': 'version: 1\n' }],
])('%s could change a number, so that all disks are measured', async (_, files) => {
  await using made = await repository();
  for (const [path, text] of Object.entries(files)) await writeFile(join(made.path, path), text);
  const { exitCode, stdout, stderr } = await made.run('--base-ref', 'main', '--dry-run');
  expect(exitCode, stderr).toBe(0);
  expect(stdout).toMatch(/^measures for /);
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

/** The domain with a disk that nobody but its own hosts can reach. */
const remote = (cache: string): string =>
  domain({ iops: 5000, cache }).replace(/<source .*/, "<source protocol='rbd' name='p/i'/>");

test.each<[string, string, string, number, object]>([
  [
    'promises less than it did',
    domain({ iops: 5000, cache: 'unsafe' }),
    '',
    1,
    {
      verdict: 'regressed',
      says: expect.stringContaining('(vms/prod.xml:5) promises less durability'),
    },
  ],
  [
    'promises less, where nothing fails',
    domain({ iops: 5000, cache: 'unsafe' }),
    'policy: { advisory: true }\n',
    0,
    { verdict: 'regressed' },
  ],
  [
    'promises less, and can not be measured',
    remote('unsafe'),
    '',
    1,
    { verdict: 'regressed', disk: 'prod' },
  ],
  [
    'differs in what nobody measures',
    domain({ iops: 9000 }),
    '',
    1,
    { verdict: 'missing', disk: 'prod' },
  ],
])('a disk that %s is told before anything is measured', async (_, text, more, status, red) => {
  await using made = await repository();
  await writeFile(join(made.path, 'storage-gate.yml'), `${config()}${more}budget: 5m\n`);
  await made.commit();
  await writeFile(join(made.path, 'vms/prod.xml'), text);
  const ended = await made.run('--base-ref', 'main', '--format', 'json');
  expect(ended).toMatchObject({ exitCode: status, stderr: '' });
  expect(JSON.parse(ended.stdout)).toMatchObject({ reds: [red] });
  expect((await made.run('--base-ref', 'main')).stdout).toMatch(/^(regressed|missing): prod: /);
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
  expect(await baseIn(path)).toEqual({ arms: [], unread: new Map(), images: {} });
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

/** A config of an own image, and a chain of two layers of which the upper one is `images/top`. */
async function imageRepository() {
  const made = await repository();
  const { path } = made;
  await mkdir(join(path, 'images'));
  const inImages = (...args: readonly string[]) =>
    execa('qemu-img', args, { cwd: join(path, 'images') });
  await writeFile(join(path, 'images/low'), Buffer.alloc(70 * 2 ** 20, 'x'));
  await inImages('create', '-q', '-f', 'qcow2', '-b', 'low', '-F', 'raw', 'top');
  const yaml = 'version: 1\ndisks:\n  prod: { image: images/top, cache: none }\n';
  await writeFile(join(path, 'storage-gate.yml'), yaml);
  await made.commit();
  const settled = async () => {
    const configFile = { path: join(path, 'storage-gate.yml'), text: yaml };
    const told = { raw: {}, configFile, origin: 'cli', randomSeed: 1, workspace: path } as const;
    const { side: baseSide } = await baseSideAt('HEAD', told);
    const { signal } = new AbortController();
    const settings = await settleImages(requireSettings({ ...told, baseSide }), { signal });
    return { baseSide, settings };
  };
  return { ...made, inImages, settled };
}

test('an image is that of the base commit on the base side, with its whole chain', async () => {
  await using made = await imageRepository();
  const { settings: same } = await made.settled();
  expect(changedPlan(same)).toBeUndefined();
  const left = async () =>
    (await readdir(join(made.path, '.storage-gate'))).filter(name => name.startsWith('base-'));
  const before = await left();
  const ended = await made.run('--base-ref', 'HEAD');
  expect(ended).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('nothing under test'),
  });
  expect(await left()).toEqual(before);
  await made.inImages(
    'create',
    '-q',
    '-f',
    'qcow2',
    '-o',
    'cluster_size=4k',
    '-b',
    'low',
    '-F',
    'raw',
    'top',
  );
  const { settings } = await made.settled();
  expect(changedPlan(settings)).toBe(settings.plan);
  const layers = settings.plan.arms.flatMap(({ target }) =>
    target.kind === 'disk'
      ? (target.image?.layers.map(one => one.options['cluster_size']) ?? [])
      : [],
  );
  expect(layers).toEqual(['4096', undefined, '65536', undefined]);
});

test.each<[string, (path: string) => Promise<unknown>, RegExp | undefined]>([
  [
    'a pointer of LFS',
    path => writeFile(join(path, 'images/top'), lfsPointer),
    /pointer of Git LFS; name a base-image/,
  ],
  [
    'a layer that is one',
    path => writeFile(join(path, 'images/low'), lfsPointer),
    /layer 2, images\/low: it is a pointer/,
  ],
  ['a layer that is absent', path => rm(join(path, 'images/low')), /layer 2, images\/low: absent/],
  [
    'a layer outside',
    path =>
      execa('qemu-img', ['rebase', '-u', '-b', '/etc/passwd', '-F', 'raw', 'images/top'], {
        cwd: path,
      }),
    /layer 2 is none of the repository/,
  ],
  [
    'a link',
    async path => {
      await rm(join(path, 'images/top'));
      await symlink('low', join(path, 'images/top'));
    },
    /no regular file at the base/,
  ],
  ['nothing there', path => rm(join(path, 'images/top')), undefined],
])('an image of the base commit that is %s is no base side', async (_, change, why) => {
  await using made = await imageRepository();
  await using kept = await temporaryDirectory({ name: plainName });
  const whole = join(kept.path, 'whole');
  await rename(join(made.path, 'images'), whole);
  await execa('cp', ['-r', whole, join(made.path, 'images')]);
  await change(made.path);
  await made.commit();
  await rm(join(made.path, 'images'), { recursive: true });
  await rename(whole, join(made.path, 'images'));
  const { settings, baseSide } = await made.settled();
  const [head, ...others] = settings.plan.arms;
  expect(others.map(({ side }) => side)).not.toContain('base');
  expect(String(head?.baseUnread)).toMatch(why ?? /^undefined$/);
  expect(baseSide.unread.size).toBe(why === undefined ? 0 : 1);
});

const lfsPointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 1\n`;
