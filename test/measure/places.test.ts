import { describe, expect, it } from 'vitest';
import { requireSettings } from '../../src/config/settings.ts';
import { directoryNeeds } from '../../src/measure/host-files.ts';
import {
  imageGroups,
  imagesCost,
  layoutOrder,
  pairFiles,
  pluggingOrder,
} from '../../src/measure/places.ts';

const mebibyte = 2 ** 20;
const site = { directory: '/', hostDirectories: {}, allowTmpfs: false };

function planOf(disks: readonly string[], baseDisks: readonly string[] = [], kept = false) {
  const raw = { suite: 'pairs', disks: [...disks], baseDisks: [...baseDisks], rounds: '8' };
  return requireSettings({ raw, origin: 'cli', kept, randomSeed: 3, workspace: '/' }).plan;
}

const filesOf = (plan: ReturnType<typeof planOf>) =>
  pairFiles(plan).map(({ arms, isFresh }) => `${arms.join('+')}${isFresh ? ' fresh' : ''}`);

describe('the files of pairs', () => {
  it('are one for all disks that pairs of one file tie together, made once', () => {
    const disks = ['name=a,cache=none', 'name=b,cache=none,aio=native'];
    expect(filesOf(planOf(disks, ['name=a,cache=none'], true))).toEqual(['0+1+2+3']);
  });

  it('are new for each round where modes are unlike, with all that the pair touches', () => {
    const disks = ['name=a,cache=writeback', 'name=b,format=qcow2', 'name=c,cache=none'];
    // c and the yardstick are one file, which a and b are measured against.
    expect(filesOf(planOf(disks, ['name=a,cache=writeback'], true))).toEqual([
      '0+3 fresh',
      '1 fresh',
      '2+4 fresh',
    ]);
  });

  it("have the host's own one among them, as large as the disk beside it, in every round anew", () => {
    const raw = { suite: 'pairs', disks: ['name=a,cache=none,size=128MiB'], qemu: '/opt/qemu' };
    const { plan } = requireSettings({ raw, origin: 'cli', randomSeed: 3, workspace: '/' });
    expect(filesOf(plan)).toEqual(['0 fresh', '1 fresh']);
    expect(pairFiles(plan)[1]?.mode).toMatchObject({ format: 'raw', size: 128 * mebibyte });
    expect(imagesCost(plan).round).toBe(256 * mebibyte);
    expect(directoryNeeds({ plan, site })).toHaveLength(1);
  });

  it('cost their layout and what they begin with; fresh ones again in each round', () => {
    const one = planOf(['name=a,cache=none'], ['name=a,cache=none']);
    const size = 256 * mebibyte;
    expect(imagesCost(one)).toMatchObject({ preparation: 2 * size, round: 0, space: 2 * size });
    const unlike = planOf(
      ['name=a,size=128MiB'],
      ['name=a,size=128MiB,format=qcow2,preallocation=full'],
    );
    expect(imagesCost(unlike)).toMatchObject({
      preparation: 4 * 128 * mebibyte,
      round: 3 * 128 * mebibyte,
      space: 3 * 128 * mebibyte,
    });
  });

  it('of a single disk and of 30 are laid out and plugged in completely', () => {
    for (const count of [1, 30]) {
      const names = Array.from({ length: count }, (_, index) => `name=d${index},cache=writeback`);
      const plan = planOf(names, names, true);
      const files = pairFiles(plan);
      expect(files.flatMap(({ arms }) => arms).toSorted((a, b) => a - b)).toEqual([
        ...plan.arms.keys(),
      ]);
      expect(new Set(layoutOrder(plan, files, 0))).toEqual(new Set(files));
      expect(pluggingOrder(plan, 0).toSorted((a, b) => a - b)).toEqual([...plan.arms.keys()]);
    }
  });
});

describe('what is drawn for a pair', () => {
  const disks = ['name=a,format=qcow2', 'name=b,cache=none'];
  const plan = planOf(disks, ['name=b,cache=writeback', 'name=a,format=qcow2'], true);

  it('decides which of its disks is plugged in first, in every round and for every pair', () => {
    for (const [round, draws] of (plan.draws ?? []).entries()) {
      const order = pluggingOrder(plan, round);
      for (const [pair, { head, against }] of (plan.pairs ?? []).entries())
        expect(order.indexOf(against) < order.indexOf(head)).toBe(draws[pair]?.slots);
    }
  });

  it('decides which of its new images is laid out first', () => {
    const files = pairFiles(plan);
    for (const [round, draws] of (plan.draws ?? []).entries()) {
      const order = layoutOrder(plan, files, round);
      const placeOf = (arm: number): number => order.findIndex(({ arms }) => arms.includes(arm));
      const fresh = [...(plan.pairs ?? []).entries()].filter(
        ([, { place }]) => place !== 'one file',
      );
      expect(fresh.map(([, { head, against }]) => placeOf(against) < placeOf(head))).toEqual(
        fresh.map(([pair]) => draws[pair]?.places),
      );
    }
  });
});

describe('the images of arms that are measured one after the other', () => {
  it('arms whose images are made alike form a group; host arms are in none', () => {
    const disks = [
      'host',
      'none',
      'name=a,format=qcow2',
      'unsafe',
      'name=b,format=qcow2,size=1GiB',
      'name=c,format=qcow2',
    ];
    const { plan } = requireSettings({
      raw: { suite: 'sysbench', disks },
      origin: 'cli',
      randomSeed: 1,
      workspace: '/repo',
    });
    expect(imageGroups(plan)).toMatchObject([
      { mode: { format: 'raw', size: 320 * 2 ** 20 }, arms: [1, 3], files: 2 },
      { mode: { format: 'qcow2', size: 320 * 2 ** 20 }, arms: [2, 5], files: 2 },
      { mode: { format: 'qcow2', size: 2 ** 30 }, arms: [4], files: 1 },
    ]);
  });

  it('images that are made otherwise are not exchanged, those that are only used otherwise are', () => {
    const disks = [
      'name=a,format=qcow2,cluster_size=4096',
      'name=b,format=qcow2,preallocation=falloc',
      'name=c,format=qcow2,lazy_refcounts=on',
      'name=d,format=qcow2,cluster_size=4096,cache=none,num-queues=2,discard=unmap',
      'name=e,logical_block_size=4096,physical_block_size=4096',
      'name=f,physical_block_size=4096',
    ];
    const raw = { disks, suite: 'sysbench' };
    const { plan } = requireSettings({ raw, origin: 'cli', randomSeed: 1, workspace: '/repo' });
    expect(imageGroups(plan)).toMatchObject([
      { mode: { clusterSize: 4096 }, arms: [0, 3] },
      { mode: { preallocation: 'falloc' }, arms: [1] },
      { mode: { lazyRefcounts: true }, arms: [2] },
      { mode: { format: 'raw', logicalBlockSize: 4096 }, arms: [4] },
      { mode: { format: 'raw' }, arms: [5] },
    ]);
  });
});
