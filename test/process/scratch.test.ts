import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import {
  createScratch,
  createSocketScratch,
  removeAbandonedScratch,
} from '../../src/process/scratch.ts';
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

test('a pid that was given to another process, or an earlier boot, makes a scratch abandoned', async () => {
  await using parent = await temporaryDirectory();
  const changes = [{ startTime: '1' }, { bootId: 'another' }];
  for (const change of changes) {
    await using scratch = await createScratch({ parent: parent.path });
    const file = join(scratch.path, '.owner.json');
    await writeFile(
      file,
      JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...change }),
    );
    expect(await removeAbandonedScratch(parent.path)).toEqual([scratch.path]);
  }
});

test('an owner in another pid namespace is believed to live for a day', async () => {
  await using parent = await temporaryDirectory();
  await using scratch = await createScratch({ parent: parent.path });
  const file = join(scratch.path, '.owner.json');
  await writeFile(
    file,
    JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), namespace: 'pid:[1]' }),
  );
  expect(await removeAbandonedScratch(parent.path)).toEqual([]);
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
  await expect(createScratch({ parent: missing })).rejects.toMatchObject({
    code: 'bad-directory',
    facts: { problem: `no directory can be made in ${missing} (ENOENT)`, path: missing },
  });
  expect(await removeAbandonedScratch(missing)).toEqual([]);
});

test('a socket scratch leaves room for a socket path of 107 bytes', async () => {
  await using sockets = await createSocketScratch();
  expect(Buffer.byteLength(join(sockets.path, 'agent'))).toBeLessThanOrEqual(107);
});
