import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../src/core/policy.ts';
import type { Run } from '../../src/core/run.ts';
import { sampleOf } from '../../src/core/sample.ts';
import { judge } from '../../src/judge/judge.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { decodeRun, encodeRun } from '../../src/suites/document.ts';
import { baselineOf } from '../harness/baseline-of.ts';
import { inOwnNetwork } from '../harness/own-network.ts';

/** The fio suite on a real guest: two short rounds, and one more as another run. */
const directory = mkdtempSync(join(tmpdir(), 'storage-gate-fio-'));
const driver = fileURLToPath(import.meta.resolve('./short-fio-run.ts'));
const mebibyte = 2 ** 20;
/** The document of the first run, as it was written. */
let document: string;
let first: Run;
let second: Run;

afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function runOnce({
  rounds,
  randomSeed,
}: {
  readonly rounds: number;
  readonly randomSeed: number;
}): Promise<string> {
  const words = [directory, String(rounds), String(randomSeed)];
  const [file = '', ...args] = inOwnNetwork([process.execPath, driver, ...words]);
  const { stdout } = await promisify(execFile)(file, args, { maxBuffer: 2 ** 26 });
  return stdout;
}

function decode(text: string): Run {
  const decoded = decodeRun(JSON.parse(text));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.rejections));
  return decoded.value;
}

beforeAll(async () => {
  document = await runOnce({ rounds: 2, randomSeed: 1 });
  first = decode(document);
  second = decode(await runOnce({ rounds: 1, randomSeed: 2 }));
});

const valueOf = (
  run: Run,
  [arm, workload, metric]: readonly [string, string, 'throughput' | 'cpu-per-io'],
): number => {
  const armIndex = run.arms.findIndex(({ name }) => name === arm);
  const sample = sampleOf(run, { armIndex, workload, metric });
  if (sample.kind === 'missing')
    throw new Error(`${arm} ${workload} ${metric}: ${sample.reason.kind}`);
  return sample.centre;
};

describe('a run of the fio suite', () => {
  it('has a value in every cell of every disk, and no tool that failed', () => {
    expect(first.caveats.filter(({ kind }) => kind === 'failed')).toEqual([]);
    for (const arm of ['prod', 'through', 'bare']) {
      for (const { name } of first.plan.suite.workloads) {
        expect(valueOf(first, [arm, name, 'throughput'])).toBeGreaterThan(10_000);
        expect(valueOf(first, [arm, name, 'cpu-per-io'])).toBeGreaterThan(0);
      }
    }
  });

  it('is encoded and decoded without a change', () => {
    expect(encodeRun(first)).toBe(document);
  });

  it('measures the host job of each mode and host-direct, in the first round only', () => {
    const hosts = first.arms
      .filter(({ side, key }) => side === 'host' && key !== 'null')
      .map(({ name, key }) => [name, key]);
    expect(hosts).toEqual([
      ['host-direct', 'host-direct'],
      ['host-dsync', 'host-dsync'],
    ]);
    const measuredIn = first.rounds.map(
      ({ measurements }) => new Set(measurements.map(({ arm }) => arm)).size,
    );
    expect(measuredIn).toEqual([5, 3]);
    expect(valueOf(first, ['host-dsync', 'randread-4k-qd1', 'throughput'])).toBeGreaterThan(1e6);
  });

  it('ends a capped write early, which is valid', () => {
    const writes = first.rounds.flatMap(({ measurements }) =>
      measurements.filter(
        ({ workload, metric }) => workload === 'write-1m-qd2' && metric === 'throughput',
      ),
    );
    expect(writes.length).toBeGreaterThan(0);
    expect(writes.map(({ bytes }) => bytes)).toContain(4 * mebibyte);
    expect(Math.max(...writes.map(({ bytes }) => bytes))).toBeLessThanOrEqual(4 * mebibyte);
  });

  it('records one engine for all arms, and proves their modes', () => {
    expect(new Set(first.arms.map(({ engine }) => engine)).size).toBe(1);
    expect(first.arms.map(({ attestation }) => attestation.ok)).toEqual(first.arms.map(() => true));
  });

  it('lays its images out once', () => {
    // 64 MiB each for the master, two copies and the host file, then the writes themselves: two of
    // 4 MiB each at most.
    expect(first.bytesWritten).toBeGreaterThan(4 * 64 * mebibyte);
    expect(first.bytesWritten).toBeLessThan(4 * 64 * mebibyte + 6 * 4 * 8 * mebibyte + mebibyte);
  });
});

describe('two runs of the fio suite', () => {
  it('have one fingerprint and are compared, cell by cell', () => {
    expect(second.fingerprint).toBe(first.fingerprint);
    const judgement = judge({
      run: second,
      baseline: baselineOf(second, [first]),
      policy: defaultPolicy,
    });
    // Levels gate nothing.
    expect(judgement.gatedCells).toBe(0);
    const compared = judgement.cells.filter(
      ({ side, metric }) => side === 'head' && metric === 'throughput',
    );
    expect(compared.map(({ baseRuns }) => baseRuns)).toEqual(Array(12).fill(1));
    expect(judgement.cells.filter(({ verdict }) => verdict === 'missing')).toEqual([]);
  });

  it('report IOPS, the ratio to the matched host job, and no claim of the blog post', () => {
    const judgement = judge({
      run: second,
      baseline: baselineOf(second, [first]),
      policy: defaultPolicy,
    });
    const report = renderMarkdown({ run: second, judgement, claims: [], limit: 65_536 });
    expect(report).toMatch(/random read 4k, depth 1, IOPS/);
    expect(report).toMatch(/prod to host direct; through to host dsync/);
    expect(report).toMatch(/Latency at depth 1/);
  });
});
