import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveSettings } from '../../src/config/settings.ts';
import { pairsSuiteSchema } from '../../src/suites/pairs/suite.ts';
import { describeShape, shapeDigest, usualShapes } from '../../src/suites/shape.ts';

const disks = 'disks: { prod: { cache: none, size: 256MiB } }';

interface Asked {
  readonly raw?: Readonly<Record<string, string | readonly string[]>>;
  readonly base?: string;
  readonly disks?: string;
}

function resolved(workloads: string, asked: Asked = {}) {
  const text = (own: string) => `version: 1\n${asked.disks ?? disks}\nworkloads: ${own}\n`;
  return resolveSettings({
    raw: asked.raw ?? {},
    configFile: { path: 'gate.yml', text: text(workloads) },
    ...(asked.base !== undefined && { workloadsFrom: { path: 'base', text: text(asked.base) } }),
    origin: 'cli',
    randomSeed: 1,
    workspace: '/w',
  });
}

function suiteOf(workloads: string, asked?: Asked) {
  const outcome = resolved(workloads, asked);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.rejections));
  return outcome.value;
}

const names = (workloads: string, asked?: Asked) =>
  suiteOf(workloads, asked).plan.suite.workloads.map(({ name }) => name);

const faultsOf = (workloads: string, asked?: Asked) => {
  const outcome = resolved(workloads, asked);
  return outcome.ok ? [] : outcome.rejections;
};

const oltp =
  'oltp: { read: 70 %, pattern: random, block: 8 KiB, depth: 16, jobs: 4, sync: none, region: 64 MiB, skew: hot 10/90 }';

describe("a user's workload", () => {
  it('is measured in place of those of the suite, and means what it says', () => {
    const { suite } = suiteOf(`{ ${oltp} }`).plan;
    const [own] = pairsSuiteSchema.parse(suite).workloads;
    expect(own).toEqual({
      name: 'oltp',
      title: own === undefined ? '' : describeShape(own),
      read: 0.7,
      pattern: 'random',
      blockSize: 8192,
      depth: 16,
      jobs: 4,
      sync: 'none',
      region: 64 * 2 ** 20,
      hot: { part: 0.1, share: 0.9 },
    });
    expect(own?.title).toBe(
      'random 70 % reads + 30 % writes, 8 KiB, depth 16 x 4 jobs, 64 MiB of the disk, 90 % in the first 10 %',
    );
    expect(suite.workloads).toHaveLength(1);
  });

  it.each([
    ['{ a: { read: 0 % } }', { read: 0 }],
    ['{ a: { read: 100 % } }', { read: 1 }],
    ['{ a: { read: 0 %, sync: fdatasync every 8 } }', { sync: 'fdatasync', every: 8 }],
    ['{ a: { read: 0 %, sync: dsync } }', { sync: 'dsync' }],
    ['{ a: { read: 0 %, zeroes: on } }', { zeroes: true, region: 2 ** 24 }],
    [
      '{ a: { block: { 4 KiB: 75 %, 64 KiB: 25 % } } }',
      {
        blockSize: 19_456,
        blocks: [
          { bytes: 4096, share: 0.75 },
          { bytes: 65_536, share: 0.25 },
        ],
      },
    ],
  ])('%s', (text, shape) => {
    expect(suiteOf(text).plan.suite.workloads[0]).toMatchObject(shape);
  });

  it('has a digest of what it asks, whatever it is called', () => {
    const digests = (fields: string) => {
      const { workloads } = pairsSuiteSchema.parse(
        suiteOf(`{ a: { ${fields} }, b: { ${fields} } }`).plan.suite,
      );
      return workloads.map(shapeDigest);
    };
    const [one, same] = digests('depth: 2');
    expect(one).toBe(same);
    for (const other of ['depth: 3', 'depth: 2, jobs: 2', 'depth: 2, read: 50 %'])
      expect(digests(other)[0]).not.toBe(one);
    expect(new Set(usualShapes.map(shapeDigest)).size).toBe(usualShapes.length);
  });

  it('may stand beside one of the suite, which keeps its numbers', () => {
    expect(names(`{ read-1m-qd8: {}, ${oltp} }`)).toEqual(['read-1m-qd8', 'oltp']);
    const { suite } = suiteOf('{ read-1m-qd8: { gate: [latency-p50] } }').plan;
    expect(suite.workloads).toEqual(usualShapes.filter(({ name }) => name === 'read-1m-qd8'));
  });

  it('is picked by its name, as those of the suite are', () => {
    const raw = { workloads: 'oltp,randread-4k-qd1' };
    expect(names(`{ ${oltp}, other: { depth: 2 } }`, { raw })).toEqual(['randread-4k-qd1', 'oltp']);
  });

  it('gates the metrics that it names, and no other', () => {
    const { policy } = suiteOf('{ a: { depth: 2, gate: [throughput, latency-p99] } }');
    expect(policy.cells).toEqual([
      { workload: 'a', gate: false, ofWorkload: true },
      { workload: 'a', metric: 'throughput', gate: true, ofWorkload: true },
      { workload: 'a', metric: 'latency-p99', gate: true, ofWorkload: true },
    ]);
  });
});

describe('a workload that is refused', () => {
  it.each([
    ['{}', 'workloads', 'at least one workload'],
    ['{ a: { read: 101 % } }', 'workloads.a.read', '"101 %" is not a percentage'],
    ['{ a: { read: 70 } }', 'workloads.a.read', '"70" is not a percentage'],
    ['{ a: { block: 100 B } }', 'workloads.a.block', 'whole sectors of 512'],
    ['{ a: { block: 64 MiB } }', 'workloads.a.block', '16 MiB at most'],
    ['{ a: { block: { 4 KiB: 0 %, 8 KiB: 100 % } } }', 'workloads.a.block', 'each above 0 %'],
    ['{ a: { block: { 4 KiB: 50 %, 8 KiB: 40 % } } }', 'workloads.a.block', '100 % together'],
    ['{ a: { depth: 0 } }', 'workloads.a.depth', 'from 1 to 1024'],
    ['{ a: { depth: 10000 } }', 'workloads.a.depth', 'from 1 to 1024'],
    ['{ a: { depth: 512, jobs: 4 } }', 'workloads.a.depth', '1024 requests'],
    ['{ a: { depth: 128, block: 1 MiB } }', 'workloads.a.depth', '64 MiB under way'],
    ['{ a: { region: 4 KiB, depth: 2 } }', 'workloads.a.region', 'smaller than'],
    ['{ a: { region: 1 GiB } }', 'workloads.a.region', 'has room for 128 MiB'],
    ['{ a: { sync: sometimes, read: 0 % } }', 'workloads.a.sync', 'not a known value'],
    ['{ a: { sync: fdatasync every 0, read: 0 % } }', 'workloads.a.sync', 'from 1 to'],
    ['{ a: { sync: fdatasync } }', 'workloads.a.sync', 'nothing to sync'],
    ['{ a: { skew: hot 0/90 } }', 'workloads.a.skew', 'no skew'],
    ['{ a: { skew: hot 10/90, pattern: sequential } }', 'workloads.a.skew', 'no hot part'],
    ['{ a: { zeroes: on } }', 'workloads.a.zeroes', 'only writes'],
    ['{ a: { reed: 70 % } }', 'workloads.a.reed', 'unknown key'],
    ['{ a: { gate: [latency-p98] } }', 'workloads.a.gate', 'latency-p98'],
    ['{ a: { depth: 2, gate: [cpu-per-io] } }', 'workloads.a.gate', 'lacks the metric'],
    ['{ "a b": { depth: 1 } }', 'workloads.a b', "can't be a workload's"],
    ['{ "": { depth: 1 } }', 'gate.yml:3', 'for no text'],
    ['{ a: { depth: 1 }, a: { depth: 2 } }', 'gate.yml:3', 'a'],
    ['{ randread-4k-qd1: { depth: 2 } }', 'workloads.randread-4k-qd1', 'already'],
    ['{ randread-4k: {} }', 'workloads.randread-4k', 'not a known value'],
  ])('%s', (text, path, problem) => {
    const [first, ...others] = faultsOf(text);
    expect(others).toEqual([]);
    expect(first?.path).toContain(path);
    expect(first?.problem).toContain(problem);
    expect(first?.remedy).toBeTruthy();
  });

  it('asks less than a sector of a disk', () => {
    const large =
      'disks: { prod: { cache: none, logical_block_size: 4096, physical_block_size: 4096 } }';
    const [first] = faultsOf('{ a: { block: 3 KiB } }', { disks: large });
    expect(first).toMatchObject({
      path: 'gate.yml:3 workloads.a.block',
      problem: 'the disk "prod" has sectors of 4 KiB',
      remedy: 'use a multiple of that',
    });
    expect(faultsOf('{ a: { block: 3 KiB } }')).toEqual([]);
  });

  it('says what fio has no words for, in suite fio', () => {
    const raw = { suite: 'fio' };
    expect(names('{ a: { depth: 4, block: 16 KiB } }', { raw })).toEqual(['a']);
    const [first] = faultsOf(`{ ${oltp} }`, { raw });
    expect(first?.problem).toContain('a job of the suite fio');
    expect(faultsOf(`{ ${oltp} }`, { raw: { suite: 'sysbench' } })[0]?.problem).toContain('own');
  });
});

describe('on a pull request', () => {
  const base = `{ ${oltp} }`;
  const depthsIn = (workloads: string) =>
    pairsSuiteSchema
      .parse(suiteOf(workloads, { base }).plan.suite)
      .workloads.map(({ name, depth }) => `${name} ${depth}`);

  it('is what the base says of it, and new ones are measured beside it', () => {
    expect(depthsIn('{ oltp: { depth: 1 }, more: { depth: 3 } }')).toEqual(['oltp 16', 'more 3']);
    expect(depthsIn('{ more: { depth: 3 } }')).toEqual(['oltp 16', 'more 3']);
  });

  it('can not be left out by a list', () => {
    expect(depthsIn('[randread-4k-qd1]')).toEqual(['oltp 16']);
  });
});

describe('workloads that join', () => {
  const joinedBy = (fields: string) => {
    const text = `version: 1\ndisks: { prod: { ${fields} } }\n`;
    const configFile = { path: 'gate.yml', text };
    const raw = { baseDisks: ['name=prod,cache=none'] };
    const asked = { raw, configFile, origin: 'cli', randomSeed: 1, workspace: '/w' } as const;
    const outcome = resolveSettings(asked);
    return outcome.ok ? outcome.value.plan.suite.workloads.slice(6).map(({ name }) => name) : [];
  };

  it.each([
    ['cache: none', []],
    ['cache: writethrough', ['write-4k-dsync']],
    ['cache: directsync', ['write-4k-dsync']],
    ['cache: none, write-cache: off', ['write-4k-dsync']],
    ['cache: none, detect-zeroes: on', ['write-zeroes-64k-qd4']],
    [
      'cache: directsync, discard: unmap, detect-zeroes: unmap',
      ['write-4k-dsync', 'write-zeroes-64k-qd4'],
    ],
  ])('for a disk with %s', (fields, expected) => {
    expect(joinedBy(fields)).toEqual(expected);
  });
});

it('every sound entry comes back from the document of a suite', () => {
  const percent = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(
      percent,
      fc.constantFrom('random', 'sequential'),
      fc.integer({ min: 1, max: 32 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 64 }),
      (read, pattern, depth, jobs, sectors) => {
        const fields = `read: ${read} %, pattern: ${pattern}, depth: ${depth}, jobs: ${jobs}, block: ${sectors * 512} B`;
        const { suite } = suiteOf(`{ a: { ${fields} } }`).plan;
        expect(pairsSuiteSchema.parse(JSON.parse(JSON.stringify(suite)))).toEqual(suite);
      },
    ),
    { numRuns: 50 },
  );
});
