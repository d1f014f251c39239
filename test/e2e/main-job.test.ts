import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { rescaledRun } from '../harness/rescaled-run.ts';
import { type Ended, freshDirectory, runGateCommand } from './command-line.ts';

/** The main job on real QEMU, twice, small: two modes beside the host, two rounds. */
const directory = freshDirectory('storage-gate main, "job" é');
const arms = ['host', 'writeback', 'none'];
const disks = arms.flatMap(name => ['--disk', name]);
let first: Ended;
let second: Ended;

beforeAll(async () => {
  const common = [
    'run',
    '--yes',
    '--accel',
    'tcg',
    '--suite',
    'sysbench',
    '--rounds',
    '2',
    '--directory',
    directory,
    ...disks,
  ];
  first = await runGateCommand([...common, '--out', 'first.json'], { cwd: directory });
  second = await runGateCommand([...common, '--out', 'second.json'], { cwd: directory });
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

function readDocument(name: string): Run {
  const decoded = decodeRun(JSON.parse(readFileSync(join(directory, name), 'utf8')));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  return decoded.value;
}

describe('the first run', () => {
  it('passes, and says in place of a verdict that nothing was gated, and how a disk would be', () => {
    expect(first.status, first.stderr).toBe(0);
    expect(first.stderr).not.toMatch(/bug/);
    expect(first.stdout).toMatch(/^nothing was gated: no earlier run is stored$/m);
    expect(first.stdout.replaceAll(/\s+/g, ' ')).toMatch(
      /To gate a disk, [^.]*storage-gate\.yml .* storage-gate run --disk \S+ --base-disk \S+\. $/,
    );
    expect(first.stdout).not.toMatch(/gate passed/);
  });

  it('prints the table on stdout, a row per arm and a column per workload, and the claims below it', () => {
    for (const arm of arms) expect(first.stdout).toMatch(new RegExp(`^.*\\b${arm}\\b.*\\d`, 'm'));
    for (const column of ['random read', 'random write', 'sequential read', 'sequential write']) {
      expect(first.stdout).toContain(column);
    }
    expect(first.stdout).toMatch(/MiB\/s/);
    expect(first.stdout).toMatch(/holds|refuted|not decided/);
  });

  it('shows progress on stderr: phases, measured arms, and where the time went', () => {
    expect(first.stderr).toMatch(/round 1 of 2: fresh images and a fresh boot/);
    expect(first.stderr).toMatch(/round 2 {2}none +rndrd [\d.]+/);
    expect(first.stderr).toMatch(
      /boot [\d.]+ s, prepare [\d.]+ s, measure [\d.]+ s, rest [\d.]+ s/,
    );
  });

  it('writes a document with every cell of every round, attested arms, and the order that was planned', () => {
    const run = readDocument('first.json');
    expect(run.rounds).toHaveLength(2);
    for (const round of run.rounds) {
      const throughput = round.measurements.filter(({ metric }) => metric === 'throughput');
      expect(throughput).toHaveLength(arms.length * 4);
      expect(throughput.every(({ value }) => value > 0)).toBe(true);
      const measured = throughput.toSorted((a, b) => a.order - b.order).map(({ arm }) => arm);
      expect(measured.filter((arm, index) => arm !== measured[index - 1])).toEqual(
        run.plan.order[round.index],
      );
      expect(round.boots[0]?.seconds).toBeGreaterThan(0);
    }
    const disk = run.arms.filter(({ side }) => side === 'head');
    expect(disk.map(({ attestation }) => attestation.ok)).toEqual([true, true]);
    expect(disk[1]?.attestation.evidence).toContainEqual(
      expect.objectContaining({ expected: expect.stringMatching(/on|true|O_DIRECT/) }),
    );
    expect(run.environment.accelerator).toBe('tcg');
    expect(run.stop.reason).toBe('planned');
  });

  it('names no path, host or user in its document', () => {
    const text = readFileSync(join(directory, 'first.json'), 'utf8');
    expect(text).not.toContain(directory);
    expect(text).not.toContain(readFileSync('/etc/hostname', 'utf8').trim() || '\0');
    expect(text).not.toMatch(/\/home\/|\/root\b|\/tmp\//);
  });

  it('leaves nothing in the measured directory but what the user asked for', () => {
    expect(readdirSync(directory).toSorted()).toEqual([
      '.storage-gate',
      'first.json',
      'second.json',
    ]);
  });
});

describe('the second run', () => {
  it('shows what each row changed by since the first one, with an interval, and passes', () => {
    expect(second.status, second.stderr).toBe(0);
    expect(second.stdout).toMatch(/^nothing was gated: \d+ of 12 rows moved since earlier runs$/m);
    expect(second.stdout).not.toMatch(/1000 %|verdict/);
    const rows = second.stdout.match(
      /^ {2}\w+ .* [-+]?\d\S* % +\S.* {2}([-+]?\S+ % to \S+ %|not known)/gm,
    );
    expect(rows).toHaveLength(12);
    expect(second.stdout).toMatch(/base: 1 earlier run/);
  });

  it('has the same fingerprint as the first one', () => {
    expect(readDocument('second.json').fingerprint).toBe(readDocument('first.json').fingerprint);
  });

  it('stores both runs, each in a file of its own', () => {
    const store = join(directory, '.storage-gate/runs', readDocument('first.json').fingerprint);
    expect(existsSync(store)).toBe(true);
    expect(readdirSync(store).filter(name => name.endsWith('.json'))).toHaveLength(2);
  });
});

describe('measure and record', () => {
  it('measure refuses a write budget that allows no round, before anything is written', async () => {
    const unused = join(directory, 'unused');
    mkdirSync(unused);
    const words = [
      'measure',
      '--yes',
      '--disk',
      'host',
      '--suite',
      'sysbench',
      '--write-budget',
      '1MiB',
    ];
    const refused = await runGateCommand([...words, '--directory', unused, '--out', 'r.json'], {
      cwd: directory,
    });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/the write budget of 1 MiB does not allow one round/);
    expect(refused.stderr).toMatch(/give --write-budget 1GiB or more/);
    expect(readdirSync(unused)).toEqual([]);
    expect(existsSync(join(directory, 'r.json'))).toBe(false);
  });

  it('measure ends before the round that its write budget does not allow, and keeps those before', async () => {
    const measure = async (...words: string[]): Promise<Run> => {
      const common = [
        'measure',
        '--yes',
        '--disk',
        'host',
        '--suite',
        'sysbench',
        '--directory',
        directory,
      ];
      const { status, stderr } = await runGateCommand([...common, ...words, '--out', 'w.json'], {
        cwd: directory,
      });
      expect(status, stderr).toBe(0);
      return readDocument('w.json');
    };
    const { bytesWritten } = await measure('--rounds', '1');
    // One round at least is allowed by it, whatever this drive takes in a round; twelve are not.
    const budget = Math.round(Math.max(1.5 * bytesWritten, 1.1 * 2 ** 30));
    const ended = await measure('--rounds', '12', '--write-budget', `${budget}B`);
    expect(ended.stop).toEqual({ reason: 'write-budget' });
    expect(ended.rounds.length).toBeGreaterThan(0);
    expect(ended.rounds.length).toBeLessThan(12);
    expect(ended.bytesWritten).toBeLessThanOrEqual(budget);
    rmSync(join(directory, 'w.json'));
  });

  it('measure writes a document and stores nothing; record stores it, once, and not what trouble cut short', async () => {
    const options = { cwd: directory };
    // No guest: what is measured plays no part in what is stored.
    const picked = ['--disk', 'host', '--suite', 'sysbench', '--rounds', '1'];
    const measured = await runGateCommand(
      ['measure', '--yes', ...picked, '--directory', directory, '--out', 'm.json'],
      options,
    );
    expect(measured.status, measured.stderr).toBe(0);
    expect(measured.stdout).toBe('');
    expect(readDocument('m.json')).toMatchObject({
      rounds: [{ index: 0 }],
      stop: { reason: 'planned' },
    });
    const store = join(directory, 'other store');
    expect(existsSync(store)).toBe(false);
    const record = (name: string) =>
      runGateCommand(['record', name, '--baseline', `dir:${store}`], options);
    expect(await record('m.json')).toMatchObject({ status: 0 });
    expect(await record('m.json')).toMatchObject({ status: 0 });
    expect(
      readdirSync(store, { recursive: true }).filter(name => String(name).endsWith('.json')),
    ).toHaveLength(1);
    const cut = { ...readDocument('m.json'), stop: { reason: 'trouble' }, rounds: [] };
    writeFileSync(join(directory, 'cut.json'), JSON.stringify(cut));
    const refused = await record('cut.json');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/ended by trouble in round 1/);
    for (const name of ['m.json', 'cut.json', 'other store'])
      rmSync(join(directory, name), { recursive: true });
  });
});

/** The second run, had each round of an arm measured exactly this. */
function withThroughput(name: string, value: number, earlier = 0): Run {
  const run = readDocument('second.json');
  const arm = run.arms.findIndex(found => found.name === name);
  return rescaledRun(run, {
    earlier,
    factorOf: one => (one.arm === arm ? (value * one.seconds) / one.bytes : 1),
  });
}

describe('compare', () => {
  // Node and nothing else: judging a stored run must not need QEMU.
  const env = { PATH: dirname(process.execPath) };
  const compare = (args: readonly string[]) =>
    runGateCommand(['compare', ...args], { cwd: directory, env });

  it('judges a stored run again without QEMU in PATH', async () => {
    const { status, stdout, stderr } = await compare(['second.json']);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/sequential write/);
  });

  it('gives the judgement as JSON', async () => {
    const { stdout } = await compare(['second.json', '--format', 'json']);
    const { judgement } = JSON.parse(stdout) as {
      judgement: { verdict: string; passed: boolean; cells: unknown[]; baseline: unknown[] };
    };
    expect(judgement.passed).toBe(true);
    expect(judgement.baseline).toHaveLength(1);
    expect(judgement.verdict).toBe('inconclusive');
    expect(judgement.cells.length).toBeGreaterThanOrEqual(arms.length * 4);
  });

  it('ends with status 1 where a cell lost more than the run could overlook', async () => {
    // Every value of one arm is the same in all rounds, so that nothing is left to chance.
    const steady = withThroughput('none', 1e8, 3600);
    writeFileSync(join(directory, 'steady.json'), JSON.stringify(steady));
    writeFileSync(join(directory, 'slow.json'), JSON.stringify(withThroughput('none', 1e6)));
    const against = ['--baseline', 'file:steady.json', '--gate', 'none/rndrd/throughput'];
    const { status, stdout } = await compare(['slow.json', ...against]);
    for (const name of ['slow.json', 'steady.json']) rmSync(join(directory, name));
    expect(stdout).toMatch(/regressed/);
    expect(status).toBe(1);
  });

  it('refuses a document that is none, naming it', async () => {
    writeFileSync(join(directory, 'broken.json'), '{"schema": 1}');
    const { status, stderr } = await compare(['broken.json']);
    rmSync(join(directory, 'broken.json'));
    expect(status).toBe(2);
    expect(stderr).toMatch(/broken\.json can't be used: it is not a run document: tool/);
  });
});
