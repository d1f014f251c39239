import { execFile } from 'node:child_process';
import {
  chmod,
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Run } from '../src/core/run.ts';
import { describeError, exitStatusOf } from '../src/errors.ts';
import { headlineOf } from '../src/report/headline.ts';
import { titlesOf } from '../src/report/tables.ts';
import { type JudgedRun, judgeAgainst } from '../src/run.ts';
import { openDirectoryStore } from '../src/store/directory.ts';
import { encodeRun } from '../src/suites/document.ts';
import { bareRemote, git } from './harness/git.ts';
import { buildRun, noise, gatingPolicy as policy } from './harness/run-builder.ts';
import { temporaryDirectory } from './harness/temporary-directory.ts';
import { openAt } from './store/git/open-store.ts';

const day = (number: number): string => new Date(Date.UTC(2026, 0, 1 + number)).toISOString();
const runOn = (number: number, others: Parameters<typeof buildRun>[0] = {}): Run => {
  const factor = noise(number + 1, 0.01);
  return {
    ...buildRun({
      startedAt: day(number),
      workloads: ['rndrd'],
      rounds: 8,
      value: () => 100 * 2 ** 20 * factor(),
      ...others,
    }),
    randomSeed: number,
  };
};
const elsewhere = { environment: { hostKernel: '5.10' } };
const judged = runOn(20);
const stored = [0, 1, 2, 3, 4, 5].map(number => runOn(number));

/** What a reader sees first: title and sentence, then how sure that is. */
function firstLines({ run, judgement }: JudgedRun): string {
  const { title, sentence, sureness } = headlineOf(judgement, titlesOf(run));
  return `${title}: ${sentence}\n${sureness}`;
}

/** A directory store with runs, of which `damage` is then done to each path. */
async function storeWith(path: string, runs: readonly Run[], damage?: Damage, some = Infinity) {
  const store = await openDirectoryStore({ path });
  const paths = await store.append(runs);
  for (const each of paths.slice(0, some)) await damage?.(each);
  return { store, paths };
}

type Damage = (path: string) => Promise<void>;
const rewritten =
  (change: (text: string) => string): Damage =>
  async path => {
    await writeFile(path, change(await readFile(path, 'utf8')));
  };
const replaced =
  (make: (path: string) => Promise<unknown>): Damage =>
  async path => {
    await rm(path);
    await make(path);
  };
/** What can happen to each document of a store. */
const damages: Readonly<Record<string, Damage>> = {
  'has a digit changed': rewritten(text =>
    text.replace('"startedAt": "2026', '"startedAt": "2025'),
  ),
  'is cut': path => truncate(path, 1000),
  'is empty': path => truncate(path, 0),
  'is not text': rewritten(() => '\0\u0001\u0002'),
  'is of a newer schema': rewritten(text => text.replace('"schema": 1', '"schema": 2')),
  'is of another tool': rewritten(text => text.replace('qemu-storage-gate', 'other-tool')),
  'is another JSON': rewritten(() => '{"results": []}'),
  'is a directory': replaced(path => mkdir(path)),
  'is a link to nowhere': replaced(path => symlink('/nonexistent/run.json', path)),
  'is a link to itself': replaced(path => symlink(path, path)),
  'was put away with another ending': async path => {
    await truncate(path, 1000);
    await rename(path, `${path}.bak`);
  },
  'was packed': path =>
    rename(path, path.replace(/\.json$/, '.json')).then(() => truncate(path, 9)),
};

describe('a store of which each document', () => {
  test.each(Object.entries(damages))(
    '%s ends with status 75, and takes another run',
    async (_, damage) => {
      await using home = await temporaryDirectory();
      const { store, paths } = await storeWith(home.path, stored, damage);
      const names = await readdir(dirname(paths[0] ?? ''));
      const error: unknown = await judgeAgainst({ run: judged, store, policy }).catch(
        (cause: unknown) => cause,
      );
      expect(exitStatusOf(error)).toBe(75);
      expect(describeError(error)).toMatch(
        /^the baseline has 6 stored runs .* none can be read\.\n/,
      );
      expect(describeError(error)).toMatch(/why: the first is .*\n {2}what to do: .*record/);
      await store.append([runOn(6)]);
      const added = await judgeAgainst({ run: judged, store, policy });
      expect(added.judgement.baseline).toHaveLength(1);
      expect(firstLines(added)).toContain("6 stored documents can't be read");
      expect(await readdir(dirname(paths[0] ?? ''))).toEqual(expect.arrayContaining(names));
    },
  );

  test.each(Object.entries(damages))(
    '%s but some is told in the first lines with how many, and judged by the others',
    async (_, damage) => {
      await using home = await temporaryDirectory();
      const { store } = await storeWith(home.path, stored, damage, 2);
      const found = await judgeAgainst({ run: judged, store, policy });
      expect(found.judgement.baseline).toHaveLength(4);
      expect(firstLines(found)).toContain("2 stored documents can't be read");
    },
  );

  test('of the own environment is broken ends with status 75, whatever other environments have', async () => {
    await using home = await temporaryDirectory();
    const { store } = await storeWith(home.path, stored, path => truncate(path, 1));
    await store.append([runOn(7, elsewhere)]);
    const error: unknown = await judgeAgainst({ run: judged, store, policy }).catch(
      (cause: unknown) => cause,
    );
    expect(exitStatusOf(error)).toBe(75);
  });

  test('of another environment is broken but an old one is told by what that has', async () => {
    await using home = await temporaryDirectory();
    const others = [0, 1, 2, 3].map(number => runOn(number, elsewhere));
    const { store } = await storeWith(home.path, others.toReversed(), path => truncate(path, 1), 3);
    const found = await judgeAgainst({ run: judged, store, policy });
    expect(firstLines(found)).toMatch(
      /^not decided: .*another environment: hostKernel 5\.10 -> 6\.1\n/,
    );
    expect(firstLines(found)).toContain("3 stored documents can't be read");
  });
});

describe('a directory whose documents are out of reach', () => {
  const links: Readonly<Record<string, readonly [link: string, target: string]>> = {
    'since it is a link to nowhere': ['', '/nonexistent'],
    'since its runs are a link to nowhere': ['runs', '/nonexistent'],
    'since its environment is a link to nowhere': [`runs/${judged.fingerprint}`, '/nonexistent'],
    'since its environment is a link to elsewhere': [`runs/${judged.fingerprint}`, '/usr'],
    'since its runs are a file': ['runs', '/etc/hostname'],
  };
  test.each(Object.entries(links))('%s, ends with status 75', async (_, [link, target]) => {
    await using home = await temporaryDirectory();
    const root = join(home.path, 'store');
    await mkdir(dirname(join(root, link)), { recursive: true });
    await symlink(target, join(root, link));
    const store = await openDirectoryStore({ path: root });
    const error: unknown = await judgeAgainst({ run: judged, store, policy }).catch(
      (cause: unknown) => cause,
    );
    expect(exitStatusOf(error)).toBe(75);
  });
});

describe('a ref of which each document', { timeout: 60_000 }, () => {
  const damaged: Readonly<Record<string, Damage>> = {
    ...damages,
    'is a program': path => chmod(path, 0o755),
    'lies in a folder of its name': replaced(async path => {
      await mkdir(path);
      await writeFile(join(path, 'run.json'), '{}');
    }),
  };
  // Of an empty directory git keeps nothing.
  const kept = Object.entries(damaged).filter(([what]) => what !== 'is a directory');
  test.each(kept)('%s ends with status 75, and takes another run', async (_, damage) => {
    await using home = await temporaryDirectory();
    const url = await bareRemote(home.path);
    const clone = join(home.path, 'clone');
    {
      await using writer = await openAt(home.path, { url });
      await writer.append(stored);
    }
    await git(home.path, 'clone', '--quiet', '--branch=baselines', url, clone);
    const folder = join(clone, 'runs', judged.fingerprint);
    for (const name of await readdir(folder)) await damage(join(folder, name));
    await git(clone, 'add', '--all');
    await git(
      clone,
      '-c',
      'user.name=x',
      '-c',
      'user.email=x@localhost',
      'commit',
      '--quiet',
      '--message=x',
    );
    await git(clone, 'push', '--quiet');
    await using store = await openAt(home.path, { url });
    const error: unknown = await judgeAgainst({ run: judged, store, policy }).catch(
      (cause: unknown) => cause,
    );
    expect(exitStatusOf(error)).toBe(75);
    await using writer = await openAt(home.path, { url });
    await writer.append([runOn(6)]);
    await using after = await openAt(home.path, { url });
    const added = await judgeAgainst({ run: judged, store: after, policy });
    expect(added.judgement.baseline).toHaveLength(1);
    expect(firstLines(added)).toContain("6 stored documents can't be read");
  });
});

describe('stored runs of which none is a baseline', () => {
  const other = { workloads: ['seqwr'] };
  const scenes: readonly (readonly [what: string, runs: readonly Run[], told: RegExp])[] = [
    ['are of another kernel', [runOn(1, elsewhere)], /environment: hostKernel 5\.10 -> 6\.1\n/],
    ['are of another suite', [runOn(1, other)], /environment: suite sysbench \w{12} -> sysbench/],
    ['are later', [runOn(21), runOn(22)], /2 began no earlier than this one [(]is a clock wrong/],
    ['are as old', [{ ...runOn(20), randomSeed: 9 }], /1 began no earlier than this one/],
    ['are the run itself', [judged], /baseline of it: 1 is this run itself\n/],
    ['are the run itself, and later', [judged, runOn(21)], /1 is this run itself, 1 began no/],
    ['prove nothing', [runOn(1, { unattested: true })], /1 has no attested disk\n/],
    ['came to no end', [1, 2].map(n => runOn(n, { stop: 'trouble' })), /2 were ended by trouble\n/],
    [
      'came to no end elsewhere',
      [runOn(1, { ...elsewhere, stop: 'trouble' })],
      /1 is of another environment\n/,
    ],
  ];
  test.each(scenes)('%s, which the first line says', async (_, runs, told) => {
    await using home = await temporaryDirectory();
    const { store } = await storeWith(home.path, runs);
    const found = await judgeAgainst({ run: judged, store, policy });
    expect(found.judgement).toMatchObject({ verdict: 'inconclusive', passed: true });
    expect(firstLines(found)).toMatch(told);
    expect(firstLines(found)).not.toContain('no earlier run is stored');
  });

  test('are none at all, which is another sentence', async () => {
    await using home = await temporaryDirectory();
    const { store } = await storeWith(join(home.path, 'new'), []);
    const found = await judgeAgainst({ run: judged, store, policy });
    expect(firstLines(found)).toMatch(/^not decided: no earlier run is stored\n/);
  });
});

describe('copies of a run under other names', () => {
  const copiesOf = async (path: string, count: number, folder = dirname(path)): Promise<void> => {
    await mkdir(folder, { recursive: true });
    for (let index = 0; index < count; index += 1)
      await copyFile(path, join(folder, `run.sync-conflict-${index}.json`));
  };

  test.each([1, 6, 50])('are one run, and told: %i of them', async count => {
    await using home = await temporaryDirectory();
    const slow = runOn(9, { value: () => 70 * 2 ** 20 });
    const { store, paths } = await storeWith(home.path, [...stored, slow]);
    const alone = await judgeAgainst({ run: judged, store, policy, isDefaultBranch: true });
    await copiesOf(paths.at(-1) ?? '', count);
    const found = await judgeAgainst({ run: judged, store, policy, isDefaultBranch: true });
    expect(found.judgement.cells).toEqual(alone.judgement.cells);
    expect(found.judgement.baseline).toEqual(alone.judgement.baseline);
    expect(firstLines(found)).toMatch(
      new RegExp(`of the stored runs ${count} (is a copy|are copies) of`),
    );
    expect(firstLines(alone)).not.toContain('cop');
  });

  test('are one run in the folder of another environment, too', async () => {
    await using home = await temporaryDirectory();
    const { store, paths } = await storeWith(home.path, stored);
    await copiesOf(paths[0] ?? '', 1, join(home.path, 'runs', 'f'.repeat(64)));
    const found = await judgeAgainst({ run: judged, store, policy });
    expect(found.judgement.baseline).toHaveLength(6);
    expect(firstLines(found)).toContain('of the stored runs 1 is a copy of another one');
  });

  test('of the run itself are none of its baseline', async () => {
    await using home = await temporaryDirectory();
    const { store, paths } = await storeWith(home.path, [judged]);
    await copiesOf(paths[0] ?? '', 3);
    const found = await judgeAgainst({ run: judged, store, policy });
    expect(firstLines(found)).toMatch(/^not decided: .*: 4 are this run itself\n/);
  });

  test('do not make a level: what is acknowledged is the mean of different runs', async () => {
    await using home = await temporaryDirectory();
    const { paths } = await storeWith(home.path, [runOn(1), runOn(2), runOn(3)]);
    await copiesOf(paths[2] ?? '', 4);
    const { stderr } = await cli(home.path, 'acknowledge', '--reason=x', '--by=Ada', '--last=3');
    expect(stderr).toContain('acknowledged by Ada, from 3 runs');
  });
});

const main = fileURLToPath(import.meta.resolve('../src/cli.ts'));

function cli(root: string, command: string, ...args: readonly string[]) {
  const argv = [main, command, ...args, `--baseline=dir:${root}`];
  return new Promise<{ status: unknown; stdout: string; stderr: string }>(done => {
    execFile(process.execPath, argv, (error, stdout, stderr) =>
      done({ status: error === null ? 0 : error.code, stdout, stderr }),
    );
  });
}

test('the command line ends with 75 on a broken store, until a run is recorded', async () => {
  await using home = await temporaryDirectory();
  const root = join(home.path, 'store');
  await storeWith(root, stored, path => truncate(path, 1000));
  const [file, more] = [join(home.path, 'run.json'), join(home.path, 'more.json')];
  await writeFile(file, encodeRun(judged));
  await writeFile(more, encodeRun(runOn(7)));
  const gate = '--gate=*/*/throughput';
  expect(await cli(root, 'compare', file, gate)).toMatchObject({ status: 75, stdout: '' });
  expect(await cli(root, 'record', more)).toMatchObject({ status: 0 });
  const after = await cli(root, 'compare', file, gate);
  expect(after.status).toBe(0);
  expect(after.stdout).toContain("6 stored documents can't be read");
});
