import { describe, expect, it } from 'vitest';
import { requireSettings } from '../../src/config/settings.ts';
import { fingerprintOf } from '../../src/core/environment.ts';
import { pairOfArm } from '../../src/core/pair.ts';
import type { Failure } from '../../src/core/reason.ts';
import type { Run } from '../../src/core/run.ts';
import { sampleOf } from '../../src/core/sample.ts';
import { suiteDigest } from '../../src/core/suite.ts';
import { diskModeKey } from '../../src/disk/fields.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { proven } from '../harness/evidence.ts';
import { environment as host, momentIn } from '../harness/run-builder.ts';

const workloads = ['randread-4k-qd1', 'read-1m-qd8'];

/** A run of one disk, with its base and with the yardstick; `rounds` of them. */
function runOf(rounds: number): Run {
  const raw = { suite: 'pairs', disks: ['name=a,cache=none'], baseDisks: ['name=a,cache=none'] };
  const wanted = { ...raw, workloads: workloads.join(','), rounds: String(rounds) };
  const { plan } = requireSettings({
    raw: wanted,
    origin: 'cli',
    kept: true,
    randomSeed: 5,
    workspace: '/',
  });
  const startedAt = '2026-01-01T00:00:00Z';
  const environment = { ...host, suite: suiteDigest(plan.suite) };
  const cells = [0, 1].flatMap(pair => workloads.map(workload => ({ pair, workload })));
  return {
    schema: 1,
    tool: { name: 'qemu-storage-gate', version: '0.0.0' },
    startedAt,
    randomSeed: 5,
    plan,
    environment,
    fingerprint: fingerprintOf(environment),
    arms: proven(
      plan.arms.map(({ name, side, target }) => ({
        name,
        side,
        commit: null,
        subject: { target },
        key: target.kind === 'disk' ? diskModeKey(target.mode) : '',
        attestation: { ok: true, evidence: [] },
      })),
      plan.pairs,
    ),
    rounds: Array.from({ length: rounds }, (_, index) => ({
      index,
      boots: [],
      measurements: cells.flatMap(({ pair, workload }, order) =>
        [0, pair + 1].map(arm => ({
          arm,
          pair,
          workload,
          metric: 'throughput' as const,
          value: 100 * (pair + 1) + arm,
          order,
          startedAt: momentIn(startedAt, index),
          seconds: 1,
          bytes: 100 * (pair + 1) + arm,
        })),
      ),
      differences: cells.map(cell => ({ ...cell, log: 0, error: 0.01, ratios: 10 })),
      load: { stealShare: 0 },
    })),
    looks: [],
    stop: { reason: 'planned' },
    timing: { boot: 0, prepare: 0, measure: 0, rest: 0 },
    bytesWritten: 0,
    caveats: [],
  };
}

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

function refused(change: (run: Mutable<Run>) => void): readonly string[] {
  const run = structuredClone(runOf(2)) as Mutable<Run>;
  change(run);
  const decoded = decodeRun(run);
  return decoded.ok ? [] : decoded.rejections.map(({ path, problem }) => `${path}: ${problem}`);
}

describe('a document with pairs', () => {
  it.each<[string, (run: Mutable<Run>) => void, RegExp]>([
    [
      'lacks its pairs',
      run => {
        delete run.plan.pairs;
        run.arms.forEach(arm => void (arm.attestation = { ok: false, evidence: [] }));
        run.rounds.forEach(round => void (round.measurements = []));
      },
      /^plan\.order\.0: does not name each/,
    ],
    [
      'pairs a base with itself',
      ({ plan }) => void Object.assign(plan.pairs?.[0] ?? {}, { head: 1 }),
      /^plan\.pairs\.0: is no pair/,
    ],
    [
      'pairs a head with an arm that is not there',
      ({ plan }) => void Object.assign(plan.pairs?.[1] ?? {}, { against: 9 }),
      /^plan\.pairs\.1: is no pair/,
    ],
    ['lacks a draw', ({ plan }) => void plan.draws?.[1]?.pop(), /^plan\.draws: are not one for/],
    [
      'orders a pair that is not there',
      ({ plan }) => void (plan.order[0] = [2, 0]),
      /^plan\.order\.0: does not name each/,
    ],
    [
      'has a difference twice',
      ({ rounds }) => void rounds[1]?.differences?.push(structuredClone(rounds[1].differences[0]!)),
      /^rounds\.1\.differences\.4: is of no cell/,
    ],
    [
      'has a difference of a workload that is not there',
      ({ rounds }) => void Object.assign(rounds[0]?.differences?.[1] ?? {}, { workload: 'other' }),
      /^rounds\.0\.differences\.1: is of no cell/,
    ],
    [
      'measures an arm in a pair that it is not in',
      ({ rounds }) => void Object.assign(rounds[0]?.measurements[1] ?? {}, { pair: 1 }),
      /^rounds\.0\.measurements\.1\.pair: is no pair of arm 1/,
    ],
    [
      'measures an arm in no pair',
      ({ rounds }) => void delete rounds[0]?.measurements[0]?.pair,
      /^rounds\.0\.measurements\.0\.pair: is no pair of arm 0/,
    ],
  ])('that %s is refused', (_, change, expected) => {
    expect(refused(change)[0]).toMatch(expected);
  });

  it('that is sound decodes', () => {
    expect(refused(() => undefined)).toEqual([]);
  });
});

describe('a sample of an arm in two pairs', () => {
  const cell = { armIndex: 0, workload: 'randread-4k-qd1', metric: 'throughput' } as const;
  const valueIn = (run: Run, pair?: number): unknown => {
    const sample = sampleOf(run, { ...cell, pair });
    return sample.kind === 'values' ? sample.centre : sample.reason;
  };

  it('is that of the pair with its base, or of the pair that is asked for', () => {
    const run = runOf(2);
    expect(pairOfArm(run.plan, 0)).toBe(0);
    expect(pairOfArm(run.plan, 2)).toBe(1);
    expect(valueIn(run)).toBeCloseTo(100);
    expect(valueIn(run, 1)).toBeCloseTo(200);
  });

  it('is there after a single round', () => {
    expect(valueIn(runOf(1), 1)).toBeCloseTo(200);
  });

  it('is missing where one side has no value in a round', () => {
    const run = structuredClone(runOf(3)) as Mutable<Run>;
    const round = run.rounds[2];
    if (round !== undefined)
      round.measurements = round.measurements.filter(({ arm, pair }) => arm !== 1 || pair !== 0);
    expect(sampleOf(run, { ...cell, armIndex: 1 })).toMatchObject({
      kind: 'missing',
      reason: { kind: 'no-value', round: 2 },
    });
  });

  it.each<[string, Failure]>([
    ['of the whole pair', { pair: 0, reason: { kind: 'tool-failed', said: 'no' } }],
    ['of its workload', { pair: 0, workload: cell.workload, reason: { kind: 'instrument-bound' } }],
  ])('is missing where a round has a failure %s, in that pair only', (_, failure) => {
    const run = structuredClone(runOf(2)) as Mutable<Run>;
    Object.assign(run.rounds[1] ?? {}, { failures: [failure] });
    expect(sampleOf(run, { ...cell, armIndex: 0 })).toEqual({
      kind: 'missing',
      reason: { kind: 'guarded', round: 1, by: failure.reason },
    });
    expect(valueIn(run, 1)).toBeCloseTo(200);
  });
});
