import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { hostname, networkInterfaces, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/core/environment.ts';
import { defaultPolicy, type Policy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import type { Judgement } from '../../src/judge/judgement.ts';
import { judgeAgainst } from '../../src/run.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { bareRemote, cloneWithCommits, git } from '../harness/git.ts';
import { inOwnNetwork } from '../harness/own-network.ts';
import { rescaledRun } from '../harness/rescaled-run.ts';
import { openAt } from '../store/git/open-store.ts';
import type { StoredReferenceRun } from './stored-reference-run.ts';

/**
 * A history in a ref, and a pull request that is judged against it and against its live base. Two
 * runs are real: one of the default branch, which its recording makes a baseline, and one of a pull
 * request that takes about half of what its disk `prod` delivers, by needless nodes of QEMU, and
 * leaves `other` as it was. What else the history holds is the real baseline again, at earlier
 * times, all its values times a factor that the test names.
 */
const directory = mkdtempSync(join(tmpdir(), 'storage-gate-stored-'));
const driver = fileURLToPath(import.meta.resolve('./stored-reference-run.ts'));
let remote: string;
let commits: readonly string[];
let stored: Run;
let pull: Run;
let judgement: Judgement;
const workload = 'randread-4k-qd32';

afterAll(() => rmSync(directory, { recursive: true, force: true }));

beforeAll(async () => {
  remote = await bareRemote(directory);
  const clone = await cloneWithCommits(directory, { remote, count: 3 });
  ({ commits } = clone);
  const [, base = ''] = commits;
  const images = join(directory, 'images');
  mkdirSync(images);
  const common = { directory: images, clone: clone.path, base, isTelling: false };
  const disks = ['name=prod,size=64MiB', 'name=other,size=64MiB'];
  const first = { disks, baseDisks: [], rounds: 2, isDefaultBranch: true, slowed: undefined };
  await runOnce({ ...common, ...first, out: join(directory, 'stored.json') });
  stored = decode('stored.json');
  await appendScaled(1);
  const change = { rounds: 9, isDefaultBranch: false, slowed: 'head prod' };
  const second = { disks, baseDisks: disks, ...change };
  judgement = await runOnce({ ...common, ...second, out: join(directory, 'pull.json') });
  pull = underLoadOf(stored, decode('pull.json'));
});

/** A run as it would read under the load of another: what others do here is no matter of ours. */
function underLoadOf({ rounds: others }: Run, run: Run): Run {
  const loads = others.map(({ load }) => load);
  const rounds = run.rounds.map((round, index) => ({
    ...round,
    load: loads[index % loads.length] ?? round.load,
  }));
  return { ...run, rounds };
}

async function runOnce(asked: StoredReferenceRun): Promise<Judgement> {
  const [file = '', ...args] = inOwnNetwork([process.execPath, driver, JSON.stringify(asked)]);
  const { stdout } = await promisify(execFile)(file, args, { maxBuffer: 2 ** 26 });
  return (JSON.parse(stdout) as { judgement: Judgement }).judgement;
}

function decode(name: string): Run {
  const decoded = decodeRun(JSON.parse(readFileSync(join(directory, name), 'utf8')));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  return decoded.value;
}

/**
 * The real run once more on each of five days before it, by `factor` as fast, and 1 % more or less
 * in turn.
 */
async function appendScaled(factor: number, ref = 'refs/heads/baselines'): Promise<void> {
  await using store = await openAt(directory, { url: remote, place: { ref, folder: '' } });
  await store.append(
    [1, 2, 3, 4, 5].map(days =>
      rescaledRun(stored, {
        earlier: days * 86_400,
        factorOf: () => factor * (days % 2 === 0 ? 1.01 : 0.99),
      }),
    ),
  );
}

/** The pull request's run against what a ref holds. */
async function judgedBy(ref: string, reference: Policy['reference'] = 'both') {
  await using store = await openAt(directory, { url: remote, place: { ref, folder: '' } });
  const ancestry = { commit: commits[1] ?? '', commits: commits.slice(0, 2) };
  return await judgeAgainst({
    run: pull,
    store,
    policy: { ...defaultPolicy, reference },
    ancestry,
  });
}

const cellOf = ({ cells }: Judgement, disk: string) =>
  cells.find(
    cell => cell.arm === disk && cell.workload === workload && cell.metric === 'throughput',
  );

describe('a real run of the default branch', () => {
  it('is in the ref, with the commit that it measured, and the pull request is not', async () => {
    const names = (await git(remote, 'ls-tree', '-r', '--name-only', 'baselines', 'runs')).split(
      '\n',
    );
    expect(names).toHaveLength(6);
    expect(names.every(name => name.startsWith(`runs/${fingerprintOf(stored.environment)}/`))).toBe(
      true,
    );
    expect(await git(remote, 'log', '--format=%s', 'baselines')).toBe(
      'Record 5 runs\nRecord a run',
    );
    expect(stored.arms.find(({ side }) => side === 'head')?.commit).toBe(commits[1]);
  });

  it('says nothing that names this host, its users or what it is made of', () => {
    const text = readFileSync(join(directory, 'stored.json'), 'utf8').toLowerCase();
    const found = [...secrets()].filter(([, secret]) => text.includes(secret.toLowerCase()));
    expect(found).toEqual([]);
    expect(text).not.toMatch(/"\/|\/(?:home|root|tmp|var|etc|dev|usr)\b/);
  });
});

describe('the pull request that slowed a disk down', () => {
  it('is red for that disk, against its live base, with the stored runs named beside it', async () => {
    const prod = cellOf(judgement, 'prod');
    expect(prod).toMatchObject({ reference: 'live base', verdict: 'regressed', gated: true });
    expect(prod?.change).toBeLessThan(-0.3);
    expect(cellOf(judgement, 'other')?.verdict).not.toBe('regressed');
    expect(judgement).toMatchObject({ verdict: 'regressed', passed: false });
    const { baseline } = (await judgedBy('refs/heads/baselines')).judgement;
    expect(baseline).toHaveLength(6);
    expect(new Set(baseline.map(({ commit }) => commit))).toEqual(new Set([commits[1]]));
  });

  it('is red for it against the stored runs alone, too', async () => {
    const found = await judgedBy('refs/heads/baselines', 'stored');
    const expected = { reference: 'stored runs', baseRuns: 6, verdict: 'regressed' };
    expect(cellOf(found.judgement, 'prod')).toMatchObject(expected);
  });
});

describe('on a host that was sixteen times as fast when its history was recorded', () => {
  const ref = 'refs/heads/faster';
  // More than what a busy host does between two runs.
  beforeAll(() => appendScaled(16, ref));

  it('the pull request is red for what it did, and for nothing else: the live base moved with the host', async () => {
    const { judgement: found } = await judgedBy(ref);
    expect(cellOf(found, 'prod')).toMatchObject({ reference: 'live base', verdict: 'regressed' });
    expect(cellOf(found, 'prod')?.change).toBeLessThan(-0.3);
    expect(cellOf(found, 'other')).toMatchObject({ reference: 'live base', gated: true });
    expect(cellOf(found, 'other')?.verdict).not.toBe('regressed');
  });

  it('the stored runs alone would have blamed the pull request for the host', async () => {
    const found = await judgedBy(ref, 'stored');
    expect(cellOf(found.judgement, 'other')).toMatchObject({
      reference: 'stored runs',
      verdict: 'regressed',
    });
  });
});

/** What would name this machine, by where it was read. */
function secrets(): ReadonlyMap<string, string> {
  const addresses = Object.values(networkInterfaces()).flatMap(list =>
    (list ?? []).flatMap(one => [one.address, one.mac]),
  );
  const users = [userInfo().username, process.env['SUDO_USER'] ?? '', process.env['LOGNAME'] ?? ''];
  const found: [string, string][] = [
    ['host name', hostname()],
    ...users.map((user): [string, string] => ['user', user]),
    ...addresses.map((address): [string, string] => ['address', address]),
    ['directory', directory],
    ['remote', remote],
    ...serials(),
  ];
  // A name of one or two letters or of a common word is in any text.
  return new Map(
    found.filter(
      ([, secret]) =>
        secret.length > 3 &&
        !['localhost', 'root', '127.0.0.1', '00:00:00:00:00:00'].includes(secret),
    ),
  );
}

function serials(): [string, string][] {
  const drives = readdirSync('/sys/block').flatMap(drive => [
    `/sys/block/${drive}/serial`,
    `/sys/block/${drive}/wwid`,
    `/sys/block/${drive}/device/serial`,
  ]);
  const machine = [
    '/etc/machine-id',
    '/sys/class/dmi/id/product_uuid',
    '/sys/class/dmi/id/product_serial',
    '/proc/sys/kernel/random/boot_id',
  ];
  return [...drives, ...machine].flatMap((path): [string, string][] => {
    try {
      return [[path, readFileSync(path, 'utf8').trim()]];
    } catch {
      return [];
    }
  });
}
