import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { Run } from '../../src/core/run.ts';
import { caches } from '../../src/disk/cache.ts';
import { diskModeKey } from '../../src/disk/fields.ts';
import type { DiskMode } from '../../src/disk/mode.ts';
import { decodeRun } from '../../src/suites/document.ts';
import { wholeEvidence } from '../harness/evidence.ts';

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

const text = readFileSync(resolve(import.meta.dirname, '../../fixtures/runs/pairs.json'), 'utf8');

/** What the decoder says of a real run of pairs after one change. */
function rejections(change: (run: Mutable<Run>) => void): string[] {
  const run = JSON.parse(text) as Mutable<Run>;
  change(run);
  const decoded = decodeRun(run);
  return decoded.ok ? [] : decoded.rejections.map(({ path, problem }) => `${path}: ${problem}`);
}

function armOf(run: Mutable<Run>, index: number) {
  const [arm, planned] = [run.arms[index], run.plan.arms[index]];
  if (arm?.subject.target.kind !== 'disk' || planned?.target.kind !== 'disk')
    throw new RangeError('no disk');
  return { arm, planned, modes: [arm.subject.target.mode, planned.target.mode] };
}

/** Everything that says the mode of an arm, apart from what was read back of it. */
function withMode(run: Mutable<Run>, index: number, mode: Partial<DiskMode>): void {
  const { arm, modes } = armOf(run, index);
  for (const one of modes) Object.assign(one, mode);
  arm.key = diskModeKey(modes[0] as DiskMode);
}

describe('each fact of the evidence', () => {
  const facts = (JSON.parse(text) as Run).arms[0]?.attestation.evidence ?? [];
  // Nobody can tell of what is shared on some filesystems.
  it.each(facts.slice(0, -1))('that lacks: $fact', ({ fact }) => {
    const found = rejections(({ arms }) => {
      for (const { attestation } of arms)
        attestation.evidence = attestation.evidence.filter(one => one.fact !== fact);
    });
    expect(found[0]).toBe(
      `arms.0.attestation: says ok, but ${fact} is not told and should be ${facts.find(one => one.fact === fact)?.expected}`,
    );
  });

  it.each(facts)('that is of another mode: $fact', ({ fact }) => {
    const found = rejections(({ arms }) => {
      for (const one of arms[0]?.attestation.evidence ?? [])
        if (one.fact === fact) Object.assign(one, { expected: 'other', found: 'other' });
    });
    expect(found).toEqual([expect.stringContaining(`says ok, but ${fact} is other`)]);
  });

  it('that is made up, or told twice', () => {
    const made = { fact: 'x', expected: '', found: '' };
    expect(rejections(({ arms }) => void arms[1]?.attestation.evidence.push(made))).toEqual([
      'arms.1.attestation: says ok, but tells more than its mode implies',
    ]);
    const again = (run: Mutable<Run>) => {
      const { evidence = [] } = run.arms[2]?.attestation ?? {};
      evidence.push({ ...(evidence[3] as (typeof evidence)[number]) });
    };
    expect(rejections(again)).toHaveLength(1);
  });
});

describe('a mode', () => {
  const others = caches.filter(cache => cache !== 'none');
  it.each(others)('cache=%s with the evidence of none is refused', cache => {
    expect(rejections(run => withMode(run, 0, { cache }))).toEqual([
      expect.stringContaining('arms.0.attestation: says ok, but '),
    ]);
  });

  it.each<Partial<DiskMode>>([
    { bus: 'virtio-scsi', iothread: true },
    { format: 'qcow2' },
    { format: 'qcow2', lazyRefcounts: true },
    { aio: 'native' },
    { numQueues: 2 },
    { detectZeroes: 'on' },
    { logicalBlockSize: 4096, physicalBlockSize: 4096 },
  ])('%o with the evidence of another one is refused, and with its own it is not', mode => {
    const proved = (run: Mutable<Run>, own: boolean) => {
      withMode(run, 0, mode);
      const { arm, modes } = armOf(run, 0);
      if (own)
        arm.attestation.evidence = wholeEvidence(modes[0] as DiskMode, { index: 0, shared: true });
    };
    expect(rejections(run => proved(run, false))[0]).toMatch(
      /^arms\.0\.attestation: says ok, but /,
    );
    expect(rejections(run => proved(run, true))).toEqual([]);
  });

  it('that is not the planned one, or is impossible, is refused', () => {
    const planned = (run: Mutable<Run>) =>
      void Object.assign(armOf(run, 0).modes[1] ?? {}, { cache: 'unsafe' });
    expect(rejections(planned)).toEqual(['arms.0.subject.target: is not what the plan has']);
    expect(rejections(run => withMode(run, 0, { bus: 'nvme', iothread: true }))[0]).toMatch(
      /^arms\.0\.subject\.target: iothread=on can't be set on bus=nvme/,
    );
  });
});

test('an arm of a side that it can’t be, or that a caveat says was not attested, is refused', () => {
  const aside = (side: 'host' | 'yardstick') => (run: Mutable<Run>) => {
    delete run.plan.pairs;
    for (const arm of [run.arms[1], run.plan.arms[1]]) Object.assign(arm ?? {}, { side });
  };
  for (const side of ['host', 'yardstick'] as const)
    expect(rejections(aside(side))).toContain(
      `arms.1.subject.target: is nothing that a ${side} arm called prod can be`,
    );
  const evidence = [{ fact: 'cache.direct in QEMU', expected: 'true', found: 'false' }];
  const of = { round: 0, arm: 'prod', side: 'head', used: true } as const;
  expect(
    rejections(({ caveats }) => void caveats.push({ kind: 'unattested', ...of, evidence })),
  ).toEqual(['arms.0.attestation: says ok, but a caveat does not']);
});

test.each<[string, (run: Mutable<Run>) => void, RegExp]>([
  [
    'a suite with a workload less',
    ({ plan }) => void plan.suite.workloads.pop(),
    /environment\.suite|is no pair/,
  ],
  [
    'a suite of another length',
    ({ plan }) => void Object.assign(plan.suite, { seconds: 0.001 }),
    /^environment\.suite: is not that of the planned suite/,
  ],
  [
    'a suite of other blocks',
    ({ plan }) => void Object.assign(plan.suite.workloads[0] ?? {}, { blockSize: 65_536 }),
    /^environment\.suite: /,
  ],
  ['an order that leaves out a pair', ({ plan }) => void plan.order[1]?.pop(), /^plan\.order\.1/],
  ['an order that has one twice', ({ plan }) => void plan.order[1]?.push(0), /^plan\.order\.1/],
  ['an order of fewer rounds', ({ plan }) => void plan.order.pop(), /^plan\.draws|^plan\.order: /],
  [
    'gated cells of a disk that was left out',
    ({ plan }) =>
      void (plan.gate = {
        looks: [2],
        cells: [{ arm: 'data', workload: 'read-1m-qd8', metric: 'throughput' }],
      }),
    /^looks|^plan\.gate\.cells\.0: is of no cell/,
  ],
  [
    'an end by a budget that was not used up',
    run => {
      run.rounds.pop();
      run.stop.reason = 'budget';
      run.plan.budget = 1e6;
    },
    /^stop\.reason: says budget/,
  ],
  [
    'an end by a write budget that was not used up',
    run => {
      run.rounds.pop();
      run.stop.reason = 'write-budget';
      run.bytesWritten = run.plan.writeBudget / 3;
    },
    /^stop\.reason: says write-budget/,
  ],
  [
    'an end before its end',
    ({ stop }) => void (stop.reason = 'budget'),
    /^stop\.reason|^rounds: 2/,
  ],
])('%s is refused', (_, change, problem) => {
  expect(rejections(change).join('\n')).toMatch(new RegExp(problem.source, 'm'));
});
