import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/core/environment.ts';
import { defaultPolicy, type Policy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import type { Judgement } from '../../src/judge/judgement.ts';
import { judgeAgainst } from '../../src/run.ts';
import { decodeRun } from '../../src/suites/document.ts';
import type { StoredReferenceRun } from '../e2e/stored-reference-run.ts';
import { bareRemote, cloneWithCommits, git } from '../harness/git.ts';
import { inOwnNetwork } from '../harness/own-network.ts';
import { makeProcessorQuota, type ProcessorQuota } from '../harness/processor-quota.ts';
import { openAt } from '../store/git/open-store.ts';

/**
 * A history in a ref, and pull requests that are judged against it and against their live base: all
 * of it real, from guest to ref. Three runs of the default branch, each of a later commit; a pull
 * request that takes about half of what its disk `prod` delivers, by needless nodes of QEMU, and
 * leaves `other` as it was; and the same once more on the host as it is when others have most of
 * its processors (a quota of the kernel's).
 */
const directory = mkdtempSync(join(tmpdir(), 'storage-gate-stored-'));
const driver = fileURLToPath(import.meta.resolve('../e2e/stored-reference-run.ts'));
const workload = 'randread-4k-qd32';
const disks = ['name=prod,size=64MiB', 'name=other,size=64MiB'];
/**
 * What a host that moved has of one processor while it measures: it loses more than a busy one does
 * between two runs.
 */
const share = 1 / 4;

let remote: string;
let commits: readonly string[];
let stored: Run;
let steady: Judged;
let moved: Judged;

interface Judged {
  readonly run: Run;
  readonly judgement: Judgement;
}

afterAll(() => rmSync(directory, { recursive: true, force: true }));

beforeAll(async () => {
  remote = await bareRemote(directory);
  const clone = await cloneWithCommits(directory, { remote, count: 4 });
  ({ commits } = clone);
  const images = join(directory, 'images');
  mkdirSync(images);
  const common = { directory: images, clone: clone.path, disks };
  const push = { ...common, baseDisks: [], rounds: 2, isDefaultBranch: true, slowed: undefined };
  for (const base of commits.slice(0, 3)) {
    ({ run: stored } = await runOnce({
      ...push,
      base,
      isTelling: false,
      out: join(directory, 'stored.json'),
    }));
  }
  const [, , base = ''] = commits;
  const change = { rounds: 9, isDefaultBranch: false, slowed: 'head prod' };
  const pull = { ...common, base, baseDisks: disks, ...change };
  steady = await runOnce({ ...pull, isTelling: false, out: join(directory, 'pull.json') });
  moved = await runMoved({ ...pull, isTelling: true, out: join(directory, 'moved.json') });
});

/** A host that can't be slowed down accepts nothing: this fails there. */
async function runMoved(asked: StoredReferenceRun): Promise<Judged> {
  await using quota = await makeProcessorQuota();
  return await runOnce(asked, quota);
}

/**
 * One whole run in a process of its own, on a host that has a part of its time while it measures
 * where there is a quota.
 */
async function runOnce(asked: StoredReferenceRun, quota?: ProcessorQuota): Promise<Judged> {
  const command = [process.execPath, driver, JSON.stringify(asked)];
  const [file = '', ...args] = inOwnNetwork(quota?.scoped(command) ?? command);
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    texts.stderr += chunk.toString();
    void quota?.set(texts.stderr.trimEnd().endsWith('measuring') ? share : undefined);
  });
  const [status] = (await ended) as [number | null];
  if (status !== 0) throw new Error(`a run ended with status ${status}:\n${texts.stderr}`);
  const { judgement } = JSON.parse(texts.stdout) as { judgement: Judgement };
  return { run: decode(asked.out), judgement };
}

function decode(path: string): Run {
  const decoded = decodeRun(JSON.parse(readFileSync(path, 'utf8')));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  return decoded.value;
}

/** A pull request's run against what the ref holds. */
async function judgedBy({ run }: Judged, reference: Policy['reference'] = 'both') {
  await using store = await openAt(directory, { url: remote });
  const ancestry = { commit: commits[2] ?? '', commits: commits.slice(0, 3) };
  return await judgeAgainst({ run, store, policy: { ...defaultPolicy, reference }, ancestry });
}

const cellOf = ({ cells }: Judgement, disk: string) =>
  cells.find(
    cell => cell.arm === disk && cell.workload === workload && cell.metric === 'throughput',
  );

describe('the runs of the default branch', () => {
  it('are in the ref, each with the commit that it measured, and the pull requests are not', async () => {
    const names = (await git(remote, 'ls-tree', '-r', '--name-only', 'baselines', 'runs')).split(
      '\n',
    );
    expect(names).toHaveLength(3);
    expect(names.every(name => name.startsWith(`runs/${fingerprintOf(stored.environment)}/`))).toBe(
      true,
    );
    expect(await git(remote, 'log', '--format=%s', 'baselines')).toBe(
      'Record a run\nRecord a run\nRecord a run',
    );
    const measured = steady.judgement.baseline.map(({ commit }) => commit);
    expect(new Set(measured)).toEqual(new Set(commits.slice(0, 3)));
  });
});

describe('the pull request that slowed a disk down', () => {
  it('is red for that disk, against its live base, with the stored runs named beside it', () => {
    const { judgement } = steady;
    const prod = cellOf(judgement, 'prod');
    expect(prod).toMatchObject({ reference: 'live base', verdict: 'regressed', gated: true });
    expect(prod?.change).toBeLessThan(-0.3);
    expect(cellOf(judgement, 'other')?.verdict).not.toBe('regressed');
    expect(judgement).toMatchObject({ verdict: 'regressed', passed: false });
  });

  it('is red for it against the stored runs alone, too', async () => {
    const found = await judgedBy(steady, 'stored');
    const expected = { reference: 'stored runs', baseRuns: 3, verdict: 'regressed' };
    expect(cellOf(found.judgement, 'prod')).toMatchObject(expected);
  });
});

describe('on a host that has a quarter of a processor left of those it had when its history was recorded', () => {
  it('the pull request is red for what it did, and for nothing else: the live base moved with the host', () => {
    const { judgement } = moved;
    expect(cellOf(judgement, 'prod')).toMatchObject({
      reference: 'live base',
      verdict: 'regressed',
    });
    expect(cellOf(judgement, 'prod')?.change).toBeLessThan(-0.3);
    expect(cellOf(judgement, 'other')).toMatchObject({ reference: 'live base', gated: true });
    expect(cellOf(judgement, 'other')?.verdict).not.toBe('regressed');
  });

  it('the stored runs alone would have blamed the pull request for the host', async () => {
    const found = await judgedBy(moved, 'stored');
    expect(cellOf(found.judgement, 'other')).toMatchObject({
      reference: 'stored runs',
      verdict: 'regressed',
    });
  });
});
