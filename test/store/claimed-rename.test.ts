import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { renameNew } from '../../src/store/claimed-rename.ts';
import { canMount, inMountNamespace } from '../harness/mount-namespace.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const run = promisify(execFile);

async function fileIn(directory: string, name: string, content = name): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, content);
  return path;
}

test('a name that is free is taken, and no claim stays', async () => {
  await using directory = await temporaryDirectory();
  const from = await fileIn(directory.path, 'aside');
  expect(await renameNew(from, join(directory.path, 'run.json'))).toBe(true);
  expect(await readdir(directory.path)).toEqual(['run.json']);
});

test('a name that is taken is refused, and both files stay as they are', async () => {
  await using directory = await temporaryDirectory();
  const from = await fileIn(directory.path, 'aside');
  const to = await fileIn(directory.path, 'run.json', 'damaged');
  expect(await renameNew(from, to)).toBe(false);
  expect(await readFile(to, 'utf8')).toBe('damaged');
  expect((await readdir(directory.path)).sort()).toEqual(['aside', 'run.json']);
});

test('a claim whose holder died costs its name, and nobody takes it over', async () => {
  await using directory = await temporaryDirectory();
  const from = await fileIn(directory.path, 'aside');
  await fileIn(directory.path, '.run.json.claim');
  expect(await renameNew(from, join(directory.path, 'run.json'))).toBe(false);
  expect((await readdir(directory.path)).sort()).toEqual(['.run.json.claim', 'aside']);
});

test('of many processes that want one name a single one gets it, and its file is whole', async () => {
  await using directory = await temporaryDirectory();
  const to = join(directory.path, 'run.json');
  const script = `
    const { renameNew } = await import(${JSON.stringify(new URL('../../src/store/claimed-rename.ts', import.meta.url))});
    console.log(await renameNew(process.argv[1], ${JSON.stringify(to)}));`;
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  for (const name of names) await fileIn(directory.path, name);
  const ends = await Promise.all(
    names.map(name =>
      run(process.execPath, ['--input-type=module', '-e', script, join(directory.path, name)]),
    ),
  );
  const winners = names.filter((_, index) => ends[index]?.stdout === 'true\n');
  expect(winners).toEqual([await readFile(to, 'utf8')]);
  expect((await readdir(directory.path)).sort()).toEqual([
    ...names.filter(name => name !== winners[0]),
    'run.json',
  ]);
});

/** A FAT filesystem, mounted at $1 by whichever program and driver this host has. */
const mountFat = `
  truncate -s 16M "$1/image"
  PATH=$PATH:/sbin:/usr/sbin
  mkfs.vfat "$1/image" >/dev/null 2>&1 || busybox mkdosfs "$1/image" >/dev/null
  mkdir "$1/fat"
  mount -t vfat -o loop "$1/image" "$1/fat"
  mkdir "$1/fat/store"`;

test('a store on FAT, which has no links, keeps every run of several writers once', async ({
  skip,
}) => {
  if (!(await canMount())) skip('this host lets us mount nothing');
  await using directory = await temporaryDirectory();
  const driver = fileURLToPath(import.meta.resolve('./append-together.ts'));
  const end = await inMountNamespace(mountFat, { driver, words: [directory.path, 'fat/store'] });
  if (/unknown filesystem type|mkdosfs|failed to setup loop/.test(end.stderr))
    skip(`no FAT here: ${end.stderr}`);
  expect(end.stderr).toBe('');
  expect(JSON.parse(end.stdout)).toEqual({
    seeds: Array.from({ length: 12 }, (_, seed) => seed),
    damaged: [],
  });
});
