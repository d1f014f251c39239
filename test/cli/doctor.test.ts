import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Run } from '../../src/core/run.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';

const program = resolve(import.meta.dirname, '../../src/cli.ts');
const document = z.object({
  canMeasure: z.boolean(),
  findings: z.array(
    z.object({
      topic: z.string(),
      state: z.enum(['ok', 'warning', 'problem']),
      text: z.string().min(1),
      remedy: z.string().optional(),
    }),
  ),
});

/** The doctor on a host where nothing is installed: PATH holds no program. */
async function examineBare(directory: string, args: readonly string[] = [], more: object = {}) {
  const env = {
    ...more,
    PATH: '/nonexistent',
    XDG_CACHE_HOME: join(directory, 'cache'),
    HOME: directory,
  };
  const { stdout, stderr, exitCode } = await execa(process.execPath, [program, 'doctor', ...args], {
    cwd: directory,
    env,
    extendEnv: false,
    reject: false,
  });
  return { stdout, stderr, exitCode };
}

async function recorded(name: string): Promise<Run> {
  const path = resolve(import.meta.dirname, `../../fixtures/runs/${name}.json`);
  const outcome = decodeRun(JSON.parse(await readFile(path, 'utf8')));
  if (!outcome.ok) throw new Error(`${path} is no run`);
  return outcome.value;
}

describe('doctor', () => {
  test.each([
    ['github-hosted', 'warning'],
    ['self-hosted', undefined],
  ])('on a runner that is %s it says what can be compared there', async (kind, state) => {
    await using directory = await temporaryDirectory();
    const asked = ['--format', 'json'];
    const { stdout } = await examineBare(directory.path, asked, { RUNNER_ENVIRONMENT: kind });
    const { findings } = document.parse(JSON.parse(stdout));
    const runner = findings.find(({ topic }) => topic === 'runner');
    expect(runner?.state).toBe(state);
    expect(runner?.remedy ?? 'examples/hosted.yml').toContain('examples/hosted.yml');
  });

  test('works where nothing is installed, names it all and how to fix it, and changes nothing', async () => {
    await using directory = await temporaryDirectory();
    const { stdout, stderr, exitCode } = await examineBare(directory.path, ['--format', 'json']);
    expect(exitCode).toBe(69);
    const { canMeasure, findings } = document.parse(JSON.parse(stdout));
    expect(canMeasure).toBe(false);
    const packages = findings.find(({ topic }) => topic === 'packages');
    expect(packages).toMatchObject({
      state: 'problem',
      remedy: expect.stringContaining('storage-gate setup'),
    });
    expect(packages?.text).toMatch(/qemu-img.*fio/);
    const topics = findings.map(({ topic }) => topic);
    const expected = [
      'space',
      'O_DIRECT',
      'writes',
      'guest',
      'processors',
      'governor',
      'turbo',
      'memory',
      'noise',
    ];
    expect(topics).toEqual(expect.arrayContaining(expected));
    expect(findings.filter(({ state, remedy }) => state !== 'ok' && remedy === undefined)).toEqual(
      [],
    );
    expect(stderr).toMatch(/watching for 5 s/);
    expect(await readdir(directory.path)).toEqual([]);
  });

  test('tells of a broken guest lock and of memory under the directory, as a table', async () => {
    await using directory = await temporaryDirectory();
    await writeFile(join(directory.path, 'storage-gate.lock'), 'version: 1\nguest: {}\n');
    // The newest run is of another suite than the doctor's plan.
    const store = await openDirectoryStore({ path: join(directory.path, '.storage-gate') });
    await store.append(await Promise.all(['first', 'fio'].map(recorded)));
    const { stdout, exitCode } = await examineBare(directory.path, ['--directory', '/dev/shm']);
    expect(exitCode).toBe(69);
    expect(stdout).toMatch(/^PROBLEM {2}directory .*tmpfs.*\n +-> .*--allow-tmpfs/m);
    expect(stdout).toMatch(
      /^PROBLEM {2}guest .*storage-gate\.lock is broken: line 2: guest\.package.*\n +-> .*--lock-guest/m,
    );
    expect(stdout).toMatch(
      /^ok +writes +the last run of the sysbench suite \(2026-11-22 20:51 UTC, .*\) wrote 11\.74 GiB/m,
    );
    expect(stdout).toMatch(/This host can't measure: 3 problems/);
  });

  test('ends with 2 where the config is broken', async () => {
    await using directory = await temporaryDirectory();
    await writeFile(join(directory.path, 'storage-gate.yml'), 'version: 3\n');
    const { stderr, exitCode } = await examineBare(directory.path);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/storage-gate\.yml:1/);
  });
});
