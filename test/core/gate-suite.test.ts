import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/core/environment.ts';
import { gateSuite } from '../../src/core/gate-suite.ts';
import { offsetSeed } from '../../src/core/order.ts';
import { decodeRun } from '../../src/core/run-checks.ts';
import { leastSeconds, seedSuite, suiteDigest } from '../../src/core/workload.ts';

describe('a suite', () => {
  it('of the post has the digest that stored runs have, so that they stay comparable', () => {
    const stored = readFileSync(
      join(import.meta.dirname, '../../fixtures/runs/first.json'),
      'utf8',
    );
    const run = decodeRun(JSON.parse(stored));
    if (!run.ok) throw new Error(JSON.stringify(run.rejections));
    expect(run.value.environment.suite).toBe(suiteDigest(seedSuite));
    expect(run.value.fingerprint).toBe(fingerprintOf(run.value.environment));
  });

  it('has another digest with another profile or engine', () => {
    const digests = [
      gateSuite('quick'),
      gateSuite('standard'),
      gateSuite('thorough'),
      { ...gateSuite('quick'), engine: 'libaio' as const },
    ].map(suiteDigest);
    expect(new Set(digests).size).toBe(4);
  });
});

describe('the least time of a workload', () => {
  const suite = gateSuite('quick');

  it('is nine tenths of ramp and run, for writes only until their cap', () => {
    const cap = suite.writeCap;
    expect(leastSeconds(suite, { workload: 'randread-4k-qd1', bytes: cap })).toBeCloseTo(1.35);
    expect(leastSeconds(suite, { workload: 'write-1m-qd8', bytes: cap - 1 })).toBeCloseTo(1.35);
    expect(leastSeconds(suite, { workload: 'write-1m-qd8', bytes: cap })).toBe(0);
    expect(leastSeconds(seedSuite, { workload: 'seqwr', bytes: cap })).toBeCloseTo(1.8);
  });
});

describe('the seed of offsets', () => {
  it('differs by plan, round and workload, and fits 32 bits', () => {
    const seeds = [0, 1].flatMap(randomSeed =>
      [0, 1].flatMap(round =>
        gateSuite('quick').workloads.map(({ name: workload }) =>
          offsetSeed({ randomSeed, round, workload }),
        ),
      ),
    );
    expect(seeds.length).toBeGreaterThanOrEqual(24);
    expect(new Set(seeds).size).toBe(seeds.length);
    expect(seeds.every(seed => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
  });
});
