import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acknowledgeCommand } from '../../src/cli/acknowledge.ts';
import { listBaselines, showBaseline } from '../../src/cli/baselines.ts';
import { pruneBaselines } from '../../src/cli/prune.ts';
import type { Run } from '../../src/core/run.ts';
import { judgeAgainst } from '../../src/run.ts';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { buildRun, diskArm, gatingPolicy, noise } from '../harness/run-builder.ts';
import { temporaryDirectory } from '../harness/temporary-directory.ts';
import { keptTerminal } from './terminal.ts';

const day = (number: number) => `2026-03-${String(number).padStart(2, '0')}T12:00:00.000Z`;
const runOn = (number: number, others: Parameters<typeof buildRun>[0] = {}): Run =>
  buildRun({ startedAt: day(number), workloads: ['rndrd'], rounds: 1, ...others });

/** A store with these runs, and everything a command wants. */
async function stored(home: string, runs: readonly Run[]) {
  const path = join(home, 'store');
  const store = await openDirectoryStore({ path });
  await store.append(runs);
  const terminal = keptTerminal(home);
  return {
    store,
    terminal,
    options: { baseline: `dir:${path}` },
    text: () => terminal.printed.join('\n'),
  };
}

const days = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const elsewhere = { environment: { cpuModel: 'Another CPU\u001b[2J' } };

describe('baselines list', () => {
  test('has a line for each environment, the newest first, and lets no control character through', async () => {
    await using home = await temporaryDirectory();
    const { terminal, options, text } = await stored(home.path, [
      runOn(1),
      runOn(3),
      runOn(2, elsewhere),
    ]);
    expect(await listBaselines(options, terminal)).toBe(0);
    const lines = text().trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(
      / 2 {2}2026-03-01 12:00 UTC {2}2026-03-03 12:00 UTC {2}c0ffee000000 .* kvm, Example CPU 3000/,
    );
    expect(lines[2]).toContain('Another CPU\u{fffd}[2J');
  });

  test('is JSON on request', async () => {
    await using home = await temporaryDirectory();
    const { terminal, options, text } = await stored(home.path, [runOn(1)]);
    await listBaselines({ ...options, format: 'json' }, terminal);
    expect(JSON.parse(text())).toMatchObject({
      series: [{ runs: 1, newest: day(1), environment: { accelerator: 'kvm' } }],
    });
  });

  test('refuses a baseline that is not there', async () => {
    await using home = await temporaryDirectory();
    const missing = listBaselines({ baseline: `dir:${home.path}/none` }, keptTerminal(home.path));
    await expect(missing).rejects.toMatchObject({ code: 'bad-argument' });
  });
});

describe('baselines show', () => {
  test('says of each run whether it can be a baseline, and what of the files cannot be read', async () => {
    await using home = await temporaryDirectory();
    const { store, terminal, options, text } = await stored(home.path, [
      runOn(1),
      runOn(2, { unattested: true }),
    ]);
    const path = (await store.entries())[0]?.path ?? '';
    await writeFile(join(path, '../20260301T110000Z-aaaaaaaaaaaa.json'), '{}');
    await showBaseline(undefined, options, terminal);
    expect(text()).toMatch(
      /2026-03-02 12:00 UTC {2}[0-9a-f]{12} {2}c0ffee000000 +1 {2}prod cache=writeback {2}no baseline: it has no attested disk/,
    );
    expect(text()).toMatch(
      /2026-03-01 12:00 UTC {2}[0-9a-f]{12} {2}c0ffee000000 +1 {2}prod cache=writeback {2}can be a baseline/,
    );
    expect(text()).toMatch(/^2 runs$/m);
    expect(text()).toMatch(/skipped\n.*aaaaaaaaaaaa\.json: its content does not match the digest/);
  });

  test('tells the runs apart by what differs between their disks', async () => {
    await using home = await temporaryDirectory();
    const modes = [{}, { cache: 'directsync' }, { format: 'qcow2', cache: 'none' }] as const;
    const runs = modes.map((mode, index) =>
      runOn(index + 1, { arms: [diskArm('prod', mode), diskArm('default')] }),
    );
    const { terminal, options, text } = await stored(home.path, runs);
    await showBaseline(undefined, options, terminal);
    expect([...text().matchAll(/ 1 {2}(prod .*?) {2,}/g)].map(([, disks]) => disks)).toEqual([
      'prod cache=none format=qcow2, default cache=writeback',
      'prod cache=directsync format=raw, default cache=writeback',
      'prod cache=writeback format=raw, default cache=writeback',
    ]);
  });

  test('refuses digits that no environment begins with, or more than one', async () => {
    await using home = await temporaryDirectory();
    const { terminal, options } = await stored(home.path, [runOn(1), runOn(2, elsewhere)]);
    await expect(showBaseline('zz', options, terminal)).rejects.toMatchObject({
      code: 'bad-argument',
      facts: { remedy: expect.stringContaining(`baselines list --baseline `) },
    });
    await expect(showBaseline('', options, terminal)).rejects.toMatchObject({
      facts: { problem: expect.stringContaining('more than one environment (2)') },
    });
  });
});

describe('acknowledge', () => {
  test('stores who says what of the newest runs, which show then has', async () => {
    await using home = await temporaryDirectory();
    const value = (mebibytes: number) => ({ value: () => mebibytes * 2 ** 20 });
    const { terminal, options, text } = await stored(home.path, [
      ...[1, 2, 3, 4, 5].map(number => runOn(number, value(80))),
      runOn(6, { ...value(1), unattested: true }),
      runOn(7, { ...value(1), stop: 'trouble' }),
    ]);
    await acknowledgeCommand(
      { ...options, reason: 'new kernel', by: 'Ada', cell: ['prod/*/throughput'] },
      terminal,
    );
    expect(text()).toMatch(/^prod\/rndrd\/throughput +80 MiB\/s +80 MiB\/s +0\.0 %$/m);
    expect(terminal.said.at(-1)).toMatch(
      /^acknowledged by Ada, from 5 runs: .*\/acknowledgements\//,
    );
    await showBaseline(undefined, options, terminal);
    expect(text()).toMatch(/acknowledged\n.* UTC {2}Ada: new kernel \(1 cell, 5 runs\)/);
  });

  test('warns where the runs are not alike, and --last takes only those that are', async () => {
    await using home = await temporaryDirectory();
    const runs = [100, 101, 99, 100, 100, 25].map((mebibytes, index) =>
      runOn(index + 1, { value: () => mebibytes * 2 ** 20 }),
    );
    const { terminal, options, text } = await stored(home.path, runs);
    const said = { ...options, reason: 'cache=directsync from now on', by: 'Ada' };
    await acknowledgeCommand(said, terminal);
    expect(terminal.said.at(-1)).toMatch(
      /^warning: these runs are not alike \(prod\/rndrd\/throughput: 25 MiB\/s to 101 MiB\/s\).*--last 1 for/,
    );
    const count = terminal.said.length;
    await acknowledgeCommand({ ...said, last: '1' }, terminal);
    expect(terminal.said.slice(count)).toEqual([
      expect.stringMatching(/^acknowledged by Ada, from 1 run: /),
    ]);
    expect(terminal.printed[0]).toMatch(/throughput +100 MiB\/s +75\.\d+ MiB\/s +-24 %$/m);
    expect(terminal.printed[1]).toMatch(/throughput +75\.\d+ MiB\/s +25 MiB\/s +-67 %$/m);
    expect(terminal.printed[1]).toMatch(/^2026-03-06 12:00 UTC {2}c0ffee000000 +1$/m);
    expect(text()).not.toMatch(/2026-03-01/);
  });

  test.each(['0', '31', 'all'])('refuses --last %s', async last => {
    await using home = await temporaryDirectory();
    const { terminal, options } = await stored(home.path, [runOn(1)]);
    await expect(
      acknowledgeCommand({ ...options, reason: 'x', by: 'Ada', last }, terminal),
    ).rejects.toMatchObject({
      code: 'bad-argument',
      facts: { problem: expect.stringContaining('--last') },
    });
  });

  test('refuses a cell that the runs lack, naming those that they have', async () => {
    await using home = await temporaryDirectory();
    const { terminal, options } = await stored(home.path, [runOn(1)]);
    const said = { ...options, reason: 'x', by: 'Ada' };
    await expect(
      acknowledgeCommand({ ...said, cell: ['prod/none/throughput'] }, terminal),
    ).rejects.toMatchObject({
      code: 'bad-argument',
      facts: { remedy: 'cells are prod/rndrd/throughput' },
    });
    await expect(acknowledgeCommand({ ...said, reason: ' ' }, terminal)).rejects.toMatchObject({
      facts: { problem: '--reason TEXT is missing' },
    });
  });

  test('has nothing to say of runs that can be no baseline', async () => {
    await using home = await temporaryDirectory();
    const { terminal, options } = await stored(home.path, [runOn(1, { unattested: true })]);
    await expect(
      acknowledgeCommand({ ...options, reason: 'x', by: 'Ada' }, terminal),
    ).rejects.toMatchObject({
      code: 'bad-argument',
    });
  });
});

describe('baselines prune', () => {
  test('says what would go, and with --yes takes it out of each environment', async () => {
    await using home = await temporaryDirectory();
    const runs = [
      ...days(11).map(number => runOn(number)),
      ...days(10).map(number => runOn(number, elsewhere)),
    ];
    const { store, terminal, options, text } = await stored(home.path, runs);
    await pruneBaselines({ ...options, keep: '1' }, terminal);
    expect(text().match(/\.json/g)).toHaveLength(3);
    expect(terminal.said).toEqual([
      expect.stringMatching(/^3 runs would be removed; 16 older runs kept, since nobody/),
    ]);
    expect((await store.list()).runs).toHaveLength(21);
    await pruneBaselines({ ...options, keep: '1', yes: true }, terminal);
    const left = (await store.list()).runs.map(({ run }) => run.startedAt);
    const oldest = [8, 8, 7, 7, 6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1];
    expect(left).toEqual([11, 10, ...oldest].map(day));
  });

  test('leaves the judgement as it was: the accepted level is that of the oldest runs until somebody says otherwise', async () => {
    await using home = await temporaryDirectory();
    const factor = noise(3, 0.02);
    const runAt = (number: number, level: number) =>
      buildRun({
        startedAt: new Date(Date.UTC(2026, 0, 1) + number * 86_400_000).toISOString(),
        workloads: ['rndrd'],
        rounds: 2,
        value: () => level * 2 ** 20 * factor(),
      });
    const { store, terminal, options } = await stored(
      home.path,
      Array.from({ length: 50 }, (_, index) => runAt(index, index < 5 ? 100 : 80)),
    );
    const run = runAt(60, 80);
    const judged = () => judgeAgainst({ run, store, policy: gatingPolicy, isDefaultBranch: true });
    const before = await judged();
    expect(before.judgement.verdict).toBe('regressed');
    await pruneBaselines({ ...options, keep: '36', yes: true }, terminal);
    expect((await store.entries()).length).toBe(36 + 8);
    expect(await judged()).toEqual(before);
  });

  test('takes the oldest only where each of their cells was acknowledged', async () => {
    await using home = await temporaryDirectory();
    const runs = days(10).map(number => runOn(number, { workloads: ['rndrd', 'rndwr'] }));
    const { store, terminal, options } = await stored(home.path, runs);
    const said = { ...options, reason: 'x', by: 'Ada' };
    await acknowledgeCommand({ ...said, cell: ['prod/rndrd/throughput'] }, terminal);
    const left = async () => (await store.list()).runs.map(({ run }) => run.startedAt);
    await pruneBaselines({ ...options, keep: '1', yes: true }, terminal);
    expect(await left()).toEqual(runs.map(({ startedAt }) => startedAt).toReversed());
    await acknowledgeCommand(said, terminal);
    await pruneBaselines({ ...options, keep: '1', yes: true }, terminal);
    expect(await left()).toEqual([10, 9, 8, 7, 6].map(day));
  });

  test('keeps what an acknowledgement refers to, and takes nothing where one cannot be read', async () => {
    await using home = await temporaryDirectory();
    const { store, terminal, options } = await stored(home.path, [runOn(1)]);
    await acknowledgeCommand({ ...options, reason: 'x', by: 'Ada' }, terminal);
    await store.append([runOn(2), runOn(3)]);
    await pruneBaselines({ ...options, keep: '1', yes: true }, terminal);
    expect(terminal.said.at(-1)).toBe(
      '1 run removed, the newest 1 of each environment kept; 1 older run kept, to which an acknowledgement refers',
    );
    expect((await store.list()).runs.map(({ run }) => run.startedAt)).toEqual([day(3), day(1)]);
    const said = (await store.entries()).find(({ kind }) => kind === 'acknowledgement');
    await writeFile(said?.path ?? '', '{}');
    await expect(
      pruneBaselines({ ...options, keep: '1', yes: true }, terminal),
    ).rejects.toMatchObject({
      code: 'store-unusable',
    });
  });

  test('takes out a run that is named by its digits, but neither the newest nor one that is referred to', async () => {
    await using home = await temporaryDirectory();
    const { store, terminal, options } = await stored(
      home.path,
      days(4).map(number => runOn(number)),
    );
    await acknowledgeCommand({ ...options, reason: 'as it is', by: 'Ada', last: '1' }, terminal);
    await store.append([runOn(5)]);
    const digits = async (number: number) => {
      const found = (await store.entries()).find(
        ({ name, kind }) => kind === 'run' && name?.start === Date.parse(day(number)),
      );
      return found?.name?.digest ?? '';
    };
    await pruneBaselines(
      { ...options, run: [await digits(2), await digits(3)], yes: true },
      terminal,
    );
    expect(terminal.said.at(-1)).toBe('2 runs removed');
    expect((await store.list()).runs.map(({ run }) => run.startedAt)).toEqual([5, 4, 1].map(day));
    const refused = async (run: string) =>
      pruneBaselines({ ...options, run: [run], yes: true }, terminal);
    await expect(refused(await digits(5))).rejects.toMatchObject({
      code: 'bad-argument',
      facts: { why: expect.stringContaining('newest of its environment') },
    });
    await expect(refused(await digits(4))).rejects.toMatchObject({
      code: 'bad-argument',
      facts: { why: 'the acknowledgement of Ada refers to it (as it is)' },
    });
    await expect(refused('ffff')).rejects.toMatchObject({
      facts: { problem: '--run ffff names no stored run' },
    });
    await expect(
      pruneBaselines({ ...options, keep: '1', run: ['ffff'] }, terminal),
    ).rejects.toMatchObject({
      facts: { problem: '--keep and --run exclude each other' },
    });
    await expect(pruneBaselines(options, terminal)).rejects.toMatchObject({
      facts: { problem: 'nothing selected', remedy: 'use --keep N or --run DIGITS' },
    });
    expect((await store.list()).runs).toHaveLength(3);
  });

  test.each(['', '0', 'all'])('refuses --keep %j', async keep => {
    await using home = await temporaryDirectory();
    const { terminal, options } = await stored(home.path, [runOn(1)]);
    await expect(pruneBaselines({ ...options, keep }, terminal)).rejects.toMatchObject({
      code: 'bad-argument',
    });
  });
});
