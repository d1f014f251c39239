import { open, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Limit } from '../../../src/core/limit.ts';
import { imageReasons, limitReasons, unreadLimits } from '../../../src/measure/pairs/guards.ts';
import type { PluggedPair } from '../../../src/measure/pairs/runner.ts';
import { pairsSuite } from '../../../src/suites/pairs/suite.ts';
import { temporaryDirectory } from '../../harness/temporary-directory.ts';

const mebibyte = 2 ** 20;
const mode = {
  format: 'raw',
  cache: 'none',
  aio: 'threads',
  bus: 'virtio-blk',
  iothread: false,
  size: mebibyte,
} as const;

/** A pair of plugged disks, by their images. */
function pairOf(head: string, against: string): PluggedPair {
  const diskOf = (id: string, image: string) => ({
    guest: {} as never,
    disk: {
      id,
      image,
      mode,
      port: 0,
      device: '',
      mountPoint: '',
      attestation: { ok: true, evidence: [] },
    },
  });
  return { head: diskOf('arm0', head), against: diskOf('arm1', against) };
}

describe('limits in force', () => {
  const [workload] = pairsSuite('quick').workloads;
  if (workload === undefined) throw new TypeError('the suite has workloads');
  const latency = { mean: 1, p50: 1, p95: 1, p99: 1, p999: 1 };
  /** A side that did so many requests of 4 KiB in a second. */
  const sideOf = (requests: number) => ({
    requests,
    bytes: requests * 4096,
    seconds: 1,
    latency,
    rate: requests,
    drain: 0,
  });
  const reasonsFor = (limits: readonly Limit[]) =>
    limitReasons(
      { limits, unknown: [] },
      {
        pair: pairOf('/a', '/b'),
        workload,
        head: sideOf(1000),
        against: sideOf(1000),
        processors: 0.5,
        sliceSeconds: 0.01,
      },
    );
  const limitOf = (node: string, perSecond: number): Limit => ({
    source: 'QEMU',
    node,
    what: 'requests',
    direction: 'both',
    perSecond,
  });

  it('make a workload missing where slices are too short to see one', () => {
    const { missing, doubts } = reasonsFor([limitOf('arm0-disk', 900)]);
    const facts = { side: 'head', source: 'QEMU', what: 'requests', limit: 900, rate: 1000 };
    expect(missing).toEqual([{ kind: 'limit-refills', ...facts }]);
    expect(doubts).toEqual([]);
  });

  it('are a doubt where both sides are at a flat ceiling', () => {
    const { missing, doubts } = reasonsFor([
      limitOf('arm0-disk', 1000),
      limitOf('arm1-disk', 1000),
    ]);
    expect(missing).toEqual([]);
    expect(doubts.map(({ kind }) => kind)).toEqual(['limit-ceiling', 'limit-ceiling']);
  });

  it('far above the rate, or on another disk, say nothing', () => {
    const silent = { missing: [], doubts: [] };
    expect(reasonsFor([limitOf('arm0-disk', 1e6), limitOf('arm7-disk', 10)])).toEqual(silent);
  });

  it('that can’t be read are told once', () => {
    expect(unreadLimits({ limits: [], unknown: [] })).toEqual([]);
    expect(unreadLimits({ limits: [], unknown: ['io.max'] })).toEqual([
      { kind: 'limits-unread', unknown: ['io.max'] },
    ]);
  });
});

describe('the images of a pair', () => {
  it('are reasons where one has holes, with the side and the moment', async () => {
    await using directory = await temporaryDirectory();
    const [whole, holey] = [join(directory.path, 'whole'), join(directory.path, 'holey')];
    await writeFile(whole, Buffer.alloc(mebibyte, 1));
    await using file = await open(whole, 'r+');
    await file.sync();
    await writeFile(holey, '');
    await truncate(holey, mebibyte);
    const reasons = await imageReasons(pairOf(whole, holey), 'after');
    expect(reasons.filter(({ kind }) => kind === 'allocation')).toEqual([
      {
        kind: 'allocation',
        side: 'against',
        expected: 0,
        found: 1,
        moment: 'after',
      },
    ]);
  });

  it('are reasons where the page cache holds what O_DIRECT should pass by', async () => {
    await using directory = await temporaryDirectory();
    const image = join(directory.path, 'image');
    // Just written, so that all of it is in memory.
    await writeFile(image, Buffer.alloc(mebibyte, 1));
    const reasons = await imageReasons(pairOf(image, image), 'before');
    expect(reasons).toContainEqual({
      kind: 'page-cache',
      side: 'head',
      expected: 0,
      found: 1,
      moment: 'before',
    });
  });
});
