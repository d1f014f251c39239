import { execFile } from 'node:child_process';
import {
  chmod,
  mkdir,
  readdir,
  readFile,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { exitStatusOf, GateError } from '../../src/errors.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { openStore } from '../../src/store/location.ts';
import { encodeRun } from '../../src/suites/document.ts';
import { canMount, inMountNamespace } from '../harness/mount-namespace.ts';
import { runOrdinarily } from '../harness/ordinary-user.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { smallRun } from './run-document.ts';

const run = promisify(execFile);

async function caught(action: Promise<unknown>): Promise<GateError> {
  const error: unknown = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof GateError) return error;
  throw new Error(`expected a GateError, found ${String(error)}`);
}

describe('an empty store', () => {
  test('is what a missing directory is, and listing does not make it', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'not there');
    const store = await openDirectoryStore({ path });
    expect(await store.list()).toEqual({ runs: [], acknowledgements: [], damaged: [] });
    expect(await readdir(directory.path)).toEqual([]);
  });

  test('comes to life with the first append, in every missing directory above it', async () => {
    await using directory = await temporaryDirectory();
    const store = await openDirectoryStore({ path: join(directory.path, 'a/b c/d') });
    const [path = ''] = await store.append([smallRun()]);
    expect(await store.list()).toEqual({
      runs: [{ run: smallRun(), path }],
      acknowledgements: [],
      damaged: [],
    });
  });
});

describe('append', () => {
  test('names the file by fingerprint, start and digest, and writes the encoded run', async () => {
    await using directory = await temporaryDirectory();
    const store = await openDirectoryStore({ path: directory.path });
    const [path = ''] = await store.append([smallRun()]);
    expect(path.slice(directory.path.length)).toMatch(
      /^\/runs\/c69acb17e3e72bde356b16c9fbcc4dbbd2734ff9267c519d1728db22fbf92397\/20260102T030405\.678Z-[0-9a-f]{12}\.json$/,
    );
    expect(await readFile(path, 'utf8')).toBe(encodeRun(smallRun()));
  });

  test('keeps an equal run once and leaves the file alone', async () => {
    await using directory = await temporaryDirectory();
    const store = await openDirectoryStore({ path: directory.path });
    const [first = ''] = await store.append([smallRun()]);
    const before = await stat(first);
    expect(await store.append([smallRun()])).toEqual([first]);
    const after = await stat(first);
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    expect(await readdir(dirname(first))).toEqual([basename(first)]);
  });

  test('keeps two different runs of the same moment', async () => {
    await using directory = await temporaryDirectory();
    const store = await openDirectoryStore({ path: directory.path });
    await store.append([smallRun({ randomSeed: 1 })]);
    await store.append([smallRun({ randomSeed: 2 })]);
    const { runs } = await store.list();
    expect(runs.map(stored => stored.run.randomSeed)).toEqual(expect.arrayContaining([1, 2]));
    expect(runs).toHaveLength(2);
  });

  test('does not overwrite a damaged file of the same name, but stores beside it', async () => {
    await using directory = await temporaryDirectory();
    const store = await openDirectoryStore({ path: directory.path });
    const [damaged = ''] = await store.append([smallRun()]);
    await truncate(damaged, 100);
    const [path = ''] = await store.append([smallRun()]);
    expect(path).toBe(damaged.replace(/\.json$/, '.2.json'));
    expect((await stat(damaged)).size).toBe(100);
    const content = await store.list();
    expect(content.runs.map(stored => stored.path)).toEqual([path]);
    expect(content.damaged.map(file => file.path)).toEqual([damaged]);
    expect(await store.append([smallRun()])).toEqual([path]);
  });

  test('refuses a run that could not be read back, and leaves nothing', async () => {
    await using directory = await temporaryDirectory();
    const store = await openDirectoryStore({ path: directory.path });
    const escaping = { ...smallRun(), fingerprint: '../../elsewhere' };
    expect((await caught(store.append([escaping]))).message).toContain('fingerprint');
    expect(
      (await caught(store.append([{ ...smallRun(), bytesWritten: Number.NaN }]))).message,
    ).toContain('bytesWritten');
    expect(await readdir(directory.path)).toEqual([]);
  });

  test('loses no run when several processes write at once', async () => {
    await using directory = await temporaryDirectory();
    const writer = fileURLToPath(new URL('./append-many.ts', import.meta.url));
    const firsts = [0, 15, 30, 40];
    await Promise.all(
      firsts.map(first => run(process.execPath, [writer, directory.path, String(first), '20'])),
    );
    const store = await openDirectoryStore({ path: directory.path });
    const { runs, damaged } = await store.list();
    expect(damaged).toEqual([]);
    // The ranges overlap: a run that two of them write is there once.
    expect(runs.map(stored => stored.run.randomSeed).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, seed) => seed),
    );
    expect(
      (
        await readdir(
          join(
            directory.path,
            'runs/c69acb17e3e72bde356b16c9fbcc4dbbd2734ff9267c519d1728db22fbf92397',
          ),
        )
      ).length,
    ).toBe(60);
  });

  test('leaves either the whole run or none when its process is killed', async () => {
    await using directory = await temporaryDirectory();
    const writer = fileURLToPath(new URL('./append-many.ts', import.meta.url));
    const folder = join(
      directory.path,
      'runs/c69acb17e3e72bde356b16c9fbcc4dbbd2734ff9267c519d1728db22fbf92397',
    );
    const filesNow = (): Promise<readonly string[]> => readdir(folder).catch(() => []);
    for (const [index, delay] of [0, 1, 2, 3, 5, 8].entries()) {
      const before = (await filesNow()).length;
      const child = execFile(process.execPath, [
        writer,
        directory.path,
        String(index * 10_000),
        '10000',
      ]);
      const ended = new Promise(resolve => {
        child.once('exit', resolve);
      });
      while ((await filesNow()).length <= before + 3) await sleep(5);
      await sleep(delay);
      child.kill('SIGKILL');
      await ended;
    }
    const store = await openDirectoryStore({ path: directory.path });
    expect((await store.list()).damaged).toEqual([]);
    const [path = ''] = await store.append([smallRun({ startedAt: '2027-01-01T00:00:00Z' })]);
    expect((await store.list()).runs[0]?.path).toBe(path);
    // Of one that was killed before it could say whose it is, the age tells.
    const left = (await filesNow()).filter(name => !name.endsWith('.json'));
    for (const name of left) await utimes(join(folder, name), 0, 0);
    await store.append([smallRun({ startedAt: '2027-01-02T00:00:00Z' })]);
    expect((await filesNow()).filter(name => !name.endsWith('.json'))).toEqual([]);
  });
});

describe('list', () => {
  test('orders runs by their start, newest first, whatever their fingerprint and order of writing', async () => {
    await using directory = await temporaryDirectory();
    const store = await openDirectoryStore({ path: directory.path });
    const starts = ['2026-03-01T00:00:00Z', '2025-12-31T23:59:59.999Z', '2026-03-01T00:00:00.001Z'];
    for (const [index, startedAt] of starts.entries()) {
      await store.append([smallRun({ startedAt, cpuModel: `processor ${index}` })]);
    }
    const { runs } = await store.list();
    expect(runs.map(stored => stored.run.startedAt)).toEqual([starts[2], starts[0], starts[1]]);
  });

  test('tells every kind of damage with path and reason, and still lists the rest', async () => {
    await using directory = await temporaryDirectory();
    const store = await openDirectoryStore({ path: directory.path });
    const [good = ''] = await store.append([smallRun()]);
    const folder = dirname(good);
    const text = encodeRun(smallRun());
    const files: Record<string, { content: string; reason: RegExp }> = {
      'empty.json': { content: '', reason: /^it is empty$/ },
      'cut.json': { content: text.slice(0, 300), reason: /^it is not JSON: / },
      'binary.json': { content: '\u0000\u0001\u0002', reason: /^it is not JSON: / },
      'array.json': { content: '[]', reason: /^it is not a run document: / },
      'newer.json': {
        content: text.replace('"schema": 1', '"schema": 2'),
        reason: /schema 2, written by a newer version/,
      },
      'negative.json': {
        content: text.replace('"bytesWritten": 0', '"bytesWritten": -1'),
        reason: /^it is not a run document: bytesWritten: /,
      },
      '20260102T030405.678Z-000000000000.json': {
        content: text,
        reason: /does not match the digest in its name/,
      },
    };
    for (const [name, { content }] of Object.entries(files))
      await writeFile(join(folder, name), content);
    await mkdir(join(folder, 'folder.json'));
    await symlink('/etc/hostname', join(folder, 'link.json'));
    const { runs, damaged } = await store.list();
    expect(runs.map(stored => stored.path)).toEqual([good]);
    const reasons = Object.fromEntries(
      damaged.map(({ path, reason }) => [path.slice(folder.length + 1), reason]),
    );
    for (const [name, { reason }] of Object.entries(files)) expect(reasons[name]).toMatch(reason);
    expect(reasons['folder.json']).toBe('it cannot be read: it is not a regular file');
    expect(reasons['link.json']).toMatch(/^it cannot be read: .*ELOOP/);
    expect(damaged).toHaveLength(Object.keys(files).length + 2);
    for (const [name, { content }] of Object.entries(files)) {
      expect(await readFile(join(folder, name), 'utf8')).toBe(content);
    }
  });

  test('refuses to read a file beyond the largest document', async () => {
    await using directory = await temporaryDirectory();
    const store = await openDirectoryStore({ path: directory.path });
    const folder = dirname((await store.append([smallRun()]))[0] ?? '');
    await writeFile(join(folder, 'huge.json'), '');
    await truncate(join(folder, 'huge.json'), 64 * 1024 * 1024 + 1);
    const { damaged } = await store.list();
    expect(damaged).toEqual([
      {
        path: join(folder, 'huge.json'),
        reason: expect.stringContaining('more than the 67108864') as string,
      },
    ]);
  });

  test('does not look at what is no document: notes, and files that a killed writer left', async () => {
    await using directory = await temporaryDirectory();
    const store = await openDirectoryStore({ path: directory.path });
    const folder = dirname((await store.append([smallRun()]))[0] ?? '');
    await writeFile(join(directory.path, 'runs/README.md'), 'notes');
    await writeFile(join(folder, '.123-abc.tmp'), '{');
    const { runs, damaged } = await store.list();
    expect([runs.length, damaged]).toEqual([1, []]);
  });

  test('reads a document that was copied into the store under another name', async () => {
    await using directory = await temporaryDirectory();
    await mkdir(join(directory.path, 'runs/copied'), { recursive: true });
    await writeFile(
      join(directory.path, 'runs/copied/run.json'),
      encodeRun(smallRun({ randomSeed: 7 })),
    );
    const { runs } = await (await openDirectoryStore({ path: directory.path })).list();
    expect(runs.map(stored => stored.run.randomSeed)).toEqual([7]);
  });
});

describe('a store that cannot be used', () => {
  test('ends with status 75 and a remedy where a file stands in its place', async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, 'file');
    await writeFile(path, 'not a directory');
    const store = await openDirectoryStore({ path });
    for (const error of [await caught(store.list()), await caught(store.append([smallRun()]))]) {
      expect(exitStatusOf(error)).toBe(75);
      expect(error.message).toContain(`the baseline store ${path} cannot be`);
      expect(error.facts.why).toContain('ENOTDIR');
      expect(error.facts.remedy).toContain('--baseline dir:PATH');
    }
    expect(await readFile(path, 'utf8')).toBe('not a directory');
  });

  test.for([
    ['read', 0o311],
    ['written', 0o555],
  ] as const)(
    'ends with status 75 where an ordinary user may not have it %s',
    async ([verb, mode], { skip }) => {
      const readable = await runOrdinarily(['test', '-r', import.meta.filename]);
      if (readable.exitCode !== 0) skip('the sources are not readable for an ordinary user');
      await using directory = await temporaryDirectory();
      const path = join(directory.path, 'store');
      await mkdir(join(path, 'runs'), { recursive: true });
      await chmod(directory.path, 0o755);
      await chmod(join(path, 'runs'), mode);
      const count = verb === 'read' ? '0' : '1';
      const argv = [
        process.execPath,
        fileURLToPath(new URL('./append-many.ts', import.meta.url)),
        path,
        '0',
        count,
      ];
      const { stderr, exitCode } = await runOrdinarily(argv);
      expect(stderr).toContain(`the baseline store ${path} cannot be ${verb}`);
      expect(stderr).toContain('EACCES');
      expect(exitCode).toBe(75);
    },
  );

  test('ends with status 75 where the filesystem is full', async ({ skip }) => {
    if (!(await canMount())) skip('this host lets us mount nothing');
    await using directory = await temporaryDirectory();
    const words = [directory.path, '0', '500'];
    const driver = fileURLToPath(new URL('./append-many.ts', import.meta.url));
    const end = await inMountNamespace('mount -t tmpfs -o size=64k none "$1"', { driver, words });
    expect(end.stderr).toContain(`the baseline store ${directory.path} cannot be written`);
    expect(end.stderr).toContain('ENOSPC');
    expect(end.exitCode).toBe(75);
  });

  test('ends with status 75 where the filesystem has no hard links, which is said, and leaves nothing', async ({
    skip,
  }) => {
    if (!(await canMount())) skip('this host lets us mount nothing');
    await using directory = await temporaryDirectory();
    const words = [join(directory.path, 'fat/store'), '0', '1', directory.path];
    const driver = fileURLToPath(new URL('./append-many.ts', import.meta.url));
    const end = await inMountNamespace(mountFat, { driver, words });
    if (/unknown filesystem type|mkdosfs|failed to setup loop/.test(end.stderr))
      skip(`no FAT here: ${end.stderr}`);
    expect(end.stderr).toMatch(/the filesystem of \S+fat\/store\/runs\/\w+ has no hard links/);
    expect(end.stderr).toContain('--baseline git:REF');
    expect(end.exitCode).toBe(75);
  });
});

/** A FAT filesystem in $4/fat, mounted by whichever program and driver this host has. */
const mountFat = `
  truncate -s 16M "$4/image"
  PATH=$PATH:/sbin:/usr/sbin
  mkfs.vfat "$4/image" >/dev/null 2>&1 || busybox mkdosfs "$4/image" >/dev/null
  mkdir "$4/fat"
  mount -t vfat -o loop "$4/image" "$4/fat"
  mkdir "$4/fat/store"`;

test.each([
  ['inside of a store', 'store/runs', /name one of dir:.+\/store$/s],
  ['right above a store', '.', /name one of dir:.+\/store$/s],
])('a run that would begin a store %s is refused: that one is there', async (_, at, remedy) => {
  await using home = await temporaryDirectory();
  await mkdir(join(home.path, 'store/runs', 'a'.repeat(64)), { recursive: true });
  await writeFile(join(home.path, 'notes'), '');
  const open = (path: string) =>
    openStore({ kind: 'dir', path }, { clone: home.path, cacheDirectory: home.path });
  await expect(open(join(home.path, at))).rejects.toMatchObject({
    code: 'bad-argument',
    facts: { remedy: expect.stringMatching(remedy) },
  });
  await mkdir(join(home.path, 'other'));
  await writeFile(join(home.path, 'other/notes'), '');
  expect(await (await open(join(home.path, 'other'))).entries()).toEqual([]);
});
