import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type Known,
  knownPairs,
  measuredBy,
  readAllKnown,
  readKnown,
  writeKnown,
} from '../../bench/known/known.ts';
import { biasedPairs, renderKnown } from '../../bench/known/markdown.ts';
import { settingsOf } from '../../bench/pairs/kinds.ts';
import { measuredBlocks } from '../../scripts/docs/measured.ts';
import { madeUpMeasure } from '../harness/made-up-run.ts';
import { pairsRunOf } from '../harness/pairs-run-of.ts';

const directory = mkdtempSync(join(tmpdir(), 'known-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const site = { directory: undefined, accelerator: 'tcg', lockWait: '1m', rounds: '6' };
const pair = 'raw, qcow2';
const disks = { head: 'cache=none,format=qcow2', base: 'cache=none' };

function measured(change: number) {
  const { plan } = settingsOf(site, { pair: disks, seed: '1' });
  const pairs = plan.pairs?.map(one => ({
    ...one,
    slices: plan.suite.workloads.map(({ name: workload }) => {
      return { workload, milliseconds: 7, blocks: 40, synced: false, burst: false, drained: false };
    }),
  }));
  return measuredBy(pairsRunOf({ ...plan, pairs }, () => change));
}

const known = (bias: number): Known => ({
  schema: 1,
  pair,
  ...disks,
  command: 'npm run bench:known',
  ways: { chosen: measured(-0.1), bias: measured(bias) },
});

describe('a known difference', () => {
  it('has the length of slices and each round’s difference; of fio the ratio of both disks', async () => {
    expect(measured(-0.1).cells[0]).toMatchObject({ workload: 'randread-4k-qd1', milliseconds: 7 });
    expect(measured(-0.1).cells[0]?.logs).toHaveLength(6);
    const { plan, site: where } = settingsOf(site, { pair: disks, seed: '1', suite: 'fio' });
    const { run } = await madeUpMeasure(({ side }) => (side === 'head' ? 0.5 : 1))({
      plan,
      site: where,
      commit: null,
      cacheDirectory: '',
      toolVersion: '0',
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    const [cell] = measuredBy(run).cells;
    expect(cell).not.toHaveProperty('milliseconds');
    expect(cell?.logs[0]).toBeCloseTo(Math.log(0.5), 1);
  });

  it('is kept, and read again; a file of no pair is refused', async () => {
    expect(readKnown(directory, pair)).toBeUndefined();
    await writeKnown(directory, known(0));
    expect(readAllKnown(directory)).toEqual([known(0)]);
    writeFileSync(join(directory, 'other.json'), '{}');
    expect(() => readAllKnown(directory)).toThrow(/files that are of no pair/);
  });

  it('is a row for each workload, and marked where its head beside itself is biased', () => {
    const [, , first] = renderKnown([known(0)]).split('\n');
    expect(first).toMatch(
      /^\| raw, qcow2 \| randread-4k-qd1 \| -(9\.\d|10) % ± 0\.\d % \(7 ms\) \| - \| - \| [+-]0\.\d % ± /,
    );
    expect(renderKnown([known(0.03)])).toMatch(/\*\*\+\d\.\d % ± 0\.\d %\*\* \|/);
    expect(biasedPairs([known(0)])).toEqual([]);
    expect(biasedPairs([known(0.03)])[0]).toMatch(/^raw, qcow2 \(randread-4k-qd1, /);
    expect(renderKnown([])).toBe('');
  });
});

it('there are twelve pairs, each of disks that the product takes', () => {
  expect(Object.keys(knownPairs)).toHaveLength(12);
  for (const both of Object.values(knownPairs))
    expect(settingsOf(site, { pair: both, seed: '1' }).plan.pairs).toHaveLength(1);
});

it('docs have no part of what was not measured', () => {
  const nowhere = join(directory, 'nowhere');
  expect(measuredBlocks('docs/performance.md', { traces: nowhere, known: nowhere })).toEqual([]);
});
