import { expect, test } from 'vitest';
import { requireSettings } from '../../src/config/settings.ts';
import { imageGroups } from '../../src/measure/image-group.ts';

test('arms whose images are made alike form a group; host arms are in none', () => {
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
  expect(imageGroups(plan)).toEqual([
    { mode: { format: 'raw', size: 320 * 2 ** 20 }, arms: [1, 3] },
    { mode: { format: 'qcow2', size: 320 * 2 ** 20 }, arms: [2, 5] },
    { mode: { format: 'qcow2', size: 2 ** 30 }, arms: [4] },
  ]);
});

test('images that are made otherwise are not exchanged, those that are only used otherwise are', () => {
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
