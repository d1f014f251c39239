import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { toldOf } from '../../src/errors.ts';
import {
  createScratch,
  createSocketScratch,
  makeCache,
  makeDirectories,
  removeAbandonedScratch,
  takeUnremoved,
  writeWhole,
} from '../../src/process/scratch.ts';
import { inMountNamespace } from '../harness/mount-namespace.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const module = JSON.stringify(new URL('../../src/process/scratch.ts', import.meta.url).href);

/** A scratch of another node process, which is killed at the end of the scope. */
async function startOwner(parent: string) {
  const script = `
    const { createScratch } = await import(${module});
    const scratch = await createScratch({ parent: ${JSON.stringify(parent)} });
    console.log(scratch.path);
    setInterval(() => scratch, 1000);`;
  const owner = execa(process.execPath, ['--input-type=module', '-e', script], { reject: false });
  const path = await new Promise<string>(resolve =>
    owner.stdout.once('data', data => resolve(String(data).trim())),
  );
  return { path, [Symbol.asyncDispose]: async () => void (owner.kill('SIGKILL'), await owner) };
}

test('a scratch is ours alone and gone with its scope', async () => {
  await using parent = await temporaryDirectory();
  let path: string;
  {
    await using scratch = await createScratch({ parent: parent.path });
    path = scratch.path;
    expect(path).toMatch(/\/\.storage-gate-\w{6}$/);
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    await mkdir(join(path, 'deep/er'), { recursive: true });
    await writeFile(join(path, 'deep/er/image'), 'x');
  }
  expect(existsSync(path)).toBe(false);
});

test('the scratch of a killed owner is removed, that of a living one is kept', async () => {
  await using parent = await temporaryDirectory();
  const dead = await startOwner(parent.path);
  await using living = await startOwner(parent.path);
  await using ours = await createScratch({ parent: parent.path });
  await writeFile(join(dead.path, 'image'), 'x');
  await dead[Symbol.asyncDispose]();
  expect(await removeAbandonedScratch(parent.path)).toEqual([dead.path]);
  expect([dead, living, ours].map(({ path }) => existsSync(path))).toEqual([false, true, true]);
});

/** Changes what a scratch says of its owner. */
async function changeOwner(path: string, change: object): Promise<void> {
  const file = join(path, '.owner.json');
  const owner: unknown = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify(Object.assign({}, owner, change)));
}

test('a pid that was given to another process makes a scratch abandoned', async () => {
  await using parent = await temporaryDirectory();
  await using scratch = await createScratch({ parent: parent.path });
  await changeOwner(scratch.path, { startTime: '1' });
  expect(await removeAbandonedScratch(parent.path)).toEqual([scratch.path]);
});

test.each([
  ['another pid namespace', { namespace: 'pid:[1]' }],
  ['another boot', { bootId: 'another' }],
  ['another host', { bootId: 'another', host: 'theirs' }],
  ['a host whose kernel tells no boot', { bootId: '' }],
  ['an owner of before hosts were named', { bootId: 'another', host: undefined }],
])('the scratch of %s is named and left alone for a day', async (_, change) => {
  await using parent = await temporaryDirectory();
  await using scratch = await createScratch({ parent: parent.path });
  await changeOwner(scratch.path, change);
  const told: string[] = [];
  expect(await removeAbandonedScratch(parent.path, text => told.push(text))).toEqual([]);
  expect(told).toEqual([
    expect.stringContaining(`left alone for a day: ${scratch.path}, of another host`),
  ]);
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  await utimes(scratch.path, twoDaysAgo, twoDaysAgo);
  expect(await removeAbandonedScratch(parent.path)).toEqual([scratch.path]);
});

test('what only looks like a scratch is left alone', async () => {
  await using parent = await temporaryDirectory();
  const hourAgo = Date.now() / 1000 - 3600;
  const mine = join(parent.path, '.storage-gate-MyData');
  await mkdir(mine);
  await writeFile(join(mine, 'thesis'), 'x');
  await utimes(mine, hourAgo, hourAgo);
  await mkdir(join(parent.path, '.storage-gate'));
  await mkdir(join(parent.path, '.storage-gate-fresh1'));
  await mkdir(join(parent.path, 'elsewhere'));
  await symlink(join(parent.path, 'elsewhere'), join(parent.path, '.storage-gate-link01'));
  expect(await removeAbandonedScratch(parent.path)).toEqual([]);
  expect(existsSync(join(mine, 'thesis'))).toBe(true);
});

test('a scratch whose making was cut short is removed after a minute', async () => {
  await using parent = await temporaryDirectory();
  const path = join(parent.path, '.storage-gate-cutcut');
  await mkdir(path);
  await writeFile(join(path, '.owner.json'), '{"pid": 1');
  const hourAgo = Date.now() / 1000 - 3600;
  await utimes(path, hourAgo, hourAgo);
  expect(await removeAbandonedScratch(parent.path)).toEqual([path]);
});

test('a parent that is missing is an error for making, and nothing to clean', async () => {
  await using parent = await temporaryDirectory();
  const missing = join(parent.path, 'missing');
  const error: unknown = await createScratch({ parent: missing }).catch(
    (thrown: unknown) => thrown,
  );
  expect(toldOf(error)).toMatchObject({ code: 'bad-directory', facts: { path: missing } });
  expect(await removeAbandonedScratch(missing)).toEqual([]);
});

test('a socket scratch leaves room for a socket path of 107 bytes', async () => {
  await using sockets = await createSocketScratch();
  expect(Buffer.byteLength(join(sockets.path, 'agent'))).toBeLessThanOrEqual(107);
});

test('what can not be removed ends nothing, and is told once', async () => {
  const driver = `
    import { mkdir } from 'node:fs/promises';
    import { execFileSync } from 'node:child_process';
    const { createScratch, takeUnremoved } = await import(${module});
    {
      await using scratch = await createScratch({ parent: '/mnt' });
      await mkdir(scratch.path + '/busy');
      execFileSync('mount', ['-t', 'tmpfs', 'none', scratch.path + '/busy']);
    }
    console.log(JSON.stringify([takeUnremoved(), takeUnremoved()]));`;
  await using directory = await temporaryDirectory();
  const path = join(directory.path, 'driver.mjs');
  await writeFile(path, driver);
  const end = await inMountNamespace('mount -t tmpfs none /mnt', { driver: path, words: [] });
  expect(JSON.parse(end.stdout)).toEqual([[expect.stringMatching(/^EBUSY: /)], []]);
  expect(takeUnremoved()).toEqual([]);
});

test('a file is written whole, with the mode and link that it had, and nothing is left', async () => {
  await using directory = await temporaryDirectory();
  const [path, link] = [join(directory.path, 'run.json'), join(directory.path, 'link')];
  await writeFile(path, 'old', { mode: 0o640 });
  await symlink(path, link);
  await writeWhole(link, 'new');
  await writeWhole(join(directory.path, 'made'), 'made');
  expect(await readFile(path, 'utf8')).toBe('new');
  expect((await stat(path)).mode & 0o777).toBe(0o640);
  expect((await readdir(directory.path)).toSorted()).toEqual(['link', 'made', 'run.json']);
  await writeWhole('/dev/null', 'a device stays one');
  expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
});

test('directories are made where they can be, and procfs ends it', async () => {
  await using directory = await temporaryDirectory();
  const deep = join(directory.path, 'a/b/c');
  expect([await makeDirectories(deep), await makeDirectories(deep)]).toEqual([true, false]);
  await expect(makeDirectories('/proc/a/b')).rejects.toMatchObject({ code: 'ENOENT' });
});

test.each(['', 'relative', '/proc/cache', '/dev/null/cache'])(
  'a cache at "%s" is refused with what to set',
  async path => {
    await expect(makeCache(path)).rejects.toMatchObject({
      code: 'bad-directory',
      facts: { remedy: expect.stringContaining('XDG_CACHE_HOME') },
    });
  },
);
