import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Run } from '../src/core/run.ts';
import { acknowledge } from '../src/history/accepted-level.ts';
import { judgeAgainst } from '../src/run.ts';
import { fetchAncestors } from '../src/store/git/ancestors.ts';
import type { Store } from '../src/store/store.ts';
import { encodeRun } from '../src/suites/document.ts';
import { bareRemote, git, importCommits } from './harness/git.ts';
import { buildRun, diskArm, noise, gatingPolicy as policy } from './harness/run-builder.ts';
import { temporaryDirectory } from './harness/temporary-directory.ts';
import { worded } from './harness/worded.ts';
import { openAt } from './store/git/open-store.ts';

const mebibyte = 2 ** 20;
const factor = noise(3, 0.02);
const start = Date.UTC(2026, 0, 1);
const runAt = (
  day: number,
  commit: string,
  { level, ...others }: { level: number } & Parameters<typeof buildRun>[0],
) =>
  buildRun({
    arms: [{ ...diskArm('prod'), commit }],
    startedAt: new Date(start + day * 86_400_000).toISOString(),
    workloads: ['rndrd'],
    rounds: 2,
    value: () => level * mebibyte * factor(),
    ...others,
  });

/** A repository with commits on main, and the runs of the default branch in a ref of it. */
async function repository(home: string, count: number) {
  const url = await bareRemote(home);
  const commits = await importCommits(url, count);
  const path = join(home, 'clone');
  await git(home, 'clone', '--quiet', url, path);
  const commit = (index: number): string => commits[index] ?? '';
  /** As the action judges: against what the remote has, by ancestry and store. */
  const judged = async (run: Run, isDefaultBranch: boolean) => {
    const request = { remote: { url, settings: [] }, cacheDirectory: join(home, 'cache') };
    const ancestry = await fetchAncestors({ ...request, commit: run.arms[0]?.commit ?? '' });
    await using store = await openAt(home, { url });
    return worded(
      (await judgeAgainst({ run, store, policy, ancestry, isDefaultBranch })).judgement,
    );
  };
  const append = async (...runs: readonly Run[]): Promise<void> => {
    await using store = await openAt(home, { url });
    await store.append(runs);
  };
  return { url, clone: path, commit, judged, append };
}

const command = promisify(execFile);
const cli = fileURLToPath(import.meta.resolve('../src/cli.ts'));

describe('a history in a ref of a real repository', { timeout: 120_000 }, () => {
  test('tells a shift once, with the commits that it lies between, and is a baseline from there on', async () => {
    await using home = await temporaryDirectory();
    const { commit, judged, append } = await repository(home.path, 24);
    const runs = Array.from({ length: 24 }, (_, day) =>
      runAt(day, commit(day), { level: day < 15 ? 100 : 80 }),
    );
    await append(...runs.slice(0, 17));
    const told: string[] = [];
    for (const [index, run] of runs.entries()) {
      if (index < 17) continue;
      const { caveats } = await judged(run, true);
      told.push(...caveats.filter(caveat => caveat.startsWith('the level changed')));
      await append(run);
    }
    const between = `between ${commit(14).slice(0, 12)} and ${commit(15).slice(0, 12)}`;
    expect(told).toEqual([
      expect.stringMatching(new RegExp(`^the level changed ${between}: prod rndrd -(19|20|21)`)),
    ]);
    const pull = await judged(runAt(30, commit(23), { level: 80 }), false);
    expect(pull.verdict).not.toBe('regressed');
    expect(pull.baseline.map(one => one.commit)).toEqual(
      Array.from({ length: 9 }, (_, index) => commit(23 - index)),
    );
    expect(pull.caveats).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `^the default branch is below its accepted level ${between} [(]not caused by this`,
        ),
      ),
    );
  });

  test('tells a slow decline by what is lost over its runs, and no step', async () => {
    await using home = await temporaryDirectory();
    const { commit, judged, append } = await repository(home.path, 31);
    const slow = Array.from({ length: 30 }, (_, day) =>
      runAt(day, commit(day), { level: 100 * 0.996 ** day }),
    );
    await append(...slow);
    const { caveats } = await judged(runAt(30, commit(30), { level: 100 * 0.996 ** 30 }), false);
    expect(caveats).toContainEqual(
      expect.stringMatching(
        /^the default branch is slowing down gradually, over the last 30 runs: prod rndrd -1\d\.\d %$/,
      ),
    );
    expect(caveats.join()).not.toMatch(/level changed/);
  });

  test('is as agreed once its level was acknowledged in the ref, and begins there', async () => {
    await using home = await temporaryDirectory();
    const { url, clone, commit, judged, append } = await repository(home.path, 22);
    await append(
      ...Array.from({ length: 21 }, (_, day) =>
        runAt(day, commit(day), { level: day < 15 ? 100 : 80 }),
      ),
    );
    const next = runAt(21, commit(21), { level: 80 });
    expect(await judged(next, true)).toMatchObject({ verdict: 'regressed', passed: false });
    const words = [
      'acknowledge',
      '--reason',
      'new kernel',
      '--by',
      'Ada',
      '--baseline',
      'git:baselines',
    ];
    const env = { ...process.env, XDG_CACHE_HOME: join(home.path, 'cache') };
    const { stderr } = await command(process.execPath, [cli, ...words], { cwd: clone, env });
    expect(stderr).toMatch(
      /acknowledged by Ada, from 5 runs: refs\/heads\/baselines:acknowledgements\//,
    );
    const judgement = await judged(next, true);
    expect(judgement.verdict).not.toBe('regressed');
    expect(judgement.baseline.map(one => one.commit)).toEqual([20, 19, 18, 17, 16].map(commit));
    // What is pruned: neither the newest of the environment nor the five that the acknowledgement
    // names.
    const prune = [
      cli,
      'baselines',
      'prune',
      '--keep',
      '1',
      '--yes',
      '--baseline',
      'git:baselines',
    ];
    expect((await command(process.execPath, prune, { cwd: clone, env })).stderr).toContain(
      '16 runs removed',
    );
    expect(await left(home.path, url)).toEqual([20, 19, 18, 17, 16].map(commit));
    // Its history still has them.
    expect(
      (await git(url, 'ls-tree', '-r', '--name-only', 'baselines~2', 'runs')).split('\n'),
    ).toHaveLength(21);
  });

  test('prunes each environment for itself, and never the newest run of one', async () => {
    await using home = await temporaryDirectory();
    const { url, clone, commit, append } = await repository(home.path, 13);
    const elsewhere = { environment: { cpuModel: 'another' } };
    await append(
      runAt(0, commit(0), { level: 100, ...elsewhere }),
      ...Array.from({ length: 12 }, (_, index) =>
        runAt(index + 1, commit(index + 1), { level: 100 }),
      ),
    );
    const env = { ...process.env, XDG_CACHE_HOME: join(home.path, 'cache') };
    const prune = [
      cli,
      'baselines',
      'prune',
      '--keep',
      '2',
      '--yes',
      '--baseline',
      'git:baselines',
    ];
    const { stderr } = await command(process.execPath, prune, { cwd: clone, env });
    expect(stderr).toContain(
      '2 runs removed, the newest 2 of each environment kept; 8 older runs kept, since nobody',
    );
    // The oldest eight make the level that is accepted as long as nobody acknowledged one.
    expect(await left(home.path, url)).toEqual([12, 11, 8, 7, 6, 5, 4, 3, 2, 1, 0].map(commit));
  });

  test('keeps its accepted level when the commits of its first runs are out of sight', async () => {
    await using home = await temporaryDirectory();
    const { commit, judged, append } = await repository(home.path, 315);
    const first = Array.from({ length: 5 }, (_, day) => runAt(day, commit(day), { level: 100 }));
    const newest = Array.from({ length: 40 }, (_, day) =>
      runAt(10 + day, commit(274 + day), { level: 80 }),
    );
    await append(...first, ...newest);
    const judgement = await judged(runAt(60, commit(314), { level: 80 }), true);
    expect(judgement).toMatchObject({ verdict: 'regressed', passed: false });
    expect(judgement.cells[0]?.reason).toMatch(
      /^-(19|20|21)\.\d % to the level that its first runs had/,
    );
    expect(judgement.baseline.map(one => one.commit)).toEqual(
      Array.from({ length: 30 }, (_, i) => commit(313 - i)),
    );
  });

  test('is used whole by a checkout that is shallow', async () => {
    await using home = await temporaryDirectory();
    const { url, commit, append } = await repository(home.path, 8);
    const runs = Array.from({ length: 7 }, (_, day) => runAt(day, commit(day + 1), { level: 100 }));
    // What was merged later is not what the document's commit is based on.
    await append(...runs);
    const shallow = join(home.path, 'shallow');
    await git(home.path, 'clone', '--quiet', '--depth=1', `file://${url}`, shallow);
    const document = join(home.path, 'run.json');
    await writeFile(document, encodeRun(runAt(9, commit(7), { level: 100 })));
    const env = { ...process.env, XDG_CACHE_HOME: join(home.path, 'cache') };
    const compare = [cli, 'compare', document, '--format', 'json', '--baseline', 'git:baselines'];
    const { stdout } = await command(process.execPath, compare, { cwd: shallow, env });
    const baseline = /"baseline": \[[^\]]*\]/.exec(stdout)?.[0] ?? '';
    expect([7, 6, 5, 4, 3, 2, 1].filter(index => baseline.includes(commit(index)))).toHaveLength(7);
    expect(stdout).not.toMatch(/shallow|not known/);
  });

  test('is not disturbed by a clock that is a day ahead, which is told', async () => {
    await using home = await temporaryDirectory();
    const { url, commit, judged, append } = await repository(home.path, 8);
    const right = Array.from({ length: 6 }, (_, day) => runAt(day, commit(day), { level: 100 }));
    // Of two hosts at the same moment, the other one's clock a day fast; and an acknowledgement of
    // that host's run, whose level nobody could hold who began before it.
    const ahead = [
      runAt(7, commit(5), { level: 200 }),
      { ...runAt(5, commit(5), { level: 101 }), randomSeed: 2 },
    ];
    await append(...right, ...ahead);
    await acknowledgeAt(home.path, url, { runs: ahead.slice(0, 1), day: 7 });
    const { verdict, baseline, caveats } = await judged(runAt(6, commit(6), { level: 100 }), true);
    expect(verdict).not.toBe('regressed');
    expect(baseline).toHaveLength(6 + 1);
    expect(caveats).toContainEqual(
      expect.stringMatching(/^of the stored runs 1 began no earlier than this one [(]is a clock/),
    );
  });

  test('takes an acknowledgement of a clock that is a year ahead for what it says, until the next one', async () => {
    await using home = await temporaryDirectory();
    const { url, commit, judged, append } = await repository(home.path, 24);
    const levelOf = (day: number) => (day < 8 || day >= 16 ? 80 : 100);
    const runs = Array.from({ length: 24 }, (_, day) =>
      runAt(day, commit(day), { level: levelOf(day) }),
    );
    const last = runAt(24, commit(23), { level: 80 });
    await append(...runs);
    await acknowledgeAt(home.path, url, { runs: runs.slice(0, 8), day: 365 });
    expect((await judged(last, true)).verdict).not.toBe('regressed');
    await acknowledgeAt(home.path, url, { runs: runs.slice(8, 16), day: 16 });
    const judgement = await judged(last, true);
    expect(judgement).toMatchObject({ verdict: 'regressed', passed: false });
    expect(judgement.cells[0]?.reason).toMatch(
      /^-(19|20|21)\.\d % to the level that Ada acknowledged/,
    );
  });

  test('of another environment is told with what differs, and the nearest is named', async () => {
    await using home = await temporaryDirectory();
    const { commit, judged, append } = await repository(home.path, 3);
    const near = runAt(0, commit(0), { level: 100, environment: { hostKernel: '5.10' } });
    await append(
      near,
      runAt(1, commit(1), { level: 100, environment: { hostKernel: '6.6', cpuModel: 'another' } }),
    );
    expect(await judged(runAt(2, commit(2), { level: 100 }), false)).toMatchObject({
      verdict: 'inconclusive',
      incomparable: ['hostKernel 5.10 -> 6.1'],
      nearest: { fingerprint: near.fingerprint, startedAt: near.startedAt, commit: commit(0) },
    });
  });
});

/** Commits of the runs that the ref has, newest first. */
async function left(home: string, url: string): Promise<readonly (string | null | undefined)[]> {
  await using store = await openAt(home, { url });
  return (await store.list()).runs.map(({ run }) => run.arms[0]?.commit);
}

async function acknowledgeAt(
  home: string,
  url: string,
  said: { runs: readonly Run[]; day: number },
): Promise<void> {
  await using store: Store = await openAt(home, { url });
  await store.keep(
    acknowledge({
      acknowledgedAt: new Date(start + said.day * 86_400_000).toISOString(),
      by: 'Ada',
      reason: 'x',
      toolVersion: '0',
      runs: said.runs.map(run => ({ run, digest: 'a'.repeat(12) })),
      covers: () => true,
    }),
  );
}
