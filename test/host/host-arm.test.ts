import { mkdir, mkdtemp, readdir, readlink, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { prepareHostFiles, readyHostFiles } from '../../src/host/host-arm.ts';
import { coldFiles, residentShare } from '../../src/host/page-cache.ts';
import { runStep } from '../../src/measure/arm-step.ts';
import { rulesOf } from '../../src/suites/registry.ts';
import type { SuiteFiles, SuiteRules } from '../../src/suites/suite.ts';
import { sysbenchSteps } from '../../src/suites/sysbench/suite.ts';
import {
  type SysbenchSuite,
  type SysbenchWorkload,
  sysbenchSuite,
} from '../../src/suites/sysbench/workloads.ts';
import { canMount, inMountNamespace } from '../harness/mount-namespace.ts';
import { oneRound } from '../harness/one-round.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

/** The sysbench suite, small and short. */
const suite: SysbenchSuite = { ...sysbenchSuite, seconds: 1, files: 8, fileTotalSize: 8 * 2 ** 20 };
const ofSuite = filesOf(rulesOf(suite));

function filesOf({ files }: SuiteRules): SuiteFiles {
  if (files === undefined) throw new TypeError('sysbench has files');
  return files;
}

interface Asked {
  readonly directory: string;
  readonly workload: SysbenchWorkload['mode'];
  readonly direct: boolean;
  readonly seconds?: number;
  readonly signal?: AbortSignal;
}

const never = new AbortController().signal;

/** One workload on files that are ready, as a host arm is measured. */
function runHostWorkload({ directory, workload, direct, seconds = 1, signal = never }: Asked) {
  const step = sysbenchSteps({ ...suite, seconds }).find(one => one.workload.name === workload);
  if (step === undefined) throw new RangeError(workload);
  const arm = { name: 'host', side: 'host', target: { kind: 'host', direct } } as const;
  const bench = { plan: { ...oneRound, suite, arms: [arm] }, signal };
  return runStep(bench, { arm, place: { kind: 'host', directory }, step, seed: 1 });
}

let home: AsyncDisposable & { readonly path: string };
beforeAll(async () => {
  home = await temporaryDirectory();
});
afterAll(async () => {
  await home[Symbol.asyncDispose]();
});

async function prepared() {
  const directory = await mkdtemp(join(home.path, 'files, '));
  const { bytesWritten } = await prepareHostFiles({ directory, files: ofSuite });
  return {
    directory,
    bytesWritten,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }),
  };
}

describe('prepareHostFiles', () => {
  test('writes all files, whatever stands in the path', async () => {
    await using files = await prepared();
    expect(files.bytesWritten).toBe(suite.fileTotalSize);
    const names = await readdir(files.directory);
    expect(names).toHaveLength(suite.files);
    const sizes = await Promise.all(
      names.map(async name => (await stat(join(files.directory, name))).size),
    );
    expect(new Set(sizes)).toEqual(new Set([2 ** 20]));
  });

  test('writes only what is missing where files are there', async () => {
    await using files = await prepared();
    expect(await prepareHostFiles({ directory: files.directory, files: ofSuite })).toEqual({
      bytesWritten: 0,
    });
    await truncate(join(files.directory, 'test_file.3'), 65536);
    await rm(join(files.directory, 'test_file.7'));
    const again = await prepareHostFiles({ directory: files.directory, files: ofSuite });
    expect(again.bytesWritten).toBe(2 * 2 ** 20 - 65536);
    expect((await stat(join(files.directory, 'test_file.3'))).size).toBe(2 ** 20);
  });

  test('ends with what sysbench said where it cannot write', async () => {
    await using files = await prepared();
    await rm(join(files.directory, 'test_file.0'));
    await mkdir(join(files.directory, 'test_file.0'));
    await expect(
      prepareHostFiles({ directory: files.directory, files: ofSuite }),
    ).rejects.toMatchObject({
      code: 'tool-failed',
      facts: {
        exitCode: 1,
        stderrTail: expect.stringContaining('errno = 21 (Is a directory)') as string,
      },
    });
  });

  test('says that the filesystem is full, with status 69', async ({ skip }) => {
    if (!(await canMount())) skip('this host lets us mount nothing');
    await using directory = await temporaryDirectory();
    const driver = fileURLToPath(new URL('./driver.ts', import.meta.url));
    const end = await inMountNamespace('mount -t tmpfs -o size=4m none "$2"', {
      driver,
      words: ['prepare', directory.path],
    });
    expect(end.stderr).toContain(`the filesystem under ${directory.path} is full`);
    expect(end.exitCode).toBe(69);
  });
});

describe('readyHostFiles', () => {
  const request = (directory: string, mode: SysbenchWorkload['mode'], direct: boolean) =>
    ({ directory, files: ofSuite, workload: mode, direct }) as const;

  test('completes the files that an earlier sequential write left short', async () => {
    await using files = await prepared();
    // seqwr removes all files and writes as many as it can in its time; a slow drive's leave looks
    // like this.
    for (const number of [5, 6, 7]) await truncate(join(files.directory, `test_file.${number}`), 0);
    const read = request(files.directory, 'rndrd', true);
    expect(await runHostWorkload(read)).toMatchObject({ ok: false });
    expect(await readyHostFiles(read)).toEqual({ bytesWritten: 3 * 2 ** 20 });
    expect(await readyHostFiles(read)).toEqual({ bytesWritten: 0 });
    expect(await runHostWorkload(read)).toMatchObject({ ok: true });
  });

  test('reads the files into the page cache for a buffered workload, and not for a direct one', async ({
    skip,
  }) => {
    await using files = await prepared();
    const path = join(files.directory, 'test_file.3');
    await coldFiles([path]);
    if ((await residentShare(path)) > 0) skip('the temporary directory is memory');
    await readyHostFiles(request(files.directory, 'rndrd', true));
    expect(await residentShare(path)).toBe(0);
    await readyHostFiles(request(files.directory, 'rndrd', false));
    expect(await residentShare(path)).toBe(1);
  });

  test('needs no files before a sequential write, which makes them', async () => {
    const directory = await mkdtemp(join(home.path, 'empty, '));
    const write = request(directory, 'seqwr', false);
    expect(await readyHostFiles(write)).toEqual({ bytesWritten: 0 });
    expect(await readdir(directory)).toEqual([]);
    expect(await runHostWorkload(write)).toMatchObject({ ok: true });
    expect(await readdir(directory)).toHaveLength(suite.files);
  });
});

describe('a step on the host', () => {
  test.each([
    ['rndrd', true],
    ['rndwr', true],
    ['seqrd', true],
    ['seqwr', true],
    ['rndrd', false],
    ['rndwr', false],
    ['seqrd', false],
    ['seqwr', false],
  ] as const)('reads a real %s, O_DIRECT %s', async (mode, direct) => {
    await using files = await prepared();
    const outcome = await runHostWorkload({
      directory: files.directory,
      workload: mode,
      direct,
    });
    expect(outcome).toMatchObject({ ok: true });
    if (!outcome.ok) return;
    const { seconds, bytes, values } = outcome.value;
    const valueOf = (wanted: string) => values.find(({ metric }) => metric === wanted)?.value ?? 0;
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(valueOf('throughput')).toBeCloseTo(bytes / seconds, 3);
    expect(bytes).toBeGreaterThanOrEqual(suite.fileBlockSize);
    expect(valueOf('latency-mean')).toBeGreaterThan(0);
  });

  test('ends soon after it is cancelled, and leaves no sysbench behind', async () => {
    await using files = await prepared();
    const controller = new AbortController();
    const running = runHostWorkload({
      directory: files.directory,
      seconds: 60,
      workload: 'rndrd',
      direct: true,
      signal: controller.signal,
    });
    // Heard from at once, so that nobody takes it for a failure that nobody waits for.
    const reason = running.catch((error: unknown) => error);
    await expect.poll(() => processesIn(files.directory), waiting).not.toEqual([]);
    controller.abort(new Error('cancelled'));
    expect(await reason).toEqual(new Error('cancelled'));
    await expect.poll(() => processesIn(files.directory), waiting).toEqual([]);
  });
});

/** A busy host may take its time, to start a program as to end it; the program has a minute. */
const waiting = { timeout: 30_000, interval: 20 };

/** Processes whose working directory is `directory`. */
async function processesIn(directory: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
  const places = await Promise.all(pids.map(pid => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return pids.filter((_, index) => places[index] === directory);
}
