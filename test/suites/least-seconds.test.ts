import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/core/environment.ts';
import { offsetSeed } from '../../src/core/order.ts';
import { suiteDigest } from '../../src/core/suite.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { fioSuite } from '../../src/suites/fio/workloads.ts';
import { rulesOf } from '../../src/suites/registry.ts';
import { sysbenchSuite } from '../../src/suites/sysbench/workloads.ts';

describe('a suite', () => {
  it('of the post has the digest that stored runs have, so that they stay comparable', () => {
    const stored = readFileSync(
      join(import.meta.dirname, '../../fixtures/runs/first.json'),
      'utf8',
    );
    const run = decodeRun(JSON.parse(stored));
    if (!run.ok) throw new Error(JSON.stringify(run.rejections));
    expect(run.value.environment.suite).toBe(suiteDigest(sysbenchSuite));
    expect(run.value.fingerprint).toBe(fingerprintOf(run.value.environment));
  });

  it('has another digest with another profile or engine', () => {
    const digests = [
      fioSuite('quick'),
      fioSuite('standard'),
      fioSuite('thorough'),
      { ...fioSuite('quick'), engine: 'libaio' as const },
    ].map(suiteDigest);
    expect(new Set(digests).size).toBe(4);
  });
});

describe('the least time of a workload', () => {
  const suite = fioSuite('quick');

  it('is nine tenths of ramp and run, for writes only until their cap', () => {
    const cap = suite.writeCap;
    const rules = rulesOf(suite);
    expect(rules.leastSeconds({ workload: 'randread-4k-qd1', bytes: cap })).toBeCloseTo(1.35);
    expect(rules.leastSeconds({ workload: 'write-1m-qd2', bytes: cap - 1 })).toBeCloseTo(1.35);
    expect(rules.leastSeconds({ workload: 'write-1m-qd2', bytes: cap })).toBe(0);
    const ofFiles = rulesOf(sysbenchSuite).leastSeconds({ workload: 'seqwr', bytes: cap });
    expect(ofFiles).toBeCloseTo(1.8);
  });
});

describe('the seed of offsets', () => {
  it('differs by plan, round and workload, and fits 32 bits', () => {
    const seeds = [0, 1].flatMap(randomSeed =>
      [0, 1].flatMap(round =>
        fioSuite('quick').workloads.map(({ name: workload }) =>
          offsetSeed({ randomSeed, round, workload }),
        ),
      ),
    );
    expect(seeds.length).toBeGreaterThanOrEqual(24);
    expect(new Set(seeds).size).toBe(seeds.length);
    expect(seeds.every(seed => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
  });
});
